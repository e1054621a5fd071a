import type { DerivativeProblem } from "../../src/answers/answer.ts";
import type {
  DefinedOverload,
  EntrywiseOverload,
  FunctionDefinition,
  PrimitiveOverload,
} from "../../src/functions/definition.ts";
import { type Parameter, parseSignature } from "../../src/functions/signature.ts";
import { functionNamed, functionNames } from "../../src/functions/table.ts";
import { plain } from "../../src/notations/plain.ts";
import { type Random, randomFrom } from "../../src/numbers/random.ts";
import { rational, type Rational } from "../../src/numbers/rational.ts";
import * as B from "../../src/syntax/build.ts";
import { type BinaryOperator, type Expression, postorder } from "../../src/syntax/expression.ts";
import {
  kindOf,
  SCALAR,
  sameSide,
  type Shape,
  shapeKey,
  type Side,
  sizeExpression,
  transposed,
} from "./shapes.ts";

/** What the values of an argument must be, so that the function and its slope exist there. */
export type Domain =
  | "real"
  | "positive"
  | "nonzero"
  | "between-minus-one-and-one"
  /** Square and, at a random point, invertible. */
  | "regular"
  | "full-rank"
  /** Entries all different, and a product: beside the largest of them a sum is lost in rounding. */
  | "distinct";

/** A random problem together with what is needed to shrink it. */
export interface RandomProblem {
  readonly problem: DerivativeProblem;
  readonly root: Expression;
  /** The shape of every part of the expression. */
  readonly shapes: ReadonlyMap<Expression, Shape>;
}

const SYMBOLS = ["n", "m", "p", "q"];
const INTEGERS = ["3", "5"];
const VECTORS = ["x", "y", "z", "u", "v", "w", "b"];
const MATRICES = ["X", "A", "B", "C", "W", "Y", "Z", "M", "U", "V"];
const SCALARS = ["s", "t", "c"];
const LITERALS: readonly Rational[] = [
  rational(1),
  rational(2),
  rational(3),
  rational(1, 2),
  rational(2, 3),
  rational(0),
];
const EXPONENTS: readonly Rational[] = [rational(2), rational(3), rational(4)];
const ANY_EXPONENTS: readonly Rational[] = [
  rational(-1),
  rational(-2),
  rational(1, 2),
  rational(3, 2),
  rational(-1, 2),
];

export interface GeneratorOptions {
  /** How often the side of an array is made of two sizes, `n*m`, as after vec and kron; 0.08. */
  readonly composite?: number;
}

/** The random problem of that number: the same number, the same problem. */
export function randomProblem(seed: number, options: GeneratorOptions = {}): RandomProblem {
  for (let attempt = 0; ; attempt++) {
    const random = randomFrom(seed * 7919 + attempt * 104_729 + 1);
    const generator = new Generator(random, options);
    const found = generator.problem(String(seed));
    if (found) return found;
  }
}

/** The symbols of a declared size such as `n*m`. */
function symbolsIn(size: string): string[] {
  return size.split("*");
}

type Make = () => Expression;
type Overloaded = { readonly name: string; readonly overload: DefinedOverload | PrimitiveOverload };

class Generator {
  readonly #random: Random;
  readonly #composite: number;
  readonly #sizes: readonly string[];
  readonly #variables = new Map<string, string[]>();
  readonly #vars: Record<string, string[]> = {};
  readonly #props: Record<string, string> = {};
  readonly #shapes = new Map<Expression, Shape>();

  constructor(random: Random, { composite = 0.08 }: GeneratorOptions) {
    this.#random = random;
    this.#composite = composite;
    const count = 2 + random.below(3);
    this.#sizes = SYMBOLS.slice(0, count);
    if (random.next() < 0.12) this.#sizes = [...this.#sizes.slice(0, 2), this.#pick(INTEGERS)];
  }

  problem(id: string): RandomProblem | undefined {
    const depth = 1 + this.#random.below(6);
    const shape = this.#weighted<() => Shape>([
      [5, () => SCALAR],
      [4, () => ({ rows: this.#side(), columns: [] })],
      [1, () => ({ rows: [], columns: this.#side() })],
      [3, () => ({ rows: this.#side(), columns: this.#side() })],
    ])();
    const root = this.make(shape, depth);
    const used = new Set(
      postorder(root).flatMap((node) =>
        node.kind === "name" && node.name in this.#vars ? [node.name] : [],
      ),
    );
    if (used.size === 0) return undefined;
    // A size that no variable has would be taken for an undeclared vector.
    const known = new Set([...used].flatMap((name) => this.#vars[name]!).flatMap(symbolsIn));
    const isStray = (node: Expression): boolean =>
      node.kind === "name" && SYMBOLS.includes(node.name) && !known.has(node.name);
    if (postorder(root).some(isStray)) return undefined;
    const names = [...used];
    const wrt = this.#pick(names);
    const pickKey = <T>(record: Record<string, T>): Record<string, T> =>
      Object.fromEntries(Object.entries(record).filter(([name]) => used.has(name)));
    const props = pickKey(this.#props);
    const problem: DerivativeProblem = {
      id,
      expr: plain.write(root),
      vars: pickKey(this.#vars),
      ...(Object.keys(props).length > 0 && { props }),
      wrt,
      ...this.#form(shape, wrt, names),
    };
    return { problem, root, shapes: this.#shapes };
  }

  #form(shape: Shape, wrt: string, names: readonly string[]): Partial<DerivativeProblem> {
    const rank = this.#vars[wrt]!.length;
    const kind = kindOf(shape);
    const choices: [number, Partial<DerivativeProblem>][] = [
      [6, {}],
      [1, { form: "tensor" }],
      [rank <= 2 ? 4 : 0, { form: "kron" }],
    ];
    if (kind === "scalar") {
      choices.push([2, { form: "gradient" }], [rank === 1 ? 2 : 0, { form: "row" }]);
      choices.push([2, { form: "hessian" }]);
      choices.push([1, { form: "hessian", wrt2: this.#pick(names) }]);
      choices.push([1, { form: "tensor", order: 2, wrt2: this.#pick(names) }]);
    } else {
      choices.push([rank <= 1 && kind !== "matrix" ? 4 : 0, { form: "jacobian" }]);
      choices.push([0.5, { order: 2 }]);
    }
    return this.#weighted(choices);
  }

  make(shape: Shape, depth: number, domain: Domain = "real"): Expression {
    const made = this.#make(shape, depth, domain);
    this.#shapes.set(made, shape);
    return made;
  }

  #make(shape: Shape, depth: number, domain: Domain): Expression {
    if (domain !== "real") return this.#within(shape, depth, domain);
    if (depth <= 0 || this.#random.next() < 0.12) return this.#leaf(shape);
    return this.#weighted<Make>([
      [4, () => this.#operator(shape, depth)],
      [1.2, () => this.#entrywise(shape, depth)],
      [3, () => this.#function(shape, depth)],
    ])();
  }

  #leaf(shape: Shape): Expression {
    const kind = kindOf(shape);
    if (kind === "scalar") {
      return this.#weighted<Make>([
        [5, () => this.#variable(SCALAR)],
        [3, () => B.number(this.#pick(LITERALS))],
        [0.5, () => B.name(this.#pick(this.#sizes.filter((size) => !/\d/.test(size))))],
        [0.2, () => B.name("pi")],
      ])();
    }
    return this.#variable(shape);
  }

  #variable(shape: Shape, property?: string): Expression {
    const kind = kindOf(shape);
    if (kind === "row") {
      const inner = this.#variable(transposed(shape), property);
      this.#shapes.set(inner, transposed(shape));
      return B.transpose(inner);
    }
    const key = `${shapeKey(shape)} ${property ?? ""}`;
    const known = this.#variables.get(key) ?? [];
    const most = kind === "scalar" || property ? 1 : 2;
    if (known.length < most && (known.length === 0 || this.#random.next() < 0.35)) {
      const pool = kind === "scalar" ? SCALARS : kind === "matrix" ? MATRICES : VECTORS;
      const name =
        pool.find((each) => !(each in this.#vars)) ?? `${pool[0]}${Object.keys(this.#vars).length}`;
      const sides = [shape.rows, shape.columns].filter((side) => side.length > 0);
      this.#vars[name] = sides.map((side) => side.join("*"));
      if (property) this.#props[name] = property;
      known.push(name);
      this.#variables.set(key, known);
    }
    return B.name(this.#pick(known));
  }

  /** A value in a domain narrower than all numbers. */
  #within(shape: Shape, depth: number, domain: Domain): Expression {
    const next = (): Expression => this.make(shape, depth - 1);
    const call = (name: string, argument: Expression): Expression => B.call(name, argument);
    const kind = kindOf(shape);
    switch (domain) {
      case "positive":
        return this.#weighted<Make>([
          [2, () => this.#variable(shape, "positive")],
          [2, () => call("exp", next())],
          [1, () => call("sigmoid", next())],
          [1, () => call("softplus", next())],
          [kind === "scalar" || kind === "matrix" ? 0 : 1, () => call("softmax", next())],
          [2, () => this.#plusOne(shape, this.#raised(shape, next(), rational(2)))],
        ])();
      case "between-minus-one-and-one":
        return this.#pick<Make>([
          () => call("tanh", next()),
          () => call("sigmoid", next()),
          () => B.binary("divide", call("sin", next()), B.number(2)),
        ])();
      case "nonzero":
        return this.#pick<Make>([
          () => this.#variable(shape),
          () => this.#variable(shape),
          () => call("sinh", this.#named(shape)),
          () => B.binary("subtract", this.#named(shape), this.make(shape, depth - 2, "positive")),
          () => this.#generic(shape, depth),
        ])();
      case "distinct":
      case "full-rank":
        return this.#pick<Make>([
          () => this.#variable(shape),
          () => this.#transposedOf(shape, () => this.#variable(transposed(shape))),
          () => B.binary("multiply", this.make(SCALAR, depth - 2, "positive"), this.#named(shape)),
        ])();
      case "regular": {
        const again = (): Expression => this.make(shape, depth - 1, "regular");
        const deep = depth > 0 ? 1 : 0;
        const other = this.#side();
        const tall: Shape = { rows: other, columns: shape.columns };
        return this.#weighted<Make>([
          [3, () => this.#variable(shape)],
          [deep, () => this.#transposedOf(shape, again)],
          [deep, () => B.binary("multiply", again(), again())],
          [deep, () => B.binary("add", this.#named(shape), next())],
          [deep, () => this.#generic(shape, depth)],
          [
            deep,
            () => {
              const factor = this.make(tall, depth - 2);
              const gram = B.binary("multiply", B.transpose(factor), factor);
              this.#shapes.set(gram, shape);
              return B.binary("add", gram, B.call("eye", sizeExpression(shape.rows)));
            },
          ],
          [
            deep * (sameSide(shape.rows, shape.columns) ? 1 : 0),
            () => {
              const vector: Shape = { rows: shape.rows, columns: [] };
              return B.call("diag", this.make(vector, depth - 1, "positive"));
            },
          ],
        ])();
      }
      case "real":
        return next();
    }
  }

  #named(shape: Shape): Expression {
    const variable = this.#variable(shape);
    this.#shapes.set(variable, shape);
    return variable;
  }

  /** A value of no special kind: a variable, perhaps scaled and shifted. */
  #generic(shape: Shape, depth: number): Expression {
    const scale = this.make(SCALAR, depth - 2, "positive");
    const product = B.binary("multiply", scale, this.#named(shape));
    this.#shapes.set(product, shape);
    return this.#random.next() < 0.5
      ? product
      : B.binary("add", product, this.make(shape, depth - 2));
  }

  #transposedOf(shape: Shape, make: Make): Expression {
    const inner = make();
    this.#shapes.set(inner, transposed(shape));
    return B.transpose(inner);
  }

  #raised(shape: Shape, base: Expression, exponent: Rational): Expression {
    const operator = kindOf(shape) === "scalar" ? "power" : "entrywise-power";
    const raised = B.binary(operator, base, B.number(exponent));
    this.#shapes.set(raised, shape);
    return raised;
  }

  #plusOne(shape: Shape, e: Expression): Expression {
    this.#shapes.set(e, shape);
    return B.binary("add", e, B.number(1));
  }

  #operator(shape: Shape, depth: number): Expression {
    const kind = kindOf(shape);
    const next = (domain?: Domain): Expression => this.make(shape, depth - 1, domain);
    const scalar = (domain?: Domain): Expression => this.make(SCALAR, depth - 1, domain);
    const binary = (operator: BinaryOperator, left: Make, right: Make): Make => {
      return () => B.binary(operator, left(), right());
    };
    const isArray = kind === "scalar" ? 0 : 1;
    const square = kind === "matrix" && sameSide(shape.rows, shape.columns) ? 1 : 0;
    return this.#weighted<Make>([
      [2, binary("add", next, next)],
      [1, binary("subtract", next, next)],
      [0.7 * isArray, binary("add", scalar, next)],
      [0.3 * isArray, binary("subtract", next, scalar)],
      [0.5, () => B.negate(next())],
      [0.7, binary("multiply", scalar, next)],
      [0.7, binary("divide", next, () => scalar("positive"))],
      [1.2 * isArray, binary("hadamard", next, next)],
      [0.7 * isArray, binary("entrywise-divide", next, () => next("positive"))],
      [0.3 * isArray, binary("entrywise-divide", scalar, () => next("positive"))],
      [0.7, () => this.#raised(shape, next(), this.#pick(EXPONENTS))],
      [0.6, () => this.#raised(shape, next("positive"), this.#pick(ANY_EXPONENTS))],
      [
        0.25,
        binary(
          isArray ? "entrywise-power" : "power",
          () => next("positive"),
          isArray ? scalar : next,
        ),
      ],
      [0.15 * isArray, binary("entrywise-power", () => next("positive"), next)],
      [0.2 * isArray, binary("entrywise-power", () => B.number(2), next)],
      [0.15 * isArray, binary("entrywise-power", () => scalar("positive"), next)],
      [3, () => this.#product(shape, depth)],
      [0.8, () => this.#transposedOf(shape, () => this.make(transposed(shape), depth - 1))],
      [0.6 * square, () => B.binary("power", next(), B.number(this.#pick(EXPONENTS)))],
      [
        0.3 * square,
        () => B.binary("power", next("regular"), B.number(rational(-1 - this.#random.below(2)))),
      ],
    ])();
  }

  #product(shape: Shape, depth: number): Expression {
    if (shape.rows.length === 2 && this.#random.next() < 0.3) {
      const [slow, fast] = shape.rows.map((size) => sizeExpression([size]));
      const turned = { rows: [...shape.rows].reverse(), columns: shape.columns };
      const swap = B.call("commutation", slow!, fast!);
      return B.binary("multiply", swap, this.make(turned, depth - 1));
    }
    const inner = kindOf(shape) === "matrix" && this.#random.next() < 0.35 ? [] : this.#side();
    const left = this.make({ rows: shape.rows, columns: inner }, depth - 1);
    const right = this.make({ rows: inner, columns: shape.columns }, depth - 1);
    return B.binary("multiply", left, right);
  }

  /** An element-wise function of the table, or the operator that it is written with. */
  #entrywise(shape: Shape, depth: number): Expression {
    const { name, overload } = this.#pick(ENTRYWISE);
    const argument = this.make(shape, depth - 1, overload.domain ?? "real");
    return B.call(name, argument);
  }

  /** A function of whole arrays whose signature can give this shape. */
  #function(shape: Shape, depth: number): Expression {
    for (let tries = 0; tries < 60; tries++) {
      const { name, overload } = this.#pick(WHOLE);
      const call = this.#call(functionNamed(name)!, overload, shape, depth);
      if (call) return call;
    }
    return this.#operator(shape, depth);
  }

  #call(
    definition: FunctionDefinition,
    overload: DefinedOverload | PrimitiveOverload,
    shape: Shape,
    depth: number,
  ): Expression | undefined {
    const { parameters, result } = parseSignature(overload.signature);
    const sides = new Map<string, Side>();
    const isRow = result.kind === "vector" && kindOf(shape) === "row";
    const target = isRow ? transposed(shape) : shape;
    const wanted = { scalar: "scalar", vector: "column", matrix: "matrix" }[result.kind];
    const mayVanish = parameters.some(({ kind }) => kind === "array");
    if (kindOf(target) !== wanted && !(result.kind === "matrix" && mayVanish)) return undefined;
    if (isRow && !parameters.some((each) => this.#orients(each, result.rows))) return undefined;
    if (!this.#bind(result.rows, target.rows, mayVanish, sides)) return undefined;
    if (!this.#bind(result.columns, target.columns, mayVanish, sides)) return undefined;
    const determined = new Set(parameters.flatMap(({ sizes }) => sizes));
    if (![...result.rows, ...result.columns].every((letter) => determined.has(letter)))
      return undefined;
    const args: Expression[] = [];
    for (const parameter of parameters) {
      const own = parameter.sizes.map((letter) => {
        let side = sides.get(letter);
        if (!side) {
          side = parameter.kind === "array" && this.#random.next() < 0.3 ? [] : this.#side();
          sides.set(letter, side);
        }
        return side;
      });
      const argument = this.#argument(definition, parameter, own, depth, isRow, result.rows);
      if (!argument) return undefined;
      args.push(argument);
    }
    return B.call(definition.name, ...args);
  }

  /** Whether a row as this argument makes the result a row. */
  #orients(parameter: Parameter, rows: readonly string[]): boolean {
    return parameter.kind === "vector" && rows.length === 1 && parameter.sizes[0] === rows[0];
  }

  #argument(
    definition: FunctionDefinition,
    parameter: Parameter,
    sides: readonly Side[],
    depth: number,
    isRow: boolean,
    resultRows: readonly string[],
  ): Expression | undefined {
    const [rows = [], columns = []] = sides;
    const domain = domainFor([...(definition.conditions ?? []), ...(definition.kinks ?? [])]);
    switch (parameter.kind) {
      case "scalar":
        return this.make(SCALAR, depth - 1, domain === "regular" ? "nonzero" : domain);
      case "whole":
        return B.number(1 + this.#random.below(3));
      case "dimension":
        return rows.length === 0 ? undefined : sizeExpression(rows);
      case "vector": {
        if (rows.length === 0) return undefined;
        const orients = this.#orients(parameter, resultRows);
        const asRow = orients ? isRow : this.#random.next() < 0.15;
        const shape = asRow ? { rows: [], columns: rows } : { rows, columns: [] };
        return this.make(shape, depth - 1, domain);
      }
      case "matrix":
        if (rows.length === 0 || columns.length === 0) return undefined;
        return this.make({ rows, columns }, depth - 1, domain);
      case "array":
        return this.make({ rows, columns }, depth - 1, domain);
    }
  }

  /** Splits a side of the result among the letters that it is made of. */
  #bind(
    letters: readonly string[],
    side: Side,
    mayVanish: boolean,
    sides: Map<string, Side>,
  ): boolean {
    if (letters.length === 0) return side.length === 0;
    if (!mayVanish && side.length < letters.length) return false;
    const cuts: number[] = [];
    for (let k = 1; k < letters.length; k++) {
      const low = mayVanish ? 0 : k;
      const high = mayVanish ? side.length : side.length - (letters.length - k);
      const from = Math.max(low, cuts.at(-1) ?? 0);
      cuts.push(from + this.#random.below(Math.max(1, high - from + 1)));
    }
    const ends = [...cuts, side.length];
    return letters.every((letter, k) => {
      const part = side.slice(k === 0 ? 0 : ends[k - 1], ends[k]);
      const known = sides.get(letter);
      sides.set(letter, part);
      return known === undefined || sameSide(known, part);
    });
  }

  #side(): Side {
    const one = this.#pick(this.#sizes);
    return this.#random.next() < this.#composite ? [one, this.#pick(this.#sizes)] : [one];
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#random.below(items.length)]!;
  }

  #weighted<T>(choices: readonly (readonly [number, T])[]): T {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.#random.next() * total;
    for (const [weight, item] of choices) {
      left -= weight;
      if (left < 0 && weight > 0) return item;
    }
    return choices[0]![1];
  }
}

function domainFor(conditions: readonly string[]): Domain {
  if (conditions.some((text) => text.endsWith("invertible"))) return "regular";
  if (conditions.some((text) => text.endsWith("rank"))) return "full-rank";
  if (conditions.some((text) => text.endsWith("unique"))) return "distinct";
  return conditions.length > 0 ? "nonzero" : "real";
}

const DEFINITIONS = functionNames().map((name) => functionNamed(name)!);

/** Element-wise functions of one argument; those of two are written as operators. */
const ENTRYWISE = DEFINITIONS.flatMap(({ name, overloads }) =>
  overloads.flatMap((overload) =>
    overload.kind === "entrywise" && overload.parameters.length === 1
      ? [{ name, overload: overload satisfies EntrywiseOverload }]
      : [],
  ),
);

const WHOLE: readonly Overloaded[] = DEFINITIONS.flatMap(({ name, overloads }) =>
  overloads.flatMap((overload) => (overload.kind === "entrywise" ? [] : [{ name, overload }])),
);
