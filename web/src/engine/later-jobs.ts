import {
  check,
  checkDerivation,
  derive,
  derivePage,
  explain,
  pictures,
  pythonFunction,
  setWords,
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
  check: ({ problem, names }) => {
    const result = check(problem);
    const said =
      result.status === "ok" ? [result.diagnosis?.message, result.why && `${result.why}.`] : [];
    return {
      result,
      sentences: setWords(
        said.filter((text) => text !== undefined),
        names,
      ),
    };
  },
  review,
  explain,
};

/** Steps may follow from one another and yet be of something else: the last line is compared, too. */
function review({ lines, problem, names }: Jobs["review"]["asks"]): Reviewed {
  const result = checkDerivation(lines);
  const steps = result.status === "ok" ? result.steps : [];
  const said = steps.flatMap(({ diagnosis }) => (diagnosis ? [diagnosis.message] : []));
  const reviewed = { result, sentences: setWords(said, names) };
  const last = steps.at(-1);
  if (!last || last.verdict === "unparsable") return reviewed;
  const ended = check({ ...problem, answer: last.text });
  if (ended.status !== "ok") return reviewed;
  const isRight = ended.verdict === "right" || ended.verdict === "transposed";
  // Index letters are no names of the problem: such a line is one entry.
  return isRight || ended.verdict === "wrong" ? { ...reviewed, isDerivative: isRight } : reviewed;
}
