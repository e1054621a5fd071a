import * as fc from "fast-check";
import { rational } from "../../src/numbers/rational.ts";
import * as build from "../../src/syntax/build.ts";
import type { BinaryOperator, Expression } from "../../src/syntax/expression.ts";

/** Names with everything that a notation may stumble over. */
const NAMES = [
  ..."xyAXTIdn".split(""),
  "W1",
  "b12",
  "x_max",
  "mu",
  "mu_k",
  "Sigma",
  "Alpha",
  "omicron",
  "loss",
  "e3",
  "a_1_2",
  "constructor",
  "pi",
];

const LITERALS = [
  rational(0),
  rational(1),
  rational(2),
  rational(17),
  rational(1, 2),
  rational(2, 3),
  rational(3, 10),
  rational(314159, 100000),
  rational(1n, 10n ** 30n),
  rational(7n * 10n ** 40n),
  rational(1, 1000),
];

const OPERATORS: readonly BinaryOperator[] = [
  "add",
  "subtract",
  "multiply",
  "multiply",
  "hadamard",
  "divide",
  "entrywise-divide",
  "power",
  "entrywise-power",
];

const FUNCTIONS = [
  "exp",
  "tr",
  "inv",
  "pinv",
  "norm2",
  "abs",
  "sqrt",
  "logdet",
  "softmax",
  "sigmoid",
];
const LETTERS = [..."ijkpq".split(""), "i1", "mu", "T"];

const letter = fc.constantFrom(...LETTERS);
const index = fc.oneof(
  { arbitrary: letter, weight: 6 },
  { arbitrary: fc.integer({ min: 1, max: 12 }), weight: 1 },
);

/** Expressions of whole matrices. */
export function matrixExpressions(): fc.Arbitrary<Expression> {
  return expressions(false, false);
}

/** Expressions with entries, deltas and sums on top; with the symbol ∂/∂x too where asked for. */
export function entryExpressions(options = { derivatives: false }): fc.Arbitrary<Expression> {
  return expressions(true, options.derivatives);
}

function expressions(entries: boolean, derivatives: boolean): fc.Arbitrary<Expression> {
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => {
    const part = tie("tree");
    const leaves: fc.Arbitrary<Expression>[] = [
      fc.constantFrom(...NAMES).map(build.name),
      fc.constantFrom(...LITERALS).map(build.number),
      fc.constantFrom("eye", "ones", "zeros").map((callee) => build.call(callee, build.name("n"))),
    ];
    const nodes: fc.Arbitrary<Expression>[] = [
      part.map(build.negate),
      part.map(build.transpose),
      fc
        .tuple(fc.constantFrom(...OPERATORS), part, part)
        .map(([operator, left, right]) => build.binary(operator, left, right)),
      fc
        .tuple(fc.constantFrom(...OPERATORS), part, part)
        .map(([operator, left, right]) => build.binary(operator, left, right)),
      fc
        .tuple(fc.constantFrom(...FUNCTIONS), part)
        .map(([callee, argument]) => build.call(callee, argument)),
      fc.tuple(part, part).map(([left, right]) => build.call("kron", left, right)),
    ];
    if (entries) {
      leaves.push(fc.tuple(index, index).map(([left, right]) => build.delta(left, right)));
      nodes.push(
        fc
          .tuple(part, fc.array(index, { minLength: 1, maxLength: 3 }))
          .filter(([operand]) => operand.kind !== "entry")
          .map(([operand, indices]) => build.entry(operand, indices)),
        fc
          .tuple(fc.uniqueArray(letter, { minLength: 1, maxLength: 2 }), part)
          .map(([indices, body]) => build.sum(indices, body)),
      );
    }
    if (derivatives) {
      nodes.push(
        fc.tuple(part, letter).map(
          ([body, by]): Expression => ({
            kind: "derivative",
            body,
            by: build.entry(build.name("x"), [by]),
          }),
        ),
      );
    }
    const leaf = { arbitrary: fc.oneof(...leaves), weight: 7 };
    const weighted = nodes.map((arbitrary) => ({ arbitrary, weight: 2 }));
    return { tree: fc.oneof({ maxDepth: 6, depthSize: "max" }, leaf, ...weighted) };
  });
  return tree;
}
