import { type Dimension, isUnit, UNIT } from "../dimensions/dimension.ts";
import type { Axis, Clash, Unifier } from "../dimensions/unification.ts";
import type { Overload } from "../functions/definition.ts";
import { type ArgumentKind, matchedResult, matchOverload } from "../functions/match.ts";
import { type Meaning, type OverloadedSign, overloadedSign } from "../functions/overloaded.ts";
import { functionNamed } from "../functions/table.ts";
import type { Binary, BinaryOperator, Call, Entry, Expression, Sum } from "../syntax/expression.ts";
import { children, postorder, postorderAbove } from "../syntax/expression.ts";
import { constantValue } from "./constant.ts";
import { kindByLetter } from "./letters.ts";
import { IndexScopes } from "./index-scopes.ts";
import { overloadsTaking, signatureOf } from "./overloads.ts";
import { columnSide, rowSide, SCALAR_TERM, type Term, termOf } from "./terms.ts";

export type FaultCode =
  | "shape-clash"
  | "grouping"
  | "not-square"
  | "argument-count"
  | "argument-shape"
  | "unknown-function"
  | "matrix-power"
  | "unsupported"
  | "divisor-not-scalar"
  | "index-count"
  | "index-out-of-range"
  | "unknown-size"
  | "sign-without-meaning"
  | "stopped";

/** A place where shapes do not fit; `wording.ts` makes sentences of it. */
export interface Fault {
  readonly code: FaultCode;
  readonly node: Expression;
  /** The axes that cannot be equal, the left one first, where the fault is about sizes. */
  readonly clash?: Clash;
  /** An argument, an index letter or the like that the fault is about. */
  readonly about?: string;
}

/** How a call was understood. */
export interface SizedCall {
  readonly overload: Overload;
  /** Its place in the function's list. */
  readonly index: number;
  /** The axis behind each size letter of the signature; letters of missing sides are left out. */
  readonly sizes: ReadonlyMap<string, Axis>;
  readonly missing: ReadonlySet<string>;
  /** Size letters that no argument tells (`n` of `vector(c)`), in order of the result. */
  readonly untold: readonly string[];
}

/** What an overloaded sign means at the shapes that were found. */
export interface Understood extends Meaning {
  /** The same of other arguments of these shapes. */
  readonly of: (parts: readonly Expression[]) => Expression;
}

export interface SizingContext {
  readonly unifier: Unifier<Expression>;
  /** Every variable. */
  readonly variables: ReadonlyMap<string, Term>;
  /** Names that are numbers: `pi`, dimension symbols. */
  isNumber(name: string): boolean;
  /** Those of them that are whole numbers. */
  isSize(name: string): boolean;
  /** Whether it was declared rather than assumed what a name is. */
  isDeclared(name: string): boolean;
  /** Whether a function that the table does not know was declared. */
  isDeclaredFunction(name: string): boolean;
  /** The size that an argument such as the `2*n` of `ones(2*n)` means. */
  readonly sizeArguments: ReadonlyMap<Expression, Dimension>;
  /** Index letters that are never summed silently. */
  readonly free: ReadonlySet<string>;
}

/** Whether a name above a matrix is rather a mark than an exponent: A^t, A^H. */
function isSuperscript(name: string): boolean {
  return name === "t" || kindByLetter(name) === "matrix";
}

/** What keeps whole numbers whole. */
const WHOLE_OPERATORS: ReadonlySet<BinaryOperator> = new Set(["add", "subtract", "multiply"]);

type Outcome = { readonly term: Term } | { readonly fault: Fault };

function fits(term: Term): Outcome {
  return { term };
}

function fails(code: FaultCode, node: Expression, more: Partial<Fault> = {}): Outcome {
  return { fault: { code, node, ...more } };
}

/**
 * Gives every part its shape, parts before wholes, unifying sizes on the way. The kinds of all
 * variables are settled by now.
 */
export class Sizing {
  readonly terms = new Map<Expression, Term>();
  readonly calls = new Map<Call, SizedCall>();
  /** Occurrences of the identity, whose size its surroundings tell. */
  readonly identities: Expression[] = [];
  /** What the signs mean whose meaning depends on shapes. */
  readonly meanings = new Map<Call, Understood>();
  /** Scalars that must be whole numbers: they stand in the exponents of matrices. */
  readonly wholeNumbers = new Set<string>();
  readonly scopes: IndexScopes;
  readonly #context: SizingContext;
  readonly #unifier: Unifier<Expression>;
  readonly #unit: Axis;

  constructor(context: SizingContext) {
    this.#context = context;
    this.#unifier = context.unifier;
    this.#unit = context.unifier.axis(UNIT);
    this.scopes = new IndexScopes(context.unifier, context.free);
  }

  /** Visits every node of a postorder; the first fault ends the visit. */
  run(order: readonly Expression[]): Fault | undefined {
    for (const node of order) if (node.kind === "sum") this.scopes.bind(node.indices);
    for (const node of order) {
      const outcome = this.#visit(node);
      if ("fault" in outcome) return outcome.fault;
      if (this.#hasTooManyFactors(outcome.term)) return { code: "stopped", node };
      this.terms.set(node, outcome.term);
      const axes = node.kind === "entry" ? this.#term(node.operand).axes : [];
      const clash = this.scopes.visit(node, children(node), axes);
      if (clash) return { code: "shape-clash", node, clash: clash.clash, about: clash.letter };
    }
    return undefined;
  }

  #hasTooManyFactors({ axes }: Term): boolean {
    for (const axis of axes) this.#unifier.leavesOf(axis);
    return this.#unifier.overflowed;
  }

  #visit(node: Expression): Outcome {
    switch (node.kind) {
      case "number":
      case "delta":
        return fits(SCALAR_TERM);
      case "name":
        return this.#name(node);
      case "negate":
        return fits(this.#term(node.operand));
      case "transpose": {
        const term = this.#term(node.operand);
        if (term.kind === "tensor") return fails("argument-shape", node);
        return fits(termOf(columnSide(term), rowSide(term)));
      }
      case "binary":
        return this.#binary(node, this.#term(node.left), this.#term(node.right));
      case "call":
        return this.#call(node);
      case "entry":
        return this.#entry(node);
      case "sum":
        return this.#sum(node);
      case "derivative": {
        const axes = [...this.#term(node.body).axes, ...this.#term(node.by).axes];
        const kinds = ["scalar", "column", "matrix"] as const;
        return fits({ kind: kinds[axes.length] ?? "tensor", axes });
      }
    }
  }

  #term(part: Expression): Term {
    return this.terms.get(part)!;
  }

  #name(node: Expression & { kind: "name" }): Outcome {
    const variable = this.#context.variables.get(node.name);
    if (variable) return fits(variable);
    if (this.#context.isNumber(node.name)) return fits(SCALAR_TERM);
    const size = this.#unifier.axis();
    this.identities.push(node);
    return fits({ kind: "matrix", axes: [size, size] });
  }

  #binary(node: Binary, left: Term, right: Term): Outcome {
    switch (node.operator) {
      case "multiply":
        return this.#product(node, left, right);
      case "add":
      case "subtract":
      case "hadamard":
      case "entrywise-divide":
      case "entrywise-power":
        return this.#entrywise(node, left, right);
      case "divide":
        return this.#isSingle(right) ? fits(left) : fails("divisor-not-scalar", node);
      case "power":
        return this.#power(node, left, right);
    }
  }

  #product(node: Binary, left: Term, right: Term): Outcome {
    if (left.kind === "scalar") return fits(right);
    if (right.kind === "scalar") return fits(left);
    if (left.kind === "tensor" || right.kind === "tensor") return fails("argument-shape", node);
    const clash = this.#attempt(() => this.#join(columnSide(left), rowSide(right), node));
    if (!clash) return fits(termOf(rowSide(left), columnSide(right)));
    if (this.#isSingle(left)) return fits(right);
    if (this.#isSingle(right)) return fits(left);
    return clashing(node, clash);
  }

  #entrywise(node: Binary | Call, left: Term, right: Term): Outcome {
    if (left.kind === "scalar") return fits(right);
    if (right.kind === "scalar") return fits(left);
    const clash = this.#attempt(() => this.#joinShapes(left, right, node));
    if (!clash) return fits(right.axes.length < left.axes.length ? right : left);
    if (this.#isSingle(left)) return fits(right);
    if (this.#isSingle(right)) return fits(left);
    return clashing(node, clash);
  }

  #power(node: Binary, base: Term, exponent: Term): Outcome {
    if (!this.#isSingle(exponent)) return fails("matrix-power", node, { about: "exponent" });
    if (this.#isSingle(base)) return fits(base);
    if (base.kind !== "matrix") return fails("matrix-power", node, { about: "vector" });
    const clash = this.#attempt(() => this.#unifier.unify(base.axes[0]!, base.axes[1]!, node));
    if (clash) return fails(clash.kind === "grouping" ? "grouping" : "not-square", node, { clash });
    const value = constantValue(node.right);
    if (value === undefined) {
      if (this.#noteWholeNumber(node.right)) return fits(base);
      return fails("unsupported", node, { about: "symbolic-exponent" });
    }
    return value.denominator === 1n ? fits(base) : fails("matrix-power", node, { about: "root" });
  }

  /**
   * Whether an expression is a whole number where its names are: numbers, scalars and sizes joined
   * by sums and products. The scalars are noted then.
   */
  #noteWholeNumber(e: Expression): boolean {
    const names: string[] = [];
    for (const part of postorder(e)) {
      switch (part.kind) {
        case "number":
          if (part.value.denominator !== 1n) return false;
          break;
        case "name": {
          const variable = this.#context.variables.get(part.name);
          if (variable ? !this.#isSingle(variable) : !this.#context.isSize(part.name)) return false;
          if (!this.#context.isDeclared(part.name) && isSuperscript(part.name)) return false;
          if (variable) names.push(part.name);
          break;
        }
        case "negate":
        case "transpose":
          break;
        case "binary":
          if (!WHOLE_OPERATORS.has(part.operator)) return false;
          break;
        case "call":
        case "entry":
        case "delta":
        case "sum":
        case "derivative":
          return false;
      }
    }
    for (const name of names) this.wholeNumbers.add(name);
    return true;
  }

  #call(node: Call): Outcome {
    const terms = node.arguments.map((part) => this.#term(part));
    const sign = overloadedSign(node.callee);
    if (sign) return this.#sign(node, sign, terms);
    const definition = functionNamed(node.callee);
    if (!definition) {
      if (!this.#context.isDeclaredFunction(node.callee)) {
        return fails("unknown-function", node, { about: node.callee });
      }
      const takesEntries = node.entrywise === true || terms.every((term) => this.#isSingle(term));
      return takesEntries ? this.#mapped(node, terms) : fails("argument-shape", node);
    }
    if (overloadsTaking(definition, terms.length).length === 0)
      return fails("argument-count", node);
    const kinds = terms.map(
      ({ kind }, at): ArgumentKind =>
        this.#context.sizeArguments.has(node.arguments[at]!) ? "dimension" : kind,
    );
    let first: Outcome | undefined;
    // As it is; then with sides of size 1 left out.
    const squeezed = terms.map((term) => this.#squeeze(term));
    for (const [givenTerms, givenKinds] of [
      [terms, kinds],
      [squeezed, squeezed.map(({ kind }, at) => (kinds[at] === "dimension" ? kinds[at] : kind))],
    ] as const) {
      const match = matchOverload(definition, givenKinds);
      if (!match) continue;
      const { overload } = match;
      if (overload.kind === "entrywise") {
        const outcome = this.#mapped(node, givenTerms);
        if ("term" in outcome) {
          this.calls.set(node, { ...match, sizes: new Map(), missing: new Set(), untold: [] });
          return outcome;
        }
        first ??= outcome;
        continue;
      }
      const outcome = this.#bind(node, match.index, overload, givenTerms, givenKinds);
      if ("term" in outcome) return outcome;
      first ??= outcome;
    }
    return first ?? fails("argument-shape", node);
  }

  #sign(node: Call, sign: OverloadedSign, terms: readonly Term[]): Outcome {
    const given = terms.map((term) => (this.#isSingle(term) ? "scalar" : term.kind));
    // A matrix of one column is a vector to a sign that takes no matrix.
    const squeezed = terms.map((term) => this.#squeeze(term).kind);
    const shapes = sign.meaning(node.arguments, given) ? given : squeezed;
    const meaning = sign.meaning(node.arguments, shapes);
    if (!meaning) return fails("sign-without-meaning", node);
    const { expression } = meaning;
    for (const part of postorderAbove(expression, (e) => this.terms.has(e))) {
      if (this.terms.has(part)) continue;
      const outcome = this.#visit(part);
      if ("fault" in outcome) return { fault: { ...outcome.fault, node } };
      this.terms.set(part, outcome.term);
    }
    this.meanings.set(node, { ...meaning, of: (parts) => sign.meaning(parts, shapes)!.expression });
    return fits(this.#term(expression));
  }

  /** An entrywise function: equal shapes, or scalars beside them. */
  #mapped(node: Call, terms: readonly Term[]): Outcome {
    let whole: Term = SCALAR_TERM;
    for (const term of terms) {
      const outcome = this.#entrywise(node, whole, term);
      if ("fault" in outcome) return outcome;
      whole = outcome.term;
    }
    return fits(whole);
  }

  #bind(
    node: Call,
    index: number,
    overload: Exclude<Overload, { kind: "entrywise" }>,
    terms: readonly Term[],
    kinds: readonly ArgumentKind[],
  ): Outcome {
    const sizes = new Map<string, Axis>();
    const mark = this.#unifier.mark();
    const matched = matchedResult(overload.signature, kinds);
    const signature = signatureOf(overload)!;
    for (const [at, parameter] of signature.parameters.entries()) {
      const term = terms[at]!;
      if (parameter.kind === "whole") {
        const argument = node.arguments[at]!;
        const isWhole = constantValue(argument) ?? this.#noteWholeNumber(argument);
        if (!isWhole) return fails("unsupported", node, { about: "symbolic-exponent" });
      }
      for (const [side, letter] of parameter.sizes.entries()) {
        const axis = this.#sideOf(node.arguments[at]!, term, parameter.kind, side);
        if (axis === undefined) continue;
        const known = sizes.get(letter);
        if (known === undefined) {
          sizes.set(letter, axis);
          continue;
        }
        const clash = this.#unifier.unify(known, axis, node);
        if (!clash) continue;
        this.#unifier.undo(mark);
        if (clash.kind === "grouping") return fails("grouping", node, { clash });
        const square = parameter.sizes.every((other) => other === letter);
        return fails(square && side > 0 ? "not-square" : "shape-clash", node, { clash });
      }
    }
    const untold: string[] = [];
    const side = (letters: readonly string[]): Axis | undefined => {
      if (letters.length === 0) return undefined;
      return this.#unifier.group(
        letters.map((letter) => {
          const known = sizes.get(letter);
          if (known !== undefined) return known;
          untold.push(letter);
          const axis = this.#unifier.axis();
          sizes.set(letter, axis);
          return axis;
        }),
      );
    };
    const rows = side(matched.rows);
    const columns = side(matched.columns);
    this.calls.set(node, { overload, index, sizes, missing: matched.missing, untold });
    return fits(termOf(rows, columns));
  }

  /** The axis of an argument that a size letter of its parameter stands for. */
  #sideOf(argument: Expression, term: Term, parameter: string, side: number): Axis | undefined {
    switch (parameter) {
      case "dimension":
        return this.#sizeArgument(argument);
      case "vector":
        return term.axes[0];
      case "matrix":
        return (side === 0 ? rowSide(term) : columnSide(term)) ?? this.#unit;
      default:
        return side === 0 ? rowSide(term) : columnSide(term);
    }
  }

  readonly sizeAxes = new Map<Axis, Expression>();

  #sizeArgument(argument: Expression): Axis {
    const axis = this.#unifier.axis(this.#context.sizeArguments.get(argument));
    this.sizeAxes.set(axis, argument);
    return axis;
  }

  #entry(node: Entry): Outcome {
    const { axes } = this.#term(node.operand);
    if (axes.length !== node.indices.length) return fails("index-count", node);
    for (const [at, index] of node.indices.entries()) {
      if (typeof index === "number") {
        const size = this.#unifier.sizeOf(axes[at]!);
        const tooLarge = size?.symbols.length === 0 && index > size.coefficient;
        if (index < 1 || tooLarge) return fails("index-out-of-range", node, { about: `${index}` });
      }
    }
    return fits(SCALAR_TERM);
  }

  #sum(node: Sum): Outcome {
    if (!this.#isSingle(this.#term(node.body))) return fails("argument-shape", node);
    const untold = node.indices.find((letter) => !this.scopes.occurs(node.body, letter));
    if (untold !== undefined) return fails("unknown-size", node, { about: untold });
    return fits(SCALAR_TERM);
  }

  /** Whether it is one number: a scalar, or an array all of whose axes are known to be of size 1. */
  #isSingle(term: Term): boolean {
    return term.axes.every((axis) => this.#isUnitAxis(axis));
  }

  #isUnitAxis(axis: Axis): boolean {
    const size = this.#unifier.sizeOf(axis);
    return size !== undefined && isUnit(size);
  }

  #squeeze(term: Term): Term {
    if (term.kind === "tensor" || !term.axes.some((axis) => this.#isUnitAxis(axis))) return term;
    const wide = (axis: Axis | undefined): Axis | undefined =>
      axis === undefined || this.#isUnitAxis(axis) ? undefined : axis;
    return termOf(wide(rowSide(term)), wide(columnSide(term)));
  }

  #attempt(action: () => Clash | undefined): Clash | undefined {
    const mark = this.#unifier.mark();
    const clash = action();
    if (clash) this.#unifier.undo(mark);
    return clash;
  }

  #joinShapes(left: Term, right: Term, reason: Expression): Clash | undefined {
    if (left.kind !== "tensor" && right.kind !== "tensor") {
      return (
        this.#join(rowSide(left), rowSide(right), reason) ??
        this.#join(columnSide(left), columnSide(right), reason)
      );
    }
    if (left.axes.length !== right.axes.length) {
      return { kind: "size", left: this.#unit, right: this.#unit };
    }
    for (const [at, axis] of left.axes.entries()) {
      const clash = this.#unifier.unify(axis, right.axes[at]!, reason);
      if (clash) return clash;
    }
    return undefined;
  }

  /** Two sides that must be equal; a missing one is of size 1, and fits only what is known to be so. */
  #join(left: Axis | undefined, right: Axis | undefined, reason: Expression): Clash | undefined {
    if (left !== undefined && right !== undefined) {
      return this.#unifier.unify(left, right, reason);
    }
    const there = left ?? right;
    if (there === undefined || this.#isUnitAxis(there)) return undefined;
    return { kind: "size", left: left ?? this.#unit, right: right ?? this.#unit };
  }
}

function clashing(node: Expression, clash: Clash): Outcome {
  return fails(clash.kind === "grouping" ? "grouping" : "shape-clash", node, { clash });
}
