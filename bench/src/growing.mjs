import { build as b } from "./built.mjs";

/**
 * @typedef {object} Growing
 * @property {import("indicial").DerivativeProblem} problem
 * @property {import("../../src/syntax/expression.ts").Expression} [shared] see `stages`
 */

/**
 * Families of problems of any size, by name.
 * @type {Readonly<Record<string, (size: number) => Growing>>}
 */
export const growing = {
  "tanh chain, distinct weights": (layers) => ({
    problem: {
      expr: `sum(${nested(layers, (inner, k) => `tanh(W${k}*${inner})`)})`,
      vars: layerSizes(layers),
      wrt: "W1",
      form: "gradient",
    },
  }),
  "recurrent net, one weight": (layers) => ({
    problem: {
      expr: `sum(${nested(layers, (inner) => `tanh(W*${inner})`)})`,
      vars: { x: ["n"], W: ["n", "n"] },
      wrt: "W",
      form: "gradient",
    },
  }),
  "residual net h + tanh(W*h)": (layers) => {
    let h = b.name("x");
    for (let k = 1; k <= layers; k += 1) {
      h = b.binary("add", h, b.call("tanh", b.binary("multiply", b.name("W"), h)));
    }
    const vars = { x: ["n"], W: ["n", "n"] };
    return {
      problem: { expr: "sum(W*x)", vars, wrt: "W", form: "gradient" },
      shared: b.call("sum", h),
    };
  },
  "sum of terms a_k'*x": (terms) => ({
    problem: {
      expr: numbered(terms, (k) => `a${k}'*x`).join(" + "),
      vars: sizes(
        { x: ["n"] },
        numbered(terms, (k) => [`a${k}`, ["n"]]),
      ),
      wrt: "x",
      form: "gradient",
    },
  }),
  "product of matrices times x": (factors) => ({
    problem: {
      expr: `${numbered(factors, (k) => `A${k}`).join("*")}*x`,
      vars: sizes(
        { x: ["n"] },
        numbered(factors, (k) => [`A${k}`, ["n", "n"]]),
      ),
      wrt: "x",
      form: "jacobian",
    },
  }),
  "tr(X^N) by X": (power) => ({
    problem: { expr: `tr(X^${power})`, vars: { X: ["n", "n"] }, wrt: "X", form: "gradient" },
  }),
  "Hessian of a tanh chain by x": (layers) => ({
    problem: {
      expr: `sum(${nested(layers, (inner, k) => `tanh(W${k}*${inner})`)})`,
      vars: layerSizes(layers),
      wrt: "x",
      form: "hessian",
    },
  }),
};

/**
 * @param {number} layers
 * @param {(inner: string, k: number) => string} layer
 */
function nested(layers, layer) {
  const heads = numbered(layers, (k) => layer("\0", k).split("\0"));
  return [...heads.map(([head]) => head).reverse(), "x", ...heads.map(([, tail]) => tail)].join("");
}

/** @param {number} layers */
function layerSizes(layers) {
  return sizes(
    { x: ["n0"] },
    numbered(layers, (k) => [`W${k}`, [`n${k}`, `n${k - 1}`]]),
  );
}

/**
 * @param {Readonly<Record<string, readonly string[]>>} some
 * @param {readonly [name: string, sizes: readonly string[]][]} more
 * @returns {Readonly<Record<string, readonly string[]>>}
 */
function sizes(some, more) {
  return Object.fromEntries([...Object.entries(some), ...more]);
}

/**
 * @template T
 * @param {number} count
 * @param {(k: number) => T} make for 1, 2 ... count
 */
function numbered(count, make) {
  return Array.from({ length: count }, (_, k) => make(k + 1));
}
