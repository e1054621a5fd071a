import * as build from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { Argument, By, Next } from "./math-base.ts";
import { MathFunctions } from "./math-functions.ts";
import { subscriptOf, superscriptOf } from "./math-scripts.ts";
import type { MathToken } from "./math-token.ts";
import { Binding, spanOf } from "./precedence.ts";

/** Fractions, sums, and the signs of differentiation. */
export class MathDerivatives extends MathFunctions {
  protected readFraction(token: MathToken): Next {
    const derivative = this.derivativeFraction();
    if (derivative && "code" in derivative) return derivative;
    if (derivative) {
      const { by, body, next } = derivative;
      if (!body) return this.pushDerivative(token, by, next);
      this.stack.frames.push({ kind: "numerator", opening: body.opening, by, next });
      this.position = body.from;
      return "operand";
    }
    this.position++;
    this.stack.frames.push({ kind: "fraction", span: spanOf(token), parts: [] });
    return "argument";
  }

  protected pushDerivative(token: Span, by: By, next: number): Next {
    this.position = next;
    this.stack.frames.push({
      kind: "prefix",
      rank: Binding.bigOperator,
      span: spanOf(token),
      build: (operand, span) => derivativeOf(operand.node, by, span),
    });
    return "operand";
  }

  /** Whether the fraction at hand is `\frac{\partial f}{\partial x}` or `\frac{d}{dx}`. */
  protected derivativeFraction():
    | {
        readonly by: By;
        readonly body: { readonly from: number; readonly opening: MathToken } | undefined;
        readonly next: number;
      }
    | Problem
    | undefined {
    const above = this.argumentAt(this.position + 1);
    if ("code" in above) return undefined;
    if (!this.isDerivativeSign(this.tokens[above.start]!)) return undefined;
    const below = this.argumentAt(above.next);
    if ("code" in below) return undefined;
    const sign = this.tokens[above.start]!;
    if (!this.isDerivativeSign(sign) || below.end - below.start < 2) return undefined;
    if (!sameSign(sign, this.tokens[below.start]!)) return undefined;
    const by = this.readBy(below.start, below.end);
    if ("code" in by) return sign.kind === "special" ? by : undefined;
    let from = above.start + 1;
    if (this.tokens[from]?.text === "^" && this.tokens[from]?.kind === "script") {
      const order = this.argumentAt(from + 1);
      if ("code" in order) return order;
      from = order.next;
    }
    const isEmpty = from >= above.end;
    const opening = this.tokens[above.start - 1]!;
    return { by, body: isEmpty ? undefined : { from, opening }, next: below.next };
  }

  protected isDerivativeSign(token: MathToken): boolean {
    if (token.kind === "special") return token.text === "partial";
    return token.kind === "name" && token.text === "d" && !this.isVariable("d");
  }

  /** `∂x`, `∂x ∂y^T`, `∂x^2`: what is differentiated by, first to last. */
  protected readBy(from: number, to: number): Expression[] | Problem {
    const by: Expression[] = [];
    const sign = this.tokens[from]!;
    let at = from;
    while (at < to) {
      if (sameSign(sign, this.tokens[at]!)) at++;
      else if (at === from)
        return this.problems.unexpected(this.tokens[at]!, "`\\partial`", "Write `\\partial x`.");
      const read = this.oneBy(at, to);
      if ("code" in read) return read;
      at = read.next;
      const script = this.tokens[at];
      let times = 1;
      if (at < to && script?.kind === "script" && script.text === "^") {
        const argument = this.argumentAt(at + 1);
        if ("code" in argument) return argument;
        const above = superscriptOf(this.tokensOf(argument), (name) => this.isVariable(name));
        const [only] = this.tokensOf(argument, 1);
        if (above.kind === "power" && only?.kind === "number" && /^[1-9]$/.test(only.text)) {
          times = Number(only.text);
        } else if (above.kind !== "transpose")
          return this.problems.unexpected(only ?? script, "An order", "Write `\\partial x^{2}`.");
        at = argument.next;
      } else if (
        at < to &&
        script?.kind === "symbol" &&
        (script.text === "'" || script.text === "top")
      )
        at++;
      for (let k = 0; k < times; k++) by.push(read.node);
    }
    return by;
  }

  protected oneBy(at: number, to: number): { node: Expression; next: number } | Problem {
    const token = this.tokens[at];
    if (!token || at >= to)
      return this.problems.missingOperand(this.tokens[to]!, this.tokens[at - 1]);
    if (token.kind === "open" && (token.text === "(" || token.text === "{") && token.partner! > 0) {
      const inner = this.oneBy(at + 1, token.partner!);
      if ("code" in inner || inner.next === token.partner) {
        return "code" in inner ? inner : { node: inner.node, next: inner.next + 1 };
      }
      return this.problems.unexpected(
        this.tokens[inner.next]!,
        "`)`",
        "Differentiate by one name.",
      );
    }
    if (token.kind !== "name" && token.kind !== "word") {
      return this.problems.unexpected(token, "The name of a variable", "Write `\\partial x`.");
    }
    const read = this.nameAt(at);
    return "code" in read ? read : { node: read.operand.node, next: read.next };
  }

  /** The one name that an argument holds. */
  private onlyBy(argument: Argument): { node: Expression; next: number } | Problem {
    const read = this.oneBy(argument.start, argument.end);
    if ("code" in read || read.next >= argument.end) return read;
    const remedy = "Differentiate by one name.";
    return this.problems.unexpected(this.tokens[read.next]!, "The end of the subscript", remedy);
  }

  /** `x`, `xx`, `x, y` below a sign. */
  private namesBelow(argument: Argument): readonly Expression[] | Problem {
    const names: Expression[] = [];
    for (let at = argument.start; at < argument.end; ) {
      const read = this.oneBy(at, argument.end);
      if ("code" in read) return read;
      names.push(read.node);
      at = read.next;
      const comma = this.tokens[at];
      if (at < argument.end && comma?.kind === "symbol" && comma.text === ",") at++;
    }
    return names.length > 0 ? names : this.problems.notAnIndex(this.tokens[argument.start]!);
  }

  /** `∂/∂x` or `d/dx` at hand. */
  protected isLinearDerivative(sign: "partial" | "d"): boolean {
    const [, slash, again, by] = this.tokens.slice(this.position, this.position + 4);
    return (
      slash?.text === "/" && again?.text === sign && (by?.kind === "name" || by?.kind === "word")
    );
  }

  /** `d(x^\\top A x)/dx` at hand; undefined where it is no derivative. */
  protected readDerivativeOf(opening: MathToken): Next | undefined {
    const end = opening.partner ?? -1;
    const [slash, sign, by] = end < 0 ? [] : this.tokens.slice(end + 1, end + 4);
    const isBy = by?.kind === "name" || by?.kind === "word";
    if (slash?.text !== "/" || sign?.text !== "d" || !isBy) return undefined;
    const read = this.linearBy(end + 2, "d");
    if ("code" in read) return read;
    this.stack.frames.push({ kind: "numerator", opening, by: read.by, next: read.next });
    this.position += 2;
    return "operand";
  }

  protected readOperatorByLine(token: MathToken, sign: "partial" | "d"): Next {
    const read = this.linearBy(this.position + 2, sign);
    return "code" in read ? read : this.pushDerivative(token, read.by, read.next);
  }

  /** `∂x`, `∂x∂y` behind a slash. */
  protected linearBy(from: number, sign: "partial" | "d"): { by: By; next: number } | Problem {
    const by: Expression[] = [];
    let at = from;
    while (this.tokens[at]?.text === sign) {
      const read = this.oneBy(at + 1, this.tokens.length - 1);
      if ("code" in read) return read;
      by.push(read.node);
      at = read.next;
      if (sign === "d" || this.tokens[at + 1]?.kind === "end") break;
      // `∂x_j ∂y/∂z` is a product of two; only what has no slash of its own goes on.
      if (this.tokens[at]?.text !== sign || this.hasSlash(at)) break;
    }
    return { by, next: at };
  }

  protected hasSlash(from: number): boolean {
    for (let at = from + 1; at < this.tokens.length; at++) {
      const { kind, text } = this.tokens[at]!;
      if (kind === "symbol" && text === "/") return true;
      if (kind === "special" || kind === "end" || text === "+" || text === "-") return false;
    }
    return false;
  }

  protected readPartial(token: MathToken): Next {
    if (this.isLinearDerivative("partial")) return this.readOperatorByLine(token, "partial");
    const script = this.tokens[this.position + 1]!;
    if (script.kind === "script" && script.text === "_") return this.readPartialOf(token);
    this.stack.frames.push({ kind: "partial", opening: token });
    this.position++;
    return "operand";
  }

  /** `∂_x f`, and `∂₁f(x, y)` of a declared function f. */
  protected readPartialOf(token: MathToken): Next {
    let callee = "";
    let at = this.position;
    while (this.tokens[at]?.text === "partial" && this.tokens[at + 1]?.text === "_") {
      const argument = this.argumentAt(at + 2);
      if ("code" in argument) return argument;
      const [only] = this.tokensOf(argument, 1);
      if (only?.kind !== "number") {
        const by = this.onlyBy(argument);
        return "code" in by ? by : this.pushDerivative(token, [by.node], argument.next);
      }
      callee += `'${only.text}`;
      at = argument.next;
    }
    const name = this.tokens[at]!;
    if (!this.functions.has(name.text)) {
      return this.problems.unexpected(
        name,
        "The name of a declared function",
        "Write `\\partial_x f` or declare `f: function`.",
      );
    }
    this.position = at;
    return this.readUnknownFunction(name, name.text + callee);
  }

  /** `\nabla_x f`, `\nabla^2 f`; without a subscript by the only variable, a name of no letters. */
  protected readNabla(token: MathToken): Next {
    let at = this.position + 1;
    let names: readonly Expression[] = [{ ...build.name(""), span: spanOf(token) }];
    let times = 1;
    while (this.tokens[at]?.kind === "script") {
      const argument = this.argumentAt(at + 1);
      if ("code" in argument) return argument;
      const [only] = this.tokensOf(argument, 1);
      if (this.tokens[at]!.text === "_") {
        const read = this.namesBelow(argument);
        if ("code" in read) return read;
        names = read;
      } else if (only?.kind === "number" && /^[1-9]$/.test(only.text)) times = Number(only.text);
      else return this.problems.notAnIndex(only ?? token);
      at = argument.next;
    }
    const [by] = names;
    // `\\nabla^2_{xy}` says each; `\\nabla^2_x` says it once.
    const isEach = names.length > 1 && names.length === times;
    if (names.length > 1 && !isEach) {
      const remedy = "Differentiate by one name.";
      return this.problems.unexpected(this.tokens[at - 1]!, "The end of the subscript", remedy);
    }
    return this.pushDerivative(token, isEach ? names : Array<Expression>(times).fill(by!), at);
  }

  /** `∂ f` gets its `/∂x`; undefined where no `∂` waits. */
  protected closePartial(): Next | undefined {
    if (this.barrier()?.kind !== "partial") return undefined;
    const unclear = this.stack.reduce(Binding.application);
    if (unclear) return this.problems.unclearDivision(unclear);
    const frame = this.stack.top();
    if (frame?.kind !== "partial") return undefined;
    this.stack.frames.pop();
    const read = this.linearBy(this.position + 1, "partial");
    if ("code" in read) return read;
    this.position = read.next;
    const { node } = this.stack.operands.pop()!;
    const span = { from: frame.opening.from, to: this.tokens[read.next - 1]!.to };
    return this.finish({ node: derivativeOf(node, read.by, span), ...span });
  }

  /** `\sum_{k=1}^{n}`, `\sum_{i,j}`; signs that follow one another are one sum. */
  protected readSum(token: MathToken): Next {
    const letters: string[] = [];
    while (this.peek().kind === "special" && this.peek().text === "sum") {
      const before = this.position;
      const more = this.oneSum();
      if ("code" in more) return more;
      const isInner = more.letters.some((letter) => letters.includes(letter));
      if (isInner) {
        // A sum within the sum, over a letter of its own.
        this.position = before;
        break;
      }
      for (const letter of more.letters) {
        if (!letters.includes(letter)) letters.push(letter);
        else
          return this.problems.notSupported(
            token,
            `One sum cannot run over \`${letter}\` twice.`,
            "Use another letter.",
          );
      }
    }
    this.stack.frames.push({
      kind: "prefix",
      rank: Binding.bigOperator,
      span: spanOf(token),
      build: ({ node }, span) => ({ kind: "sum", indices: letters, body: node, span }),
    });
    return "operand";
  }

  private notWhole(sign: Span): Problem {
    const remedy = "Write `\\sum_{k=1}^{n}`, or `\\sum_k`.";
    return this.problems.notSupported(sign, "A sum runs over a whole side of an array.", remedy);
  }

  protected oneSum(): { readonly letters: readonly string[] } | Problem {
    const sign = this.peek();
    let at = this.position + 1;
    let letters: readonly string[] = [];
    let lower: string | undefined;
    let upper: readonly MathToken[] | undefined;
    while (this.tokens[at]?.kind === "script") {
      const argument = this.argumentAt(at + 1);
      if ("code" in argument) return argument;
      const isSecond = this.tokens[at]!.text === "^" ? upper !== undefined : letters.length > 0;
      if (isSecond) {
        const remedy = "Write all letters in one pair of braces, as `\\sum_{i,j}`.";
        return this.problems.notSupported(
          argument,
          "A sum has one place below and one above.",
          remedy,
        );
      }
      if (this.tokens[at]!.text === "^") upper = this.tokensOf(argument);
      else {
        const equals = this.tokensOf(argument).findIndex(
          ({ text, kind }) => text === "=" && kind === "symbol",
        );
        const front =
          equals < 0 ? this.tokensOf(argument) : this.tokensOf(argument).slice(0, equals);
        const named = front.find(({ kind }) => kind === "function");
        if (named) return this.problems.notAnIndex(named);
        const condition = this.tokensOf(argument).find(isComparison);
        if (condition) return this.problems.conditionBelow(argument);
        const below = subscriptOf(front);
        if ("misfit" in below || below.indices.some((index) => typeof index === "number")) {
          return this.problems.notAnIndex(("misfit" in below ? below.misfit : front[0]) ?? sign);
        }
        letters = below.labels;
        const rest = equals < 0 ? [] : this.tokensOf(argument).slice(equals + 1);
        if (equals >= 0 && (rest.length !== 1 || !/^[01]$/.test(rest[0]!.text))) {
          return this.problems.notSupported(
            argument,
            "A sum runs over a whole side of an array.",
            "Write `\\sum_{k=1}^{n}`, or `\\sum_k`.",
          );
        }
        lower = rest[0]?.text;
      }
      at = argument.next;
    }
    if (letters.length === 0) {
      return this.problems.notSupported(
        sign,
        "A sum needs the letter that it runs over.",
        "Write `\\sum_k x_k`, or `\\mathbf{1}^\\top x` for the sum of all entries.",
      );
    }
    const ends = upper === undefined ? [] : listed(upper);
    if (ends.length > 1 && ends.length === letters.length && lower !== "0") {
      for (const [k, letter] of letters.entries()) {
        const size = upperEnd(ends[k]!, lower);
        if (size === undefined) return this.notWhole(sign);
        this.context.onRange?.({ letter, size, span: spanOf(upper![0]!) });
      }
    } else if (upper !== undefined && upper.length > 0) {
      const size = upperEnd(upper, lower);
      if (size === undefined) {
        return this.problems.notSupported(
          upper[0] ?? sign,
          "A sum runs over a whole side of an array.",
          "Write `\\sum_{k=1}^{n}`, or `\\sum_k`.",
        );
      }
      const span = spanOf(upper[0]!);
      for (const letter of letters) this.context.onRange?.({ letter, size, span });
    } else if (lower === "0") {
      return this.problems.notSupported(
        sign,
        "Entries are counted from 1.",
        "Write `\\sum_{k=1}^{n}`, or `\\sum_k`.",
      );
    }
    this.position = at;
    return { letters };
  }
}

function isComparison({ kind, text }: MathToken): boolean {
  const isSign =
    /^(?:\\(?:neq?|leq?|geq?|lt|gt|not|neg|sim|in|notin|colon|mid)|[≠≤≥<>∼∈∉~|]|in|:)$/;
  return kind !== "name" && isSign.test(text);
}

function sameSign(a: MathToken, b: MathToken): boolean {
  return a.kind === b.kind && a.text === b.text;
}

/** The parts of a list with commas. */
function listed(tokens: readonly MathToken[]): readonly (readonly MathToken[])[] {
  const parts: MathToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "symbol" && token.text === ",") parts.push([]);
    else parts[parts.length - 1]!.push(token);
  }
  return parts;
}

/** `n` of `\sum_{k=1}^{n}` and of `\sum_{k=0}^{n-1}`. */
function upperEnd(tokens: readonly MathToken[], lower: string | undefined): string | undefined {
  const [first, minus, one] = tokens;
  if (!first || (first.kind !== "name" && first.kind !== "number")) return undefined;
  if (lower !== "0") return tokens.length === 1 ? first.text : undefined;
  const isLess = tokens.length === 3 && minus!.text === "-" && one!.text === "1";
  return isLess && first.kind === "name" ? first.text : undefined;
}

export function derivativeOf(body: Expression, by: By, span: Span): Expression {
  return by.reduceRight<Expression>(
    (inner, one) => ({ kind: "derivative", body: inner, by: one, span }),
    body,
  );
}
