import { effect, signal } from "@preact/signals";
import { engine } from "../engine/client.ts";
import type { Judged, Reviewed } from "../engine/protocol.ts";
import { cover, uncover } from "./cover.ts";
import { ownAnswer, ownForm, ownLines } from "./own-text.ts";
import { problemOf } from "./question.ts";
import { type Answered, asked, good, isFromLink } from "./workbench.ts";

export const verdict = signal<Judged | undefined>(undefined);

export const reviewed = signal<Reviewed | undefined>(undefined);

/** The shapes of all names, declared or inferred, so that a part of the problem fits them, too. */
function shapesInUse(): Readonly<Record<string, readonly string[]>> {
  const variables = good.peek()?.answer.variables ?? [];
  return Object.fromEntries(variables.map(({ name, shape }) => [name, shape]));
}

/** Variables and sizes, which sentences about the problem speak of. */
function namesIn({ answer: { variables } }: Answered): readonly string[] {
  return variables.flatMap(({ name, shape }) => [
    name,
    ...shape.flatMap((size) => size.split("*")),
  ]);
}

async function judge(answer: string, form: string | undefined): Promise<void> {
  const question = good.peek();
  if (answer.trim() === "" || !question) {
    verdict.value = undefined;
    return;
  }
  const { wrt } = question.answer;
  const { form: asForm, ...problem } = problemOf({ ...question.asked, wrt });
  const meant = form ?? asForm;
  const given = { ...problem, answer, ...(meant !== undefined && { form: meant }) };
  const told = await engine.ask("check", { problem: given, names: namesIn(question) });
  if (told.is !== "done" || ownAnswer.peek() !== answer) return;
  const { tells } = told;
  verdict.value = tells;
  // What was found needs no cover any more.
  const { result } = tells;
  if (result.status === "ok" && result.verdict === "right") uncover();
}

/** Names that papers give to the function; what is a variable is none of them. */
function functionNames({ answer: { reading, variables, name } }: Answered): Record<string, string> {
  const taken = new Set(variables.map((variable) => variable.name));
  const names = [...new Set(["f", "L", "J", ...(name === undefined ? [] : [name])])];
  return Object.fromEntries(names.filter((one) => !taken.has(one)).map((one) => [one, reading]));
}

async function review(text: string): Promise<void> {
  const lines = text.split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line !== "");
  if (said.length === 0) {
    reviewed.value = undefined;
    return;
  }
  const vars = shapesInUse();
  const { facts } = asked.peek();
  const question = good.peek()!;
  const { form: _form, ...problem } = problemOf({ ...question.asked, wrt: question.answer.wrt });
  const whole = { lines: said, vars, props: facts, define: functionNames(question) };
  const told = await engine.ask("review", {
    lines: whole,
    problem,
    names: namesIn(question),
  });
  if (told.is === "done" && ownLines.peek() === text) reviewed.value = told.tells;
}

const REVIEW_AFTER_MS = 300;

/** Judges whenever the own answer, its form or the question changes. */
export function startChecking(): void {
  asked.subscribe(() => {
    // Every new question is covered again; the one of a link is as the link says.
    if (!isFromLink(asked.peek())) cover();
  });
  effect(() => {
    const [answer, form] = [ownAnswer.value, ownForm.value];
    // A new question makes a new verdict.
    if (good.value) void judge(answer, form);
  });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const text = ownLines.value;
    const isReady = good.value !== undefined;
    clearTimeout(waiting);
    if (isReady) waiting = setTimeout(() => void review(text), REVIEW_AFTER_MS);
  });
}
