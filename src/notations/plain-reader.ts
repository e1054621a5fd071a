import { canonicalFunctionName, functionNamed, functionSpellings } from "../functions/table.ts";
import { unknownFunction } from "../functions/unknown.ts";
import { parseDecimal } from "../numbers/rational.ts";
import type { BinaryOperator, Expression, Index } from "../syntax/expression.ts";
import { canonicalName, greekLetterNamed } from "../text/greek.ts";
import { nearestName } from "../text/nearest.ts";
import { type Problem, type Result, failure, success } from "../text/problem.ts";
import { isOfSentence } from "./foreign-words.ts";
import type { ReadingContext } from "./notation.ts";
import { type Token, tokenize } from "./plain-lexer.ts";
import * as problems from "./plain-problems.ts";
import {
  type Frame,
  INFIX,
  POWERS,
  SIZED_BY_CONTEXT,
  callOf,
  indexOf,
  startsOperand,
  sumOver,
} from "./plain-stack.ts";
import { Binding, type Operand, OperatorStack, spanOf } from "./precedence.ts";

/**
 * Reads plain notation by operator precedence with stacks of its own instead of recursion, so depth
 * is no limit. Ranks, tightest first: postfix and powers, a minus within a product (`a*-b`), products
 * and divisions, a minus at the head of a term, sums. A minus at the head of a term takes the whole
 * term (`-A*x` is -(A*x), which equals (-A)*x): this is how it is printed again.
 */
export function readPlain(text: string, context: ReadingContext = {}): Result<Expression> {
  const names: ReadingContext = {
    ...context,
    variables: canonicalNames(context.variables),
    functions: canonicalNames(context.functions),
  };
  const tokens = tokenize(text, names);
  return tokens.ok ? new PlainReader(text, tokens.value, names).read() : tokens;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** By the set it was made of: thousands of short texts may be read in the context of as many names. */
const canonicalSets = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

function canonicalNames(names: ReadonlySet<string> | undefined): ReadonlySet<string> {
  if (!names) return NO_NAMES;
  let canonical = canonicalSets.get(names);
  if (!canonical) {
    canonical = new Set([...names].map(canonicalName));
    canonicalSets.set(names, canonical);
  }
  return canonical;
}

/** `Ax`, `XB`: letters that may be a product. */
const RUN = /^[A-Z]{1,3}[A-Za-z]$/;

/** Signs beside a name that say it is one; behind `^` it may be a transpose, which is told there. */
const CLEAR_BESIDE: ReadonlySet<string> = new Set(["*", ".*", "[", "^"]);

/** What comes next, or what is wrong. */
type Next = "operand" | "operator" | "done" | Problem;

class PlainReader {
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private readonly context: ReadingContext;
  private readonly stack = new OperatorStack<Frame>();
  private position = 0;

  constructor(text: string, tokens: readonly Token[], context: ReadingContext) {
    this.text = text;
    this.tokens = tokens;
    this.context = context;
  }

  read(): Result<Expression> {
    if (this.tokens.length === 1) return failure(problems.emptyExpression(this.text.length));
    const unclear = this.unclearWord();
    if (unclear) return failure(unclear);
    let next: Next = "operand";
    while (next === "operand" || next === "operator") {
      next = next === "operand" ? this.readOperand() : this.readOperator();
    }
    return next === "done" ? success(this.stack.operands[0]!.node) : failure(next);
  }

  /** `Ax` of `x'Ax`: x stands alone elsewhere, and no sign of a product beside it. */
  private unclearWord(): Problem | undefined {
    const { variables, sizes } = this.context;
    const isRun = ({ kind, text }: Token): boolean => kind === "name" && RUN.test(text);
    if (!this.tokens.some(isRun)) return undefined;
    const alone = new Set<string>();
    for (const { kind, text } of this.tokens)
      if (kind === "name" && text.length === 1) alone.add(text);
    for (const [at, token] of this.tokens.entries()) {
      const { text } = token;
      if (!isRun(token) || this.isFunction(text)) continue;
      const isKnown = variables!.has(text) || sizes?.has(text) === true;
      const beside = [this.tokens[at - 1]?.text, this.tokens[at + 1]?.text];
      if (isKnown || beside.some((sign) => CLEAR_BESIDE.has(sign ?? ""))) continue;
      if (Array.from(text).some((letter) => alone.has(letter))) return problems.unclearWord(token);
    }
    return undefined;
  }

  // --- where an operand is expected -------------------------------------------------------------

  private readOperand(): Next {
    const token = this.peek();
    if (token.kind === "number") return this.readNumber(token);
    if (token.kind === "name") return this.readName(token);
    switch (token.text) {
      case "(":
        this.stack.frames.push({ kind: "group", span: spanOf(token) });
        this.position++;
        return "operand";
      case "-":
        this.readMinus(token);
        return "operand";
      case "+":
        this.position++;
        return "operand";
      case "[":
        return this.readIverson(token);
      default:
        return this.missingOperand(token);
    }
  }

  private readNumber(token: Token): Next {
    const value = parseDecimal(token.text);
    if (!value) return problems.numberOutOfRange(token);
    this.position++;
    return this.finishPrimary({
      node: { kind: "number", value, span: spanOf(token) },
      ...spanOf(token),
    });
  }

  private readMinus(token: Token): void {
    this.position++;
    const top = this.stack.top();
    if (top?.kind === "exponent") top.minuses.push(spanOf(token));
    else this.stack.minus(spanOf(token));
  }

  private readName(token: Token): Next {
    const name = token.text;
    const primed = this.derivativeOfUnknown(token);
    if (primed) return this.openCall(primed.token, primed.opening, primed.token.text);
    const opening = this.tokens[this.position + 1]!;
    if (opening.text === "(" || opening.text === ".(") {
      const callee = this.calleeOf(token, opening);
      if (typeof callee === "object") return callee;
      if (callee !== undefined) return this.openCall(token, opening, callee);
    } else if (this.isFunction(name)) {
      const argument = startsOperand(opening) ? this.primaryText(this.position + 1) : "x";
      return problems.functionWithoutArgument(this.spelling(token), argument, token);
    }
    this.position++;
    const node: Expression = { kind: "name", name, span: spanOf(token) };
    let operand: Operand = { node, from: token.from, to: token.to };
    // In an exponent brackets belong to the name, `x[i]^y[i]`; elsewhere readOperator takes them.
    while (this.inExponent() && this.peek().text === "[" && !this.isIverson()) {
      const entry = this.readEntry(operand);
      if ("code" in entry) return entry;
      operand = entry;
    }
    return this.finishPrimary(operand);
  }

  /**
   * `f'(x)`, `f'1'2(x,y)` of a declared function f: primes between its name and the parenthesis are
   * derivatives. Moves on to the last token before the parenthesis.
   */
  private derivativeOfUnknown(token: Token): { token: Token; opening: Token } | undefined {
    if (!this.context.functions!.has(token.text)) return undefined;
    let at = this.position + 1;
    let name = token.text;
    while (this.tokens[at]?.text === "'") {
      name += "'";
      at++;
      const position = this.tokens[at];
      if (position?.kind !== "number" || !/^[1-9]\d?$/.test(position.text)) continue;
      name += position.text;
      at++;
    }
    const opening = this.tokens[at];
    if (name === token.text || (opening?.text !== "(" && opening?.text !== ".(")) return undefined;
    this.position = at - 1;
    const last = this.tokens[at - 1]!;
    return { token: { kind: "name", text: name, from: token.from, to: last.to }, opening };
  }

  private isFunction(name: string): boolean {
    if (this.context.variables!.has(name)) return false;
    return this.context.functions!.has(name) || canonicalFunctionName(name) !== undefined;
  }

  /** The canonical name of what is called; undefined where a product is meant. */
  private calleeOf(token: Token, opening: Token): string | Problem | undefined {
    const name = token.text;
    if (name === "delta" && this.isDeltaCall()) return name;
    if (this.context.functions!.has(name)) return name;
    if (this.context.variables!.has(name)) return undefined;
    const known = canonicalFunctionName(name);
    if (known !== undefined) return known;
    if (SIZED_BY_CONTEXT.has(name)) return name;
    if (name === "delta") return problems.deltaArguments(token);
    const suggestion = nearestName(name, [...this.context.functions!, ...functionSpellings()]);
    const apart = opening.from > token.to && opening.text === "(";
    if (apart && suggestion === undefined) return undefined;
    const argument = this.groupText(this.position + 1);
    return problems.unknownFunction(this.spelling(token), argument, suggestion, token);
  }

  private openCall(token: Token, opening: Token, callee: string): Next {
    const entrywise = opening.text === ".(";
    const isUnknown = this.context.functions!.has(unknownFunction(callee).stem);
    if (entrywise && !isUnknown) {
      const actsOnEntries = functionNamed(callee)?.overloads.some((o) => o.kind === "entrywise");
      if (!actsOnEntries) return problems.notEntrywise(this.spelling(token), token);
    }
    this.stack.frames.push({
      kind: "call",
      callee,
      spelling: this.spelling(token),
      calleeSpan: spanOf(token),
      span: spanOf(opening),
      entrywise: entrywise && isUnknown,
      base: this.stack.operands.length,
    });
    this.position += 2;
    if (callee === "delta" && !isUnknown) return this.readDelta(token);
    return this.peek().text === ")" ? problems.noArguments(this.spelling(token), token) : "operand";
  }

  /** Whether `name ( index , index )` comes: the Kronecker delta, whatever else is called delta. */
  private isDeltaCall(): boolean {
    const [, opening, left, comma, right, closing] = this.tokens.slice(
      this.position,
      this.position + 6,
    );
    return (
      opening?.text === "(" &&
      comma?.text === "," &&
      closing?.text === ")" &&
      left !== undefined &&
      right !== undefined &&
      indexOf(left) !== undefined &&
      indexOf(right) !== undefined
    );
  }

  private readDelta(token: Token): Next {
    this.stack.frames.pop();
    const left = indexOf(this.tokens[this.position]!)!;
    const right = indexOf(this.tokens[this.position + 2]!)!;
    const span = { from: token.from, to: this.tokens[this.position + 3]!.to };
    this.position += 4;
    return this.finishPrimary({ node: { kind: "delta", left, right, span }, ...span });
  }

  private readIverson(opening: Token): Next {
    this.position++;
    const left = this.readIndex();
    if (typeof left === "object") return left;
    const equals = this.peek();
    if (equals.text !== "==" && equals.text !== "=") {
      return problems.unexpectedToken(
        equals,
        "`==`",
        "`[i==j]` is a Kronecker delta; parentheses are round.",
      );
    }
    this.position++;
    const right = this.readIndex();
    if (typeof right === "object") return right;
    const closing = this.peek();
    if (closing.text !== "]") return problems.unclosed(spanOf(opening), "[", closing);
    this.position++;
    const span = { from: opening.from, to: closing.to };
    return this.finishPrimary({ node: { kind: "delta", left, right, span }, ...span });
  }

  private missingOperand(token: Token): Problem {
    if (token.text === "=" || token.text === "==") return problems.equation(token);
    const before = this.tokens[this.position - 1];
    if (!before) return problems.missingOperand(token, "at the beginning");
    return problems.missingOperand(token, `after ${problems.nameToken(before)}`);
  }

  /** A complete primary: the exponent that was waited for, or an operand of its own. */
  private finishPrimary(operand: Operand): Next {
    const top = this.stack.top();
    if (top?.kind !== "exponent") {
      this.stack.operands.push(operand);
      return "operator";
    }
    this.stack.frames.pop();
    const base = this.stack.operands.pop()!;
    let exponent: Expression = operand.node;
    for (const minus of top.minuses.reverse()) {
      exponent = { kind: "negate", operand: exponent, span: { from: minus.from, to: operand.to } };
    }
    const span = { from: base.from, to: operand.to };
    this.stack.operands.push({
      node: {
        kind: "binary",
        operator: top.operator,
        left: base.node,
        right: exponent,
        span,
        operatorSpan: top.span,
      },
      ...span,
      power: top.sign,
    });
    return "operator";
  }

  // --- after an operand -------------------------------------------------------------------------

  private readOperator(): Next {
    const token = this.peek();
    if (token.kind === "name") return this.juxtapose(token);
    if (token.kind === "number") {
      const left = this.stack.lastOperand();
      return problems.missingOperator(this.text.slice(left.from, left.to), token);
    }
    if (token.kind === "end") return this.finish(token);
    const infix = INFIX.get(token.text);
    if (infix) {
      const { operator, rank } = infix;
      const frame = { operator, rank, sign: token.text, span: spanOf(token) };
      const unclear = this.stack.infix(frame);
      if (unclear) return problems.unclearDivision(unclear, this.text);
      this.position++;
      return "operand";
    }
    const power = POWERS.get(token.text);
    if (power) return this.openExponent(token, power);
    switch (token.text) {
      case "'":
        this.position++;
        return this.applyTranspose(token.to);
      case "[": {
        if (this.isIverson()) return this.juxtapose(token);
        const entry = this.readEntry(this.stack.operands.pop()!);
        if ("code" in entry) return entry;
        this.stack.operands.push(entry);
        return "operator";
      }
      case "(":
        return this.juxtapose(token);
      case ",":
        return this.nextArgument(token);
      case ")":
        return this.close(token);
      case "]":
        return problems.unopened(token);
      case ".(":
        return problems.unexpectedToken(
          token,
          "An operator",
          "`f.(x)` needs the name of a function.",
        );
      default:
        return problems.equation(token);
    }
  }

  /** A product without a sign. */
  private juxtapose(token: Token): Next {
    const before = this.tokens[this.position - 1]!;
    if (this.isWord(token) && isOfSentence(token.text))
      return problems.wordsInARow(this.text.slice(before.from, before.to), token);
    if (this.isWord(before)) {
      const foreign = problems.foreignWord(before);
      if (foreign) return foreign;
      if ((this.isWord(token) || isOfSentence(before.text)) && token.from > before.to)
        return problems.wordsInARow(before.text, token);
    }
    const span = { from: this.stack.lastOperand().to, to: token.from };
    const frame = { operator: "multiply", rank: Binding.product, sign: "", span } as const;
    const unclear = this.stack.infix(frame);
    if (unclear) return problems.unclearDivision(unclear, this.text);
    return "operand";
  }

  /** `E[x]` of a vector x: nothing that is known has entries there, and x numbers none. */
  private variableAmong(operand: Expression, indices: readonly Index[]): string | undefined {
    if (operand.kind !== "name" || this.context.variables!.has(operand.name)) return undefined;
    return indices.find(
      (index): index is string =>
        typeof index === "string" && (this.context.ranks?.get(index) ?? 0) > 0,
    );
  }

  /** A name of several letters that nothing is known of. */
  private isWord({ kind, text }: Token): boolean {
    if (kind !== "name" || !/^[A-Za-z]{2,}(?:_\w*)?$/.test(text)) return false;
    const { variables, sizes } = this.context;
    const isKnown = variables?.has(text) === true || sizes?.has(text) === true;
    return !isKnown && greekLetterNamed(text) === undefined && !this.isFunction(text);
  }

  private applyTranspose(to: number): Next {
    this.stack.transpose(to);
    return "operator";
  }

  private openExponent(token: Token, operator: BinaryOperator): Next {
    const left = this.stack.lastOperand();
    if (left.power !== undefined && (left.power === "**" || token.text === "**")) {
      return problems.chainedPower(this.text.slice(left.from, left.to), token);
    }
    this.position++;
    if (token.text !== ".^" && !this.context.variables!.has("T")) {
      if (this.isT(this.position)) return this.applyTranspose(this.tokens[this.position++]!.to);
      if (this.peek().text === "-" && this.isT(this.position + 1))
        return this.inverseTranspose(token);
      const glued = this.peek();
      if (token.text === "^" && this.isGluedTranspose(glued)) return problems.gluedTranspose(glued);
    }
    this.stack.frames.push({
      kind: "exponent",
      operator,
      sign: token.text,
      span: spanOf(token),
      minuses: [],
    });
    return "operand";
  }

  /** `TAx` of `x^TAx`, which is no name that is known, and Greek neither. */
  private isGluedTranspose({ kind, text }: Token): boolean {
    if (kind !== "name" || !/^(?:T[A-Za-z]|t[A-Z])/.test(text)) return false;
    const { variables, functions, sizes } = this.context;
    const isKnown = [variables, functions, sizes].some((names) => names?.has(text) === true);
    return !isKnown && greekLetterNamed(text) === undefined;
  }

  private isT(position: number): boolean {
    const token = this.tokens[position];
    return token?.kind === "name" && token.text === "T";
  }

  /** `X^-T`, the transposed inverse. */
  private inverseTranspose(token: Token): Next {
    const base = this.stack.operands.pop()!;
    const letter = this.tokens[this.position + 1]!;
    const minus = { from: this.peek().from, to: letter.to };
    const one: Expression = { kind: "number", value: parseDecimal("1")!, span: spanOf(letter) };
    const span = { from: base.from, to: letter.to };
    const inverse: Expression = {
      kind: "binary",
      operator: "power",
      left: base.node,
      right: { kind: "negate", operand: one, span: minus },
      span,
      operatorSpan: spanOf(token),
    };
    this.position += 2;
    this.stack.operands.push({ node: { kind: "transpose", operand: inverse, span }, ...span });
    return "operator";
  }

  private readEntry(operand: Operand): Operand | Problem {
    const opening = this.peek();
    this.position++;
    const indices: Index[] = [];
    for (;;) {
      const index = this.readIndex();
      if (typeof index === "object") return index;
      indices.push(index);
      const token = this.peek();
      if (token.text === ",") {
        this.position++;
      } else if (token.text === "]") {
        this.position++;
        if (operand.node.kind === "entry") {
          const first = operand.node.indices.join(",");
          return problems.indexedTwice(first, indices.join(","), {
            from: opening.from,
            to: token.to,
          });
        }
        const variable = this.variableAmong(operand.node, indices);
        if (variable !== undefined) return problems.variableAsIndex(variable, opening, token);
        const span = { from: operand.from, to: token.to };
        return { node: { kind: "entry", operand: operand.node, indices, span }, ...span };
      } else if (token.kind === "end" || token.text === ")") {
        return problems.unclosed(spanOf(opening), "[", token);
      } else {
        return problems.notAnIndex(token);
      }
    }
  }

  private readIndex(): Index | Problem {
    const token = this.peek();
    const index = indexOf(token);
    if (index === undefined) return problems.notAnIndex(token);
    this.position++;
    return index;
  }

  /** Whether `[` opens a delta such as `[i==j]` rather than the indices of an entry. */
  private isIverson(): boolean {
    const sign = this.tokens[this.position + 2]?.text;
    return sign === "==" || sign === "=";
  }

  // --- closing ----------------------------------------------------------------------------------

  private nextArgument(token: Token): Next {
    const problem = this.reduce(0);
    if (problem) return problem;
    const top = this.stack.top();
    if (top?.kind !== "call") {
      const remedy = "Commas separate the arguments of functions and the indices of entries.";
      return problems.unexpectedToken(token, top ? "`)`" : "An operator", remedy);
    }
    this.position++;
    return "operand";
  }

  private close(token: Token): Next {
    const problem = this.reduce(0);
    if (problem) return problem;
    const frame = this.stack.frames.pop();
    this.position++;
    if (frame?.kind === "group") {
      const { node } = this.stack.operands.pop()!;
      return this.finishPrimary({ node, from: frame.span.from, to: token.to, parenthesised: true });
    }
    if (frame?.kind !== "call") return problems.unopened(token);
    const parts = this.stack.operands.splice(frame.base);
    const span = { from: frame.calleeSpan.from, to: token.to };
    const node =
      frame.callee === "sum" && parts.length > 1
        ? sumOver(parts, span)
        : callOf(
            frame,
            parts.map((part) => part.node),
            span,
          );
    return "code" in node ? node : this.finishPrimary({ node, from: span.from, to: span.to });
  }

  private finish(end: Token): Next {
    const problem = this.reduce(0);
    if (problem) return problem;
    const open = this.stack.top();
    return open ? problems.unclosed(open.span, "(", end) : "done";
  }

  /** Applies the operators on the stack that bind at least as tightly as `rank`. */
  private reduce(rank: number): Problem | undefined {
    const unclear = this.stack.reduce(rank);
    return unclear && problems.unclearDivision(unclear, this.text);
  }

  // --- looking at the text ----------------------------------------------------------------------

  private peek(): Token {
    return this.tokens[Math.min(this.position, this.tokens.length - 1)]!;
  }

  private spelling(token: Token): string {
    return this.text.slice(token.from, token.to);
  }

  private inExponent(): boolean {
    return this.stack.top()?.kind === "exponent";
  }

  /** What an argument without parentheses would be: one name or number, or a whole group. */
  private primaryText(position: number): string {
    const token = this.tokens[position]!;
    return token.text === "(" ? this.groupText(position) : this.spelling(token);
  }

  /** The text from an opening parenthesis to the one that closes it. */
  private groupText(position: number): string {
    let depth = 0;
    for (let at = position; at < this.tokens.length; at++) {
      const token = this.tokens[at]!;
      if (token.text === "(" || token.text === ".(") depth++;
      if (token.text === ")") depth--;
      if (depth === 0) {
        const text = this.text.slice(this.tokens[position]!.from, token.to).replace(/^\./, "");
        return text.length <= 60 ? text : "(...)";
      }
    }
    return "(...)";
  }
}
