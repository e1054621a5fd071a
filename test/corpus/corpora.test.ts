import { beforeAll, describe, expect, it } from "vitest";
import { answerBatchLine } from "../../src/index.ts";
import { corpusLines, type Judgement, judge } from "./score.ts";

/** How many problems must at least be right. A floor may only rise. */
const FLOORS: Readonly<Record<string, number>> = {
  seed: 6,
  cookbook: 139,
  sympy: 138,
  wikipedia: 99,
  realworld: 127,
};

/** An answer that is none, but says why. */
const HONEST = ["refused", "stopped", "error"];

describe.each(Object.entries(FLOORS))("the corpus %s", (corpus, floor) => {
  const problems = corpusLines(corpus);
  let judgements: readonly Judgement[] = [];
  beforeAll(() => {
    judgements = judge(
      corpus,
      problems.map((line) => answerBatchLine(line)),
    );
  }, 120_000);

  it("is answered line by line", () => {
    expect(judgements).toHaveLength(problems.length);
  });

  it("gets no answer that is wrong, transposed or unreadable", () => {
    const allowed = ["right", ...HONEST];
    expect(judgements.filter(({ verdict }) => !allowed.includes(verdict))).toEqual([]);
  });

  it("is told why where there is no answer", () => {
    const silent = judgements.filter(
      ({ verdict, diagnosis }) =>
        HONEST.includes(verdict) &&
        (diagnosis === "None" || !/^[a-z]+(-[a-z]+)*$/.test(diagnosis ?? "")),
    );
    expect(silent).toEqual([]);
  });

  it(`gets at least ${floor} right answers`, () => {
    const right = judgements.filter(({ verdict }) => verdict === "right");
    expect(right.length).toBeGreaterThanOrEqual(floor);
  });
});
