import { type Dimension, dimension } from "../dimensions/dimension.ts";
import { isSizePosition } from "../elaboration/overloads.ts";
import type { VariableShape } from "../elaboration/shape.ts";
import { functionNamed } from "../functions/table.ts";
import { withParts } from "../syntax/equality.ts";
import { type Call, type Expression, fold, postorder } from "../syntax/expression.ts";

/** Sizes up to this are small enough to be tried as they are. */
const SMALL = 4;

/**
 * Large sizes that are numbers turned into symbols, so that a formula can be tried at small ones: a
 * derivative that holds for a 784-vector only because 784 is 784 is hardly ever met, and is then not
 * confirmed.
 */
export class ScaleDown {
  readonly #names = new Map<number, string>();
  readonly #taken: ReadonlySet<string>;

  constructor(taken: ReadonlySet<string>) {
    this.#taken = taken;
  }

  /** Whether any size was turned into a symbol so far. */
  get isNeeded(): boolean {
    return this.#names.size > 0;
  }

  variables(shapes: ReadonlyMap<string, VariableShape>): Map<string, VariableShape> {
    return new Map(
      [...shapes].map(([name, shape]) => [
        name,
        {
          ...shape,
          axes: shape.axes.map((axis) => this.size(axis)),
          groups: shape.groups.map((group) => group.map((axis) => this.size(axis))),
        },
      ]),
    );
  }

  size(axis: Dimension): Dimension {
    if (axis.coefficient <= SMALL) return axis;
    return dimension(1, [this.#nameOf(axis.coefficient), ...axis.symbols]);
  }

  /** The same expression with the sizes among its arguments, as in ones(784), as symbols. */
  expression(root: Expression): Expression {
    if (!postorder(root).some((node) => node.kind === "call" && takesSizes(node))) return root;
    return fold<Expression>(root, (node, parts) => {
      if (node.kind !== "call") return withParts(node, parts);
      const definition = functionNamed(node.callee);
      return withParts(
        node,
        parts.map((part, at) => {
          const isSize = definition && isSizePosition(definition, parts.length, at);
          return isSize ? this.#sizeArgument(part) : part;
        }),
      );
    });
  }

  #sizeArgument(root: Expression): Expression {
    return fold<Expression>(root, (node, parts) => {
      if (node.kind !== "number") return withParts(node, parts);
      const value = Number(node.value.numerator);
      return value <= SMALL ? node : { kind: "name", name: this.#nameOf(value) };
    });
  }

  #nameOf(size: number): string {
    let name = this.#names.get(size);
    if (name === undefined) {
      name = `n${size}`;
      while (this.#taken.has(name)) name += "_";
      this.#names.set(size, name);
    }
    return name;
  }
}

function takesSizes({ callee, arguments: parts }: Call): boolean {
  const definition = functionNamed(callee);
  return (
    definition !== undefined && parts.some((_, at) => isSizePosition(definition, parts.length, at))
  );
}
