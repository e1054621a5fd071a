import type { Elaboration } from "../elaboration/elaborate.ts";
import { isSquareProperty } from "../notations/declarations.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import { canonicalName } from "../text/greek.ts";
import { nearestName } from "../text/nearest.ts";
import type { Problem } from "../text/problem.ts";
import type { DerivativeProblem } from "./answer.ts";
import { badName, type Declarations, NAME } from "./read-declarations.ts";

// What can be wrong with a problem whose expression is well-formed by itself.

/** Larger expressions are not begun. */
const MOST_PARTS = 250_000;

export function tooManyParts(expression: Expression): Problem | undefined {
  const count = postorder(expression).length;
  if (count <= MOST_PARTS) return undefined;
  return {
    code: "stopped",
    message: `The expression has ${count} parts; at most ${MOST_PARTS} are differentiated.`,
    remedy: "Give names to its parts and treat them one by one.",
  };
}

/**
 * Larger expressions are not begun once it is known what their parts are: a product of arrays or a
 * function costs ten times as much as a scalar product or a sum.
 */
const MOST_OPERATIONS = 25_000;

export function tooManyOperations({ expression, shapeOf }: Elaboration): Problem | undefined {
  const isArray = (e: Expression): boolean => (shapeOf(e)?.axes.length ?? 0) > 0;
  let count = 0;
  for (const node of postorder(expression)) {
    const isProduct =
      node.kind === "binary" &&
      node.operator === "multiply" &&
      isArray(node.left) &&
      isArray(node.right);
    if (isProduct || node.kind === "call") count += 1;
  }
  if (count <= MOST_OPERATIONS) return undefined;
  return {
    code: "stopped",
    message: `The expression has ${count} products of arrays and functions; at most ${MOST_OPERATIONS} are differentiated.`,
    remedy: "Give names to its parts and treat them one by one.",
  };
}

/** Derivatives of a higher order are refused: nobody reads them. */
const HIGHEST_ORDER = 12;

const LONGEST_NAME = 1_000;

/** Names must be names of variables. */
export function problemOfWanted(
  names: readonly string[],
  functions: ReadonlySet<string>,
): Problem | undefined {
  for (const name of names) {
    if (name.length > LONGEST_NAME || !NAME.test(canonicalName(name))) return badName(name, "wrt");
    if (functions.has(canonicalName(name))) {
      return {
        code: "function-as-variable",
        message: `${name} is a function, and a variable is wanted.`,
        remedy: "Name a variable that the function is applied to.",
      };
    }
  }
  return undefined;
}

/** Index letters in `indices` and `free` must be distinct names that mean nothing else. */
export function problemOfLetters(
  { indices, free }: Pick<DerivativeProblem, "indices" | "free">,
  declarations: Declarations["declarations"],
): Problem | undefined {
  for (const [field, letters] of [
    ["indices", indices],
    ["free", free],
  ] as const) {
    for (const [k, letter] of (letters ?? []).entries()) {
      if (!NAME.test(canonicalName(letter))) return badName(letter, field);
      if (letters!.indexOf(letter) !== k) {
        return {
          code: "repeated-index",
          message: `In ${field} the letter ${letter} stands twice.`,
          remedy: "Name each index once.",
        };
      }
      if (declarations.has(canonicalName(letter))) {
        return {
          code: "name-clash",
          message: `In ${field} the letter ${letter} is the name of a variable.`,
          remedy: "Use another letter.",
        };
      }
    }
  }
  return undefined;
}

/** A variable that stands where a size is due, as in eye(x). */
export function variableAsSize({
  variables,
  dimensionNames,
  expression,
}: Elaboration): Problem | undefined {
  const name = dimensionNames.find((size) => variables.has(size));
  if (name === undefined) return undefined;
  const place = postorder(expression).find((node) => node.kind === "name" && node.name === name);
  return {
    code: "name-clash",
    message: `${name} is a variable, and it stands where a size is due.`,
    ...(place?.span && { span: place.span }),
    remedy: "A size is a symbol such as n, or a whole number.",
  };
}

/** A delta whose size no array tells. */
export function looseDelta({ expression, deltaSizes }: Elaboration): Problem | undefined {
  const loose = postorder(expression).find(
    (node) =>
      node.kind === "delta" &&
      (typeof node.left === "string" || typeof node.right === "string") &&
      !deltaSizes(node),
  );
  if (loose?.kind !== "delta") return undefined;
  return {
    code: "unknown-size",
    message: `The size of delta(${loose.left},${loose.right}) cannot be told from the expression.`,
    ...(loose.span && { span: loose.span }),
    remedy: "Index an array with one of its letters.",
  };
}

/** Whole arrays beside single entries: `x[i]*y` with a vector y. */
export function mixedNotations(
  { shape, expression }: Elaboration,
  free: readonly string[],
  letters: ReadonlySet<string>,
): Problem | undefined {
  if (letters.size === 0 || shape.kind === "scalar" || free.length === 0) return undefined;
  return {
    code: "mixed-notation",
    message: `The expression has the free index ${free[0]} and is a whole array as well.`,
    ...(expression.span && { span: expression.span }),
    remedy: "Give every array its indices, or none.",
  };
}

/** A property of square matrices said of something else, or of a name that does not exist. */
export function unfitProperty(
  { variables }: Elaboration,
  properties: ReadonlyMap<string, readonly string[]>,
): Problem | undefined {
  for (const [name, list] of properties) {
    const variable = variables.get(name);
    if (!variable) {
      const near = nearestName(name, [...variables.keys()]);
      return {
        code: "unknown-name",
        message: `${name} has a property, but it is neither in the expression nor declared.`,
        remedy: near ? `did you mean ${near}?` : `Declare it, as in ${name}: matrix(n,n).`,
      };
    }
    const square = list.find(isSquareProperty);
    const { axes } = variable;
    if (square === undefined || (axes.length === 2 && axes[0]!.key === axes[1]!.key)) continue;
    const sizes = axes.map(({ key }) => key).join(" x ");
    return {
      code: "not-square",
      message: `${name} cannot be ${square}: it is ${axes.length === 0 ? "a scalar" : `an array of size ${sizes}`}, and only a square matrix is.`,
      remedy: `Declare it, as in ${name}: matrix(n,n).`,
    };
  }
  return undefined;
}

export function problemOfOrder(order: number, wrt2: string | undefined): Problem | undefined {
  if (order > HIGHEST_ORDER) {
    return {
      code: "not-supported",
      message: `A derivative of order ${order} is not supported; the highest order is ${HIGHEST_ORDER}.`,
    };
  }
  if (wrt2 !== undefined && order !== 2) {
    return {
      code: "bad-field",
      message: `A second variable belongs to a derivative of order 2, not ${order}.`,
      remedy: "Leave order or wrt2 out.",
    };
  }
  return undefined;
}

/** `y_i = \\sum_k W_{ij} x_k`: j stands alone on the right, and not on the left. */
export function lettersDiffer(
  left: readonly string[],
  extra: readonly string[],
  right: readonly string[],
): Problem {
  const [letter = ""] = extra;
  return {
    code: "free-letters-differ",
    message: `${letter} stands for no sum, and the left side has no ${letter}.`,
    facts: [
      { text: `The left side is numbered by ${left.join(", ")}.` },
      { text: `The right side is numbered by ${right.join(", ")}.` },
    ],
    remedy: `Write another letter for ${letter}, sum over it, or write it on the left, too.`,
  };
}
