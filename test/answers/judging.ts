import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { type CheckedAnswer, check } from "../../src/answers/check.ts";
import {
  factorsOf,
  negated,
  outermostProducts,
  productOf,
  replaced,
  summandsOf,
  sumOf,
} from "../../src/answers/diagnosis/edits.ts";
import type { NoAnswer } from "../../src/answers/answer.ts";
import { type ReadAnswer, readAnswer } from "../../src/answers/given-answer.ts";
import { readProblem } from "../../src/answers/read-any.ts";
import type { ReadProblem } from "../../src/answers/read-problem.ts";
import { plain } from "../../src/notations/plain.ts";
import { type Random, randomFrom } from "../../src/numbers/random.ts";
import * as Q from "../../src/numbers/rational.ts";
import * as B from "../../src/syntax/build.ts";
import { children, type Expression, postorder } from "../../src/syntax/expression.ts";

/** A problem of a corpus with a human's answer. */
export interface Solved {
  readonly problem: DerivativeProblem;
  readonly expected: string;
}

export function corpusLines(name: string): Record<string, unknown>[] {
  const file = fileURLToPath(new URL(`../corpus/${name}.jsonl`, import.meta.url));
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

export const PROBLEM_CORPORA = ["seed", "cookbook", "sympy", "wikipedia", "realworld"] as const;

export function solvedProblems(): Solved[] {
  return PROBLEM_CORPORA.flatMap((name) => corpusLines(name)).flatMap((line) => {
    const { expected, ...problem } = line;
    return typeof expected === "string"
      ? [{ problem: problem as unknown as DerivativeProblem, expected }]
      : [];
  });
}

/** An answer as the verdict corpora hold it, judged. */
export function judged(
  problem: DerivativeProblem,
  { answer, form, indices }: Readonly<Record<string, unknown>>,
): CheckedAnswer | NoAnswer {
  return check({
    ...problem,
    answer: {
      plain: answer as string,
      ...(typeof form === "string" && { form }),
      ...(Array.isArray(indices) && { indices: indices as string[] }),
    },
  });
}

/** A changed answer as text, and how it was changed. */
export interface Variant {
  readonly text: string;
  readonly change: string;
}

/** Answers that are right in another spelling, `count` of them at most. */
export function trueRewrites(solved: Solved, count: number, seed: number): Variant[] {
  return variants(solved, count, seed, (context, random) => {
    let tree = context.answer.tree;
    const names: string[] = [];
    for (let step = 0; step < 1 + random.below(3); step++) {
      const rewritten = rewriteOnce(tree, context, random);
      if (!rewritten) continue;
      tree = rewritten.tree;
      names.push(rewritten.name);
    }
    return names.length === 0 ? undefined : { tree, change: names.join(", ") };
  });
}

/** Answers with one thing changed that is seldom allowed. */
export function plantedFalsehoods(solved: Solved, count: number, seed: number): Variant[] {
  return variants(solved, count, seed, (context, random) => {
    const { tree } = context.answer;
    const slips = shuffledNames(SLIPS, random);
    for (const name of slips) {
      const changed = SLIPS[name]!(tree, context, random);
      if (changed) return { tree: changed, change: name };
    }
    return undefined;
  });
}

interface Context {
  readonly problem: ReadProblem;
  readonly answer: ReadAnswer;
}

function variants(
  { problem, expected }: Solved,
  count: number,
  seed: number,
  change: (context: Context, random: Random) => { tree: Expression; change: string } | undefined,
): Variant[] {
  const read = readProblem(problem);
  if (!read.ok) return [];
  const answer = readAnswer(read.value, { plain: expected }, undefined);
  if (!answer.ok) return [];
  const random = randomFrom(seed);
  const found = new Map<string, Variant>();
  for (let tries = 0; tries < 4 * count && found.size < count; tries++) {
    const changed = change({ problem: read.value, answer: answer.value }, random);
    if (!changed) continue;
    const text = plain.write(answer.value.spelled(changed.tree));
    if (text !== expected) found.set(text, { text, change: changed.change });
  }
  return [...found.values()];
}

type Rewrite = (node: Expression, context: Context) => Expression | undefined;

const isWhole = (node: Expression, { answer }: Context): boolean => {
  const kind = answer.shapeOf(node)?.kind;
  return kind === "column" || kind === "row" || kind === "matrix";
};

/** Changes of one part that keep its value. */
const REWRITES: Readonly<Record<string, Rewrite>> = {
  commute(node) {
    if (node.kind !== "binary") return undefined;
    if (node.operator !== "add" && node.operator !== "hadamard") return undefined;
    return B.binary(node.operator, node.right, node.left);
  },
  reassociate(node, context) {
    if (node.kind !== "binary" || node.operator !== "multiply") return undefined;
    const { left } = node;
    if (left.kind !== "binary" || left.operator !== "multiply") return undefined;
    // A scalar, as the a'*x of a'*x*b*A, must not be torn apart.
    if (!isWhole(left, context) || !isWhole(left.right, context)) return undefined;
    if (!isWhole(node.right, context)) return undefined;
    return B.binary("multiply", left.left, B.binary("multiply", left.right, node.right));
  },
  expand(node, { answer }) {
    if (node.kind !== "binary" || node.operator !== "multiply") return undefined;
    const { left, right } = node;
    const over = (
      sum: Expression,
      product: (part: Expression) => Expression,
    ): Expression | undefined =>
      sum.kind === "binary" &&
      (sum.operator === "add" || sum.operator === "subtract") &&
      sameShape(sum.left, sum.right, answer)
        ? B.binary(sum.operator, product(sum.left), product(sum.right))
        : undefined;
    return (
      over(left, (part) => B.binary("multiply", part, right)) ??
      over(right, (part) => B.binary("multiply", left, part))
    );
  },
  "transpose twice": (node, context) =>
    isWhole(node, context) ? B.transpose(B.transpose(node)) : undefined,
  "transpose a product": (node, context) => {
    if (node.kind !== "binary" || node.operator !== "multiply") return undefined;
    if (!isWhole(node.left, context) || !isWhole(node.right, context)) return undefined;
    if (!isWhole(node, context)) return undefined;
    return B.transpose(B.binary("multiply", B.transpose(node.right), B.transpose(node.left)));
  },
  "cycle a trace": (node, context) => {
    if (node.kind !== "call" || node.callee !== "tr") return undefined;
    const [inside] = node.arguments;
    if (inside?.kind !== "binary" || inside.operator !== "multiply") return undefined;
    if (!isWhole(inside.left, context) || !isWhole(inside.right, context)) return undefined;
    return B.call("tr", B.binary("multiply", inside.right, inside.left));
  },
  "transpose in a trace": (node) =>
    node.kind === "call" && node.callee === "tr"
      ? B.call("tr", B.transpose(node.arguments[0]!))
      : undefined,
  "turn a difference": (node) =>
    node.kind === "binary" && node.operator === "subtract"
      ? B.negate(B.binary("subtract", node.right, node.left))
      : undefined,
  "halve the double": (node) =>
    node.kind === "number" || node.kind === "delta"
      ? undefined
      : B.binary("divide", B.binary("multiply", B.number(2), node), B.number(2)),
  "add and take away": (node, context) =>
    isWhole(node, context) ? B.binary("subtract", B.binary("add", node, node), node) : undefined,
  "diag for Hadamard": (node, context) => {
    if (node.kind !== "binary" || node.operator !== "hadamard") return undefined;
    const kinds = [node.left, node.right].map((part) => context.answer.shapeOf(part)?.kind);
    if (kinds.some((kind) => kind !== "column")) return undefined;
    return B.binary("multiply", B.call("diag", node.left), node.right);
  },
  "inverse of the transpose": (node) =>
    node.kind === "transpose" && node.operand.kind === "call" && node.operand.callee === "inv"
      ? B.call("inv", B.transpose(node.operand.arguments[0]!))
      : undefined,
};

/** Not so where a scalar is broadcast. */
function sameShape(a: Expression, b: Expression, { shapeOf }: ReadAnswer): boolean {
  const [first, second] = [shapeOf(a), shapeOf(b)];
  return first !== undefined && second !== undefined && first.kind === second.kind;
}

function rewriteOnce(
  tree: Expression,
  context: Context,
  random: Random,
): { tree: Expression; name: string } | undefined {
  const order = context.answer.indices
    ? postorder(tree).filter(isOutsideEntries(tree))
    : postorder(tree);
  // Sizes and exponents stay: they are no values.
  const fixed = new Set<Expression>();
  for (const node of order) {
    if (node.kind === "binary" && /power/.test(node.operator)) fixed.add(node.right);
    if (node.kind === "call" && /^(eye|ones|zeros|commutation)$/.test(node.callee)) {
      for (const size of node.arguments) for (const part of postorder(size)) fixed.add(part);
    }
  }
  const places = order.filter((node) => !fixed.has(node));
  for (const name of shuffledNames(REWRITES, random)) {
    const start = random.below(places.length);
    for (let k = 0; k < places.length; k++) {
      const node = places[(start + k) % places.length]!;
      const changed = REWRITES[name]!(node, context);
      if (changed) return { tree: replaced(tree, new Map([[node, changed]])), name };
    }
  }
  return undefined;
}

/** In index notation a sum over a doubled letter must not be copied into another scope. */
function isOutsideEntries(tree: Expression): (node: Expression) => boolean {
  return (node) =>
    node === tree || (node.kind === "binary" && children(node).every((p) => p.kind !== "sum"));
}

type Slip = (tree: Expression, context: Context, random: Random) => Expression | undefined;

const SLIPS: Readonly<Record<string, Slip>> = {
  "drop a term": (tree, _, random) => {
    const summands = summandsOf(tree);
    if (summands.length < 2) return undefined;
    const dropped = random.below(summands.length);
    return sumOf(summands.filter((_summand, k) => k !== dropped));
  },
  "flip a sign": (tree, _, random) => {
    const summands = summandsOf(tree);
    const flipped = random.below(summands.length);
    return sumOf(
      summands.map(({ term, isNegative }, k) => ({
        term,
        isNegative: isNegative !== (k === flipped),
      })),
    );
  },
  "swap factors": (tree, { answer }, random) => {
    const products = outermostProducts(tree).filter(
      (node) => answer.shapeOf(node)?.kind !== "scalar",
    );
    if (products.length === 0) return undefined;
    const product = products[random.below(products.length)]!;
    const factors = factorsOf(product);
    const k = random.below(factors.length - 1);
    [factors[k], factors[k + 1]] = [factors[k + 1]!, factors[k]!];
    return replaced(tree, new Map([[product, productOf(factors)]]));
  },
  "transpose a part": (tree, context, random) => {
    const parts = postorder(tree).filter(
      (node) => isWhole(node, context) || (node.kind === "entry" && node.indices.length === 2),
    );
    const part = parts[random.below(Math.max(1, parts.length))];
    if (!part) return undefined;
    const turned =
      part.kind === "entry"
        ? { ...part, indices: [...part.indices].reverse() }
        : part.kind === "transpose"
          ? part.operand
          : B.transpose(part);
    return replaced(tree, new Map([[part, turned]]));
  },
  "change a number": (tree, _, random) => {
    const numbers = postorder(tree).filter((node) => node.kind === "number");
    const number = numbers[random.below(Math.max(1, numbers.length))];
    if (number?.kind !== "number") return B.binary("multiply", B.number(2), tree);
    const value = Q.add(number.value, Q.rational([1, 2, -1][random.below(3)]!));
    return replaced(tree, new Map([[number, B.number(value)]]));
  },
  "negate within": (tree, _, random) => {
    const calls = postorder(tree).filter(
      (node) => node.kind === "call" && node.arguments.length === 1 && node.callee !== "eye",
    );
    const call = calls[random.below(Math.max(1, calls.length))];
    if (call?.kind !== "call") return undefined;
    const changed = { ...call, arguments: [negated(call.arguments[0]!)] };
    return replaced(tree, new Map([[call, changed]]));
  },
  "lose a shared letter": (tree, { answer }, random) => {
    if (!answer.indices) return undefined;
    const entries = postorder(tree).filter((node) => node.kind === "entry");
    const entry = entries[random.below(Math.max(1, entries.length))];
    if (entry?.kind !== "entry") return undefined;
    const at = random.below(entry.indices.length);
    const letter = answer.indices[random.below(Math.max(1, answer.indices.length))];
    if (letter === undefined || entry.indices[at] === letter) return undefined;
    const indices = entry.indices.map((index, k) => (k === at ? letter : index));
    return replaced(tree, new Map([[entry, { ...entry, indices }]]));
  },
  "another name": (tree, { problem }, random) => {
    const names = postorder(tree).filter((node) => node.kind === "name");
    const name = names[random.below(Math.max(1, names.length))];
    const all = [...problem.elaboration.variables.keys()];
    const other = all[random.below(all.length)];
    if (name?.kind !== "name" || other === undefined || other === name.name) return undefined;
    if (!problem.elaboration.variables.has(name.name)) return undefined;
    return replaced(tree, new Map([[name, B.name(other)]]));
  },
  "true for symmetric matrices only": (tree, { problem }, random) => {
    const { variables } = problem.elaboration;
    const names = postorder(tree).filter((node) => {
      const axes = node.kind === "name" ? variables.get(node.name)?.axes : undefined;
      return axes?.length === 2 && axes[0]!.key === axes[1]!.key;
    });
    const name = names[random.below(Math.max(1, names.length))];
    if (name?.kind !== "name") return undefined;
    const mean = B.binary("divide", B.binary("add", name, B.transpose(name)), B.number(2));
    return replaced(tree, new Map([[name, mean]]));
  },
  "true at n = 2 only": (tree, { answer, problem }, random) => {
    const shape = answer.shapeOf(tree);
    const { variables } = problem.elaboration;
    const [rows, columns] = shape?.axes ?? [];
    if (shape?.kind !== "matrix" || rows!.key !== columns!.key) return undefined;
    const square = [...variables.values()].filter(
      ({ axes }) => axes.length === 2 && axes.every(({ key }) => key === rows!.key),
    );
    const matrix = square[random.below(Math.max(1, square.length))];
    if (!matrix || rows!.symbols.length !== 1) return undefined;
    // Cayley and Hamilton: X^2 - tr(X)*X + det(X)*I vanishes for 2 x 2 matrices.
    const X = B.name(matrix.name);
    const polynomial = B.binary(
      "add",
      B.binary("subtract", B.binary("multiply", X, X), B.binary("multiply", B.call("tr", X), X)),
      B.binary("multiply", B.call("det", X), B.call("eye", B.name(rows!.symbols[0]!))),
    );
    return B.binary("add", tree, polynomial);
  },
  "true for positive numbers only": (tree, { problem }, random) => {
    const names = postorder(tree).filter(
      (node) => node.kind === "name" && problem.elaboration.variables.has(node.name),
    );
    const name = names[random.below(Math.max(1, names.length))];
    return name && replaced(tree, new Map([[name, B.call("abs", name)]]));
  },
};

function shuffledNames(record: Readonly<Record<string, unknown>>, random: Random): string[] {
  const names = Object.keys(record);
  for (let k = names.length - 1; k > 0; k--) {
    const other = random.below(k + 1);
    [names[k], names[other]] = [names[other]!, names[k]!];
  }
  return names;
}
