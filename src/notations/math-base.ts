import { Sign } from "../functions/overloaded.ts";
import { parseDecimal, rational } from "../numbers/rational.ts";
import * as build from "../syntax/build.ts";
import type { BinaryOperator, Expression } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { MathProblems } from "./math-problems.ts";
import type { MathToken } from "./math-token.ts";
import type { ReadingContext } from "./notation.ts";
import { Binding, type Operand, OperatorStack, spanOf } from "./precedence.ts";

/** How LaTeX and linear Unicode differ, once they are tokens. */
export interface MathStyle {
  /** Whether a second exponent behind `x^2` is a mistake, and `^` takes one token without braces. */
  readonly strictScripts: boolean;
  /** Whether `W[i,k]` is an entry. */
  readonly bracketIndices: boolean;
}

export type By = readonly Expression[];

export type Frame =
  | { readonly kind: "group"; readonly opening: MathToken }
  /** Braces about an argument of the frame below. */
  | { readonly kind: "argument"; readonly opening: MathToken }
  | CallFrame
  | { readonly kind: "inner"; readonly opening: MathToken; readonly base: number }
  | {
      readonly kind: "fence";
      readonly opening: MathToken;
      readonly isNorm: boolean;
      /** `||`: two signs open, two close. */
      readonly isDouble: boolean;
      /** `\norm{...}`: a brace closes it. */
      readonly closedByBrace: boolean;
    }
  | { readonly kind: "fraction"; readonly span: Span; readonly parts: Operand[] }
  /** A square root where no degree is given. */
  | { readonly kind: "root"; readonly span: Span; readonly degree?: number }
  | { readonly kind: "exponential"; readonly span: Span }
  | { readonly kind: "exponent"; readonly operator: BinaryOperator; readonly span: Span }
  /** The body above the line of a derivative; reading goes on at `next` behind its brace. */
  | {
      readonly kind: "numerator";
      readonly opening: MathToken;
      readonly by: By;
      readonly next: number;
    }
  /** `∂ f` before its `/∂x`. */
  | { readonly kind: "partial"; readonly opening: MathToken };

export interface CallFrame {
  readonly kind: "call";
  readonly callee: string;
  readonly span: Span;
  readonly opening: MathToken;
  readonly entrywise: boolean;
  readonly base: number;
  readonly after: After | undefined;
}

/** What is done to the value of a function: `\sin^2 x`. */
export type After = (value: Expression, span: Span) => Expression;

export type Next = "operand" | "operator" | "argument" | "done" | Problem;

const NO_NAMES: ReadonlySet<string> = new Set();

/** What the parts of the reader of LaTeX and linear Unicode have in common. */
export class MathBase {
  protected readonly tokens: readonly MathToken[];

  protected readonly context: ReadingContext;

  protected readonly style: MathStyle;

  protected readonly problems: MathProblems;

  protected readonly variables: ReadonlySet<string>;

  protected readonly functions: ReadonlySet<string>;

  protected readonly stack = new OperatorStack<Frame>({ numbersDivideFirst: true });

  /** Letters that a sum in this text runs over. */
  protected readonly bound: ReadonlySet<string>;

  protected readonly usedAlone: ReadonlySet<string>;
  /** Letters that stand below a name, as indices do. */
  protected readonly lettersBelow: ReadonlySet<string>;

  protected position = 0;

  constructor(
    tokens: readonly MathToken[],
    context: ReadingContext,
    style: MathStyle,
    problems: MathProblems,
  ) {
    this.tokens = tokens;
    this.context = context;
    this.style = style;
    this.problems = problems;
    this.variables = context.variables ?? NO_NAMES;
    this.functions = context.functions ?? NO_NAMES;
    this.bound = boundLetters(tokens);
    this.usedAlone = usedAlone(tokens);
    this.lettersBelow = lettersBelow(tokens);
  }

  protected peek(): MathToken {
    return this.tokens[Math.min(this.position, this.tokens.length - 1)]!;
  }

  protected isVariable(name: string): boolean {
    return this.variables.has(name);
  }

  protected finish(operand: Operand): Next {
    this.stack.operands.push(operand);
    return "operator";
  }

  /** An argument is complete: the command that waits for it takes it. */
  protected finishArgument(operand: Operand): Next {
    const top = this.stack.top();
    if (top?.kind === "fraction") {
      top.parts.push(operand);
      if (top.parts.length < 2) return "argument";
      this.stack.frames.pop();
      const [above, below] = top.parts as [Operand, Operand];
      const span = { from: top.span.from, to: operand.to };
      return this.finish({
        node: { ...build.binary("divide", above.node, below.node), span },
        ...span,
      });
    }
    if (top?.kind === "root" || top?.kind === "exponential") {
      this.stack.frames.pop();
      const span = { from: top.span.from, to: operand.to };
      const degree = top.kind === "root" ? (top.degree ?? 2) : undefined;
      const value =
        degree === undefined
          ? build.call(Sign.exponential, operand.node)
          : degree === 2
            ? build.call("sqrt", operand.node)
            : build.binary("power", operand.node, build.number(rational(1, degree)));
      const node = { ...value, span };
      return this.finish({ node, ...span, ...(top.kind === "exponential" && { power: "^" }) });
    }
    if (top?.kind === "exponent") {
      this.stack.frames.pop();
      const base = this.stack.operands.pop()!;
      const span = { from: base.from, to: operand.to };
      const isBars = base.node.kind === "call" && base.node.callee === Sign.bars;
      const power =
        isBars && top.operator === "power" && base.node.kind === "call"
          ? build.call(Sign.powerOfBars, base.node.arguments[0]!, operand.node)
          : build.binary(top.operator, base.node, operand.node);
      const node: Expression =
        power.kind === "binary" ? { ...power, operatorSpan: top.span, span } : { ...power, span };
      return this.finish({ node, ...span, power: "^" });
    }
    return this.finish(operand);
  }

  /** A norm or bars, with the kind of norm below. */
  protected finishFence({ node }: Operand, from: number, to: number, isNorm: boolean): Next {
    const script = this.peek();
    let callee: string = isNorm ? "norm" : Sign.bars;
    let end = to;
    if (script.kind === "script" && script.text === "_") {
      const argument = this.argumentAt(this.position + 1);
      if ("code" in argument) return argument;
      const below = this.tokensOf(argument);
      const kind = below.map(({ text }) => text).join("");
      // `\\ell_2` and `\\ell^2` are ell2.
      const found = NORMS.get(kind.replace(/^ell[_^{]+(\d)\}?$/, "ell$1"));
      if (found === undefined) {
        const [first = script] = below;
        const typed = this.problems.typed({ from: first.from, to: (below.at(-1) ?? first).to });
        return this.problems.notSupported(
          argument,
          `The norm \`${typed}\` is not known here.`,
          this.remedyForNorm(kind, node),
        );
      }
      callee = found;
      end = argument.to;
      this.position = argument.next;
    }
    const span = { from, to: end };
    return this.finish({ node: { ...build.call(callee, node), span }, ...span });
  }

  /** What to write for a norm that is not known: `_*`, `_\\infty`, `_A`. */
  private remedyForNorm(kind: string, { span }: Expression): string {
    if (kind === "*" || kind === "star" || kind === "tr")
      return "It is the sum of the singular values, which are not known here; `_F` is the Frobenius norm.";
    if (/infty|∞|max/.test(kind))
      return "The largest entry of a vector is written `\\max(x)`; known are `_2`, `_1` and `_F`.";
    if (/^(op|spec|sp|sigma)$/.test(kind))
      return "It is the largest singular value, which is not known here; `_F` is the Frobenius norm.";
    const isMatrix = /^(?:[A-Z]|Sigma|Lambda|Omega|Gamma)(?:\^\{?-1\}?)?$/.test(kind);
    const inside = span && this.problems.typed(span);
    if (isMatrix && inside !== undefined && inside.length < 30)
      return `Write its square as \`(${inside})^\\top M (${inside})\`, with the matrix below for M.`;
    if (kind === "0") return "It counts the entries that are not zero; its derivative is zero.";
    return "Known are `_2`, `_1` and `_F`; another is written as a sum of powers of entries.";
  }

  /** The argument that begins at a place, as tokens: those between its braces, or one. */
  protected argumentAt(position: number): Argument | Problem {
    const token = this.tokens[position];
    if (!token || token.kind === "end") {
      return this.problems.missingArgument(
        this.tokens[position - 1]!,
        this.tokens[this.tokens.length - 1]!,
      );
    }
    const opens =
      token.kind === "open" &&
      (token.text === "{" || (token.text === "(" && !this.style.strictScripts));
    if (opens) {
      if (token.partner === undefined || token.partner < 0) {
        return this.problems.unclosed(token, this.tokens[this.tokens.length - 1]!);
      }
      const { to } = this.tokens[token.partner]!;
      const next = token.partner + 1;
      return { start: position + 1, end: token.partner, next, from: token.from, to };
    }
    const before = this.tokens[position - 1];
    if (token.unbraced && before?.kind === "script")
      return this.problems.unbraced(token, before.text);
    if (token.kind === "close" || token.kind === "script" || token.kind === "newline") {
      return this.problems.missingArgument(before ?? token, token);
    }
    const { from, to, end = to } = token;
    return { start: position, end: position + 1, next: position + 1, from, to: end };
  }

  protected tokensOf({ start, end }: Argument, most = end - start): readonly MathToken[] {
    return this.tokens.slice(start, Math.min(end, start + most));
  }

  protected numberOperand(token: MathToken): Operand | Problem {
    const value = token.text.length > 1000 ? undefined : parseDecimal(token.text);
    if (!value) return this.problems.numberOutOfRange(token);
    return { node: { kind: "number", value, span: spanOf(token) }, ...spanOf(token) };
  }

  /** `\mathrm{A}` is Alpha where that was declared. */
  protected nameOf({ text, upright }: MathToken): string {
    const greek = LOOKS_LATIN.get(text);
    const isGreek = greek !== undefined && this.isVariable(greek);
    return isGreek && (upright || (text === "o" && !this.isVariable("o"))) ? greek : text;
  }

  /** A number or a name by itself. */
  protected simpleOperand(token: MathToken): Operand | Problem {
    const operand = this.simplePart(token);
    return "code" in operand || token.end === undefined ? operand : { ...operand, to: token.end };
  }

  protected simplePart(token: MathToken): Operand | Problem {
    if (token.kind === "number") {
      const sign = this.tokens[this.position - 1];
      return token.unbraced && sign?.kind === "script"
        ? this.problems.unbraced(token, sign.text)
        : this.numberOperand(token);
    }
    if (token.kind === "name" || token.kind === "word") {
      const span = spanOf(token);
      return { node: { kind: "name", name: this.nameOf(token), span }, ...span };
    }
    if (token.kind === "special" && (token.text === "ones" || token.text === "zeros")) {
      const span = spanOf(token);
      const node = token.text === "ones" ? build.call("ones") : build.number(0);
      return { node: { ...node, span }, ...span };
    }
    if (token.kind === "unknown") return this.problems.unknown(token);
    const sign = this.tokens[this.position - 1] ?? token;
    return this.problems.missingArgument(sign, token);
  }

  protected juxtapose(token: MathToken): Next {
    const span = { from: this.stack.lastOperand().to, to: token.from };
    const reducing = token.kind === "function" ? Binding.application : Binding.product;
    const unclear = this.stack.infix(
      { operator: "multiply", rank: Binding.product, sign: "", span },
      reducing,
    );
    return unclear ? this.problems.unclearDivision(unclear) : "operand";
  }

  /** The frame that no operator reduces past. */
  protected barrier(): Frame | undefined {
    for (let at = this.stack.frames.length - 1; at >= 0; at--) {
      const frame = this.stack.frames[at]!;
      if (frame.kind !== "infix" && frame.kind !== "minus" && frame.kind !== "prefix") return frame;
    }
    return undefined;
  }

  protected reduce(rank: number): Problem | undefined {
    const unclear = this.stack.reduce(rank);
    return unclear && this.problems.unclearDivision(unclear);
  }

  protected choose(span: Span, reading: string, otherwise?: string): void {
    this.context.onChoice?.({
      span: spanOf(span),
      reading,
      ...(otherwise && { otherwise: this.problems.spelled(otherwise) }),
    });
  }

  protected groupText(position: number): string {
    const opening = this.tokens[position]!;
    const closing = this.tokens[opening.partner ?? -1];
    const typed = closing ? this.problems.typed({ from: opening.from, to: closing.to }) : "(...)";
    const text = typed.replace(/\\(?:left|right|[bB]igg?[lr]?)(?![A-Za-z])\s*/g, "");
    return text.length <= 60 ? text : "(...)";
  }
}

export interface Argument extends Span {
  /** The places of its first token, behind its last one, and behind its brace. */
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

const NORMS: ReadonlyMap<string, string> = new Map([
  ["2", Sign.norm2],
  ["1", Sign.norm1],
  ["F", "normF"],
  ["Fro", "normF"],
  ["fro", "normF"],
  ["HS", "normF"],
  ["ell2", Sign.norm2],
  ["ell1", Sign.norm1],
]);

/** Greek capitals that have no sign of their own. */
const LOOKS_LATIN: ReadonlyMap<string, string> = new Map(
  "A Alpha B Beta E Epsilon Z Zeta H Eta I Iota K Kappa M Mu N Nu O Omicron P Rho T Tau X Chi o omicron"
    .split(" ")
    .flatMap((word, k, words): [string, string][] => (k % 2 === 0 ? [[word, words[k + 1]!]] : [])),
);

/** The letters that sums run over. */
function boundLetters(tokens: readonly MathToken[]): ReadonlySet<string> {
  const letters = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "special" || token.text !== "sum") continue;
    for (let k = at + 1; k < tokens.length && k < at + 12; k++) {
      const { kind, text } = tokens[k]!;
      if (kind === "name") letters.add(text);
      if (text === "=" || kind === "close" || (kind === "name" && tokens[k - 1]!.kind === "script"))
        break;
    }
  }
  return letters;
}

/** The letters directly below names. */
function lettersBelow(tokens: readonly MathToken[]): ReadonlySet<string> {
  const letters = new Set<string>();
  let isBelow = false;
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind === "script")
      isBelow = text === "_" && tokens[at - 1]?.kind === "name" && tokens[at - 1]!.text !== "I";
    else if (kind === "name" && isBelow) {
      letters.add(text);
      isBelow = tokens[at - 1]!.kind !== "script";
    } else if (kind !== "open" || text !== "{") isBelow = false;
  }
  return letters;
}

/** Names that occur where they cannot be a function's: not before a bracket, and e not before `^`. */
function usedAlone(tokens: readonly MathToken[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "name") continue;
    const next = tokens[at + 1]!;
    if (token.text === "e") {
      const isBase = next.kind === "script" && next.text === "^" && !isTransposed(tokens, at + 2);
      if (!isBase) names.add("e");
    } else if (!(next.kind === "open" && next.text !== "{" && !next.spaced)) names.add(token.text);
  }
  return names;
}

function isTransposed(tokens: readonly MathToken[], at: number): boolean {
  const token = tokens[at]?.text === "{" ? tokens[at + 1] : tokens[at];
  return token?.text === "T" || token?.text === "top" || token?.text === "'";
}

export function isGroupOpening({ kind, text }: MathToken): boolean {
  return kind === "open" && (text === "(" || text === "[" || text === "\\{");
}
