import { describe, expect, it } from "vitest";
import { corpusLines, judge } from "./score.ts";

interface Line {
  readonly id: string;
  readonly expected?: string | null;
  readonly answer?: string;
  readonly verdict?: string;
}

function parsed(corpus: string): Line[] {
  return corpusLines(corpus).map((line) => JSON.parse(line) as Line);
}

/** By id and answer, since one problem may be answered several times. */
function counts(verdicts: readonly string[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const verdict of verdicts) tally[verdict] = (tally[verdict] ?? 0) + 1;
  return tally;
}

describe("the referee of the corpora", () => {
  it("finds the human's own answers right", () => {
    const answers = parsed("seed").map(({ id, expected }) =>
      JSON.stringify({ id, plain: expected }),
    );
    expect(judge("seed", answers).map(({ verdict }) => verdict)).toEqual(
      Array.from({ length: 6 }, () => "right"),
    );
  });

  it("tells a transposed answer and a wrong sign from a right one", () => {
    const judged = judge("seed", [
      `{"id":"seed-1","plain":"W"}`,
      `{"id":"seed-1","plain":"W'"}`,
      `{"id":"seed-1","plain":"-W"}`,
    ]);
    expect(judged.map(({ verdict }) => verdict)).toEqual(["right", "transposed", "wrong"]);
  });

  it("passes on the code of a refusal", () => {
    const [judgement] = judge("seed", [
      `{"id":"seed-1","status":"refused","problem":{"code":"unknown-name","message":"-"}}`,
    ]);
    expect(judgement).toMatchObject({ verdict: "refused", diagnosis: "unknown-name" });
  });

  it("finds none of the plausible wrong answers right, and all of the right ones", () => {
    const wrong = judge("realworld", corpusLines("wrong-answers"));
    expect(wrong).toHaveLength(parsed("wrong-answers").length);
    expect(counts(wrong.map(({ verdict }) => verdict))).not.toHaveProperty("right");
    const right = judge("realworld", corpusLines("right-answers"));
    expect(counts(right.map(({ verdict }) => verdict))).toEqual({ right: 15 });
  });
});
