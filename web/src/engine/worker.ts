import { derive, type DerivativeResult, type Edit, highlight, type NoAnswer } from "indicial";
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
  narrate: async (asks) => (await later()).narrate(asks),
  draw: async (asks) => (await later()).draw(asks),
  document: async (asks) => (await later()).document(asks),
  write: async (asks) => (await later()).write(asks),
  check: async (asks) => (await later()).check(asks),
  review: async (asks) => (await later()).review(asks),
  explain: async (asks) => (await later()).explain(asks),
};

/** The answer; or what is wrong, with those of its edits that lead to one. */
function answer(asked: Question): Derived {
  const seen = highlight(asked.expr);
  const pieces = "pieces" in seen ? seen.pieces : [];
  const result = shown(asked);
  if (result.status === "ok") return { result, edits: [], pieces };
  const { edits = [] } = result.problem;
  return { result, edits: mending(asked, edits), pieces };
}

/**
 * Those of the edits with which there is an answer. Of two that differ in what kind of thing the
 * function becomes, the simpler was meant: a number, not a matrix.
 */
function mending(asked: Question, edits: readonly Edit[]): readonly Edit[] {
  const tried = edits.flatMap((edit) => {
    const result = shown(edited(asked, edit));
    return result.status === "ok" ? [{ edit, rank: result.functionShape.length }] : [];
  });
  const least = Math.min(...tried.map(({ rank }) => rank));
  return tried.filter(({ rank }) => rank === least).map(({ edit }) => edit);
}

function shown(asked: Question): DerivativeResult {
  return deriveByLikely(problemOf(asked), (problem) => derive(problem, { notations: [] }));
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
