import { nearestName } from "../text/nearest.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import { remedyForWord } from "./foreign-words.ts";
import type { MathToken } from "./math-token.ts";
import type { UnclearDivision } from "./precedence.ts";

/** The mistakes that a text in LaTeX or linear Unicode can hold, each with what to type instead. */
export class MathProblems {
  private readonly text: string;
  private readonly commands: () => Iterable<string>;
  private readonly spelling: (latex: string) => string;

  /**
   * @param commands the commands that are understood, to suggest one for a slip
   * @param spelling remedies, which are told in LaTeX, in the notation that was typed
   */
  constructor(
    text: string,
    commands: () => Iterable<string>,
    spelling: (latex: string) => string = (latex) => latex,
  ) {
    this.text = text;
    this.commands = commands;
    this.spelling = spelling;
  }

  /** A remedy in the notation that was typed. */
  spelled(latex: string): string {
    return this.spelling(latex);
  }

  empty(span: Span): Problem {
    return {
      code: "empty-expression",
      message: "There is no expression here.",
      span: { from: span.from, to: span.to },
      remedy: this.spelled("Type one, such as `y^\\top A x`."),
    };
  }

  missingOperand(found: MathToken, before: MathToken | undefined): Problem {
    const place = before ? `after ${this.name(before)}` : "at the beginning";
    return this.at(
      found,
      "missing-operand",
      `A number, a name or a bracket is expected ${place}, not ${this.name(found)}.`,
      found.kind === "end"
        ? "Complete the expression, or delete its end."
        : `Delete ${this.name(found)}, or write what it acts on.`,
    );
  }

  unexpected(found: MathToken, expected: string, remedy: string): Problem {
    const message = `${expected} is expected here, not ${this.name(found)}.`;
    return this.at(found, "unexpected-token", message, remedy);
  }

  unknown(found: MathToken): Problem {
    const typed = this.typed(found);
    const word = /[A-Za-z]+(?=\W*$)/.exec(typed)?.[0] ?? "";
    const advice = remedyForWord(word) ?? ADVICE.find(([pattern]) => pattern.test(typed))?.[1];
    if (advice === undefined && /^[A-Za-z]+$/.test(typed)) return this.unclearWord(found, typed);
    if (advice === undefined && typed.startsWith("\\operatorname"))
      return this.unknownOperator(found, typed, word);
    const isCommand = /^\\[A-Za-z]+$/.test(typed);
    const meant =
      advice === undefined && isCommand ? nearestName(typed.slice(1), this.commands()) : undefined;
    const remedy =
      advice ??
      (meant === undefined
        ? "Leave it out, or write it as a name such as `\\mathrm{loss}`."
        : `Did you mean \`\\${meant}\`?`);
    return this.at(found, "unknown-command", `\`${shorten(typed)}\` is not understood.`, remedy);
  }

  /** `with`: letter by letter it would be a product. */
  private unclearWord(found: MathToken, typed: string): Problem {
    return this.at(
      found,
      "unknown-word",
      `\`${shorten(typed)}\` is a word that is not understood, or a product of letters.`,
      `Write \`\\mathrm{${shorten(typed)}}\` for a name, \`${Array.from(shorten(typed)).join(" ")}\` for the product, or leave it out.`,
    );
  }

  private unknownOperator(found: MathToken, typed: string, word: string): Problem {
    const meant = nearestName(word, this.commands());
    return this.at(
      found,
      "unknown-function",
      `\`${shorten(typed)}\` is a function that is not known here.`,
      meant === undefined
        ? `Write \`\\mathrm{${word}}\` for a name, or declare \`${word}: function\`.`
        : `Did you mean \`\\${meant}\`? \`\\mathrm{${word}}\` is a name.`,
    );
  }

  /** `\\sum_{i \\ne j}` */
  conditionBelow(found: Span): Problem {
    return this.at(
      found,
      "condition",
      "A sum runs over a whole side of an array; conditions are not understood.",
      "Write `\\sum_{i,j}` with a matrix of zeros and ones as weights, or take away the terms that are not meant.",
    );
  }

  missingOperator(left: Span, found: MathToken): Problem {
    const text = shorten(this.text.slice(left.from, left.to));
    return this.at(
      found,
      "missing-operator",
      `An operator is missing between \`${text}\` and the number \`${shorten(found.text)}\`.`,
      `Write \`\\cdot ${shorten(found.text)}\` for a product, \`^{${shorten(found.text)}}\` for a power.`,
    );
  }

  unclosed(opening: MathToken, found: MathToken): Problem {
    return {
      code: "unbalanced",
      message: `${this.name(opening)} is never closed.`,
      span: { from: found.from, to: found.to },
      facts: [{ text: "It was opened here.", span: { from: opening.from, to: opening.to } }],
      remedy: `Close it, or delete ${this.name(opening)}.`,
    };
  }

  unopened(found: MathToken): Problem {
    return this.at(
      found,
      "unbalanced",
      `${this.name(found)} closes nothing.`,
      "Delete it, or open the bracket that it closes.",
    );
  }

  unbraced(found: MathToken, sign: string): Problem {
    const message = `LaTeX takes only the first digit of \`${sign}${found.text}\`.`;
    return this.at(found, "missing-braces", message, `Write \`${sign}{${found.text}}\`.`);
  }

  missingArgument(sign: MathToken, found: MathToken): Problem {
    return {
      code: "missing-argument",
      message: `${this.name(sign)} needs an argument, and finds ${this.name(found)}.`,
      span: { from: sign.from, to: sign.to },
      remedy: this.spelled("Write its arguments in braces, as in `\\frac{1}{2}` or `x^{2}`."),
    };
  }

  equation(found: MathToken): Problem {
    return this.at(
      found,
      "equation",
      "An expression is expected, not an equation.",
      "Keep one side of it.",
    );
  }

  unclearDivision({ division, factor }: UnclearDivision): Problem {
    const text = ({ from, to }: Span): string => shorten(this.text.slice(from, to));
    const [a, b, c] = [text(division.dividend), text(division.divisor), text(factor)];
    return {
      code: "ambiguous-division",
      message: `It cannot be told whether \`${c}\` divides or multiplies.`,
      span: { from: division.divisor.from, to: factor.to },
      remedy: this.spelled(`Write \`\\frac{${a}}{${b}} ${c}\` or \`\\frac{${a}}{${b} ${c}}\`.`),
    };
  }

  unclearCall(found: MathToken, group: string): Problem {
    const name = this.typed(found);
    return this.at(
      found,
      "unknown-function",
      `It cannot be told whether \`${name}${group}\` is a function of something or a product.`,
      `Write \`${name} \\cdot ${group}\` for a product, or declare \`${found.text}: function\`.`,
    );
  }

  notAnIndex(found: MathToken): Problem {
    return this.at(
      found,
      "not-an-index",
      `An index is a letter or a whole number from 1, not ${this.name(found)}.`,
      "Write `W_{ik}` or `x_{1}`; a label such as `\\mathrm{max}` is set upright.",
    );
  }

  notSupported(span: Span, what: string, remedy: string): Problem {
    return {
      code: "not-understood",
      message: what,
      span: { from: span.from, to: span.to },
      remedy: this.spelled(remedy),
    };
  }

  numberOutOfRange(found: MathToken): Problem {
    const message = `The number \`${shorten(found.text)}\` is too large or too small to be kept exactly.`;
    return this.at(found, "number-out-of-range", message, "Use a name for it.");
  }

  /** How a message calls a token. */
  name(token: MathToken): string {
    return token.kind === "end" ? "the end of the text" : `\`${shorten(this.typed(token))}\``;
  }

  typed({ from, to }: Span): string {
    return this.text.slice(from, to).trim();
  }

  private at(span: Span, code: string, message: string, remedy: string): Problem {
    return {
      code,
      message,
      span: { from: span.from, to: span.to },
      remedy: this.spelled(remedy),
    };
  }
}

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /cases/,
    "Cases are not known here; `\\max(0, x)` is the positive part, and `\\operatorname{step}(x)` is 1 where x > 0.",
  ],
  [/^\\(backslash|setminus)$/, "Write `A^{-1} b` for the solution of A x = b."],
  [/^\\(wedge|vee|cap|cup)$|[∧∨∩∪]/, "Only sums and products are known here."],
  [/^[~∼]$/, "Keep one side of it."],
  [/matrix|array|begin|end/, "Give the matrix a name, and declare its shape."],
  [/prod|[∏Π]/, "Write a product of all entries as exp of a sum of logarithms, or give it a name."],
  [/^\\[io]*int$|[∫∬∮]/, "Integrals are not known here."],
  [/infty|∞/, "The largest entry is written `\\max(x)`; the maximum norm is not known here."],
  [/dots|…|⋯/, "Write the sum with `\\sum`."],
  [
    /mathbb|mathds|\\E$|Pr|Var|Cov|𝔼|ℙ/,
    "Expectations are not known here; write the sum or the integrand.",
  ],
  [
    /^\\(leq?|geq?|neq?|lt|gt|ll|gg|preceq|succeq|approx|sim|simeq|cong|to|mapsto|propto|implies|iff|Rightarrow|rightarrow|Leftrightarrow|leqslant|geqslant)$|^[≤≥≠≈∼→⇒⇔≪≫⪯⪰∝]$/,
    "Keep one side of it.",
  ],
  [
    /^\\(lfloor|lceil|rfloor|rceil)$/,
    "Rounding is not known here; its derivative is zero nearly everywhere.",
  ],
  [
    /^\\(oplus|boxplus|ominus)$|⊕/,
    "Write the Kronecker sum as `A \\otimes I_n + I_m \\otimes B`; a direct sum is not known here.",
  ],
  [/^\\(pm|mp)$|[±∓]/, "Write one of the two signs."],
  [/^\\(forall|exists)$|[∀∃]/, "Leave it out."],
  [/^\\(binom|tbinom|dbinom|choose)$/, "Give the binomial coefficient a name."],
  [/^\\(under|over)(set|line)$/, "Write what stands in the middle alone."],
  [/^\\(arg|Re|Im)/, "Everything is real here; write what it is of alone."],
  [
    /^\\(text|mathrm|operatorname|mbox)/,
    "Leave words out; a name is of one word, as `\\mathrm{loss}`.",
  ],
  [/^[<>!@#?"]/, "Leave it out."],
];

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= 40 ? line : `${line.slice(0, 24)}…${line.slice(-12)}`;
}
