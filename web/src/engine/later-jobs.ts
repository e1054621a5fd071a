import {
  check,
  checkDerivation,
  derive,
  derivePage,
  explain,
  pictures,
  pythonFunction,
} from "indicial";
import type { JobName, Jobs, Reviewed } from "./protocol.ts";

/** One function for each of the jobs that the first answer does not need. */
export const laterJobs: {
  readonly [N in Exclude<JobName, "derive" | "narrate">]: (
    asks: Jobs[N]["asks"],
  ) => Jobs[N]["tells"];
} = {
  draw: ({ problem, options }) => pictures(problem, options),
  document: ({ problem, form }) => derivePage(problem, form, { pictures: true }),
  write: (problem) => derive(problem, { notations: ["mathml"] }),
  program: (problem) => {
    const result = derive(problem, { notations: ["python"] });
    return result.status === "ok" ? pythonFunction(result) : undefined;
  },
  check,
  review,
  explain,
};

/** Steps may follow from one another and yet be of something else: the last line is compared, too. */
function review({ lines, problem }: Jobs["review"]["asks"]): Reviewed {
  const result = checkDerivation(lines);
  const last = result.status === "ok" ? result.steps.at(-1) : undefined;
  if (!last || last.verdict === "unparsable") return { result };
  const ended = check({ ...problem, answer: last.text });
  if (ended.status !== "ok") return { result };
  if (ended.verdict === "right" || ended.verdict === "transposed") {
    return { result, isDerivative: true };
  }
  // Index letters are no names of the problem: such a line is one entry.
  return ended.verdict === "wrong" ? { result, isDerivative: false } : { result };
}
