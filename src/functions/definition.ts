import type { NumberSystem, Tensor } from "../numbers/system.ts";
import type { BinaryOperator } from "../syntax/expression.ts";

/**
 * What a function is, as data: one file a function, default-exporting nothing, exporting one
 * `FunctionDefinition`. Formulas are text in our own plain notation; the graph and the evaluation
 * compile them on first use.
 */
export interface FunctionDefinition {
  /** The canonical plain spelling; the file has the same name. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line for a help page. */
  readonly summary: string;
  /** Tried in order; the first whose parameters fit the arguments is meant. */
  readonly overloads: readonly Overload[];
  readonly latex?: LatexSpelling;
  /** Read aloud before "of": `the trace`. Left out: its name. */
  readonly spoken?: string;
  /**
   * In Python with NumPy, `{0}` for the first argument; a list has one for each overload that has any.
   * What is no call stands in parentheses. Vectors are arrays with one axis.
   */
  readonly numpy?: string | readonly string[];
  /** The letter that its value usually gets in a derivation: s for a softmax. */
  readonly usualName?: string;
  /** Written by this operator between its arguments rather than as a call. */
  readonly operator?: BinaryOperator;
  /** Written as this formula in its parameters rather than as a call: `tr(X^k)`. */
  readonly writtenAs?: string;
  /** What must hold of the argument for the value to exist, or its formula to hold, as `x > 0`. */
  readonly conditions?: readonly string[];
  /** What must hold of the argument for the derivative to exist, where the value does: `x != 0`. */
  readonly kinks?: readonly string[];
  /** The values are positive whatever the argument: exp, softmax. */
  readonly isPositive?: boolean;
  /** The values are positive or zero whatever the argument: abs, relu. */
  readonly isNonnegative?: boolean;
  /** The values are less than 1 in size whatever the argument: tanh, sigmoid. */
  readonly isBelowOne?: boolean;
  /** Where the derivative formula comes from. */
  readonly source?: string;
  /** How the derivative is found by hand. */
  readonly derivation?: FunctionDerivation;
}

/** Equations that lead to a function's derivative, each proven by a law. */
export interface FunctionDerivation {
  /** The sizes of every letter; none for a number. */
  readonly sizes: Readonly<Record<string, readonly string[]>>;
  readonly lines: readonly {
    /** In plain notation; derivatives are written `d(det(X))/d(X[k,l])`. */
    readonly equation: string;
    readonly why: string;
  }[];
}

export type Overload = EntrywiseOverload | DefinedOverload | PrimitiveOverload;

/** Acts on each entry by itself, whatever the shape: exp, tanh, relu. */
export interface EntrywiseOverload {
  readonly kind: "entrywise";
  readonly parameters: readonly string[];
  /** The same thing in simpler functions (`sqrt(x)` is `x^(1/2)`); then no derivative is needed. */
  readonly meaning?: string;
  /** One for each parameter: the derivative by it, a scalar formula in the parameters. */
  readonly derivatives?: readonly string[];
  /** At plain numbers; NaN outside the domain. Not needed beside a `meaning`. */
  readonly value?: (...args: readonly number[]) => number;
  /** Where samples may be drawn. */
  readonly domain?: "real" | "positive" | "nonzero" | "between-minus-one-and-one";
  /** Exact values at special points, as text: `[["0", "1"]]` for exp. */
  readonly knownValues?: readonly (readonly [argument: string, value: string])[];
  /** Functions g with f(g(x)) = x wherever g(x) is defined: log undoes exp. */
  readonly undoes?: readonly string[];
  /** The function s with s(x)*f(x)^k = x^k for odd k: sign for abs. */
  readonly signCompanion?: string;
  /** Where the entries' even powers are simpler: |x|^2 is x^2. */
  readonly evenPowersDropIt?: boolean;
  /**
   * An equal formula in functions of which exact arithmetic knows more (`relu(x)` is `x*step(x)`).
   * Only checks use it; unlike a `meaning` it never replaces what the user wrote.
   */
  readonly exactMeaning?: string;
  /**
   * Turns sums into products, or undoes that: arithmetic in two fields then has its exact
   * counterpart (see `twoFields`).
   */
  readonly character?: "exponential" | "logarithm" | "cosine" | "sine";
  /** The value at a residue mod a prime, where the function has an exact counterpart there. */
  readonly residue?: (x: number, prime: number) => number;
}

/** Means a formula in the entries of its arguments: sum, tr, diag, kron, norm2. */
export interface DefinedOverload {
  readonly kind: "defined";
  /** `(A: matrix(n,m), B: matrix(p,q)) -> matrix(n*p, m*q)`; see `signature.ts`. */
  readonly signature: string;
  /** Letters of the entry on the row side, slow to fast, one for each factor of that size. */
  readonly rows?: readonly string[];
  readonly columns?: readonly string[];
  /** The entry at those letters; sums are explicit, sizes may be used as numbers. */
  readonly entry: string;
}

/** Not expressible by entries in finite form: inv, det, softmax. Carries its own value and derivative. */
export interface PrimitiveOverload {
  readonly kind: "primitive";
  readonly signature: string;
  /** By parameter name: the derivative of the entry at `output` by the argument's entry at `input`. */
  readonly derivatives: Readonly<Record<string, EntryDerivative>>;
  /** By name of the other parameters: why there is no derivative by them, a sentence. */
  readonly underivable?: Readonly<Record<string, string>>;
  /** The function of the same arguments that is the trace of the value, where it knows more. */
  readonly trace?: string;
  /** One entry in simpler functions, to be shown in a derivation: exp(x[i])/sum(k, exp(x[k])). */
  readonly entry?: { readonly output: readonly string[]; readonly formula: string };
  /** In any number system; arguments and result as dense arrays (a vector has one axis). */
  readonly value: <T>(system: NumberSystem<T>, ...args: readonly Tensor<T>[]) => Tensor<T>;
  /** The matrix product of the value and the argument is the identity (inv). */
  readonly cancelsItsArgument?: boolean;
  /** What transposing the one matrix argument does: nothing (det), or it transposes the value (inv). */
  readonly transposedArgument?: "same" | "transposed";
  /** The value at a product of square matrices, by the values at its factors: reversed for inv. */
  readonly ofSquareProduct?: "reversed-product";
  /** How to differentiate by hand, for the page of the rule. */
  readonly origin?: string;
}

export interface EntryDerivative {
  readonly output: readonly string[];
  readonly input: readonly string[];
  /** In the letters of both, the parameters, and the function itself; sums explicit. */
  readonly formula: string;
}

export type LatexSpelling =
  /** `\tanh` set before its argument, which is parenthesised */
  | { readonly operator: string }
  /** `\lVert` ... `\rVert_2` around its arguments, joined by `separator` */
  | {
      readonly open: string;
      readonly close: string;
      readonly separator?: string;
      /** Whether a function stands before the fences without parentheses of its own: `\\log|X|`. */
      readonly isBare?: true;
      /** Whether about a matrix the fences mean something else, as in |X|; it is then named. */
      readonly namedOfMatrix?: true;
    }
  /** `^{-1}` behind its argument, which is parenthesised if it is compound */
  | { readonly postfix: string }
  /** `\otimes` between its arguments */
  | { readonly infix: string }
  /** `I_{n}`: a symbol of its own, with its arguments (sizes) below it, or not shown at all */
  | {
      readonly symbol: string;
      readonly sizes: "subscript" | "hidden";
      /** Between the sizes; `\times` where left out. */
      readonly separator?: string;
    };
