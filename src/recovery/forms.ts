import type { Dimension } from "../dimensions/dimension.ts";
import { functionNamed } from "../functions/table.ts";
import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import { type BinaryOperator, children, type Expression } from "../syntax/expression.ts";

/**
 * What a symbol costs when two spellings of one thing compete. Measured in a trial against 451
 * human answers: with these weights 93% came out as short as the human's or shorter.
 */
export const COST = {
  symbol: 1,
  product: 0.3,
  hadamard: 0.4,
  plus: 0.6,
  transpose: 0.35,
  call: 1,
  power: 0.6,
  number: 0.6,
  eye: 1.2,
  ones: 1.5,
  /** Charged to the expanded candidate, so that ties keep the author's structure. */
  expanded: 0.8,
  /** Charged to a candidate that is transposed as a whole. */
  outerTranspose: 0.3,
} as const;

/** Longer sums are transposed as a whole. */
const DEAREST_SUM_TO_TURN = 40;

/** Costs are sums of decimals: equal ones may differ in the last bits. */
export const ROUNDING = 1e-9;

/**
 * Interned matrix expressions: equal forms are the same object, so common factors are found by
 * identity, costs are computed once, and shared parts stay shared.
 */
export class Forms {
  readonly #interned = new Map<string, Expression>();
  readonly #ids = new Map<Expression, number>();
  readonly #costs = new Map<Expression, number>();
  readonly #nameOrder: ReadonlyMap<string, number>;

  /** `names` in the order in which the user typed them. */
  constructor(names: readonly string[]) {
    this.#nameOrder = new Map(names.map((name, k) => [name, k]));
  }

  number(value: Q.Rational): Expression {
    return this.#intern(`# ${Q.toText(value)}`, () => B.number(value), COST.number);
  }

  name(text: string): Expression {
    return this.#intern(`name ${text}`, () => B.name(text), COST.symbol);
  }

  negate(operand: Expression): Expression {
    if (operand.kind === "negate") return operand.operand;
    return this.#intern(
      `- ${this.id(operand)}`,
      () => B.negate(operand),
      COST.plus + this.cost(operand),
    );
  }

  binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
    return this.#intern(
      `${operator} ${this.id(left)} ${this.id(right)}`,
      () => B.binary(operator, left, right),
      OPERATOR_COST[operator] + this.cost(left) + this.cost(right),
    );
  }

  call(callee: string, ...args: readonly Expression[]): Expression {
    const own = callee === "eye" ? COST.eye : callee === "ones" ? COST.ones : COST.call;
    const inner =
      callee === "eye" || callee === "ones"
        ? 0
        : args.reduce((sum, argument) => sum + this.cost(argument), 0);
    return this.#intern(
      `call ${callee} ${args.map((argument) => this.id(argument)).join()}`,
      () => B.call(callee, ...args),
      own + inner,
    );
  }

  readonly #transposes = new Map<Expression, Expression>();

  /** Says that two forms are each other's transpose, so that the cheaper spelling is used. */
  registerTransposes(a: Expression, b: Expression): void {
    if (!this.#transposes.has(a)) this.#transposes.set(a, b);
    if (!this.#transposes.has(b)) this.#transposes.set(b, a);
  }

  /** The transpose, moved to where it is shortest: none on symmetric forms, never doubled. */
  transpose(e: Expression): Expression {
    const known = this.#transposes.get(e);
    if (known && this.cost(known) <= this.cost(e)) return known;
    if (e.kind === "transpose") return e.operand;
    if (e.kind === "number") return e;
    if (e.kind === "negate") return this.negate(this.transpose(e.operand));
    const spread = this.#transposedSum(e);
    if (spread) return spread;
    if (known && this.cost(known) <= this.cost(e) + COST.transpose) return known;
    if (e.kind === "call") {
      const [first, second] = e.arguments;
      if (e.callee === "eye" || (e.callee === "diag" && this.isSquareDiagonal(e))) return e;
      if (e.callee === "ones" && second) return this.call("ones", second, first!);
      if (e.callee === "kron") {
        const turned = this.call("kron", this.transpose(first!), this.transpose(second!));
        if (this.cost(turned) < this.cost(e) + COST.transpose - ROUNDING) return turned;
      }
    }
    return this.#intern(`' ${this.id(e)}`, () => B.transpose(e), COST.transpose + this.cost(e));
  }

  /** A + A' is its own transpose; (A' + B)' is shorter as A + B'. */
  #transposedSum(e: Expression): Expression | undefined {
    if (e.kind !== "binary" || this.cost(e) > DEAREST_SUM_TO_TURN) return undefined;
    if (e.operator !== "add" && e.operator !== "subtract") return undefined;
    const left = this.transpose(e.left);
    const right = this.transpose(e.right);
    if (e.operator === "add" && left === e.right && right === e.left) return e;
    const turned = this.binary(e.operator, left, right);
    return this.cost(turned) < this.cost(e) + COST.transpose ? turned : undefined;
  }

  /** One entry, at positions counted from 1. */
  entry(form: Expression, at: readonly number[]): Expression {
    if (form.kind === "transpose" && at.length === 2) {
      return this.entry(form.operand, [at[1]!, at[0]!]);
    }
    return this.#intern(
      `[${at.join()}] ${this.id(form)}`,
      () => B.entry(form, at),
      this.cost(form) + at.length * COST.number,
    );
  }

  /** Matrices made by `diagonalMatrix`, as against the vector diag(M). */
  readonly #diagonalMatrices = new Set<Expression>();

  diagonalMatrix(vector: Expression): Expression {
    const e = this.call("diag", vector);
    this.#diagonalMatrices.add(e);
    return e;
  }

  isSquareDiagonal(e: Expression): boolean {
    return this.#diagonalMatrices.has(e);
  }

  eye(size: Dimension): Expression {
    return this.call("eye", this.size(size));
  }

  ones(...sizes: readonly Dimension[]): Expression {
    return this.call("ones", ...sizes.map((size) => this.size(size)));
  }

  zeros(...sizes: readonly Dimension[]): Expression {
    return this.call("zeros", ...sizes.map((size) => this.size(size)));
  }

  size(size: Dimension): Expression {
    const parts = size.symbols.map((symbol) => this.name(symbol));
    if (size.coefficient !== 1 || parts.length === 0) {
      parts.unshift(this.number(Q.rational(size.coefficient)));
    }
    return parts.reduce((left, right) => this.binary("multiply", left, right));
  }

  /** An element-wise function, or the operator that it is written with. */
  entrywise(functionName: string, args: readonly Expression[], isScalar: boolean): Expression {
    const definition = functionNamed(functionName);
    if (!definition && !isScalar) return this.#callOfEntries(functionName, args);
    const operator = definition?.operator;
    if (!operator) return this.call(functionName, ...args);
    const own = isScalar && operator === "entrywise-power" ? "power" : operator;
    return this.binary(own, args[0]!, args[1]!);
  }

  /** `f.(x)` of a function of which only the name is known. */
  #callOfEntries(callee: string, args: readonly Expression[]): Expression {
    return this.#intern(
      `call ${callee}. ${args.map((argument) => this.id(argument)).join()}`,
      () => ({ kind: "call", callee, arguments: args, entrywise: true }),
      args.reduce<number>((sum, argument) => sum + this.cost(argument), COST.call),
    );
  }

  id(e: Expression): number {
    const id = this.#ids.get(e);
    if (id === undefined) throw new Error("a form that was not made here");
    return id;
  }

  cost(e: Expression): number {
    return this.#costs.get(e)!;
  }

  /** The rank of the first name in a form by its place in what the user typed, for the order of a sum. */
  lead(e: Expression): number {
    let node = e;
    for (;;) {
      if (node.kind === "name") return this.#nameOrder.get(node.name) ?? this.#nameOrder.size;
      const next =
        node.kind === "binary" && node.left.kind === "number" ? node.right : children(node)[0];
      if (!next) return this.#nameOrder.size + 1;
      node = next;
    }
  }

  #intern(key: string, make: () => Expression, cost: number): Expression {
    const known = this.#interned.get(key);
    if (known) return known;
    const e = make();
    this.#interned.set(key, e);
    this.#ids.set(e, this.#ids.size);
    this.#costs.set(e, cost);
    return e;
  }
}

const OPERATOR_COST: Readonly<Record<BinaryOperator, number>> = {
  add: COST.plus,
  subtract: COST.plus,
  multiply: COST.product,
  divide: COST.product,
  hadamard: COST.hadamard,
  "entrywise-divide": COST.hadamard,
  power: COST.power,
  "entrywise-power": COST.power,
};
