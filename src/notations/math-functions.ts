import { Sign, signInTrace } from "../functions/overloaded.ts";
import { functionNamed } from "../functions/table.ts";
import { sameExpression, withParts } from "../syntax/equality.ts";
import * as build from "../syntax/build.ts";
import { type Call, children, type Expression, type Index } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import { type After, MathBase, type Next, isGroupOpening } from "./math-base.ts";
import { type Subscript, looksLikeIndex, subscriptOf } from "./math-scripts.ts";
import type { MathToken } from "./math-token.ts";
import { Binding, type Operand, spanOf } from "./precedence.ts";

/** Names with what stands below them, and functions with their arguments. */
export class MathFunctions extends MathBase {
  /** The name at a place with its subscript. */
  protected nameAt(position: number): { operand: Operand; next: number } | Problem {
    const token = this.tokens[position]!;
    const span = spanOf(token);
    const text = this.nameOf(token);
    const plainName = (): Operand => ({ node: { kind: "name", name: text, span }, ...span });
    const script = this.tokens[position + 1];
    if (script?.kind !== "script" || script.text !== "_") {
      return { operand: plainName(), next: position + 1 };
    }
    const argument = this.argumentAt(position + 2);
    if ("code" in argument) return argument;
    const below = subscriptOf(this.tokensOf(argument));
    if ("misfit" in below) return this.problems.notAnIndex(below.misfit ?? script);
    const whole = { from: token.from, to: argument.to };
    // In one line of text braces set labels apart from indices, as upright letters do elsewhere.
    const opening = this.tokens[position + 2]!;
    const isBraced = this.style.bracketIndices && opening.text === "{" && opening.to > opening.from;
    const meant = this.subscripted(text, below, isBraced);
    if (typeof meant === "string") {
      const node: Expression = { kind: "name", name: meant, span: whole };
      return { operand: { node, ...whole }, next: argument.next };
    }
    if (meant.some((index) => index === 0))
      return this.problems.notAnIndex(this.tokens[argument.start]!);
    const node: Expression = {
      kind: "entry",
      operand: plainName().node,
      indices: meant,
      span: whole,
    };
    return { operand: { node, ...whole }, next: argument.next };
  }

  /** The name that base and subscript make together, or the indices of an entry of the base. */
  protected subscripted(
    base: string,
    below: Subscript,
    isBraced: boolean,
  ): string | readonly Index[] {
    const { indices, labels, upright } = below;
    const allDigits = indices.every((index) => typeof index === "number");
    const joined = [base, ...labels].join("_");
    const close = allDigits && indices.length === 1 ? base + labels[0] : joined;
    const run = `${base}_${labels.join("")}`;
    const declared = [close, joined, run].find(
      (name) => this.isVariable(name) || this.context.sizes?.has(name) === true,
    );
    const rank = this.context.ranks?.get(base);
    const isArray = this.isVariable(base) && rank !== 0;
    if (upright && !allDigits) return declared ?? joined;
    if (isBraced && declared !== undefined) return declared;
    if (declared !== undefined && !(isArray && !allDigits)) return declared;
    if (isArray) {
      const digits = String(indices[0] ?? "");
      if (allDigits && indices.length === 1 && rank === digits.length && rank > 1) {
        return Array.from(digits, Number);
      }
      if (rank === undefined || rank === indices.length || !allDigits) return indices;
      return close;
    }
    if (allDigits && !(below.hasCommas && indices.length > 1)) return close;
    if (allDigits) return indices;
    const letters = indices.filter((index) => typeof index === "string");
    const isBound = letters.some((letter) => this.bound.has(letter));
    return isBound || letters.every(looksLikeIndex) ? indices : joined;
  }

  /** The sizes below `I`, `\mathbf{1}`: `n`, `n \times m`, `2 n`; none where nothing stands there. */
  protected readSizes(): Expression[] | Problem {
    if (this.peek().text !== "_" || this.peek().kind !== "script") return [];
    const argument = this.argumentAt(this.position + 1);
    if ("code" in argument) return argument;
    const sizes: Expression[] = [];
    let size: Expression | undefined;
    let last: Expression | undefined;
    const flush = (): void => {
      if (size) sizes.push(size);
      size = undefined;
    };
    for (let at = argument.start; at < argument.end; at++) {
      const token = this.tokens[at]!;
      if (token.kind === "symbol" && /^(times|,|\*)$/.test(token.text)) flush();
      else if (token.kind === "symbol" && token.text === "cdot") continue;
      else if (last && token.kind === "script" && token.text === "^") {
        const power = this.wholePowerAt(at + 1);
        if (!power) return this.problems.notAnIndex(token);
        for (let k = 1; k < power.value; k++) size = build.binary("multiply", size!, last);
        at = power.last;
      } else {
        const factor = this.simpleOperand(token);
        if ("code" in factor) return factor;
        const before = this.tokens[at - 1];
        const isProduct = before?.kind === "symbol" && before.text === "cdot";
        const isRepeated = size !== undefined && !isProduct && sameExpression(size, factor.node);
        // `I_{nn}` is n by n.
        if (isRepeated) flush();
        size = size ? build.binary("multiply", size, factor.node) : factor.node;
        last = factor.node;
      }
    }
    flush();
    if (sizes.length === 0 || sizes.length > 2)
      return this.problems.notAnIndex(this.tokens[argument.start] ?? this.peek());
    this.position = argument.next;
    return sizes;
  }

  /** The 2 of `n^2` and `n^{2}`, and where it ends. */
  private wholePowerAt(
    start: number,
  ): { readonly value: number; readonly last: number } | undefined {
    const isBraced = this.tokens[start]?.text === "{";
    const at = isBraced ? start + 1 : start;
    const { kind, text } = this.tokens[at]!;
    const isWhole = kind === "number" && /^[1-9]$/.test(text);
    return isWhole ? { value: Number(text), last: isBraced ? at + 1 : at } : undefined;
  }

  protected readFunction(token: MathToken, callee: string): Next {
    this.position++;
    const after = this.readAfter(token, callee);
    if (after && "code" in after) return after;
    const opening = this.peek();
    const span = spanOf(token);
    if (isGroupOpening(opening) || (opening.kind === "open" && opening.text === "{")) {
      this.stack.frames.push({
        kind: "call",
        callee,
        span,
        opening,
        entrywise: false,
        base: this.stack.operands.length,
        after: after?.apply,
      });
      this.position++;
      return "operand";
    }
    if (opening.kind === "end" || opening.kind === "close") {
      return this.problems.missingArgument(token, opening);
    }
    this.stack.frames.push({
      kind: "prefix",
      rank: Binding.application,
      span,
      callee,
      build: (operand, whole) => {
        const value = applied(callee, operand.node, whole, span);
        return after ? after.apply(value, whole) : value;
      },
    });
    return "operand";
  }

  /** `\sin^2 x` is (sin x)^2; other scripts on a function are refused. */
  protected readAfter(
    token: MathToken,
    callee: string,
  ): { readonly apply: After } | Problem | undefined {
    const script = this.peek();
    if (script.kind !== "script") return undefined;
    const argument = this.argumentAt(this.position + 1);
    if ("code" in argument) return argument;
    const [only] = this.tokensOf(argument, 1);
    const span = { from: token.from, to: argument.to };
    const isPower =
      argument.end - argument.start === 1 && only!.kind === "number" && script.text === "^";
    if (isPower) {
      const power = this.numberOperand(only!);
      if ("code" in power) return power;
      this.position = argument.next;
      return {
        apply: (value, whole) => ({ ...build.binary("power", value, power.node), span: whole }),
      };
    }
    const below = script.text === "_" ? subscriptOf(this.tokensOf(argument)) : undefined;
    const isArray = functionNamed(callee)?.overloads.every(({ kind }) => kind !== "entrywise");
    if (
      below &&
      !("misfit" in below) &&
      isArray &&
      below.indices.every((index) => typeof index === "string") &&
      /softmax/.test(callee)
    ) {
      this.position = argument.next;
      return { apply: (value, whole) => ({ ...build.entry(value, below.indices), span: whole }) };
    }
    if (callee === "log" && below && "labels" in below) {
      const [base, ...others] = below.indices;
      const isBase = typeof base === "number" && base > 1 && others.length === 0;
      if (below.labels.join() === "e" || isBase) this.position = argument.next;
      if (isBase) {
        const logarithm = build.call("log", build.number(base));
        return {
          apply: (value, whole) => ({ ...build.binary("divide", value, logarithm), span: whole }),
        };
      }
      if (below.labels.join() === "e") return undefined;
    }
    return this.problems.notSupported(
      span,
      `\`${this.problems.typed(span)}\` is not understood.`,
      script.text === "^"
        ? remedyForPower(callee, this.tokensOf(argument, 2))
        : callee === "max"
          ? "The largest entry is written `\\max(x)`; of what is maximised write the function alone."
          : "Leave the subscript out.",
    );
  }

  /** `f(x)`, `f'(x)`, `f.(x)` of a declared function. */
  protected readUnknownFunction(token: MathToken, name = token.text): Next {
    let callee = name;
    let at = this.position + 1;
    while (this.tokens[at]?.kind === "symbol" && this.tokens[at]!.text === "'") {
      callee += "'";
      at++;
    }
    const dot = this.tokens[at];
    const entrywise = dot?.kind === "symbol" && (dot.text === ".(" || dot.text === ".");
    if (entrywise) at++;
    const opening = this.tokens[at]!;
    if (opening.kind !== "open" || opening.text === "{") {
      return this.problems.unexpected(
        opening,
        "`(`",
        `\`${token.text}\` is declared as a function: write \`${token.text}(x)\`.`,
      );
    }
    this.stack.frames.push({
      kind: "call",
      callee,
      span: { from: token.from, to: this.tokens[at - 1]!.to },
      opening,
      entrywise,
      base: this.stack.operands.length,
      after: undefined,
    });
    this.position = at + 1;
    return "operand";
  }
}

/** `\\sin^{-1} x` may be the inverse function, or one over the sine. */
function remedyForPower(callee: string, above: readonly MathToken[]): string {
  const isInverse = above[0]?.text === "-" && above[1]?.text === "1";
  if (!isInverse) return "Write a power behind the argument, as `\\sin(x)^{2}`.";
  const inverse = functionNamed(`a${callee}`) ? `\`\\arc${callee}(x)\`` : undefined;
  if (inverse !== undefined)
    return `Write ${inverse} for the inverse function, \`1/\\${callee}(x)\` for one over it.`;
  return callee === "tanh"
    ? "Write `\\frac{1}{2}\\log\\frac{1+x}{1-x}` for the inverse function, `1/\\tanh(x)` for one over it."
    : `Write \`1/\\${callee}(x)\`, or the inverse function by others.`;
}

/** A function without parentheses: log det X is one thing. */
function applied(callee: string, argument: Expression, span: Span, calleeSpan: Span): Expression {
  const call = (name: string, ...args: readonly Expression[]): Expression => ({
    kind: "call",
    callee: name,
    arguments: args,
    span,
    calleeSpan,
  });
  if (callee === "tr") return call(callee, withSignsOfTrace(argument));
  if (callee === "log" && argument.kind === "call") {
    const [inner] = argument.arguments;
    if (argument.callee === "det") return call("logdet", inner!);
    if (argument.callee === Sign.bars) {
      return inner!.kind === "call" && inner.callee === "det"
        ? call("logdet", inner.arguments[0]!)
        : call(Sign.logBars, inner!);
    }
  }
  return call(callee, argument);
}

/** The argument of a trace; functions among its factors may be functions of a whole matrix. */
export function withSignsOfTrace(root: Expression): Expression {
  const reached: Expression[] = [root];
  for (const e of reached) {
    if (e.kind === "negate" || e.kind === "transpose") reached.push(e.operand);
    else if (e.kind === "binary" && e.operator === "multiply") reached.push(e.left, e.right);
    else if (e.kind === "binary" && (e.operator === "add" || e.operator === "subtract"))
      reached.push(e.left, e.right);
    else if (e.kind === "binary" && (e.operator === "divide" || e.operator === "power"))
      reached.push(e.left);
  }
  const isSign = (e: Expression): e is Call =>
    e.kind === "call" && signInTrace(e.callee) !== undefined;
  if (!reached.some(isSign)) return root;
  const made = new Map<Expression, Expression>();
  for (const e of reached.reverse()) {
    const parts = children(e).map((part) => made.get(part) ?? part);
    const rebuilt = withParts(e, parts);
    if (isSign(e) && rebuilt.kind === "call")
      made.set(e, { ...rebuilt, callee: signInTrace(e.callee)! });
    else made.set(e, rebuilt);
  }
  return made.get(root)!;
}
