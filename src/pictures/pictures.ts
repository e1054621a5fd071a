import type { DerivativeProblem, NoAnswer } from "../answers/answer.ts";
import { readProblem } from "../answers/read-any.ts";
import { nearestName } from "../text/nearest.ts";
import type { Problem } from "../text/problem.ts";
import type { PictureKind } from "./kind.ts";
import { members } from "./kinds/members.ts";
import type { Picture } from "./picture.ts";
import { subjectOf } from "./subject.ts";

export interface PictureOptions {
  /** The only kind to draw; left out: every one that there is of this problem. */
  readonly kind?: string;
  /** Sizes to draw with, `{ n: 3, m: 4 }`; small ones are chosen where left out. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** The entry to follow: the indices of the function, then those of the variable, from 1. */
  readonly entry?: readonly number[];
}

export interface Pictures {
  readonly id?: string | number | null;
  readonly status: "ok";
  readonly pictures: readonly Picture[];
  /** Which kinds there are not, and why. */
  readonly missing: readonly { readonly kind: string; readonly problem: Problem }[];
}

const KINDS: readonly PictureKind[] = [...members].sort((a, b) => a.place - b.place);

/** The kinds of pictures, with a line about each. */
export function pictureKinds(): readonly { readonly name: string; readonly summary: string }[] {
  return KINDS.map(({ name, summary }) => ({ name, summary }));
}

/**
 * Pictures of a first derivative, at small sizes: which entries reach which, where the Jacobian can be
 * other than zero, a sum written out, the parts with their local Jacobians.
 *
 * A mistake in the problem or in the options comes back as `status: "error"`; where no picture at all
 * can be drawn, `refused` with the reason.
 */
export function pictures(
  problem: DerivativeProblem,
  options: PictureOptions = {},
): Pictures | NoAnswer {
  const id = problem?.id === undefined ? {} : { id: problem.id };
  const fault = (status: NoAnswer["status"], found: Problem): NoAnswer => ({
    ...id,
    status,
    problem: found,
  });
  const { kind, entry } = options ?? {};
  const wanted = KINDS.filter(({ name }) => kind === undefined || name === kind);
  if (wanted.length === 0) return fault("error", unknownKind(String(kind)));
  const disorder = problemOfEntry(entry);
  if (disorder) return fault("error", disorder);
  const read = readProblem(problem);
  if (!read.ok) return fault("error", read.problem);
  const subject = subjectOf(read.value, options ?? {});
  if ("status" in subject) return { ...id, ...subject };
  if (!subject.ok) {
    const isRefused = subject.problem.code === "not-supported";
    return fault(isRefused ? "refused" : "error", subject.problem);
  }
  const drawn: Picture[] = [];
  const missing: { kind: string; problem: Problem }[] = [];
  for (const { name, draw } of wanted) {
    const picture = draw(subject.value);
    if (picture.ok) drawn.push(picture.value);
    else missing.push({ kind: name, problem: picture.problem });
  }
  if (drawn.length === 0) return fault("refused", missing[0]!.problem);
  return { ...id, status: "ok", pictures: drawn, missing };
}

function unknownKind(kind: string): Problem {
  const names = KINDS.map(({ name }) => name);
  const near = nearestName(kind, names);
  return {
    code: "unknown-picture",
    message: `There is no kind of picture named ${kind}.`,
    remedy: near === undefined ? `The kinds are ${names.join(", ")}.` : `Did you mean ${near}?`,
  };
}

function problemOfEntry(entry: unknown): Problem | undefined {
  if (entry === undefined) return undefined;
  const isList = Array.isArray(entry) && entry.every((at) => Number.isSafeInteger(at) && at >= 1);
  if (isList) return undefined;
  return {
    code: "picture-entry",
    message: "An entry is a list of whole numbers from 1, as in [2, 3].",
  };
}
