import { check, checkDerivation, derive, derivePage, pictures, setSentences } from "indicial";
import type { JobName, Jobs, Narration } from "./protocol.ts";

/** One function for each of the jobs that the first answer does not need. */
export const laterJobs: {
  readonly [N in Exclude<JobName, "derive">]: (asks: Jobs[N]["asks"]) => Jobs[N]["tells"];
} = {
  narrate,
  draw: ({ problem, options }) => pictures(problem, options),
  document: ({ problem, form }) => derivePage(problem, form, { pictures: true }),
  write: (problem) => derive(problem, { notations: ["mathml"] }),
  check,
  review: checkDerivation,
};

function narrate({ problem, detail }: Jobs["narrate"]["asks"]): Narration {
  const result = derive(problem, { steps: "all", detail });
  return { result, sentences: result.status === "ok" ? setSentences(result) : {} };
}
