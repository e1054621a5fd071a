import type { Expression } from "../syntax/expression.ts";
import { nearestName } from "../text/nearest.ts";
import { failure, type Result, success } from "../text/problem.ts";
import { members } from "./members.ts";
import { type Notation, type ReadingContext, strongestClaim } from "./notation.ts";
import { withoutTraces } from "./pasted.ts";

const byName = new Map<string, Notation>();
for (const member of members as readonly Notation[]) byName.set(member.name, member);

/** The notation of that name, or undefined. */
export function notationNamed(name: string): Notation | undefined {
  return byName.get(name);
}

export function notationNames(): readonly string[] {
  return [...byName.keys()];
}

/** The notations that are read. */
export function readNotationNames(): readonly string[] {
  return [...byName.values()].filter(({ input }) => input).map(({ name }) => name);
}

/** Notations that are spoken of, and not built. */
const PLANNED: ReadonlySet<string> = new Set(["julia", "matlab"]);

/** The notation whose signs a text has. */
export function recognised(text: string): Notation {
  return strongestClaim([...byName.values()], withoutTraces(text));
}

/** The notation asked for, else the one whose signs the text has. */
export function notationOf(text: string, from: string | undefined): Result<Notation> {
  if (from === undefined) return success(recognised(text));
  const notation = notationNamed(from);
  if (notation) return success(notation);
  if (PLANNED.has(from)) {
    return failure({
      code: "not-supported",
      message: `The notation ${from} is not read yet.`,
      remedy: `Write it in one of these: ${readNotationNames().join(", ")}.`,
    });
  }
  const near = nearestName(from, readNotationNames());
  return failure({
    code: "unknown-notation",
    message: `There is no notation named ${from}.`,
    remedy: near ? `did you mean ${near}?` : `The notations are ${readNotationNames().join(", ")}.`,
  });
}

/** Reads one expression in the notation asked for, or in the one that is recognised. */
export function readAs(
  text: string,
  from: string | undefined,
  context: ReadingContext,
): Result<Expression> {
  const formula = withoutTraces(text);
  const notation = notationOf(formula, from);
  return notation.ok ? notation.value.read(formula, context) : notation;
}
