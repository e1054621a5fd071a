import { sizeOf } from "../dimensions/dimension.ts";
import type { VariableShape } from "../elaboration/shape.ts";
import { matrixForm } from "../evaluation/derivative-forms.ts";
import { fullDerivative, type Structure } from "../evaluation/directional.ts";
import { arrayOver, evaluate, type Evaluated, type Point } from "../evaluation/evaluate.ts";
import { Unevaluable } from "../evaluation/layout.ts";
import { chooseSizes, floatEntries, samplePoint, symbolsOf } from "../evaluation/sample.ts";
import { floats } from "../evaluation/systems.ts";
import { type Random, randomFrom } from "../numbers/random.ts";
import { NoValue, type Tensor } from "../numbers/system.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Call, children, type Expression, postorder } from "../syntax/expression.ts";
import { differentialName } from "./by-differentials.ts";
import { everyStep } from "./detail.ts";
import type { Derivation, Step } from "./step.ts";

const TOLERANCE = 1e-6;
/** What is left of a true zero in doubles. */
const ROUNDING = 1e-10;
const TRIES = 12;
/** A product under the sign ∂ with more entries than this is passed over: the next line says the same. */
const MOST_ENTRIES = 2_000;

/** What the derivation is about, for checking it against the definition of the derivative. */
export interface LineContext {
  readonly f: Expression;
  readonly fName: string;
  readonly wrt: string;
  readonly variables: ReadonlyMap<string, VariableShape>;
  readonly properties: ReadonlyMap<string, readonly string[]>;
  readonly pinnedSizes: ReadonlyMap<string, number>;
  /** Along whose parameters the last lines are, where the variable has a structure. */
  readonly structure?: Structure;
}

export interface LineVerdict {
  /** The lines that were compared with the definition; a group is as good as its last line. */
  readonly checked: ReadonlySet<Step>;
  /** The first line that differs from the definition. */
  readonly failed?: Step;
}

/**
 * Compares every line of a derivation with what it claims to be, at a random point: an entry line
 * with the value of its part, a derivative line with the part's derivative by dual numbers. Steps of
 * steps are compared too.
 *
 * `checked` is empty where no point in the domain was found.
 */
export function verifyLines(derivation: Derivation, context: LineContext): LineVerdict {
  const random = randomFrom(20_231);
  const symbols = sizeSymbols(derivation, context);
  for (let tries = 0; tries < TRIES; tries++) {
    const sizes = chooseSizes(symbols, context.pinnedSizes, random, 2);
    const range = tries % 2 === 0 ? "mixed" : "positive";
    const values = samplePoint(
      context.variables,
      context.properties,
      sizes,
      floatEntries(random, range),
    );
    if (!values) return { checked: new Set() };
    try {
      const letterSizes = new Map<string, number>();
      for (const [letter, size] of derivation.letterSizes ?? []) {
        letterSizes.set(letter, sizeOf(size, sizes));
      }
      const point = { values, sizes, letterSizes };
      return new LineChecker(derivation, context, point, random).run();
    } catch (error) {
      // A part that cannot be read on its own, without the sizes of what stands around it.
      if (error instanceof Unevaluable) return { checked: new Set() };
      if (!(error instanceof NoValue)) throw error;
    }
  }
  return { checked: new Set() };
}

/** The symbols of all sizes: those of `sum(ones(m))*x` occur on no side of a variable. */
function sizeSymbols({ letterSizes }: Derivation, { f, variables }: LineContext): Set<string> {
  const sides = [...variables.values()].flatMap(({ axes }) => axes);
  const symbols = symbolsOf([...sides, ...(letterSizes?.values() ?? [])]);
  for (const node of postorder(f)) {
    if (node.kind === "name" && node.name !== "pi" && !variables.has(node.name)) {
      symbols.add(node.name);
    }
  }
  return symbols;
}

/** What the lines of one part claim to be. */
interface Claim {
  readonly letters: readonly string[];
  readonly truth: Tensor<number>;
}

class LineChecker {
  readonly #steps: readonly Step[];
  readonly #shown: readonly Step[];
  readonly #wrt: string;
  readonly #context: LineContext;
  readonly #point: Point<number>;
  readonly #bindings = new Map<string, Evaluated<number>>();
  readonly #derivatives = new Map<string, Tensor<number>>();
  readonly #values = new Map<string, Tensor<number>>();
  /** What each name means in terms of the names before it. */
  readonly #direct = new Map<string, Expression>();
  readonly #meanings = new Map<string, Expression>();

  constructor(derivation: Derivation, context: LineContext, point: Point<number>, random: Random) {
    this.#steps = everyStep(derivation.steps);
    this.#shown = derivation.steps;
    this.#wrt = context.wrt;
    this.#context = context;
    this.#point = { ...point, bindings: this.#bindings };
    const meanings = new Map<string, Expression>();
    for (const { name, means } of derivation.names) {
      const whole = withNames(means, meanings);
      meanings.set(name, whole);
      this.#direct.set(name, means);
      this.#meanings.set(name, means);
      this.#define(name, whole);
      this.#bindings.set(name, evaluate(whole, point, floats));
    }
    this.#meanings.set(context.fName, derivation.functionBody ?? context.f);
    this.#define(context.fName, context.f);
    const { shape, data } = point.values.get(context.wrt)!;
    this.#values.set(context.wrt, { shape, data });
    this.#derivatives.set(context.wrt, identityOver(shape, data.length));
    if (derivation.method === "differentials") {
      const direction = data.map(() => random.next() - 0.5);
      for (const [name, derivative] of this.#derivatives) {
        const differential = along(derivative, direction, this.#values.get(name)!.shape);
        this.#values.set(differentialName(name), differential);
        this.#bindings.set(differentialName(name), whole(differential));
      }
    }
    for (const [name, tensor] of this.#derivatives) {
      this.#bindings.set(derivativeName(name), whole(tensor));
    }
  }

  #define(name: string, e: Expression): void {
    const problem = { f: e, wrt: this.#wrt, order: 1 } as const;
    const value = evaluate(e, this.#point, floats);
    this.#values.set(name, { shape: value.shape, data: value.data });
    this.#derivatives.set(name, fullDerivative(problem, this.#point, floats));
  }

  run(): LineVerdict {
    let claim: Claim | undefined;
    let isStructured = false;
    const checked = new Set<Step>();
    for (const step of this.#steps) {
      const isTerm = step.left && this.#claimOf(step.left) === undefined;
      if (isTerm) {
        const left = this.#evaluate(step.left);
        const right = this.#evaluate(step.right);
        if (left && right) {
          const { letters, letterSizes } = right;
          const same = agree(
            arrayOver(left, letters, letterSizes).data,
            arrayOver(right, letters, letterSizes).data,
          );
          if (!same) return { checked, failed: step };
          checked.add(step);
        }
        continue;
      }
      if (step.left) claim = this.#claimOf(step.left);
      isStructured ||= step.rule === "structure";
      if (isStructured) claim = { letters: [], truth: this.#alongStructure() };
      const value = claim && this.#evaluate(step.right);
      if (!claim || !value) continue;
      if (!agree(this.#laidOut(value, claim), claim.truth.data)) return { checked, failed: step };
      checked.add(step);
    }
    addGroups(this.#shown, checked);
    return { checked };
  }

  /** The derivative along the parameters of the structure. */
  #alongStructure(): Tensor<number> {
    const { f, wrt, structure } = this.#context;
    const point = { ...this.#point, bindings: new Map() };
    return fullDerivative({ f, wrt, order: 1, ...(structure && { structure }) }, point, floats);
  }

  /** What a left side stands for; undefined where it is an expression of its own. */
  #claimOf(left: Expression): Claim | undefined {
    if (left.kind === "derivative" && left.body.kind === "call") return this.#vecClaim(left.body);
    const { name, letters } = entryParts(left.kind === "derivative" ? left.body : left);
    const truth =
      left.kind === "derivative"
        ? this.#derivativeOf(name, entryParts(left.by).name)
        : this.#values.get(name);
    if (!truth) return undefined;
    const own = left.kind === "derivative" ? [...letters, ...entryParts(left.by).letters] : letters;
    return { letters: own, truth };
  }

  /** d vec(F) / d vec(X)': the same numbers in column-major order on both sides. */
  #vecClaim({ arguments: [of] }: Call): Claim | undefined {
    const name = of ? entryParts(of).name : "";
    const derivative = this.#derivatives.get(name);
    const value = this.#values.get(name);
    const first = this.#values.get(this.#wrt);
    if (!derivative || !value || !first) return undefined;
    const layout = matrixForm("kron", { value: value.shape, first: first.shape });
    if (!layout) return undefined;
    const data = layout.places.map((place) => derivative.data[place]!);
    return { letters: [], truth: { shape: [layout.rows, layout.columns], data } };
  }

  /** The derivative of one named thing by another, whatever lies between held as it depends. */
  #derivativeOf(name: string, by: string): Tensor<number> | undefined {
    if (by === this.#wrt || by === "") return this.#derivatives.get(name);
    const key = `${name}/∂${by}`;
    const known = this.#derivatives.get(key);
    const means = this.#meanings.get(name);
    const value = this.#values.get(by);
    if (known || !means || !value) return known;
    const between = new Map([...this.#direct].filter(([other]) => other !== by));
    const inTermsOfBy = expandNames(means, between);
    const values = new Map(this.#point.values).set(by, value);
    const point = { ...this.#point, values, bindings: new Map() };
    const found = fullDerivative({ f: inTermsOfBy, wrt: by, order: 1 }, point, floats);
    this.#derivatives.set(key, found);
    return found;
  }

  #laidOut(value: Evaluated<number>, { letters, truth }: Claim): readonly number[] {
    if (letters.length === 0) return value.data;
    const sizes =
      letters.length === truth.shape.length
        ? truth.shape
        : letters.map((letter) => this.#sizeOf(letter, value));
    return arrayOver(value, letters, sizes).data;
  }

  #sizeOf(letter: string, value: Evaluated<number>): number {
    const at = value.letters.indexOf(letter);
    return at < 0 ? (this.#point.letterSizes?.get(letter) ?? 1) : value.letterSizes[at]!;
  }

  /** The derivative of a product by the variable, as an array over the letters of both; its name and letters. */
  #bindProduct(body: Expression): { name: string; letters: readonly string[] } | undefined {
    const value = evaluate(body, this.#point, floats);
    const { letters, letterSizes } = value;
    const count = letterSizes.reduce((product, size) => product * size, 1);
    if (count > MOST_ENTRIES || value.shape.length > letters.length) return undefined;
    const f = expandNames(body, this.#direct);
    const point = { ...this.#point, bindings: new Map() };
    const problem = { f, free: letters, wrt: this.#wrt, order: 1 } as const;
    const name = `∂#${this.#bindings.size}`;
    this.#bindings.set(name, whole(fullDerivative(problem, point, floats)));
    return { name, letters };
  }

  #bindDerivative(of: string, by: string): void {
    const derivative = this.#derivativeOf(of, by);
    const name = by === this.#wrt ? of : `${of}/∂${by}`;
    if (derivative && !this.#bindings.has(derivativeName(name))) {
      this.#bindings.set(derivativeName(name), whole(derivative));
    }
  }

  /** Undefined where a product is still under the sign ∂, or a letter has no size of its own. */
  #evaluate(e: Expression | undefined): Evaluated<number> | undefined {
    try {
      const carried =
        e &&
        withDerivativeNames(e, this.#wrt, {
          symbol: (of, by) => this.#bindDerivative(of, by),
          product: (body) => this.#bindProduct(body),
        });
      if (!carried) return undefined;
      return evaluate(carried, this.#point, floats);
    } catch (error) {
      if (error instanceof Unevaluable) return undefined;
      throw error;
    }
  }
}

/** A group ends where its last line ends. */
function addGroups(steps: readonly Step[], checked: Set<Step>): void {
  for (const step of steps) {
    if (!step.substeps) continue;
    addGroups(step.substeps, checked);
    if (checked.has(step.substeps[step.substeps.length - 1]!)) checked.add(step);
  }
}

function entryParts(e: Expression): { name: string; letters: string[] } {
  const base = e.kind === "entry" ? e.operand : e;
  const letters = e.kind === "entry" ? e.indices.map(String) : [];
  return { name: base.kind === "name" ? base.name : "", letters };
}

function derivativeName(name: string): string {
  return `∂${name}`;
}

/**
 * ∂u_p/∂x_j as an entry of an array of its own, ∂f/∂u as such an array, ∂(W_pq x_q)/∂x_j too;
 * undefined where such an array would be too big.
 */
function withDerivativeNames(
  root: Expression,
  wrt: string,
  bind: {
    readonly symbol: (of: string, by: string) => void;
    readonly product: (
      body: Expression,
    ) => { readonly name: string; readonly letters: readonly string[] } | undefined;
  },
): Expression | undefined {
  const rewritten = new Map<Expression, Expression>();
  for (const node of postorder(root)) {
    if (node.kind === "derivative") {
      const body = entryParts(node.body);
      const by = entryParts(node.by);
      if (body.name === "") {
        const found = by.name === wrt ? bind.product(node.body) : undefined;
        if (!found) return undefined;
        const at = [...found.letters, ...by.letters];
        rewritten.set(node, B.entry(B.name(found.name), at));
        continue;
      }
      const letters = [...body.letters, ...by.letters];
      bind.symbol(body.name, by.name);
      const name = by.name === wrt ? body.name : `${body.name}/∂${by.name}`;
      rewritten.set(node, B.entry(B.name(derivativeName(name)), letters));
    } else {
      rewritten.set(
        node,
        withParts(
          node,
          children(node).map((part) => rewritten.get(part)!),
        ),
      );
    }
  }
  return rewritten.get(root);
}

/** Names replaced by what they mean, and again in what that means. */
function expandNames(root: Expression, meanings: ReadonlyMap<string, Expression>): Expression {
  let whole = root;
  for (let k = 0; k < meanings.size; k++) whole = withNames(whole, meanings);
  return whole;
}

function withNames(root: Expression, meanings: ReadonlyMap<string, Expression>): Expression {
  const rewritten = new Map<Expression, Expression>();
  for (const node of postorder(root)) {
    const meaning = node.kind === "name" ? meanings.get(node.name) : undefined;
    rewritten.set(
      node,
      meaning ??
        withParts(
          node,
          children(node).map((part) => rewritten.get(part)!),
        ),
    );
  }
  return rewritten.get(root)!;
}

/** The derivative in a direction: its last axes, those of the variable, summed against it. */
function along(
  derivative: Tensor<number>,
  direction: readonly number[],
  shape: readonly number[],
): Tensor<number> {
  const n = direction.length;
  const count = derivative.data.length / n;
  const data = Array.from({ length: count }, (_, i) =>
    direction.reduce((sum, x, j) => sum + x * derivative.data[i * n + j]!, 0),
  );
  return { shape, data };
}

function identityOver(shape: readonly number[], count: number): Tensor<number> {
  const data = Array.from({ length: count * count }, (_, k) => (k % (count + 1) === 0 ? 1 : 0));
  return { shape: [...shape, ...shape], data };
}

function whole({ shape, data }: Tensor<number>): Evaluated<number> {
  const kinds = ["scalar", "column", "matrix"] as const;
  return { kind: kinds[shape.length] ?? "tensor", shape, data, letters: [], letterSizes: [] };
}

function agree(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  const scale = Math.max(...b.map(Math.abs), 0);
  return a.every((x, k) => Math.abs(x - b[k]!) <= TOLERANCE * scale + ROUNDING);
}
