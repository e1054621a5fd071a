import { Sign } from "../functions/overloaded.ts";
import * as Q from "../numbers/rational.ts";
import * as build from "../syntax/build.ts";
import { type Expression, type Index, postorder } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { Argument, Next } from "./math-base.ts";
import { MathDerivatives } from "./math-derivatives.ts";
import { looksLikeIndex, subscriptOf, superscriptOf } from "./math-scripts.ts";
import type { MathToken } from "./math-token.ts";
import { type Operand, spanOf } from "./precedence.ts";

/** What stands above and below a complete operand. */
export class MathSuperscripts extends MathDerivatives {
  protected doubleScript(token: MathToken): Problem {
    const { from, to } = this.stack.lastOperand();
    const base = this.problems.typed({ from, to });
    return this.problems.notSupported(
      token,
      "A second exponent needs braces or parentheses about the first.",
      `Write \`(${base})^{...}\`.`,
    );
  }

  protected readSuperscript(token: MathToken): Next {
    const base = this.stack.lastOperand();
    if (this.style.strictScripts && base.power !== undefined) return this.doubleScript(token);
    const argument = this.argumentAt(this.position + 1);
    if ("code" in argument) return argument;
    const { next, to } = argument;
    // No sign is longer than three tokens.
    const tokens = this.tokensOf(argument, 4);
    const above = this.isSmallTranspose(base, tokens)
      ? ({ kind: tokens.length === 1 ? "transpose" : "inverse-transpose" } as const)
      : superscriptOf(tokens, (name) => this.isVariable(name));
    if (tokens[tokens.length - 1]?.text === "t" && above.kind !== "power") {
      this.choose(
        argument,
        "the t above is the sign of the transpose",
        "^{(t)} for a power, with t declared",
      );
    }
    if (tokens.some(({ kind, text }) => kind === "name" && text === "H") && above.kind !== "power")
      this.choose(argument, "the H above is the transpose: everything is real");
    const whole = { from: base.from, to };
    const replace = (node: Expression): Next => {
      this.stack.operands.pop();
      this.stack.operands.push({ node: { ...node, span: whole }, ...whole, power: "^" });
      this.position = next;
      return "operator";
    };
    switch (above.kind) {
      case "transpose":
        if (this.isZeros(base)) {
          return this.problems.notSupported(
            whole,
            "A column of zeros has no size here.",
            "Leave the term out, for it is zero, or write `\\mathbf{0}_n` with its size.",
          );
        }
        return replace(build.transpose(this.onesFor(base, argument)));
      case "power-of-t":
        return replace(
          build.call(Sign.powerOfT, base.node, { ...build.name("T"), span: spanOf(tokens[0]!) }),
        );
      case "inverse-transpose": {
        const inverse = {
          ...build.binary("power", base.node, build.negate(build.number(1))),
          span: whole,
        };
        return replace(build.transpose(inverse));
      }
      case "pseudo-inverse":
        if (above.sign === "dagger") {
          this.choose(argument, "^\\dagger is the pseudo-inverse", "^\\top for the transpose");
        }
        return replace(build.call("pinv", base.node));
      case "star":
        return this.problems.notSupported(
          argument,
          "A star above may be a transpose or a label.",
          "Write `^\\top` for a transpose, `x_{\\mathrm{opt}}` for a label.",
        );
      case "label":
        return this.labelled(base, above.label, replace, argument);
      case "entrywise":
        this.stack.frames.push({
          kind: "exponent",
          operator: "entrywise-power",
          span: spanOf(token),
        });
        this.stack.frames.push({ kind: "argument", opening: this.tokens[this.position + 1]! });
        this.position += 2 + above.skip;
        return "operand";
      case "power":
        this.stack.frames.push({ kind: "exponent", operator: "power", span: spanOf(token) });
        this.position++;
        return "argument";
    }
  }

  /** `\\mathbf{0}` without its size, which is read as the number. */
  private isZeros({ node, from, to, parenthesised }: Operand): boolean {
    return !parenthesised && node.kind === "number" && Q.isZero(node.value) && to - from > 1;
  }

  /** `1^\\top x` is the sum of x: a number has no transpose. */
  private onesFor({ node, from, to }: Operand, span: Span): Expression {
    const isOne = node.kind === "number" && Q.isOne(node.value) && to - from === 1;
    if (!isOne) return node;
    this.choose(span, "the 1 that is transposed is a column of ones", "\\mathbf{1} for the same");
    return { ...build.call("ones"), ...(node.span && { span: node.span }) };
  }

  /** `x^t` of a vector or matrix, where no t is known: an exponent would be a number. */
  private isSmallTranspose({ node }: Operand, tokens: readonly MathToken[]): boolean {
    const last = tokens[tokens.length - 1];
    const isT = last?.kind === "name" && last.text === "t" && !this.isVariable("t");
    const isAlone = tokens.length === 1 || (tokens.length === 2 && tokens[0]!.text === "-");
    if (!isT || !isAlone) return false;
    const isArray = (e: Expression): boolean =>
      e.kind === "name" &&
      ((this.context.ranks?.get(e.name) ?? 0) > 0 ||
        (/^[A-Z]/.test(e.name) && !this.isVariable(e.name)));
    const most = postorder(node).slice(0, 200);
    return most.some(isArray) && (node.kind !== "name" || isArray(node));
  }

  /** `W^{(1)}`: a layer's number is part of the name, a sample's letter an index. */
  protected labelled(
    { node }: Operand,
    label: MathToken,
    replace: (node: Expression) => Next,
    span: Span,
  ): Next {
    const at = label.kind === "number" ? label.text : undefined;
    if (node.kind === "name" && at !== undefined) {
      const candidates = [node.name + at, `${node.name}_${at}`];
      const known = candidates.find((candidate) => this.isVariable(candidate));
      if (known === undefined && this.isVariable(node.name)) {
        return this.problems.notSupported(
          span,
          `${node.name} is declared, and with a number in brackets above it would be another name.`,
          `Write \`${node.name}^{${at}}\` for a power, or declare ${candidates[0]!}.`,
        );
      }
      const name = known ?? candidates[0]!;
      this.choose(
        span,
        `the number in brackets above ${node.name} is part of the name ${name}`,
        "^{2} for a power",
      );
      return replace(build.name(name));
    }
    if (node.kind === "name" && label.kind === "name" && looksLikeIndex(label.text)) {
      this.choose(
        span,
        `the letter in brackets above ${node.name} is an index`,
        "^{k} for a power",
      );
      return replace(build.entry(node, [label.text]));
    }
    return this.problems.notSupported(
      span,
      "A label in brackets above is not understood here.",
      "Write it below the name: `W_{1}`.",
    );
  }

  /** `[A x]_i`, `(X^2)_{ij}` */
  protected readEntry(token: MathToken): Next {
    const operand = this.stack.lastOperand();
    const argument = this.argumentAt(this.position + 1);
    if ("code" in argument) return argument;
    const [only] = this.tokensOf(argument, 1);
    if (only?.text === "+" && argument.end - argument.start === 1 && operand.parenthesised)
      return this.positivePart(operand, argument);
    const below = subscriptOf(this.tokensOf(argument));
    if ("misfit" in below) return this.problems.notAnIndex(below.misfit ?? token);
    if (operand.node.kind === "entry" || (operand.node.kind === "name" && !operand.parenthesised)) {
      return this.problems.notSupported(
        token,
        "A second subscript is not understood.",
        "Write all letters in one pair of braces, as `W_{ik}`.",
      );
    }
    if (below.indices.includes(0)) return this.problems.notAnIndex(this.tokens[argument.start]!);
    if (below.upright && !below.indices.every((index) => typeof index === "number")) {
      return this.problems.notSupported(
        argument,
        "A label stands below a name only.",
        "Leave it out, or give the part a name.",
      );
    }
    this.position = argument.next;
    return this.replaceByEntry(operand, below.indices, argument.to);
  }

  /** `(x)_+` */
  private positivePart({ node, from }: Operand, { next, to }: Argument): Next {
    this.stack.operands.pop();
    this.position = next;
    const span = { from, to };
    this.choose(span, "the plus below is the positive part", "\\max(0, x) for the same");
    return this.finish({ node: { ...build.call("relu", node), span }, ...span });
  }

  protected replaceByEntry(operand: Operand, indices: readonly Index[], to: number): Next {
    const span = { from: operand.from, to };
    this.stack.operands.pop();
    const node: Expression = { kind: "entry", operand: operand.node, indices, span };
    return this.finish({ node, ...span });
  }

  /** `W[i,k]`; undefined where the bracket groups something else. */
  protected readBracketed(opening: MathToken): Next | undefined {
    const operand = this.stack.lastOperand();
    if (opening.from !== operand.to || opening.partner === undefined || opening.partner < 0)
      return undefined;
    const below = subscriptOf(this.tokens.slice(this.position + 1, opening.partner));
    if ("misfit" in below || (below.indices.length > 1 && !below.hasCommas)) return undefined;
    if (below.indices.includes(0)) return this.problems.notAnIndex(this.tokens[this.position + 1]!);
    if (operand.node.kind === "entry") {
      return this.problems.notSupported(
        opening,
        "An entry is a number; it cannot be indexed once more.",
        "Write all letters in one pair of brackets.",
      );
    }
    const closing = this.tokens[opening.partner]!;
    this.position = opening.partner + 1;
    return this.replaceByEntry(operand, below.indices, closing.to);
  }
}
