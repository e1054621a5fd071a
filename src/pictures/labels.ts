import type { Written } from "../answers/answer.ts";
import { writtenAs } from "../answers/written.ts";
import { TooLong } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import * as B from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";

/** An expression as the label of something; indices of one digit need no commas: `W_23`. */
export function labelOf(expression: Expression): Written {
  const written = writtenAs(expression);
  return {
    ...written,
    latex: withShortIndices(written.latex, (indices) => `_{${indices}}`),
    unicode: withShortIndices(written.unicode, (indices) => `_${indices}`),
  };
}

/** Longer labels are never read. */
const LONGEST_LABEL = 200;

/** The label of what is short enough for one; shared parts can make a text astronomically long. */
export function labelIfShort(expression: Expression): Written | undefined {
  try {
    plain.write(expression, { limit: LONGEST_LABEL });
    return labelOf(expression);
  } catch (error) {
    if (error instanceof TooLong) return undefined;
    throw error;
  }
}

function withShortIndices(text: string, lowered: (indices: string) => string): string {
  return text.replace(/_\{([^{}]*)\}/gu, (whole, list: string) => {
    const indices = list.split(",").map((index) => index.trim());
    const isShort = indices.every((index) => charactersIn(index) === 1);
    return isShort ? lowered(indices.join("")) : whole;
  });
}

/** One entry of a named array, counted from 1; a scalar is its name. */
export function entryLabel(name: string, position: readonly number[]): Written {
  return labelOf(B.entry(B.name(name), position));
}

/** `∂f_2/∂x_3` */
export function derivativeLabel(body: Expression, by: Expression): Written {
  return labelOf({ kind: "derivative", body, by });
}

/** `u = W x` */
export function equationLabel(left: Written, right: Written): Written {
  return {
    plain: `${left.plain} = ${right.plain}`,
    latex: `${left.latex} = ${right.latex}`,
    unicode: `${left.unicode} = ${right.unicode}`,
    spoken: `${left.spoken} equals ${right.spoken}`,
  };
}

/** `n = 3 and m = 4` */
export function sizesInWords(sizes: ReadonlyMap<string, number>): string {
  return inWords([...sizes].map(([name, size]) => `${name} = ${size}`));
}

/** `a`, `a and b`, `a, b and c` */
export function inWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]!}`;
}

/** `1 entry`, `3 entries` */
export function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** How many characters a text has, signs beyond the basic plane counted once. */
export function charactersIn(text: string): number {
  return Array.from(text).length;
}
