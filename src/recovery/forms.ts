import type { Dimension } from "../dimensions/dimension.ts";
import { functionNamed, isNamedOfMatrix } from "../functions/table.ts";
import { parseSignature } from "../functions/signature.ts";
import { spellLiteral } from "../notations/decimal.ts";
import { formula } from "../notations/formulas.ts";
import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import {
  type BinaryOperator,
  children,
  type Expression,
  fold,
  postorderAbove,
} from "../syntax/expression.ts";
import type { Link, Piece } from "./link.ts";

/**
 * What a symbol costs when two spellings of one thing compete: the one table of style. A name is the
 * unit; the rest was set against 506 human answers, of which 98% are met or undercut in length
 * (test/corpus/lengths.json holds that). Dearer than its length is what a reader stumbles over: a
 * vector of ones, an identity, a product that is transposed as a whole.
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
  eye: 1.6,
  ones: 2.5,
  /** Charged to what is rearranged, so that ties keep the author's structure. */
  rearranged: 0.8,
  /** Charged to a product that is transposed as a whole: inv(X)'*a*b' is more usual than (b*a'*inv(X))'. */
  transposedProduct: 0.7,
  /** Charged to a sum that is transposed as a whole. */
  transposedSum: 0.3,
} as const;

/** What costs more is transposed as a whole. */
const DEAREST_TO_TURN = 160;

/** Puts an identity behind what begins with the variable itself. */
const BEHIND = 0.5;

/** Costs are sums of decimals: equal ones may differ in the last bits. */
export const ROUNDING = 1e-9;

/** What is written one way in an answer and another way in a line of a derivation. */
export interface Style {
  /** The fractions that are written as decimals. */
  readonly decimals: ReadonlySet<string>;
  /** Whether traces and dot products in one sum are joined: tr(A*B) + tr(A*C) is tr(A*(B + C)). */
  readonly joinsNumbers: boolean;
  /** The variable of the derivative, which stands behind other names: 2*a*x by x. */
  readonly by?: string | undefined;
  /** Names that stand behind all other factors, as differentials do; may grow. */
  readonly behind?: ReadonlySet<string>;
}

const PLAIN_STYLE: Style = { decimals: new Set(), joinsNumbers: false };

/** What is known of a form from its making. */
interface Facts {
  readonly id: number;
  readonly cost: number;
}

/** Two ids below it make one number that is exact. */
const MOST_FORMS = 2 ** 26;

/** What a chain of factors is closed to. */
type ChainKind = "trace" | "dot" | "product" | "diagonal";

/**
 * Interned matrix expressions: equal forms are the same object, so common factors are found by
 * identity, costs are computed once, and shared parts stay shared.
 */
export class Forms {
  readonly #leads = new Map<Expression, number>();
  readonly #interned = new Map<string, Expression>();
  /** By operator, then by the ids of both sides. */
  readonly #binaries = new Map<BinaryOperator, Map<number, Expression>>();
  /** By the id of what is transposed. */
  readonly #primes = new Map<number, Expression>();
  readonly #facts = new Map<Expression, Facts>();
  readonly #nameOrder: ReadonlyMap<string, number>;

  readonly style: Style;

  /** `names` in the order in which the user typed them. */
  constructor(names: readonly string[], style: Partial<Style> = {}) {
    this.style = { ...PLAIN_STYLE, ...style };
    this.#nameOrder = new Map(names.map((name, k) => [name, k]));
  }

  number(value: Q.Rational): Expression {
    return this.#intern(`# ${Q.toText(value)}`, () => B.number(value), costOfNumber(value));
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
    let binaries = this.#binaries.get(operator);
    if (!binaries) this.#binaries.set(operator, (binaries = new Map<number, Expression>()));
    const [one, other] = [this.#factsOf(left), this.#factsOf(right)];
    const key = one.id * MOST_FORMS + other.id;
    const known = binaries.get(key);
    if (known) return known;
    const plain = B.binary(operator, left, right);
    const isApart = operator === "multiply" && this.#isDot(left);
    const isScaling = this.#isScaling(operator, left, right);
    const e: Expression =
      isApart || isScaling
        ? { ...plain, ...(isApart && { isLeftApart: true }), ...(isScaling && { isScaling }) }
        : plain;
    binaries.set(key, e);
    return this.#noted(e, OPERATOR_COST[operator] + one.cost + other.cost);
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

  readonly #rows = new Map<Expression, Dimension>();

  /** Says how many rows a matrix has. */
  registerRows(e: Expression, rows: Dimension): void {
    this.#rows.set(e, rows);
  }

  rowsOf(e: Expression): Dimension | undefined {
    return this.#rows.get(e);
  }

  readonly #scalars = new Set<Expression>();

  /** Says that a form stands for a single number, which is its own transpose. */
  markScalar(e: Expression): Expression {
    this.#scalars.add(e);
    return e;
  }

  isScalar(e: Expression): boolean {
    return e.kind === "number" || this.#scalars.has(e);
  }

  readonly #constants = new Set<Expression>();

  /** A positive number with a name, as pi. */
  constant(text: string): Expression {
    const e = this.markScalar(this.name(text));
    this.#constants.add(e);
    return e;
  }

  /** Whether a form is a number, pi, or products and quotients of such, all positive. */
  isPositiveConstant(e: Expression): boolean {
    return (e.kind === "number" && !Q.isNegative(e.value)) || this.#constants.has(e);
  }

  #isScaling(operator: BinaryOperator, left: Expression, right: Expression): boolean {
    if (operator === "divide") return !this.isScalar(left);
    return operator === "multiply" && this.isScalar(left) && !this.isScalar(right);
  }

  /** A product of arrays that is one number, as a'*x: before an array it stands in brackets. */
  #isDot(e: Expression): boolean {
    if (e.kind !== "binary" || e.operator !== "multiply" || !this.isScalar(e)) return false;
    return !this.isScalar(e.left) || !this.isScalar(e.right);
  }

  readonly #chains: Readonly<Record<ChainKind, Map<Expression, readonly Link[]>>> = {
    trace: new Map(),
    dot: new Map(),
    product: new Map(),
    diagonal: new Map(),
  };

  /** Remembers the factors of a product, or of what a trace or dot product was made of. */
  registerChain(e: Expression, kind: ChainKind, links: readonly Link[]): void {
    const chains = this.#chains[kind];
    if (!chains.has(e)) chains.set(e, links);
  }

  chainOf(e: Expression, kind: ChainKind): readonly Link[] | undefined {
    return this.#chains[kind].get(e);
  }

  readonly #sums = new Map<Expression, readonly Piece[]>();

  /** Remembers the summands of a sum, of numbers or of arrays. */
  registerSum(e: Expression, summands: readonly Piece[]): void {
    if (!this.#sums.has(e)) this.#sums.set(e, summands);
  }

  summandsOf(e: Expression): readonly Piece[] | undefined {
    return this.#sums.get(e);
  }

  readonly #products = new Map<Expression, Piece>();

  /** Remembers the number and the scalars that a product of scalars was made of. */
  registerFactors(e: Expression, piece: Piece): void {
    if (!this.#products.has(e)) this.#products.set(e, piece);
  }

  factorsOf(e: Expression): Piece | undefined {
    return this.#products.get(e);
  }

  /** Whether a number is to be printed as a decimal, because the user wrote such numbers. */
  isDecimal(value: Q.Rational): boolean {
    return this.style.decimals.has(Q.toText(value)) && !isFraction(value);
  }

  readonly #turns = new Map<Expression, () => Expression>();

  /** Says how to transpose a product factor by factor: its text alone does not tell what is a scalar. */
  registerTurn(e: Expression, turn: () => Expression): void {
    if (!this.#turns.has(e)) this.#turns.set(e, turn);
  }

  /** The transpose, moved to where it is shortest: none on symmetric forms, never doubled. */
  transpose(e: Expression): Expression {
    if (this.isScalar(e)) return e;
    const known = this.#transposes.get(e);
    if (known && this.cost(known) <= this.cost(e)) return known;
    if (e.kind === "transpose") return e.operand;
    if (e.kind === "negate") return this.negate(this.transpose(e.operand));
    const dearest = this.cost(e) + COST.transpose + ROUNDING;
    const turned = this.#turned(e);
    if (turned && this.cost(turned) <= dearest) return turned;
    return known && this.cost(known) <= dearest ? known : this.prime(e);
  }

  readonly #written = new Map<Expression, Expression | undefined>();

  /** The transpose written part by part, where that is possible: (A'.*B)' is A.*B'. */
  #turned(e: Expression): Expression | undefined {
    if (this.cost(e) > DEAREST_TO_TURN) return undefined;
    if (this.#written.has(e)) return this.#written.get(e);
    const turned = this.#turnedParts(e);
    this.#written.set(e, turned);
    return turned;
  }

  #turnedParts(e: Expression): Expression | undefined {
    if (e.kind === "call") return this.#turnedCall(e);
    if (e.kind !== "binary") return undefined;
    const turn = this.#turns.get(e);
    if (turn) return turn();
    switch (e.operator) {
      case "add": {
        const [left, right] = [this.transpose(e.left), this.transpose(e.right)];
        // A + A' is its own transpose.
        return left === e.right && right === e.left ? e : this.binary("add", left, right);
      }
      case "subtract":
      case "hadamard":
      case "entrywise-divide":
      case "divide":
        return this.binary(e.operator, this.transpose(e.left), this.transpose(e.right));
      case "power":
      case "entrywise-power":
        return this.isScalar(e.right)
          ? this.binary(e.operator, this.transpose(e.left), e.right)
          : undefined;
      case "multiply":
        return undefined;
    }
  }

  #turnedCall(e: Expression & { kind: "call" }): Expression | undefined {
    const [first, second] = e.arguments;
    if (e.callee === "eye" || (e.callee === "diag" && this.isSquareDiagonal(e))) return e;
    if (e.callee === "ones" && second) return this.call("ones", second, first!);
    if (e.callee !== "kron") return undefined;
    return this.call("kron", this.transpose(first!), this.transpose(second!));
  }

  /** The transpose written behind the whole. */
  prime(e: Expression): Expression {
    if (this.isScalar(e)) return e;
    const { id, cost } = this.#factsOf(e);
    const known = this.#primes.get(id);
    if (known) return known;
    const primed = B.transpose(e);
    this.#primes.set(id, primed);
    return this.#noted(primed, COST.transpose + cost);
  }

  /** A form, or the transpose of its transpose where that is shorter: A'*B' is (B*A)'. */
  compact(e: Expression): Expression {
    const turned = this.#turned(e);
    if (!turned || this.cost(turned) + COST.transpose >= this.cost(e) - ROUNDING) return e;
    return this.prime(turned);
  }

  /** One entry, at positions counted from 1. */
  entry(form: Expression, at: readonly number[]): Expression {
    if (form.kind === "transpose" && at.length === 2) {
      return this.entry(form.operand, [at[1]!, at[0]!]);
    }
    return this.markScalar(
      this.#intern(
        `[${at.join()}] ${this.id(form)}`,
        () => B.entry(form, at),
        this.cost(form) + at.length * COST.number,
      ),
    );
  }

  /** Matrices made by `diagonalMatrix`, as against the vector diag(M). */
  readonly #diagonalMatrices = new Set<Expression>();

  /** @param links the vector as factors, where they are known */
  diagonalMatrix(vector: Expression, links?: readonly Link[]): Expression {
    const e = this.call("diag", vector);
    this.#diagonalMatrices.add(e);
    if (links) this.registerChain(e, "diagonal", links);
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

  /** An element-wise function over so many sides, or the operator that it is written with. */
  entrywise(functionName: string, args: readonly Expression[], rank: number): Expression {
    const isScalar = rank === 0;
    const definition = functionNamed(functionName);
    if (!definition && !isScalar) return this.#callOfEntries(functionName, args);
    const operator = definition?.operator;
    if (!operator && rank === 2 && isNamedOfMatrix(functionName)) {
      return this.#named(functionName, args[0]!);
    }
    if (!operator) return this.call(functionName, ...args);
    const own = isScalar && operator === "entrywise-power" ? "power" : operator;
    return this.binary(own, args[0]!, args[1]!);
  }

  #named(functionName: string, matrix: Expression): Expression {
    return this.#intern(
      `call ${functionName} of a matrix ${this.id(matrix)}`,
      () => ({ ...B.call(functionName, matrix), isNamed: true }),
      COST.call + this.cost(matrix),
    );
  }

  /** A primitive function of whole arrays, as its file says that it is written. */
  called(functionName: string, overload: number, args: readonly Expression[]): Expression {
    const definition = functionNamed(functionName);
    if (definition?.operator) return this.binary(definition.operator, args[0]!, args[1]!);
    const primitive = definition?.overloads[overload];
    if (!definition?.writtenAs || primitive?.kind !== "primitive") {
      return this.call(functionName, ...args);
    }
    const { parameters } = parseSignature(primitive.signature);
    return fold<Expression>(formula(definition.writtenAs), (node, [first, second]) => {
      if (node.kind === "name") {
        return args[parameters.findIndex(({ name }) => name === node.name)]!;
      }
      if (node.kind === "binary") return this.binary(node.operator, first!, second!);
      if (node.kind === "call") return this.call(node.callee, first!);
      throw new Error(`${definition.writtenAs} is no spelling of ${functionName}`);
    });
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
    return this.#factsOf(e).id;
  }

  #factsOf(e: Expression): Facts {
    const facts = this.#facts.get(e);
    if (!facts) throw new Error("a form that was not made here");
    return facts;
  }

  #noted(e: Expression, cost: number): Expression {
    this.#facts.set(e, { id: this.#facts.size, cost });
    return e;
  }

  cost(e: Expression): number {
    return this.#factsOf(e).cost;
  }

  /**
   * Which of two factors that may change places comes first: numbers and sizes, names in the user's
   * order, the variable of the derivative, anything longer.
   */
  besides(a: Expression, b: Expression): number {
    return (
      this.#place(a) - this.#place(b) || this.cost(a) - this.cost(b) || this.lead(a) - this.lead(b)
    );
  }

  isBehind(factor: Expression): boolean {
    return factor.kind === "name" && this.style.behind?.has(factor.name) === true;
  }

  #place(factor: Expression): number {
    if (this.isPositiveConstant(factor)) return -2;
    const last = this.#nameOrder.size;
    if (factor.kind !== "name") return last + 1;
    if (this.isBehind(factor)) return last + 2;
    return factor.name === this.style.by ? last : (this.#nameOrder.get(factor.name) ?? -1);
  }

  /**
   * The rank of the first name in a form by its place in what the user typed, for the order of a sum.
   * An identity stands where the variable of the derivative stood.
   */
  lead(e: Expression): number {
    const known = this.#leads.get(e);
    if (known !== undefined) return known;
    const found = this.#leadFrom(e);
    this.#leads.set(e, found);
    return found;
  }

  #leadFrom(e: Expression): number {
    let node = e;
    for (;;) {
      if (node.kind === "call" && node.callee === "eye") {
        return (this.#nameOrder.get(this.style.by ?? "") ?? this.#nameOrder.size) + BEHIND;
      }
      if (node.kind === "name") return this.#nameOrder.get(node.name) ?? this.#nameOrder.size;
      const next =
        node.kind === "binary" && this.isScalar(node.left) ? node.right : children(node)[0];
      if (!next) return this.#nameOrder.size + 1;
      node = next;
      // A sum of many layers leans on the sums before it.
      const known = this.#leads.get(node);
      if (known !== undefined) return known;
    }
  }

  #intern(key: string, make: () => Expression, cost: number): Expression {
    const known = this.#interned.get(key);
    if (known) return known;
    const e = make();
    this.#interned.set(key, e);
    return this.#noted(e, cost);
  }
}

/** What an expression from elsewhere costs; `known` is filled with what its parts cost. */
export function costOf(root: Expression, known: Map<Expression, number>): number {
  const cost = (node: Expression): void => {
    let inner = 0;
    for (const part of children(node)) inner += known.get(part)!;
    known.set(node, ownCost(node) + (isSized(node) ? 0 : inner));
  };
  if (!known.has(root)) {
    if (children(root).every((part) => known.has(part))) cost(root);
    else {
      for (const node of postorderAbove(root, (part) => known.has(part))) {
        if (!known.has(node)) cost(node);
      }
    }
  }
  return known.get(root)!;
}

/** What is told by its size alone. */
function isSized(e: Expression): boolean {
  return e.kind === "call" && (e.callee === "eye" || e.callee === "ones");
}

/** 1/2 is written as two numbers. */
function costOfNumber(value: Q.Rational): number {
  return isFraction(value) ? 2 * COST.number + COST.product : COST.number;
}

/** Whether a number is written with a fraction bar. */
function isFraction(value: Q.Rational): boolean {
  return spellLiteral(value).denominator !== undefined;
}

function ownCost(e: Expression): number {
  switch (e.kind) {
    case "number":
      return costOfNumber(e.value);
    case "name":
      return COST.symbol;
    case "negate":
      return COST.plus;
    case "transpose":
      return COST.transpose;
    case "binary":
      return OPERATOR_COST[e.operator];
    case "call":
      return e.callee === "eye" ? COST.eye : e.callee === "ones" ? COST.ones : COST.call;
    case "entry":
      return e.indices.length * COST.number;
    case "delta":
    case "sum":
    case "derivative":
      return COST.call;
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
