import * as build from "../syntax/build.ts";
import { Sign } from "../functions/overloaded.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { CallFrame, Next } from "./math-base.ts";
import { derivativeOf } from "./math-derivatives.ts";
import { withSignsOfTrace } from "./math-functions.ts";
import { MathSuperscripts } from "./math-superscripts.ts";
import { CLOSING, type MathToken } from "./math-token.ts";
import { sumOver } from "./plain-stack.ts";
import type { Operand } from "./precedence.ts";

/** The ends of brackets, fences, calls, and of the text. */
export class MathClosing extends MathSuperscripts {
  protected nextArgument(token: MathToken): Next {
    const problem = this.reduce(0);
    if (problem) return problem;
    const top = this.stack.top();
    if (top?.kind !== "call" && top?.kind !== "inner") {
      return this.problems.unexpected(
        token,
        "An operator",
        "Commas separate the arguments of functions and indices.",
      );
    }
    this.position++;
    return "operand";
  }

  protected close(token: MathToken): Next {
    const problem = this.reduce(0);
    if (problem) return problem;
    const frame = this.stack.top();
    if (!frame || !("opening" in frame)) return this.problems.unopened(token);
    const wanted = CLOSING.get(frame.opening.text);
    if (wanted !== token.text) {
      return frame.kind === "partial"
        ? this.noDivisor(frame.opening)
        : this.problems.unclosed(frame.opening, token);
    }
    this.stack.frames.pop();
    this.position++;
    const span = { from: frame.opening.from, to: token.to };
    switch (frame.kind) {
      case "group": {
        const { node } = this.stack.operands.pop()!;
        return this.finish({ node, ...span, parenthesised: true });
      }
      case "argument": {
        const operand = this.stack.operands.pop()!;
        return this.finishArgument({ ...operand, ...span });
      }
      case "fence": {
        const operand = this.stack.operands.pop()!;
        return this.finishFence(operand, frame.opening.from, token.to, frame.isNorm);
      }
      case "inner": {
        const parts = this.stack.operands.splice(frame.base).map(({ node }) => node);
        if (parts.length !== 2) {
          return this.problems.notSupported(
            span,
            "An inner product is of two things.",
            "Write `\\langle a, b \\rangle`.",
          );
        }
        const label = this.labelOfInner();
        if (label && "code" in label) return label;
        const whole = { ...span, to: label?.to ?? span.to };
        return this.finish({
          node: { ...build.call(Sign.inner, ...parts), span: whole },
          ...whole,
        });
      }
      case "numerator": {
        const { node } = this.stack.operands.pop()!;
        this.position = frame.next;
        const whole = { from: span.from, to: this.tokens[frame.next - 1]!.to };
        return this.finish({ node: derivativeOf(node, frame.by, whole), ...whole });
      }
      case "call":
        return this.finishCall(frame, token);
      case "partial":
        return this.noDivisor(frame.opening);
    }
  }

  /** `_F` behind an inner product says which one is meant; another one is not known. */
  private labelOfInner(): Span | Problem | undefined {
    const script = this.peek();
    if (script.kind !== "script" || script.text !== "_") return undefined;
    const argument = this.argumentAt(this.position + 1);
    if ("code" in argument) return argument;
    const kind = this.tokensOf(argument, 3)
      .map(({ text }) => text)
      .join("");
    if (!/^(F|Fro|fro|HS|2|ell2|R|l2)$/.test(kind)) {
      return this.problems.notSupported(
        argument,
        "Which inner product this is, is not understood.",
        "Leave the subscript out, or write `x^\\top M y`.",
      );
    }
    this.position = argument.next;
    return argument;
  }

  protected noDivisor(opening: MathToken): Problem {
    return this.problems.notSupported(
      opening,
      "What is differentiated by does not stand below the line.",
      "Write `\\frac{\\partial f}{\\partial x}`.",
    );
  }

  protected finishCall(frame: CallFrame, closing: MathToken): Next {
    const parts = this.stack.operands.splice(frame.base);
    const span = { from: frame.span.from, to: closing.to };
    const node = callOf(frame, parts, span);
    if ("code" in node) return node;
    return this.finish({ node: frame.after ? frame.after(node, span) : node, ...span });
  }

  protected closeFence(token: MathToken): Next {
    const isOpening = token.side === "open";
    if (!isOpening) {
      const barrier = this.barrier();
      const isPair = token.text === "|" && this.tokens[this.position + 1]?.text === "|";
      const isNorm = isPair || token.text === "‖";
      const fits =
        barrier?.kind === "fence" &&
        !barrier.closedByBrace &&
        (barrier.isNorm ? isNorm : barrier.opening.text === token.text);
      if (fits) {
        const problem = this.reduce(0);
        if (problem) return problem;
        this.stack.frames.pop();
        this.position += barrier.isNorm && isPair ? 2 : 1;
        const operand = this.stack.operands.pop()!;
        const { to } = this.tokens[this.position - 1]!;
        return this.finishFence(operand, barrier.opening.from, to, barrier.isNorm);
      }
      if (token.side === "close") return this.problems.unopened(token);
    }
    return this.juxtapose(token);
  }

  protected end(token: MathToken): Next {
    const problem = this.reduce(0);
    if (problem) return problem;
    const open = this.stack.top();
    if (!open) return "done";
    if (open.kind === "partial") return this.noDivisor(open.opening);
    return "opening" in open
      ? this.problems.unclosed(open.opening, token)
      : this.problems.missingOperand(token, this.tokens[this.position - 1]);
  }
}

function callOf(frame: CallFrame, parts: readonly Operand[], span: Span): Expression | Problem {
  const { callee, entrywise } = frame;
  if (callee === "sum" && parts.length > 1) return sumOver(parts, span);
  const zero = parts.findIndex(({ node }) => node.kind === "number" && node.value.numerator === 0n);
  if (callee === "max" && parts.length === 2 && zero >= 0) {
    return { ...build.call("relu", parts[1 - zero]!.node), span };
  }
  return {
    kind: "call",
    callee,
    arguments: parts.map(({ node }) => (callee === "tr" ? withSignsOfTrace(node) : node)),
    ...(entrywise && { entrywise: true as const }),
    span,
    calleeSpan: frame.span,
  };
}
