import { describe, expect, it } from "vitest";
import { pictures } from "../../src/index.ts";
import type { DerivativeProblem, Picture } from "../../src/index.ts";
import { fullDerivative } from "../../src/evaluation/directional.ts";
import { chooseSizes, samplePoint } from "../../src/evaluation/sample.ts";
import { randomFrom } from "../../src/numbers/random.ts";
import { NoValue } from "../../src/numbers/system.ts";
import { support } from "../../src/pictures/support.ts";
import { randomProblem } from "../random/generate.ts";
import { derivativesAt, onlyPicture, placesInVecOrder, PROBLEMS, read } from "./support.ts";

const ENOUGH_POINTS = 24;

/** Edges as `output,input`, counted from 1. */
function edgesOf({ edges }: Picture): string[] {
  return edges.map(({ from, to }) => `${to.slice(6)},${from.slice(5)}`).sort();
}

/** The entries that are not zero at some of many points of their own, and those zero at all. */
function nonzerosOf(problem: DerivativeProblem, picture: Picture): string[] | undefined {
  const points = derivativesAt(problem, new Map(Object.entries(picture.sizes)), ENOUGH_POINTS);
  if (points.length < ENOUGH_POINTS) return undefined;
  const { wrt, elaboration } = read(problem);
  const shape = points[0]!.d.shape;
  const rank = shape.length - elaboration.variables.get(wrt)!.axes.length;
  const rows = placesInVecOrder(shape.slice(0, rank));
  const columns = placesInVecOrder(shape.slice(rank));
  return rows
    .flatMap((row, o) =>
      columns.flatMap((column, i) => {
        const place = row * columns.length + column;
        const isNonzero = points.some(({ d }) => {
          const largest = Math.max(...d.data.map(Math.abs));
          return Math.abs(d.data[place]!) > 1e-9 * largest;
        });
        return isNonzero ? [`${o + 1},${i + 1}`] : [];
      }),
    )
    .sort();
}

describe("the streams of the influence graph and the marks of the sparsity", () => {
  it.each(PROBLEMS)("are the non-zeros of the Jacobian of $expr by $wrt", (problem) => {
    const picture = onlyPicture(problem, { kind: "sparsity" });
    expect(edgesOf(picture)).toEqual(nonzerosOf(problem, picture));
  });

  it("are the non-zeros of the Jacobians of random expressions", () => {
    let compared = 0;
    for (let seed = 1; compared < 30; seed++) {
      const { form: _form, order: _order, wrt2: _wrt2, ...problem } = randomProblem(seed).problem;
      const kind = compared % 3 === 0 ? "influence" : "sparsity";
      const result = pictures(problem, { kind });
      const [picture] = result.status === "ok" ? result.pictures : [];
      const truth = picture && nonzerosOf(problem, picture);
      if (!truth) continue;
      expect({ problem, edges: edgesOf(picture) }).toEqual({ problem, edges: truth });
      compared++;
    }
  }, 120_000);

  it("have zeros that are proven only where no term can reach", () => {
    for (const problem of PROBLEMS) {
      const { grid, edges } = onlyPicture(problem, { kind: "sparsity" });
      const states = grid!.cells.flat();
      expect(states.filter((state) => state === "nonzero")).toHaveLength(edges.length);
      // Nothing cancels in these problems, so that every zero of theirs has a proof.
      expect(states).not.toContain("zero-where-tried");
    }
  });
});

describe("the arithmetic of what is surely zero", () => {
  it("never calls an entry zero that is not, for random expressions", () => {
    let compared = 0;
    let zeros = 0;
    for (let seed = 500; compared < 150; seed++) {
      const { form: _form, order: _order, wrt2: _wrt2, ...problem } = randomProblem(seed).problem;
      const { elaboration, properties, pinnedSizes, wrt } = read(problem);
      const sizes = chooseSizes(elaboration.dimensionNames, pinnedSizes, randomFrom(seed));
      const [sample] = derivativesAt(problem, sizes, 1);
      const source = { system: support, entry: yes, positive: yes, whole: yes, coin: yes };
      const values = samplePoint(elaboration.variables, properties, sizes, source)!;
      const about = { f: elaboration.expression, wrt, order: 1 };
      const mayBe = valueOrNone(() => fullDerivative(about, { values, sizes }, support).data);
      if (!sample || !mayBe) continue;
      const largest = Math.max(...sample.d.data.map(Math.abs));
      const refuted = sample.d.data.flatMap((x, k) =>
        mayBe[k] === false && Math.abs(x) > 1e-9 * largest ? [k] : [],
      );
      expect({ problem, refuted }).toEqual({ problem, refuted: [] });
      zeros += mayBe.filter((each) => !each).length;
      compared++;
    }
    expect(zeros).toBeGreaterThan(500);
  });
});

const yes = (): boolean => true;

function valueOrNone<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    throw error;
  }
}

describe("a zero by cancellation", () => {
  it("is told as zero where tried, with exact points", () => {
    const { grid, evidence } = onlyPicture(
      { expr: "x + y - x", wrt: "x", vars: { x: ["n"], y: ["n"] } },
      { kind: "sparsity", sizes: { n: 2 } },
    );
    expect(grid!.cells).toEqual([
      ["zero-where-tried", "zero"],
      ["zero", "zero-where-tried"],
    ]);
    expect(evidence).toContain("2 entries are zero at all points that were tried (exactly,");
  });

  it("is told as rounding where only doubles say so", () => {
    const problem = {
      expr: "B*(sin(2*x) - 2*sin(x).*cos(x)) + L*x",
      wrt: "x",
      vars: { B: [2, 2], L: [2, 2], x: [2] },
      props: { L: "lower" },
    };
    const { grid, evidence } = onlyPicture(problem, { kind: "sparsity" });
    expect(grid!.cells).toEqual([
      ["nonzero", "zero-where-tried"],
      ["nonzero", "nonzero"],
    ]);
    expect(evidence).toContain("which proves nothing");
  });
});

describe("known patterns", () => {
  const pattern = (problem: DerivativeProblem, sizes: Record<string, number>): string[] =>
    onlyPicture(problem, { kind: "sparsity", sizes }).grid!.cells.map((row) =>
      row.map((state) => (state === "nonzero" ? "#" : ".")).join(""),
    );

  it("of kron(eye(2), A)*x is two blocks", () => {
    const problem = { expr: "kron(eye(2),A)*x", wrt: "x", vars: { A: ["n", "m"] } };
    expect(pattern(problem, { n: 2, m: 3 })).toEqual(["###...", "###...", "...###", "...###"]);
  });

  it("of an element-wise function is a diagonal, said in words", () => {
    const problem = { expr: "tanh(x)", wrt: "x" };
    expect(pattern(problem, { n: 3 })).toEqual(["#..", ".#.", "..#"]);
    expect(onlyPicture(problem, { kind: "sparsity" }).description).toContain("diagonal");
  });

  it("of a product by a lower triangular matrix is triangular", () => {
    const problem = { expr: "L*x", wrt: "x", vars: { L: ["n", "n"] }, props: { L: "lower" } };
    expect(pattern(problem, { n: 3 })).toEqual(["#..", "##.", "###"]);
  });

  it("of W*x by W repeats in the columns of W", () => {
    expect(pattern({ expr: "W*x", wrt: "W" }, { n: 2, m: 3 })).toEqual(["#.#.#.", ".#.#.#"]);
  });
});
