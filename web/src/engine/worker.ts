import {
  check,
  checkDerivation,
  derive,
  derivePage,
  type DerivativeProblem,
  type DerivativeResult,
  type Edit,
  type NoAnswer,
  pictures,
  setSentences,
} from "indicial";
import { deriveByLikely } from "./likely-variable.ts";
import { edited, problemOf, type Question } from "../state/question.ts";
import type { Derived, JobName, Jobs, Narration, Order, Report } from "./protocol.ts";

/** One function for each job; a long one is stopped by ending the worker. */
const jobs: { readonly [N in JobName]: (asks: Jobs[N]["asks"]) => Jobs[N]["tells"] } = {
  derive: answer,
  narrate,
  draw: ({ problem, options }) => pictures(problem, options),
  document: ({ problem, form }) => derivePage(problem, form, { pictures: true }),
  write: (problem) => derive(problem, { notations: ["mathml"] }),
  check,
  review: checkDerivation,
};

/** The answer; or what is wrong, with those of its edits that lead to one. */
function answer(asked: Question): Derived {
  const result = shown(asked);
  if (result.status === "ok") return { result, edits: [] };
  const { edits = [] } = result.problem;
  const isMended = (edit: Edit): boolean => shown(edited(asked, edit)).status === "ok";
  return { result, edits: edits.filter(isMended) };
}

function shown(asked: Question): DerivativeResult {
  return deriveByLikely(problemOf(asked), (problem) => derive(problem, { notations: [] }));
}

function narrate(problem: DerivativeProblem): Narration {
  const result = derive(problem, { steps: "all" });
  return { result, sentences: result.status === "ok" ? setSentences(result) : {} };
}

function run<N extends JobName>({ id, job, asks }: Order<N>): Report<N> {
  try {
    return { id, tells: jobs[job](asks) };
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
  postMessage(run(data));
});
