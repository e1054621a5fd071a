import type { Dimension } from "../dimensions/dimension.ts";
import type { PrimitiveOverload } from "../functions/definition.ts";
import { parseSignature, type Signature } from "../functions/signature.ts";
import * as Q from "../numbers/rational.ts";
import { type Factor, soleMatrix, type Term } from "./node.ts";
import type { Store } from "./store.ts";
import * as V from "./value.ts";

/**
 * A primitive function at values of the right shapes. Of a matrix and its transpose always the same
 * one becomes the argument, and an inverse of a product of square matrices is taken apart.
 */
export function callPrimitive(
  store: Store,
  name: string,
  overload: PrimitiveOverload,
  index: number,
  args: readonly V.Value[],
): V.Value {
  const signature = parseSignature(overload.signature);
  const split = squareFactors(store, overload, args);
  if (split) {
    return split
      .map((factor) => callPrimitive(store, name, overload, index, [factor]))
      .reduceRight((left, right) => V.product(store, left, right));
  }
  const sizes = new Map<string, readonly Dimension[]>();
  signature.parameters.forEach((parameter, k) => bindSizes(store, parameter, args[k]!, sizes));
  const plainArguments = args.map((value) => groupedArgument(store, value));
  const sidesOf = (letters: readonly string[]): readonly Dimension[] =>
    letters.flatMap((letter) => sizes.get(letter)!);
  const rows = sidesOf(signature.result.rows);
  const columns = sidesOf(signature.result.columns);
  const sides =
    signature.result.kind === "scalar"
      ? []
      : signature.result.kind === "vector"
        ? [rows]
        : [rows, columns];
  const place = overload.transposedArgument ? soleMatrix(plainArguments) : undefined;
  if (place !== undefined) {
    const other = groupedArgument(store, V.transposed(args[place]!));
    if (isSimpler(store, other.node, plainArguments[place]!.node)) {
      const flipped = [columns, rows];
      const turned = plainArguments.map((own, k) => (k === place ? other : own));
      const node = store.apply(name, index, turned, sides.length === 2 ? flipped : sides);
      if (overload.transposedArgument === "same")
        return V.ordered(node, rows.length, columns.length);
      return V.transposed(V.ordered(node, columns.length, rows.length));
    }
  }
  const node = store.apply(name, index, plainArguments, sides);
  return orientLike(V.ordered(node, rows.length, columns.length), signature, args);
}

/** Of a matrix and its transpose, always the same one: what was not transposed, else by content. */
function isSimpler(store: Store, a: number, b: number): boolean {
  const [left, right] = [store.node(a), store.node(b)];
  if ((left.kind === "poly") !== (right.kind === "poly")) return right.kind === "poly";
  return left.hash < right.hash;
}

function groupedArgument(store: Store, value: V.Value): { node: number; sides: number[] } {
  const node = store.permute(value.node, [...value.rows, ...value.columns]);
  const sides = [value.rows.length, value.columns.length].filter((count) => count > 0);
  return { node, sides };
}

/** The square matrices whose product the one argument is, left to right, where that helps. */
function squareFactors(
  store: Store,
  overload: PrimitiveOverload,
  args: readonly V.Value[],
): V.Value[] | undefined {
  const [value] = args;
  if (!overload.ofSquareProduct || args.length !== 1) return undefined;
  if (value!.rows.length !== 1 || value!.columns.length !== 1) return undefined;
  const node = store.node(value!.node);
  if (node.kind !== "poly" || node.terms.length !== 1) return undefined;
  const [term] = node.terms;
  const chain = chainOf(term!, value!.rows[0]!, value!.columns[0]!);
  if (!chain || !Q.isOne(term!.coefficient)) return undefined;
  const size = node.axes[0]!.key;
  const square = chain.every(({ factor }) =>
    store.node(factor.node).axes.every((axis) => axis.key === size),
  );
  if (!square || chain.length < 2) return undefined;
  return chain.map(({ factor, flipped }) =>
    flipped
      ? { node: factor.node, rows: [1], columns: [0] }
      : { node: factor.node, rows: [0], columns: [1] },
  );
}

/** The factors of a term in the order of a matrix product from `row` to `column`, if it is one. */
function chainOf(
  term: Term,
  row: number,
  column: number,
): { factor: Factor; flipped: boolean }[] | undefined {
  const rest = new Set(term.factors);
  const chain: { factor: Factor; flipped: boolean }[] = [];
  let at = row;
  while (rest.size > 0) {
    const next = [...rest].filter(({ indices }) => indices.includes(at));
    const [factor] = next;
    if (next.length !== 1 || factor!.indices.length !== 2 || !Q.isOne(factor!.exponent))
      return undefined;
    const [a, b] = factor!.indices as [number, number];
    if (a === b) return undefined;
    chain.push({ factor: factor!, flipped: b === at });
    rest.delete(factor!);
    at = a === at ? b : a;
  }
  return at === column ? chain : undefined;
}

/** The sizes that a parameter's letters stand for. */
export function bindSizes(
  store: Store,
  parameter: Signature["parameters"][number],
  value: V.Value,
  sizes: Map<string, readonly Dimension[]>,
): void {
  const rows = V.sizesOfSide(store, value, "rows");
  const columns = V.sizesOfSide(store, value, "columns");
  const own = parameter.kind === "vector" ? [rows.length > 0 ? rows : columns] : [rows, columns];
  parameter.sizes.forEach((letter, k) => {
    sizes.set(letter, own[k]!);
  });
}

/** A result of the same size letter as a vector argument that was a row is a row too. */
export function orientLike(
  value: V.Value,
  signature: Signature,
  operands: readonly V.Value[],
): V.Value {
  const { result } = signature;
  if (result.kind !== "vector" || result.rows.length !== 1) return value;
  const isRow = signature.parameters.some((parameter, k) => {
    return (
      parameter.kind === "vector" &&
      parameter.sizes[0] === result.rows[0] &&
      V.kindOf(operands[k]!) === "row"
    );
  });
  return isRow ? V.transposed(value) : value;
}
