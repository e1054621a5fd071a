import { batch, computed, effect, signal, untracked } from "@preact/signals";
import type {
  DerivativeAnswer,
  Edit,
  NoAnswer,
  PictureOptions,
  Pictures,
  Problem,
  WrittenDerivation,
} from "indicial";
import { engine } from "../engine/client.ts";
import type { Derived, Narration } from "../engine/protocol.ts";
import { EXAMPLES } from "../examples.ts";
import { fromFragment, toFragment } from "./fragment.ts";
import { remember } from "./history.ts";
import { lettersOf, namesIn } from "./names.ts";
import { expectPlace } from "./place.ts";
import { edited, problemOf, type Question, sameQuestion } from "./question.ts";
import { clearOwn } from "./own-text.ts";
import { showFields, viewFields } from "./page-view.ts";
import { detail } from "./view.ts";
import { dismiss, say } from "./toast.ts";

/** A question together with its answer. */
export interface Answered {
  readonly asked: Question;
  readonly answer: DerivativeAnswer;
}

/** Derivations one after the other, as one list of steps. */
export interface ToldDerivation extends WrittenDerivation {
  /** Where another derivation begins, and the sentence that says of what. */
  readonly stages: readonly { readonly at: number; readonly says: string }[];
}

/** The derivation of an answer by one method, where there is one. */
export function derivationBy({ answer }: Answered, name: string): ToldDerivation | undefined {
  const found = [answer.derivation, ...(answer.otherDerivations ?? [])].find(
    (derivation) => derivation?.method === name,
  );
  return found && inOne(found);
}

/** The derivation of a higher derivative, one after the other, as one list of steps. */
function inOne(derivation: WrittenDerivation): ToldDerivation {
  const { next, ...own } = derivation;
  if (!next) return { ...derivation, stages: [] };
  const after = inOne(next);
  const isNew = (one: (typeof own.names)[number]): boolean =>
    !own.names.some(({ name, means }) => name === one.name && means.plain === one.means.plain);
  const names = [...own.names, ...after.names.filter(isNew)];
  const from = own.steps.length;
  const stages = [
    { at: from, says: next.wanted },
    ...after.stages.map((stage) => ({ ...stage, at: stage.at + from })),
  ];
  return { ...own, names, steps: [...own.steps, ...after.steps], stages };
}

/** An answer with its derivations, and the formulas in its sentences. */
export interface Narrated extends Answered {
  readonly sentences: Narration["sentences"];
}

export interface Drawn {
  readonly asked: Question;
  readonly result: Pictures | NoAnswer;
}

/** What is asked now: everything else follows from it. */
export const asked = signal<Question>(EXAMPLES[0]!.asked);

/** The outcome of the newest question that was answered at all. */
const outcome = signal<(Derived & { readonly asked: Question }) | undefined>(undefined);

/** The last good result; it is dimmed while the text is at fault, and never cleared. */
export const good = signal<Answered | undefined>(undefined);

/** The last good result with its derivations, which come a moment later. */
export const narrated = signal<Narrated | undefined>(undefined);

/** Its pictures, with the sums of its derivation written out. */
export const drawn = signal<Drawn | undefined>(undefined);

/** The sizes and the entry that the pictures are drawn at; undefined: small ones are chosen. */
export const drawnAt = signal<PictureOptions>({});

/** Whether the question at work was stopped by the user. */
export const wasStopped = signal(false);

/** Whether anything has been answered, if only with what is wrong. */
export const isAnswered = computed(() => outcome.value !== undefined);

export const problem = computed<Problem | undefined>(() => {
  const result = outcome.value?.result;
  return result === undefined || result.status === "ok" ? undefined : result.problem;
});

/** Changes that were tried and lead to an answer. */
export const edits = computed(() => outcome.value?.edits ?? []);

/** A name of the problem; its shape is not known before the shapes fit. */
export interface Named {
  readonly name: string;
  readonly shape: readonly string[] | undefined;
}

/** What the pieces of the text are: of the newest text that was looked at, up to where it differs. */
export const pieces = computed(() => {
  const seen = outcome.value;
  if (!seen) return [];
  const [now, then] = [asked.value.expr, seen.asked.expr];
  let same = 0;
  while (same < now.length && now[same] === then[same]) same++;
  return now === then ? seen.pieces : seen.pieces.filter(({ to }) => to <= same);
});

/** Makes one of them, to the question that it was found for. */
export function mend(edit: Edit): void {
  const faulty = outcome.peek()?.asked;
  if (faulty) change(edited(faulty, edit), "Changed.");
}

export const isStale = computed(() => problem.value !== undefined || wasStopped.value);

/**
 * Names that one may differentiate by: of the answer; while there is none, those that the text speaks
 * of, with the shapes that were declared or that the last good result had found.
 */
export const variables = computed<readonly Named[]>(() => {
  const seen = outcome.value;
  const known: readonly Named[] = good.value?.answer.variables ?? [];
  if (!seen || seen.result.status === "ok") return known;
  const { shapes } = seen.asked;
  // Where they clash, what the shapes were before is not what they are said to be.
  const isClash = seen.result.problem.code === "shape-clash";
  return namesIn(seen.asked.expr, seen.pieces).map((name) => {
    const before = known.find((one) => one.name === name);
    return before && !shapes[name] && !isClash ? before : { name, shape: shapes[name] };
  });
});

/** The letters of the problem, for sentences about it. */
export const letters = computed(() => {
  const names = lettersOf(variables.value);
  const chosen = asked.value.wrt;
  return chosen === undefined ? names : names.add(chosen);
});

/** The variable in use: the chosen one, or the one that was taken for it. */
export const wrt = computed(() => {
  const { wrt: chosen } = asked.value;
  const isThere = (name: string | undefined): boolean =>
    variables.value.some((variable) => variable.name === name);
  if (isThere(chosen)) return chosen;
  const taken = good.value?.answer.wrt;
  return isThere(taken) ? taken : undefined;
});

/** Typing: every keystroke is a new question. */
export function type(expr: string): void {
  dismiss();
  asked.value = { ...asked.peek(), expr };
}

/** Another problem, of an example or of the past; what was found for the old one is cleared. */
export function askAnew(next: Question, said: string): void {
  if (sameQuestion(asked.peek(), next)) return;
  const kept = viewFields();
  const before = asked.peek();
  change(next);
  clearOwn();
  const undo = (): void => {
    change(before);
    showFields(kept);
  };
  say(said, { label: "Undo", act: undo });
}

/** A change by a button; it can be undone, and the browser's Back undoes it, too. */
export function change(next: Question, said?: string): void {
  const before = asked.peek();
  if (sameQuestion(before, next)) return;
  writeAddress("replace");
  asked.value = next;
  writeAddress("push");
  if (said !== undefined) say(said, { label: "Undo", act: () => change(before) });
}

/** How long the text rests before its derivations are told, and before it is remembered. */
const NARRATE_AFTER_MS = 140;
const REMEMBER_AFTER_MS = 1500;
const ADDRESS_AFTER_MS = 400;

let narrating: ReturnType<typeof setTimeout> | undefined;
let remembering: ReturnType<typeof setTimeout> | undefined;
let choosing: ReturnType<typeof setTimeout> | undefined;
let addressing: ReturnType<typeof setTimeout> | undefined;

async function answerQuestion(question: Question): Promise<void> {
  clearTimeout(narrating);
  clearTimeout(remembering);
  clearTimeout(choosing);
  const told = await engine.ask("derive", question);
  if (told.is === "overtaken") return;
  if (told.is === "stopped") {
    wasStopped.value = true;
    return;
  }
  const {
    result,
    edits: found,
    pieces: seen,
  } = told.is === "faulty" ? { result: told.fault, edits: [], pieces: [] } : told.tells;

  batch(() => {
    wasStopped.value = false;
    outcome.value = { asked: question, result, edits: found, pieces: seen };
    if (result.status === "ok") {
      // For whoever measures how soon the page can be used.
      if (!good.peek()) performance.mark("first-answer");
      good.value = { asked: question, answer: result };
    }
  });
  const settled = good.peek();
  if (asked.peek() !== question || !settled) return;
  // A slip keeps the last good result; its steps are those of the same problem.
  if (narrated.peek()?.asked !== settled.asked) {
    narrating = setTimeout(() => void narrate(settled), NARRATE_AFTER_MS);
  }
  if (result.status !== "ok") {
    choosing = setTimeout(() => dropLostChoice(question), ADDRESS_AFTER_MS);
    return;
  }
  remembering = setTimeout(() => remember(question), REMEMBER_AFTER_MS);
  // The choice that has left the expression is given up once the typing rests; what is taken for it
  // is no choice yet, for the typing may go on.
  const { wrt: chosen, ...rest } = question;
  if (chosen !== undefined && chosen !== result.wrt) {
    choosing = setTimeout(() => {
      if (asked.peek() === question) asked.value = rest;
    }, ADDRESS_AFTER_MS);
  }
}

/** What is not in the text any more is no choice: what is seen, what is meant and the link agree. */
function dropLostChoice(question: Question): void {
  const { wrt: chosen, ...rest } = question;
  const isThere = variables.peek().some(({ name }) => name === chosen);
  if (
    chosen !== undefined &&
    !isThere &&
    variables.peek().length > 0 &&
    asked.peek() === question
  ) {
    asked.value = rest;
  }
}

async function narrate({ asked: question, answer }: Answered): Promise<void> {
  const problem = problemOf({ ...question, wrt: answer.wrt });
  const told = await engine.ask("narrate", { problem, detail: detail.peek() });
  if (told.is !== "done" || good.peek()?.asked !== question) return;
  const { result, sentences } = told.tells;
  if (result.status !== "ok") return;
  batch(() => {
    narrated.value = { asked: question, answer: result, sentences };
    drawnAt.value = {};
  });
}

async function draw({ asked: question, answer }: Answered, options: PictureOptions): Promise<void> {
  const problem = problemOf({ ...question, wrt: answer.wrt });
  const told = await engine.ask("draw", { problem, options });
  if (told.is !== "done" || narrated.peek()?.asked !== question) return;
  drawn.value = { asked: question, result: told.tells };
}

/** What is asked, with the variable that was taken where none was chosen: a link means one thing. */
function settledQuestion(): Question {
  const question = asked.value;
  const settled = good.value;
  if (question.wrt !== undefined || settled?.asked !== question) return question;
  return { ...question, wrt: settled.answer.wrt };
}

function writeAddress(how: "replace" | "push"): void {
  clearTimeout(addressing);
  const address = `#${untracked(() => toFragment(settledQuestion(), viewFields()))}`;
  if (address === location.hash) return;
  if (how === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/** The question that came by the newest link. */
let linked: Question | undefined;

export function isFromLink(question: Question): boolean {
  return question === linked;
}

function readAddress(): void {
  const read = fromFragment(location.hash);
  if (!read) return;
  batch(() => {
    linked = read.asked;
    asked.value = read.asked;
    showFields(read.shown);
    expectPlace(read.asked);
  });
  if (read.isNewer) say("This link is of a newer version; some of it may be missing.");
}

/** Connects the question to the address, the engine and the memory. */
export function start(): void {
  engine.warm();
  readAddress();
  addEventListener("popstate", readAddress);
  effect(() => void answerQuestion(asked.value));
  effect(() => {
    if (!asked.value || !viewFields()) return;
    clearTimeout(addressing);
    addressing = setTimeout(() => writeAddress("replace"), ADDRESS_AFTER_MS);
  });
  detail.subscribe(() => {
    const settled = good.peek();
    if (settled) void narrate(settled);
  });
  effect(() => {
    const [told, options] = [narrated.value, drawnAt.value];
    // Pictures are of first derivatives.
    if (told && told.asked.order === 1) void draw(told, options);
  });
}
