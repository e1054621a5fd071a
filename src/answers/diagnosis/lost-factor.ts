import { functionNamed } from "../../functions/table.ts";
import { formula } from "../../notations/formulas.ts";
import * as B from "../../syntax/build.ts";
import { type BinaryOperator, type Expression, fold, postorder } from "../../syntax/expression.ts";
import { sameExpression, withParts } from "../../syntax/equality.ts";
import { replaced } from "./edits.ts";
import type { Explanation, Hypothesis, WrongAnswer } from "./hypothesis.ts";
import { spelled } from "./words.ts";

/** What may have been lost, and what it is. */
interface Factor {
  readonly factor: Expression;
  /** The element-wise function of which it is the derivative. */
  readonly slopeOf?: string;
}

const MOST_FACTORS = 24;
const MOST_TRIALS = 2500;

/**
 * One factor is lost: a Hadamard factor that belongs in twice, the inner derivative of the chain
 * rule, a delta, a matrix on one side.
 */
export const lostFactor: Hypothesis = {
  name: "lost-factor",
  explain(wrong) {
    if (!wrong.isSmall) return undefined;
    const { tree, indices } = wrong.answer;
    const factors = indices ? deltas(indices) : candidates(wrong);
    // The whole first: a factor at the end of a product is easier to read than one within.
    const places = indices
      ? [tree]
      : postorder(tree)
          .filter((node) => node.kind !== "number")
          .reverse();
    let trials = 0;
    for (const lost of factors) {
      for (const place of places) {
        for (const product of productsOf(place, lost.factor)) {
          if (trials++ > MOST_TRIALS) return undefined;
          const corrected = replaced(tree, new Map([[place, product]]));
          if (wrong.corrects(corrected)) return { ...wordsFor(lost), corrected };
        }
      }
    }
    return undefined;
  },
};

function productsOf(place: Expression, factor: Expression): Expression[] {
  const ways: readonly (readonly [BinaryOperator, Expression, Expression])[] = [
    ["hadamard", factor, place],
    ["multiply", place, factor],
    ["multiply", factor, place],
  ];
  return ways.map(([operator, left, right]) => B.binary(operator, left, right));
}

function deltas(indices: readonly string[]): Factor[] {
  return indices.flatMap((first, k) =>
    indices.slice(k + 1).map((second) => ({ factor: B.delta(first, second) })),
  );
}

/** The derivatives of the functions in f, then its variables and their transposes, then its parts. */
function candidates({ question }: WrongAnswer): Factor[] {
  const order = postorder(question.f);
  const found: Factor[] = [];
  const add = (one: Factor): void => {
    if (!found.some(({ factor }) => sameExpression(factor, one.factor))) found.push(one);
  };
  for (const node of order) {
    const slope = slopeOf(node);
    if (slope) add({ factor: slope, slopeOf: node.kind === "call" ? node.callee : "" });
  }
  for (const node of order) {
    if (node.kind !== "name") continue;
    add({ factor: node });
    if (question.variables.get(node.name)?.axes.length) add({ factor: B.transpose(node) });
  }
  for (const node of order) {
    if (node.kind !== "name" && node.kind !== "number" && node !== question.f)
      add({ factor: node });
  }
  return found.slice(0, MOST_FACTORS);
}

/** g'(u) for a part g(u) with an element-wise g. */
function slopeOf(node: Expression): Expression | undefined {
  if (node.kind === "binary") return undefined;
  if (node.kind !== "call" || node.arguments.length !== 1) return undefined;
  const overload = functionNamed(node.callee)?.overloads.find(({ kind }) => kind === "entrywise");
  if (overload?.kind !== "entrywise") return undefined;
  const [text] = overload.derivatives ?? [];
  if (text === undefined) return undefined;
  const [parameter] = overload.parameters;
  const argument = node.arguments[0]!;
  return fold<Expression>(formula(text), (part, parts) => {
    if (part.kind === "name" && part.name === parameter) return argument;
    if (part.kind !== "binary") return withParts(part, parts);
    return { ...part, operator: entrywise(part.operator), left: parts[0]!, right: parts[1]! };
  });
}

/** The operator that does the same to each entry of an array. */
function entrywise(operator: BinaryOperator): BinaryOperator {
  switch (operator) {
    case "multiply":
      return "hadamard";
    case "divide":
      return "entrywise-divide";
    case "power":
      return "entrywise-power";
    case "add":
    case "subtract":
    case "hadamard":
    case "entrywise-divide":
    case "entrywise-power":
      return operator;
  }
}

function wordsFor({ factor, slopeOf: called }: Factor): Pick<Explanation, "kind" | "message"> {
  const text = spelled(factor);
  if (called !== undefined) {
    return {
      kind: "missing-term",
      message: `The inner derivative is missing: by the chain rule ${called} adds the factor ${text}.`,
    };
  }
  if (factor.kind === "delta") {
    return {
      kind: "missing-term",
      message: `The factor ${text} is lost: it is 0 off the diagonal.`,
    };
  }
  return { kind: "missing-term", message: `The factor ${text} is lost.` };
}
