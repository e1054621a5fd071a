import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Dimension, dimension } from "../../src/dimensions/dimension.ts";
import type { VariableShape } from "../../src/elaboration/shape.ts";
import { checkDerivative, type DerivativeClaim } from "../../src/evaluation/check-derivative.ts";
import type { Judgement } from "../../src/evaluation/checking.ts";
import type { DerivativeForm } from "../../src/evaluation/derivative-forms.ts";
import type { Structure } from "../../src/evaluation/directional.ts";
import { plain } from "../../src/notations/plain.ts";
import type { Expression } from "../../src/syntax/expression.ts";

/** A problem as the corpora write it. */
interface Problem {
  readonly id?: string;
  readonly expr: string;
  readonly free?: readonly string[];
  readonly vars: Readonly<Record<string, readonly (string | number)[]>>;
  readonly props?: Readonly<Record<string, string | readonly string[]>>;
  readonly dims?: Readonly<Record<string, number>>;
  readonly wrt: string;
  readonly wrt2?: string;
  readonly order?: 1 | 2;
  readonly structure?: Structure;
  readonly form: DerivativeForm | "entry";
  readonly indices?: readonly string[];
  readonly expected?: string | null;
}

function dimensionOf(text: string | number): Dimension {
  const parts = String(text).split("*");
  const numbers = parts.filter((part) => /^\d+$/.test(part)).map(Number);
  return dimension(
    numbers.reduce((a, b) => a * b, 1),
    parts.filter((part) => !/^\d+$/.test(part)),
  );
}

function claimOf(
  problem: Problem,
  answer: string,
  lets: readonly (readonly [string, string])[] = [],
): DerivativeClaim {
  const { expr, vars, props = {}, dims = {}, wrt, wrt2, free, structure, form, indices } = problem;
  const names = new Set([...Object.keys(vars), ...lets.map(([name]) => name)]);
  const read = (text: string): Expression => {
    const result = plain.read?.(text, { variables: names, functions: new Set(["f"]) });
    if (!result?.ok) throw new Error(`${text}: ${result?.problem.message}`);
    return result.value;
  };
  return {
    f: read(expr),
    wrt,
    order: problem.order ?? (form === "hessian" || wrt2 ? 2 : 1),
    variables: new Map(
      Object.entries(vars).map(([name, sides]): [string, VariableShape] => {
        const axes = sides.map(dimensionOf);
        return [name, { name, axes, groups: axes.map((axis) => [axis]), origin: "declared" }];
      }),
    ),
    properties: new Map(Object.entries(props).map(([name, own]) => [name, [own].flat()])),
    pinnedSizes: new Map(Object.entries(dims)),
    answer: {
      expression: read(answer),
      form: form === "entry" ? "tensor" : form,
      let: lets.map(([name, text]) => [name, read(text)] as const),
      ...(indices && { indices }),
    },
    ...(wrt2 !== undefined && { wrt2 }),
    ...(free && { free }),
    ...(structure && { structure }),
  };
}

function judge(problem: Problem, answer: string): Judgement {
  return checkDerivative(claimOf(problem, answer));
}

/** `mod-p`, `two-field` or `numeric` for what agrees, `value`, `shape` ... for what does not, `undecided`. */
function outcome(judgement: Judgement): string {
  if (judgement.verdict === "agrees") return judgement.evidence.kind;
  return judgement.verdict === "disagrees" ? judgement.reason : "undecided";
}

const quadratic: Problem = {
  expr: "x'*A*x",
  vars: { x: ["n"], A: ["n", "n"] },
  wrt: "x",
  form: "gradient",
};
const bilinear: Problem = {
  expr: "y'*A*x",
  vars: { y: ["n"], A: ["n", "m"], x: ["m"] },
  wrt: "A",
  form: "gradient",
};
const layer: Problem = {
  expr: "tanh(W*x)",
  vars: { W: ["n", "m"], x: ["m"] },
  wrt: "x",
  form: "jacobian",
};
const inverse: Problem = { expr: "inv(X)", vars: { X: ["n", "n"] }, wrt: "X", form: "kron" };
const norm: Problem = {
  expr: "norm2(A*x)",
  vars: { A: ["n", "m"], x: ["m"] },
  wrt: "x",
  form: "gradient",
};
const absolute: Problem = { expr: "sum(abs(x))", vars: { x: ["n"] }, wrt: "x", form: "gradient" };

describe("known truths", () => {
  it.each([
    [quadratic, "A*x + A'*x", "mod-p"],
    [{ ...quadratic, form: "row" as const }, "x'*(A + A')", "mod-p"],
    [{ ...quadratic, form: "hessian" as const }, "A + A'", "mod-p"],
    [
      { ...quadratic, wrt2: "A", form: "tensor" as const, indices: ["j", "k", "l"] },
      "delta(j,k)*x[l] + x[k]*delta(j,l)",
      "mod-p",
    ],
    [{ ...quadratic, props: { A: "symmetric" } }, "2*A*x", "mod-p"],
    [bilinear, "y*x'", "mod-p"],
    [layer, "diag(1 - tanh(W*x).^2)*W", "mod-p"],
    [{ ...layer, wrt: "W", form: "kron" as const }, "kron(x', diag(1 - tanh(W*x).^2))", "mod-p"],
    [inverse, "-kron(inv(X)', inv(X))", "mod-p"],
    [
      { ...inverse, form: "tensor" as const, indices: ["i", "j", "k", "l"] },
      "-inv(X)[i,k]*inv(X)[l,j]",
      "mod-p",
    ],
    [{ ...inverse, expr: "logdet(X)", form: "gradient" as const }, "inv(X)'", "mod-p"],
    [norm, "A'*A*x/norm2(A*x)", "mod-p"],
    [absolute, "sign(x)", "mod-p"],
    [absolute, "x./abs(x)", "mod-p"],
    [{ ...absolute, expr: "sum(relu(x).^2)" }, "2*relu(x)", "mod-p"],
    [{ ...absolute, expr: "sum(exp(x).*exp(x))" }, "2*exp(2*x)", "two-field"],
    [{ ...absolute, expr: "sum(f(x))" }, "f(x) + x", "value"],
    [
      { expr: "x^c", vars: { x: [], c: [] }, wrt: "x", form: "plain" as const },
      "c*x^(c - 1)",
      "mod-p",
    ],
    [
      { expr: "c^x", vars: { x: [], c: [] }, wrt: "x", form: "plain" as const },
      "log(c)*c^x",
      "mod-p",
    ],
    [
      { expr: "log(x'*x)", vars: { x: ["n"] }, wrt: "x", form: "gradient" as const },
      "2*x/(x'*x)",
      "mod-p",
    ],
    [
      { expr: "sum(log(x))", vars: { x: ["n"] }, wrt: "x", form: "gradient" as const },
      "1./x",
      "mod-p",
    ],
    [
      { expr: "sum(x)/n", vars: { x: ["n"] }, wrt: "x", form: "gradient" as const },
      "ones(n)/n",
      "mod-p",
    ],
    [
      {
        expr: "sum(k, W[i,k]*x[k])",
        free: ["i"],
        vars: { W: ["n", "m"], x: ["m"] },
        wrt: "x",
        form: "jacobian" as const,
      },
      "W",
      "mod-p",
    ],
    [
      {
        expr: "Q'*Q*x",
        vars: { Q: ["n", "n"], x: ["n"] },
        props: { Q: "orthogonal" },
        wrt: "x",
        form: "jacobian" as const,
      },
      "eye(n)",
      "mod-p",
    ],
    [
      {
        expr: "tr(A*X)",
        vars: { A: ["n", "n"], X: ["n", "n"] },
        props: { X: "symmetric" },
        structure: "symmetric" as const,
        wrt: "X",
        form: "gradient" as const,
      },
      "A + A' - A.*eye(n)",
      "mod-p",
    ],
    [
      {
        expr: "tr(A*X)",
        vars: { A: ["n", "n"], X: ["n", "n"] },
        structure: "diagonal" as const,
        wrt: "X",
        form: "gradient" as const,
      },
      "A.*eye(n)",
      "mod-p",
    ],
  ])("%# %s: %s", (problem, answer, wanted) => {
    expect(outcome(judge(problem, answer))).toBe(wanted);
  });

  it("hold for the largest entry", () => {
    const largest: Problem = { ...absolute, expr: "max(x)" };
    expect(judge(largest, "1 - sign(max(x) - x)").verdict).toBe("agrees");
    expect(outcome(judge(largest, "sign(max(x) - x)"))).toBe("value");
  });

  it("are told with what was tried", () => {
    const judgement = judge(bilinear, "y*x'");
    const evidence = judgement.verdict === "agrees" ? judgement.evidence : null;
    if (evidence?.kind !== "mod-p") throw new Error("no exact evidence");
    expect(evidence.trials).toBe(evidence.sizes.length);
    for (const { n, m } of evidence.sizes) expect(n).not.toBe(m);
    expect(evidence.failureProbability).toBeLessThan(1e-9);
    expect(evidence.points).toBeGreaterThan(0);
  });

  it("may be written with names for parts, rows among them", () => {
    const claim = claimOf({ ...bilinear, wrt: "x", form: "row" }, "v", [
      ["u", "y'"],
      ["v", "u*A"],
    ]);
    expect(outcome(checkDerivative(claim))).toBe("mod-p");
  });
});

describe("planted falsehoods", () => {
  it.each([
    [quadratic, "A*x", "value"],
    [quadratic, "2*A*x", "value"],
    [quadratic, "A*x - A'*x", "value"],
    [quadratic, "x'*(A + A')", "shape"],
    [quadratic, "1.000001*(A + A')*x", "value"],
    [{ ...quadratic, form: "hessian" as const }, "2*A", "value"],
    [bilinear, "x*y'", "shape"],
    [bilinear, "2*y*x'", "value"],
    [layer, "diag(1 - tanh(W*x))*W", "value"],
    [layer, "W'*diag(1 - tanh(W*x).^2)", "shape"],
    [layer, "diag(1 - tanh(W*x).^2)", "shape"],
    [{ ...layer, form: "gradient" as const }, "W", "form"],
    [inverse, "-kron(inv(X), inv(X)')", "value"],
    [inverse, "kron(inv(X)', inv(X))", "value"],
    [{ ...inverse, expr: "logdet(X)", form: "gradient" as const }, "inv(X)", "value"],
    [
      { ...inverse, form: "tensor" as const, indices: ["i", "j", "k", "l"] },
      "-inv(X)[i,l]*inv(X)[k,j]",
      "value",
    ],
    [{ ...inverse, form: "tensor" as const, indices: ["i", "j"] }, "inv(X)[i,j]", "shape"],
    [norm, "A'*x/norm2(A*x)", "undecided"],
    [norm, "A'*A*x*norm2(A*x)", "value"],
    [absolute, "x", "value"],
    [absolute, "ones(n)", "value"],
    [{ ...absolute, expr: "sum((x.^2).^(1/2))" }, "ones(n)", "value"],
    [{ ...absolute, expr: "sum(exp(x))" }, "exp(-x)", "value"],
    [{ ...absolute, expr: "sum(x.^2)" }, "2*x + 0*log(x)", "no-value"],
    [
      { expr: "X^2*X", vars: { X: ["n", "n"] }, wrt: "X", form: "kron" as const },
      "3*kron(eye(n), X^2)",
      "value",
    ],
    // True at n = 2 only.
    [
      {
        expr: "tr(X)*eye(n)*c - X*c",
        vars: { X: ["n", "n"], c: [] },
        wrt: "c",
        form: "plain" as const,
      },
      "adj(X)",
      "value",
    ],
    [
      {
        expr: "tr(A*X)",
        vars: { A: ["n", "n"], X: ["n", "n"] },
        structure: "symmetric" as const,
        wrt: "X",
        form: "gradient" as const,
      },
      "A'",
      "value",
    ],
  ])("%# %s: %s", (problem, answer, wanted) => {
    expect(outcome(judge(problem, answer))).toBe(wanted);
  });

  it("come with a point where both sides differ", () => {
    const judgement = judge(quadratic, "2*A*x");
    if (judgement.verdict !== "disagrees" || !judgement.witness) throw new Error("no witness");
    const { values, sizes, truth, claimed } = judgement.witness;
    const [x, A] = [values["x"]!.data, values["A"]!.data];
    const n = sizes["n"]!;
    const at = (i: number, j: number): number => A[i * n + j]!;
    x.forEach((_, i) => {
      const [row, column] = [0, 1].map((side) =>
        x.reduce((sum, y, j) => sum + y * (side === 0 ? at(i, j) : at(j, i)), 0),
      ) as [number, number];
      expect(truth.data[i]).toBeCloseTo(row + column, 12);
      expect(claimed!.data[i]).toBeCloseTo(2 * row, 12);
    });
    expect(truth.shape).toEqual([n]);
  });

  it("are found in tiny derivatives too", () => {
    const tiny: Problem = { ...quadratic, expr: "1e-12*x'*A*x" };
    expect(outcome(judge(tiny, "1e-12*(A + A')*x"))).toBe("mod-p");
    expect(outcome(judge(tiny, "2e-12*(A + A')*x"))).toBe("value");
    expect(outcome(judge(tiny, "zeros(n)"))).toBe("value");
    const saturated: Problem = {
      ...absolute,
      expr: "sum(exp(x)) - sum(exp(x)) + 1e-9*sum(sin(x))",
    };
    expect(outcome(judge(saturated, "1e-9*cos(x)"))).toBe("mod-p");
    expect(outcome(judge(saturated, "2e-9*cos(x)"))).not.toBe("mod-p");
  });
});

describe("points in doubles beside a proof", () => {
  const points = (problem: Problem, answer: string): number => {
    const judgement = judge(problem, answer);
    if (judgement.verdict !== "agrees" || judgement.evidence.kind !== "mod-p") {
      throw new Error(`no proof of ${answer}`);
    }
    return judgement.evidence.points;
  };
  const scalar: Problem = { expr: "x", vars: { x: [], c: [] }, wrt: "x", form: "plain" };

  it("are few where no sign plays a part", () => {
    expect(points(quadratic, "A*x + A'*x")).toBe(3);
    expect(points(layer, "diag(1 - tanh(W*x).^2)*W")).toBe(3);
    expect(points(inverse, "-kron(inv(X)', inv(X))")).toBe(3);
  });

  it.each([
    ["abs(x)", "sign(x)"],
    ["(x^2)^(1/2)", "x/(x^2)^(1/2)"],
    ["log(x)", "1/x"],
    ["x^2", "2*x + 0*log(x^2)"],
    ["relu(x)", "step(x)"],
    ["x^c", "c*x^(c - 1)"],
  ])("are many for %s, where one does", (expr, answer) => {
    expect(points({ ...scalar, expr }, answer)).toBe(12);
  });

  it("find what holds, or has a value, for one sign only", () => {
    expect(outcome(judge({ ...scalar, expr: "x^2" }, "2*x + 0*log(x)"))).toBe("no-value");
    expect(outcome(judge({ ...scalar, expr: "abs(x)*x" }, "2*x"))).toBe("value");
    expect(outcome(judge({ ...scalar, expr: "((x^2)^(1/2))^3" }, "3*x^2"))).toBe("value");
  });
});

describe("what vanishes identically, where only doubles could tell", () => {
  const scalar: Problem = { expr: "x", vars: { x: [] }, wrt: "x", form: "plain" };
  const vanishing = { ...scalar, expr: "tanh(x) - (exp(2*x) - 1)/(exp(2*x) + 1)" };

  it("is not called wrong for its rounding", () => {
    const judgement = judge(vanishing, "1 - tanh(x)^2 - 4*exp(2*x)/(exp(2*x) + 1)^2");
    expect(judgement.verdict).not.toBe("disagrees");
  });

  it("is still told from what does not vanish", () => {
    expect(outcome(judge(vanishing, "1 - tanh(x)^2"))).toBe("value");
  });
});

describe("a long chain of layers", () => {
  const layers = 60;
  const chain = (order: (k: number) => number): string => {
    let text = "x";
    for (let k = 1; k <= layers; k++) text = `W${order(k)}*(${text})`;
    return text;
  };
  const problem: Problem = {
    expr: chain((k) => k),
    vars: Object.fromEntries([
      ["x", ["n0"]],
      ...Array.from({ length: layers }, (_, k) => [`W${k + 1}`, [`n${k + 1}`, `n${k}`]]),
    ]) as Problem["vars"],
    wrt: "x",
    form: "jacobian",
  };
  const product = (factors: readonly number[]): string => factors.map((k) => `W${k}`).join("*");
  const down = Array.from({ length: layers }, (_, k) => layers - k);

  it("is proved, and an order of layers that only equal sizes allow is refuted", () => {
    expect(outcome(judge(problem, product(down)))).toBe("mod-p");
    const swapped = down.map((k) => (k === 7 ? 8 : k === 8 ? 7 : k));
    expect(judge(problem, product(swapped)).verdict).not.toBe("agrees");
    expect(judge(problem, `${product(down)}*2`).verdict).toBe("disagrees");
  });
});

describe("what cannot be decided", () => {
  it("is said, with the reason", () => {
    const nowhere = judge(
      { ...absolute, expr: "log(-sum(x.^2))" },
      "2*x/sum(x.^2) + exp(x).*exp(x) - exp(2*x)",
    );
    expect(nowhere).toMatchObject({
      verdict: "undecided",
      why: expect.stringMatching(/no point/) as string,
    });
    const crooked = judge(
      {
        ...quadratic,
        vars: { x: ["n"], A: ["n", "m"] },
        expr: "sum(A)",
        props: { A: "symmetric" },
      },
      "zeros(n)",
    );
    expect(crooked).toMatchObject({
      verdict: "undecided",
      why: expect.stringMatching(/properties/) as string,
    });
    const unsummed = judge({ ...bilinear, form: "tensor", indices: ["i", "j"] }, "y[i]*x[j]*y[p]");
    expect(unsummed).toMatchObject({
      verdict: "undecided",
      why: expect.stringMatching(/index p/) as string,
    });
  });
});

describe("the corpora", () => {
  const corpus = (file: string): readonly string[] =>
    readFileSync(fileURLToPath(new URL(`../corpus/${file}.jsonl`, import.meta.url)), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("{"));
  const problems = ["seed", "cookbook", "realworld", "sympy", "wikipedia"]
    .flatMap(corpus)
    .map((line) => JSON.parse(line) as Problem);
  /** Whether a tensor answer leaves sums to the convention; making them explicit is not done here. */
  const isExplicit = ({ indices }: Problem, answer: string): boolean =>
    [...answer.matchAll(/(?:\[|delta\()([a-z](?:,[a-z])*)[\])]/g)].every(([, letters]) =>
      letters!.split(",").every((letter) => indices?.includes(letter)),
    );

  it("are right by the exact check or, for a few, by doubles", () => {
    const doubtful: string[] = [];
    let exact = 0;
    let all = 0;
    for (const problem of problems) {
      if (typeof problem.expected !== "string" || !isExplicit(problem, problem.expected)) continue;
      all++;
      const result = outcome(judge(problem, problem.expected));
      if (result === "mod-p") exact++;
      else if (result !== "numeric" && result !== "two-field")
        doubtful.push(`${problem.id}: ${result}`);
    }
    expect(doubtful).toEqual([]);
    expect(all).toBeGreaterThan(480);
    expect(exact / all).toBeGreaterThan(0.95);
  });

  it("are wrong when doubled, negated or raised by one, unless that changes nothing", () => {
    const accepted: string[] = [];
    let refuted = 0;
    for (const problem of problems) {
      const { expected } = problem;
      if (typeof expected !== "string" || !isExplicit(problem, expected)) continue;
      const mutants = [`2*(${expected})`, `-(${expected})`, `(${expected}) + 1`];
      const verdicts = mutants.map((mutant) => judge(problem, mutant).verdict);
      refuted += verdicts.filter((verdict) => verdict === "disagrees").length;
      const isZero = judge(problem, `0*(${expected})`).verdict === "agrees";
      const wanted = isZero ? "agrees,agrees,disagrees" : "disagrees,disagrees,disagrees";
      if (verdicts.join() !== wanted) accepted.push(`${problem.id}: ${verdicts.join()}`);
    }
    expect(accepted).toEqual([]);
    expect(refuted).toBeGreaterThan(1200);
  });

  it("have answers of others judged as they should be", () => {
    interface Answer {
      readonly id: string;
      readonly answer: string;
      readonly form?: DerivativeForm;
      readonly indices?: readonly string[];
      readonly verdict?: string;
    }
    const answers = [
      ...corpus("verdicts").map((line) => JSON.parse(line) as Answer),
      ...corpus("right-answers").map((line) => ({
        ...(JSON.parse(line) as Answer),
        verdict: "right",
      })),
      ...corpus("wrong-answers").map((line) => ({
        ...(JSON.parse(line) as Answer),
        verdict: "wrong",
      })),
    ];
    const misjudged: string[] = [];
    let judged = 0;
    for (const { id, answer, form, indices, verdict } of answers) {
      const problem = problems.find((candidate) => candidate.id === id);
      if (
        !problem ||
        verdict === "unparsable" ||
        !isExplicit({ ...problem, ...(indices && { indices }) }, answer)
      )
        continue;
      const asked = { ...problem, ...(form && { form }), ...(indices && { indices }) };
      const result = judge(asked, answer);
      judged++;
      if ((result.verdict === "agrees") !== (verdict === "right"))
        misjudged.push(`${id}: ${answer}: ${outcome(result)}`);
    }
    expect(misjudged).toEqual([]);
    expect(judged).toBeGreaterThan(50);
  });
});
