import {
  type DerivativeProblem,
  type DerivativeResult,
  derivePlain,
  type Edit,
  highlightPlain,
  type HighlightedText,
  isSurelyPlain,
  type NoAnswer,
} from "indicial";
import { edited, problemOf, type Question } from "../state/question.ts";
import { deriveByLikely } from "./likely-variable.ts";
import type { Derived, JobName, Jobs, Order, Report } from "./protocol.ts";

/** What the first answer does not wait for is loaded after it. */
async function later() {
  const { laterJobs } = await import("./later-jobs.ts");
  return laterJobs;
}

const jobs: {
  readonly [N in JobName]: (asks: Jobs[N]["asks"]) => Jobs[N]["tells"] | Promise<Jobs[N]["tells"]>;
} = {
  derive: answer,
  narrate: async (asks) => (await import("./any-notation.ts")).narrate(asks),
  draw: async (asks) => (await later()).draw(asks),
  document: async (asks) => (await later()).document(asks),
  write: async (asks) => (await later()).write(asks),
  program: async (asks) => (await later()).program(asks),
  check: async (asks) => (await later()).check(asks),
  review: async (asks) => (await later()).review(asks),
  explain: async (asks) => (await later()).explain(asks),
};

/** What an answer needs of the library. */
export interface Deriving {
  readonly derive: (problem: DerivativeProblem) => DerivativeResult;
  readonly highlight: (text: string) => HighlightedText["pieces"];
}

const inPlain: Deriving = { derive: derivePlain, highlight: highlightPlain };

/** Plain notation is at hand; what reads the others is loaded when they are typed, or before. */
async function derivingOf(asked: Question): Promise<Deriving> {
  if (isSurelyPlain(problemOf(asked))) return inPlain;
  const { inAnyNotation } = await import("./any-notation.ts");
  return inAnyNotation;
}

/** The answer; or what is wrong, with those of its edits that lead to one. */
async function answer(asked: Question): Promise<Derived> {
  const { derive, highlight } = await derivingOf(asked);
  const pieces = highlight(asked.expr);
  const result = deriveByLikely(problemOf(asked), derive);
  if (result.status === "ok") return { result, edits: [], pieces };
  const { edits = [] } = result.problem;
  return { result, edits: await mending(asked, edits), pieces };
}

/**
 * Those of the edits with which there is an answer. Of two that differ in what kind of thing the
 * function becomes, the simpler was meant: a number, not a matrix.
 */
async function mending(asked: Question, edits: readonly Edit[]): Promise<readonly Edit[]> {
  const tried = [];
  for (const edit of edits) {
    const mended = edited(asked, edit);
    const { derive } = await derivingOf(mended);
    const result = deriveByLikely(problemOf(mended), derive);
    if (result.status === "ok") tried.push({ edit, rank: result.functionShape.length });
  }
  const least = Math.min(...tried.map(({ rank }) => rank));
  return tried.filter(({ rank }) => rank === least).map(({ edit }) => edit);
}

/** A long job is stopped by ending the worker. */
async function run<N extends JobName>({ id, job, asks }: Order<N>): Promise<Report<N>> {
  try {
    return { id, tells: await jobs[job](asks) };
  } catch (error) {
    return { id, fault: faultOf(error) };
  }
}

/** The library answers mistakes with data, so whatever it throws is a fault of ours. */
function faultOf(error: unknown): NoAnswer {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    status: "error",
    problem: {
      code: "fault",
      message: `This is a fault of Indicial, not of your input (${what.slice(0, 200)}).`,
    },
  };
}

addEventListener("message", ({ data }: MessageEvent<Order>) => {
  void run(data).then((report) => postMessage(report));
});
