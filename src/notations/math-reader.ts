import { Sign } from "../functions/overloaded.ts";
import * as build from "../syntax/build.ts";
import { sameExpression } from "../syntax/equality.ts";
import type { BinaryOperator, Expression, Index } from "../syntax/expression.ts";
import { type Problem, type Result, failure, success } from "../text/problem.ts";
import { type Next, isGroupOpening } from "./math-base.ts";
import { MathClosing } from "./math-closing.ts";
import { looksLikeIndex, subscriptOf } from "./math-scripts.ts";
import type { MathToken } from "./math-token.ts";
import { Binding, spanOf } from "./precedence.ts";

interface Infix {
  readonly operator?: BinaryOperator;
  readonly callee?: string;
  readonly rank: number;
}

const INFIX: ReadonlyMap<string, Infix> = new Map<string, Infix>([
  ["+", { operator: "add", rank: Binding.sum }],
  ["-", { operator: "subtract", rank: Binding.sum }],
  ["*", { operator: "multiply", rank: Binding.product }],
  ["cdot", { callee: Sign.dot, rank: Binding.product }],
  ["times", { callee: Sign.cross, rank: Binding.product }],
  ["/", { operator: "divide", rank: Binding.product }],
  [".*", { operator: "hadamard", rank: Binding.product }],
  ["./", { operator: "entrywise-divide", rank: Binding.product }],
  ["hadamard", { operator: "hadamard", rank: Binding.loose }],
  ["oslash", { operator: "entrywise-divide", rank: Binding.loose }],
  ["kron", { callee: "kron", rank: Binding.loose }],
  [":", { callee: Sign.inner, rank: Binding.loose }],
]);

/**
 * Reads the tokens of LaTeX or of linear Unicode: the stack of operators is that of plain notation,
 * with juxtaposition, fences, fractions, scripts and the signs of sums and derivatives on top of it.
 * What only shapes can tell becomes a call of an overloaded sign. Iterative.
 */ export class MathReader extends MathClosing {
  read(): Result<Expression> {
    const [first] = this.tokens;
    if (first!.kind === "end") return failure(this.problems.empty(first!));
    let next: Next = "operand";
    while (typeof next === "string" && next !== "done") {
      next =
        next === "operand"
          ? this.readOperand()
          : next === "operator"
            ? this.readOperator()
            : this.readArgument();
    }
    return next === "done" ? success(this.stack.operands[0]!.node) : failure(next);
  }

  private readOperand(): Next {
    const token = this.peek();
    switch (token.kind) {
      case "number":
        return this.readNumber(token);
      case "name":
        return this.readName(token);
      case "word":
        return this.readWord(token);
      case "function":
        return this.readFunction(token, token.text);
      case "open":
        return this.readOpening(token);
      case "bar":
        return this.openFence(token);
      case "special":
        return this.readSpecial(token);
      case "unknown":
        return this.problems.unknown(token);
      case "symbol":
        if (token.text === "-" || token.text === "+") {
          this.position++;
          if (token.text === "-") this.stack.minus(spanOf(token));
          return "operand";
        }
        if (token.text === "=") return this.problems.equation(token);
        break;
      case "close":
      case "script":
      case "newline":
      case "end":
        break;
    }
    return this.problems.missingOperand(token, this.tokens[this.position - 1]);
  }

  private readNumber(token: MathToken): Next {
    const operand = this.numberOperand(token);
    if ("code" in operand) return operand;
    this.position++;
    return this.finish(operand);
  }

  private readOpening(token: MathToken): Next {
    if (token.text === "<") {
      const base = this.stack.operands.length;
      this.stack.frames.push({ kind: "inner", opening: token, base });
      this.position++;
      return "operand";
    }
    const delta = token.text === "[" ? this.readIverson(token) : undefined;
    if (delta) return delta;
    this.stack.frames.push({ kind: "group", opening: token });
    this.position++;
    return "operand";
  }

  /** `[i = j]` */
  private readIverson(opening: MathToken): Next | undefined {
    const [left, sign, right, closing] = this.tokens.slice(this.position + 1, this.position + 5);
    if (sign?.text !== "=" || closing?.text !== "]" || closing.kind !== "close") return undefined;
    const indices = [left!, right!].map(indexOfToken);
    if (indices[0] === undefined || indices[1] === undefined) return undefined;
    this.position += 5;
    const span = { from: opening.from, to: closing.to };
    const node: Expression = { kind: "delta", left: indices[0], right: indices[1], span };
    return this.finish({ node, ...span });
  }

  private openFence(token: MathToken): Next {
    if (token.side === "close") return this.problems.unopened(token);
    const second = this.tokens[this.position + 1]!;
    const isDouble =
      token.text === "|" &&
      second.kind === "bar" &&
      second.text === "|" &&
      second.side === token.side &&
      // `\\left|\\left|` are one sign, set in two parts.
      (second.from === token.to || (token.partner ?? -1) === (second.partner ?? -2) + 1);
    this.stack.frames.push({
      kind: "fence",
      opening: token,
      isNorm: isDouble || token.text === "‖",
      isDouble,
      closedByBrace: false,
    });
    this.position += isDouble ? 2 : 1;
    return "operand";
  }

  private readSpecial(token: MathToken): Next {
    switch (token.text) {
      case "frac":
        return this.readFraction(token);
      case "sqrt":
        this.position++;
        return this.readRoot(token);
      case "sum":
        return this.readSum(token);
      case "partial":
        return this.readPartial(token);
      case "nabla":
        return this.readNabla(token);
      case "ones":
      case "zeros":
        return this.readConstant(token);
      case "commutation": {
        this.position++;
        const sizes = this.readSizes();
        if ("code" in sizes) return sizes;
        const span = { from: token.from, to: this.tokens[this.position - 1]!.to };
        const node = sizes.length === 0 ? build.name("K") : build.call("commutation", ...sizes);
        return this.finish({ node: { ...node, span }, ...span });
      }
      case "norm":
      case "abs": {
        const brace = this.tokens[this.position + 1]!;
        this.position++;
        const frame = { kind: "fence", isNorm: token.text === "norm", isDouble: false } as const;
        if (brace.kind === "open" && brace.text === "{") {
          this.stack.frames.push({ ...frame, opening: brace, closedByBrace: true });
          this.position++;
          return "operand";
        }
        const operand = this.simpleOperand(brace);
        if ("code" in operand) return operand;
        this.position++;
        return this.finishFence(operand, token.from, operand.to, frame.isNorm);
      }
      default:
        return this.problems.unknown(token);
    }
  }

  /** `\\sqrt{x}`, `\\sqrt[3]{x}` */
  private readRoot(token: MathToken): Next {
    const opening = this.peek();
    if (opening.text !== "[" || opening.kind !== "open") {
      this.stack.frames.push({ kind: "root", span: spanOf(token) });
      return "argument";
    }
    const [degree, closing] = this.tokens.slice(this.position + 1, this.position + 3);
    if (degree?.kind !== "number" || !/^[1-9]\d?$/.test(degree.text) || closing?.text !== "]") {
      const remedy = "Write `x^{1/k}` for another root.";
      return this.problems.notSupported(opening, "The degree of a root is a number.", remedy);
    }
    this.position += 3;
    this.stack.frames.push({ kind: "root", span: spanOf(token), degree: Number(degree.text) });
    return "argument";
  }

  /** `\mathbf{1}`, `\mathbf{1}_n`, `\mathbf{0}` */
  private readConstant(token: MathToken): Next {
    this.position++;
    const index = token.text === "ones" ? this.indexOfOnes() : undefined;
    if (index !== undefined) {
      const to = this.tokens[this.position - 1]!.to;
      const span = { from: token.from, to };
      return this.finish({ node: { ...build.entry(build.call("ones"), [index]), span }, ...span });
    }
    const sizes = this.readSizes();
    if ("code" in sizes) return sizes;
    const span = { from: token.from, to: this.tokens[this.position - 1]!.to };
    const node =
      token.text === "zeros" && sizes.length === 0
        ? build.number(0)
        : build.call(token.text, ...sizes);
    return this.finish({ node: { ...node, span }, ...span });
  }

  /** `h` of `\\mathbf{1}_h`, where h numbers the entries of other arrays too; moves on behind it. */
  private indexOfOnes(): string | undefined {
    if (this.peek().kind !== "script" || this.peek().text !== "_") return undefined;
    const argument = this.argumentAt(this.position + 1);
    if ("code" in argument || argument.end - argument.start !== 1) return undefined;
    const { kind, text } = this.tokens[argument.start]!;
    const isSize = this.context.sizes?.has(text) === true || this.isVariable(text);
    if (kind !== "name" || isSize || !this.lettersBelow.has(text)) return undefined;
    this.position = argument.next;
    return text;
  }

  private readWord(token: MathToken): Next {
    if (this.functions.has(token.text)) return this.readUnknownFunction(token);
    const next = this.tokens[this.position + 1]!;
    const isCall = next.kind === "open" && next.text === "(" && !next.spaced;
    if (isCall && !this.isVariable(token.text)) {
      return this.problems.unclearCall(token, this.groupText(this.position + 1));
    }
    return this.readSubscripted(token);
  }

  private readName(token: MathToken): Next {
    const { text } = token;
    const next = this.tokens[this.position + 1]!;
    if (this.functions.has(text)) return this.readUnknownFunction(token);
    if (!this.isVariable(text)) {
      if (text === "e" && !this.usedAlone.has("e") && next.text === "^" && next.kind === "script") {
        this.stack.frames.push({ kind: "exponential", span: spanOf(token) });
        this.position += 2;
        return "argument";
      }
      if (text === "d" && this.isLinearDerivative("d")) return this.readOperatorByLine(token, "d");
      if (text === "d" && next.text === "(") {
        const derivative = this.readDerivativeOf(next);
        if (derivative) return derivative;
      }
      const opensCall = isGroupOpening(next) && !next.spaced;
      if (text === "sigma" && opensCall && !this.usedAlone.has("sigma")) {
        this.choose(
          token,
          "\\sigma(...) is the logistic function",
          "\\sigma \\cdot (...) for a product",
        );
        return this.readFunction(token, "sigmoid");
      }
      if (text === "delta" && next.text === "_" && next.kind === "script") {
        const delta = this.readDelta(token);
        if (delta) return delta;
      }
      if (
        text === "I" &&
        next.text === "_" &&
        next.kind === "script" &&
        !this.isEntryOfIdentity()
      ) {
        this.position++;
        const sizes = this.readSizes();
        if ("code" in sizes) return sizes;
        const span = { from: token.from, to: this.tokens[this.position - 1]!.to };
        const [size, other = size] = sizes;
        if (!size || !sameExpression(size, other!)) return this.problems.notAnIndex(next);
        return this.finish({ node: { ...build.call("eye", size), span }, ...span });
      }
    }
    return this.readSubscripted(token);
  }

  /** `I_{ij}`, as against `I_{n}` and `I_{n \\cdot m}`. */
  private isEntryOfIdentity(): boolean {
    const argument = this.argumentAt(this.position + 2);
    if ("code" in argument) return false;
    const below = subscriptOf(this.tokensOf(argument));
    return (
      !("misfit" in below) &&
      below.indices.length === 2 &&
      below.indices.every(looksLikeIndex) &&
      typeof below.indices[0] === "string" &&
      below.indices[0] !== below.indices[1]
    );
  }

  private readDelta(token: MathToken): Next | undefined {
    const argument = this.argumentAt(this.position + 2);
    if ("code" in argument) return undefined;
    const below = subscriptOf(this.tokensOf(argument));
    if ("misfit" in below || below.indices.length !== 2) return undefined;
    const [left, right] = below.indices as [Index, Index];
    this.position = argument.next;
    const span = { from: token.from, to: argument.to };
    return this.finish({ node: { kind: "delta", left, right, span }, ...span });
  }

  /** A name with what stands directly below it: part of its name, or the indices of an entry. */
  private readSubscripted(token: MathToken): Next {
    const read = this.nameAt(this.position);
    if ("code" in read) return read;
    this.position = read.next;
    const { operand } = read;
    const opening = this.peek();
    const { node } = operand;
    if (node.kind === "name" && isGroupOpening(opening) && !opening.spaced) {
      const problem = this.unclearProduct(token, node.name, opening);
      if (problem) return problem;
    }
    return this.finish(operand);
  }

  /** `y(x)` of undeclared names: nobody can tell. */
  private unclearProduct(token: MathToken, name: string, opening: MathToken): Problem | undefined {
    if (this.isVariable(name) || this.usedAlone.has(name)) return undefined;
    if (name.startsWith("D_")) return this.unclearDerivative(token);
    const isExpectation = /^[EP]$/.test(name) && opening.text !== "(";
    const looksApplied =
      isExpectation ||
      /^([fghuvpqoFGJLO]|[PTSfgh]_[A-Za-z]\w*|phi|psi|varphi|rho|Phi|Psi|ell)$/.test(name);
    const content = this.tokens.slice(this.position + 1, opening.partner ?? -1);
    const isName = content.length === 1 && content[0]!.kind === "name";
    const isList = content.some(({ kind, text }, k) => kind === "symbol" && text === "," && k > 0);
    if (!looksApplied && !isName && !isList) return undefined;
    return this.problems.unclearCall(token, this.groupText(this.position));
  }

  /** `D_x(...)` is a derivative, or a diagonal matrix and a factor. */
  private unclearDerivative(token: MathToken): Problem {
    const { to } = this.tokens[this.position - 1]!;
    const typed = this.problems.typed({ from: token.from, to });
    const group = this.groupText(this.position);
    return this.problems.notSupported(
      { from: token.from, to },
      `\`${typed}\` may differentiate what follows, or be a factor of it.`,
      `Write \`\\nabla_x ${group}\` for the derivative by x, \`${typed} \\cdot ${group}\` for a product.`,
    );
  }

  private readOperator(): Next {
    const token = this.peek();
    switch (token.kind) {
      case "end":
        return this.end(token);
      case "number": {
        return this.problems.missingOperator(this.stack.lastOperand(), token);
      }
      case "unknown":
        return this.problems.unknown(token);
      case "script":
        return token.text === "^" ? this.readSuperscript(token) : this.readEntry(token);
      case "close":
        return this.close(token);
      case "bar":
        return this.closeFence(token);
      case "open":
        if (this.style.bracketIndices && token.text === "[") {
          const entry = this.readBracketed(token);
          if (entry) return entry;
        }
        return this.juxtapose(token);
      case "symbol":
        return this.readSign(token);
      case "name":
      case "word":
      case "function":
      case "special":
        return this.juxtapose(token);
      case "newline":
        this.position++;
        return "operator";
    }
  }

  private readSign(token: MathToken): Next {
    if (token.text === "'" || token.text === "top") {
      const { power } = this.stack.lastOperand();
      if (this.style.strictScripts && power !== undefined) return this.doubleScript(token);
      this.position++;
      this.stack.transpose(token.to);
      return "operator";
    }
    if (token.text === ",") return this.nextArgument(token);
    if (token.text === "=") return this.problems.equation(token);
    if (token.text === ".^") {
      this.position++;
      this.stack.frames.push({
        kind: "exponent",
        operator: "entrywise-power",
        span: spanOf(token),
      });
      return "argument";
    }
    if (token.text === "/" && this.tokens[this.position + 1]?.text === "partial") {
      const closed = this.closePartial();
      if (closed) return closed;
    }
    const infix = INFIX.get(token.text);
    if (!infix)
      return this.problems.unexpected(
        token,
        "An operator",
        "Write `+`, `-`, `\\cdot`, `\\odot` or nothing for a product.",
      );
    const { operator, callee, rank } = infix;
    const reducing = rank === Binding.product ? Binding.application : rank;
    const unclear = this.stack.infix(
      {
        operator,
        rank,
        sign: token.text,
        span: spanOf(token),
        ...(callee !== undefined && {
          build: (left: Expression, right: Expression) => this.signed(callee, left, right),
        }),
      },
      reducing,
    );
    if (unclear) return this.problems.unclearDivision(unclear);
    this.position++;
    return "operand";
  }

  /** What an infix sign makes of its sides; beside a plain number a dot or a cross is a product. */
  private signed(callee: string, left: Expression, right: Expression): Expression {
    const isSign = callee === Sign.dot || callee === Sign.cross;
    if (isSign && (this.isNumber(left) || this.isNumber(right)))
      return build.binary("multiply", left, right);
    return build.call(callee, left, right);
  }

  private isNumber(e: Expression): boolean {
    // `x_i` of a matrix is one of its rows.
    if (e.kind === "entry" && e.operand.kind === "name")
      return (this.context.ranks?.get(e.operand.name) ?? 0) <= e.indices.length;
    return (
      /^(number|entry|delta|sum)$/.test(e.kind) ||
      (e.kind === "negate" && e.operand.kind === "number") ||
      (e.kind === "binary" && e.left.kind === "number" && e.operator !== "multiply")
    );
  }

  /** A group in braces, or one token. */
  private readArgument(): Next {
    const token = this.peek();
    const top = this.stack.top();
    const minus = token.kind === "symbol" && token.text === "-";
    if (minus && top?.kind === "exponent" && !this.style.strictScripts) {
      // `x^-1` in one line of text.
      this.position++;
      const operand = this.simpleOperand(this.peek());
      if ("code" in operand) return operand;
      this.position++;
      const span = { from: token.from, to: operand.to };
      return this.finishArgument({
        node: { kind: "negate", operand: operand.node, span },
        ...span,
      });
    }
    if (
      token.kind === "open" &&
      (token.text === "{" || (token.text === "(" && !this.style.strictScripts))
    ) {
      this.stack.frames.push({ kind: "argument", opening: token });
      this.position++;
      return "operand";
    }
    if (top?.kind === "root" && token.kind === "name" && !this.style.strictScripts) {
      const read = this.nameAt(this.position);
      if ("code" in read) return read;
      this.position = read.next;
      return this.finishArgument(read.operand);
    }
    const operand = this.simpleOperand(token);
    if ("code" in operand) return operand;
    this.position++;
    return this.finishArgument(operand);
  }
}

function indexOfToken(token: MathToken): Index | undefined {
  if (token.kind === "name") return token.text;
  return token.kind === "number" && /^[1-9]\d{0,8}$/.test(token.text)
    ? Number(token.text)
    : undefined;
}
