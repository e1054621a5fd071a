import { derive, highlight, setSentences } from "indicial";
import type { Jobs, Narration } from "./protocol.ts";
import type { Deriving } from "./worker.ts";

export const inAnyNotation: Deriving = {
  derive: (problem) => derive(problem, { notations: [] }),
  highlight: (text) => {
    const seen = highlight(text);
    return "pieces" in seen ? seen.pieces : [];
  },
};

/** The answer with its derivations, which the page shows a moment after it. */
export function narrate({ problem, detail }: Jobs["narrate"]["asks"]): Narration {
  const result = derive(problem, { steps: "all", detail });
  return { result, sentences: result.status === "ok" ? setSentences(result) : {} };
}
