import type { Dimension } from "../dimensions/dimension.ts";
import { parseSignature } from "../functions/signature.ts";
import { entrywiseOverload, functionNamed } from "../functions/table.ts";
import { derivativeName } from "../functions/unknown.ts";
import { type Lowered, lowerEntry } from "../graph/lower.ts";
import type { ApplyNode, MapNode, Reference } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import { formula } from "../notations/formulas.ts";

/** Thrown where a function has no derivative rule for an argument; the message is a sentence. */
export class NoDerivative extends Error {
  override readonly name = "NoDerivative";

  constructor(functionName: string, why = `The function ${functionName} has no derivative here.`) {
    super(why);
  }
}

/** The derivative of an element-wise function by its argument number `k`, at the labels of its axes. */
export function entrywiseDerivative(
  store: Store,
  node: MapNode,
  k: number,
  labels: readonly number[],
): Reference {
  const overload = entrywiseOverload(node.function);
  const text = overload?.derivatives?.[k];
  if (!overload && !functionNamed(node.function)) {
    const name = derivativeName(node.function, k, node.arguments.length);
    return store.map(
      name,
      node.arguments.map((argument) => ({
        node: argument.node,
        indices: argument.indices.map((index) => labels[index]!),
      })),
    );
  }
  if (!overload || text === undefined) throw new NoDerivative(node.function);
  const names = new Map<string, Lowered>(
    overload.parameters.map((name, position) => {
      const argument = node.arguments[position]!;
      const indices = argument.indices.map((index) => labels[index]!);
      return [name, { kind: "entry", reference: { node: argument.node, indices } }];
    }),
  );
  return lowerEntry(store, formula(text), { names, sizes: new Map(), letters: new Map() });
}

/**
 * The derivative of the entry of a primitive function at `output` by the entry of its argument
 * number `k` at `input`, as its file states it.
 */
export function primitiveDerivative(
  store: Store,
  node: ApplyNode,
  k: number,
  output: readonly number[],
  input: readonly number[],
): Reference {
  const overload = store.primitive(node.function, node.overload);
  const { parameters } = parseSignature(overload.signature);
  const { name: by } = parameters[k]!;
  const rule = overload.derivatives[by];
  if (!rule) throw new NoDerivative(node.function, overload.underivable?.[by]);
  const letters = new Map<string, readonly number[]>();
  const assign = (
    names: readonly string[],
    sides: readonly number[],
    labels: readonly number[],
  ): void => {
    let start = 0;
    names.forEach((letter, side) => {
      const count = sides[side] ?? 0;
      letters.set(letter, labels.slice(start, start + count));
      start += count;
    });
  };
  assign(rule.output, node.sides, output);
  assign(rule.input, node.arguments[k]!.sides, input);
  const names = new Map<string, Lowered>();
  const sizes = new Map<string, readonly Dimension[]>();
  parameters.forEach((parameter, position) => {
    const argument = node.arguments[position]!;
    const [rows = 0, columns = 0] = argument.sides;
    const value = V.ordered(argument.node, rows, columns);
    names.set(parameter.name, { kind: "array", value });
    const { axes } = store.node(argument.node);
    parameter.sizes.forEach((letter, side) => {
      sizes.set(letter, side === 0 ? axes.slice(0, rows) : axes.slice(rows));
    });
  });
  return lowerEntry(store, formula(rule.formula), { names, sizes, letters });
}
