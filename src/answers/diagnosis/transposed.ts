import { type Expression, fold, postorder } from "../../syntax/expression.ts";
import * as B from "../../syntax/build.ts";
import { withParts } from "../../syntax/equality.ts";
import type { ReadAnswer } from "../given-answer.ts";
import { flipped, reorderings, replaced } from "./edits.ts";
import type { Explanation, Hypothesis, WrongAnswer } from "./hypothesis.ts";
import { inverseTranspose } from "./inverse-transpose.ts";
import { formWords, shapeWords, spelled, wantedShape } from "./words.ts";

/** More letters than this are not permuted. */
const MOST_LETTERS = 5;

/** All numbers are right and lie the other way. */
export const transposed: Hypothesis = {
  name: "transposed",
  explain(wrong) {
    const { indices } = wrong.answer;
    const found = indices ? permutedLetters(wrong, indices) : otherWay(wrong);
    if (!found) return undefined;
    // With one inverse both are the same array; that its transpose is missing says more.
    const closer = indices ? swappedEntry(wrong) : inverseTranspose.explain(wrong);
    return closer ? { ...closer, isTransposed: true } : found;
  },
};

function otherWay(wrong: WrongAnswer): Explanation | undefined {
  const { answer, problem } = wrong;
  if (!wrong.corrects(B.transpose(answer.tree))) return undefined;
  const corrected = transposedTree(answer);
  const given = answer.shapeOf(answer.tree);
  const wanted = wantedShape(answer.form, problem);
  const isVector = given?.kind === "row" || given?.kind === "column";
  const lies = given?.kind === "row" ? "lie in a row" : "stand in a column";
  const form = formWords(answer.form);
  const isLayout = isVector && (answer.form === "gradient" || answer.form === "row");
  const message = isVector
    ? `The numbers are right, but they ${lies}: you gave ${shapeWords(given)}, and ${form} is its transpose, ${wanted}.`
    : `Each number is right, but rows and columns are swapped: ${form}${wanted === undefined ? "" : `, ${wanted},`} is the transpose of your answer.`;
  return {
    kind: isLayout ? "wrong-layout" : "transposed",
    isTransposed: true,
    message,
    corrected: wrong.corrects(corrected) ? corrected : flipped(answer.tree),
  };
}

function permutedLetters(wrong: WrongAnswer, indices: readonly string[]): Explanation | undefined {
  if (indices.length < 2 || indices.length > MOST_LETTERS) return undefined;
  for (const order of reorderings(indices)) {
    if (!wrong.corrects(wrong.answer.tree, order)) continue;
    // Read in that order it is right: so the letter at each place should be the one named there.
    const renamed = new Map(order.map((letter, k) => [letter, indices[k]!]));
    return {
      kind: "transposed",
      isTransposed: true,
      message: `Each number is right, but the axes are in another order: your answer is right for the indices ${order.join(", ")}, and asked for are ${indices.join(", ")}.`,
      corrected: withLetters(wrong.answer.tree, renamed),
    };
  }
  return undefined;
}

/** One factor with its two letters swapped. */
function swappedEntry(wrong: WrongAnswer): Explanation | undefined {
  const { tree } = wrong.answer;
  for (const node of postorder(tree)) {
    if (node.kind !== "entry" || node.indices.length !== 2) continue;
    const [first, second] = node.indices;
    const swapped = { ...node, indices: [second!, first!] };
    const corrected = replaced(tree, new Map([[node, swapped]]));
    if (first === second || !wrong.corrects(corrected)) continue;
    return {
      kind: "other",
      message: `The indices of one factor are swapped: write ${spelled(swapped)} for ${spelled(node)}.`,
      corrected,
    };
  }
  return undefined;
}

function withLetters(root: Expression, names: ReadonlyMap<string, string>): Expression {
  const rename = <T extends string | number>(index: T): T | string =>
    typeof index === "string" ? (names.get(index) ?? index) : index;
  return fold<Expression>(root, (node, parts) => {
    if (node.kind === "delta")
      return { ...node, left: rename(node.left), right: rename(node.right) };
    const copy = withParts(node, parts);
    return copy.kind === "entry" ? { ...copy, indices: copy.indices.map(rename) } : copy;
  });
}

/** The transpose, moved inwards as one writes it by hand: `(A*x)'` is `x'*A'`. */
function transposedTree({ tree, shapeOf }: ReadAnswer): Expression {
  const isScalar = (node: Expression): boolean => shapeOf(node)?.kind === "scalar";
  return fold<{ readonly turned: Expression; readonly straight: Expression }>(
    tree,
    (node, parts) => {
      const straight = node;
      if (isScalar(node) || node.kind === "number") return { straight, turned: node };
      if (node.kind === "transpose") return { straight, turned: node.operand };
      if (node.kind === "negate") return { straight, turned: B.negate(parts[0]!.turned) };
      if (node.kind === "binary") {
        const [left, right] = parts as [Turned, Turned];
        switch (node.operator) {
          case "add":
          case "subtract":
          case "hadamard":
          case "entrywise-divide":
            return { straight, turned: B.binary(node.operator, left.turned, right.turned) };
          case "divide":
            return { straight, turned: B.binary("divide", left.turned, right.straight) };
          case "multiply": {
            const scales = isScalar(node.left) || node.left.kind === "number";
            return {
              straight,
              turned:
                scales || isScalar(node.right)
                  ? B.binary("multiply", left.turned, right.turned)
                  : B.binary("multiply", right.turned, left.turned),
            };
          }
          case "power":
          case "entrywise-power":
            return { straight, turned: B.transpose(node) };
        }
      }
      return { straight, turned: B.transpose(node) };
    },
  ).turned;
}

interface Turned {
  readonly turned: Expression;
  readonly straight: Expression;
}
