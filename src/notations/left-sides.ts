import { functionCalled } from "./math-token.ts";

// What stands left of an equals sign: the name of what is defined, or another expression.

export interface LeftSide {
  /** The name that the right side is given; undefined for a label that is none, and for an expression. */
  readonly name: string | undefined;
  /** The letters of the name as they were typed. */
  readonly base: string;
  /** What stands in parentheses behind it. */
  readonly of: readonly string[];
  /** The index letters: i of `p_i = ...`. */
  readonly letters?: readonly string[];
  /** Whether it calls something, if only by a label: `x_{k+1}`, `P(y \\mid x)`. */
  readonly label: boolean;
  /** Whether the name is a run of letters that could be a product of declared ones. */
  readonly isRun?: true;
}

const STYLES =
  "bf|mathcal|mathbf|boldsymbol|bm|mathrm|operatorname|text|textbf|pmb|mathscr|mathsf|vec|widehat|hat|widetilde|tilde|bar|overline|dot|ddot|check|breve";
const NAME =
  "([A-Za-zℓ\\u00c0-\\u017f\\u0370-\\u03ff][A-Za-z0-9\\u0370-\\u03ff]*[\\u0302-\\u0307]*)";
const BELOW = "(?:_\\{?\\s*(\\\\(?:mathrm|text|mathbf)\\s*\\{)?\\\\?(\\w+)\\}*)?";
const OF =
  "(?:(?:\\\\left|\\\\big|\\\\Big)?[([]([^()[\\]=]*?)(?:\\\\right|\\\\big|\\\\Big)?[)\\]])?";
/** `f`, `\mathcal{L}`, `y_1` on the left of an equation, with what it is of. */
const LEFT = new RegExp(
  `^\\s*\\{?\\s*(?:\\\\(?:${STYLES})(?![A-Za-z])\\s*\\{?)*\\s*\\\\?${NAME}\\}*${BELOW}\\}*\\s*${OF}\\s*$`,
);
const STYLE = new RegExp(`\\\\(?:${STYLES})(?![A-Za-z])`, "g");
/** A longer left side is an expression. */
const LONGEST = 300;
const LOWERED = /[₀-₉ₐ-ₜᵢ-ᵪⱼ]+/g;
const UPRIGHT = /\\(?:mathrm|operatorname|text|mathcal|mathsf)/;
const ACCENT = /\\(widehat|hat|widetilde|tilde|bar|overline|ddot|dot|check|breve)(?![A-Za-z])/g;
const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["widehat", "hat"],
  ["widetilde", "tilde"],
  ["overline", "bar"],
  ["\u0302", "hat"],
  ["\u0303", "tilde"],
  ["\u0304", "bar"],
  ["\u0305", "bar"],
  ["\u0307", "dot"],
]);

/** @param right what the sign sets it equal to, which tells whether a letter below is an index */
export function leftSideOf(typed: string, right: string): LeftSide {
  // `pᵢ` is `p_i`.
  const source = typed.trim().replace(LOWERED, lowered);
  if (source.length > LONGEST) return { name: undefined, base: "", of: [], label: false };
  const left = LEFT.exec(source);
  const [, word = "", upright, below, list = ""] = left ?? [];
  const letters = word.normalize("NFD");
  const base = letters.replace(/[\u0302-\u0307]/g, "");
  const isExpression =
    functionCalled(base) !== undefined && !/^[\s,;]*[\w\\{}]?[\s,;]*$/.test(list);
  if (!left || isExpression) {
    const label = source.trim() === "" || (!isExpression && isLabel(source));
    return { name: undefined, base: "", of: [], label };
  }
  const isBare =
    /^[A-Za-z]{2,}$/.test(base) && !UPRIGHT.test(source) && !source.includes(`\\${base}`);
  // `df = 2 x^\\top A dx` has differentials.
  const isDifferential =
    isBare && /^d[A-Za-z]$/.test(base) && /(?<![A-Za-z])d[A-Za-z](?![A-Za-z])/.test(right);
  if (isDifferential) return { name: undefined, base: "", of: [], label: false };
  // `Ax = b` is an equation, and no definition of something named Ax.
  if (isBare && /^[A-Z][a-z]$/.test(base) && list === "" && below === undefined)
    return { name: undefined, base: "", of: [], label: false };
  const name = accented(base, source, letters);
  // `p_i = ...` gives the entries of p.
  const isIndex =
    upright === undefined &&
    below !== undefined &&
    (/^[i-t]{1,3}$/.test(below) ||
      (/^[a-z]$/.test(below) &&
        new RegExp(`_\\{?[a-z ]*${below}`).test(right.replace(LOWERED, lowered))));
  const whole =
    below === undefined || isIndex ? name : /^\d+$/.test(below) ? name + below : `${name}_${below}`;
  const of = list
    .split(/[,;]/)
    .flatMap((part) => /[A-Za-z\u0370-\u03ff]\w*(?=[}\s]*$)/.exec(part) ?? []);
  return {
    name: whole,
    base,
    of,
    label: true,
    ...(isIndex && { letters: below.split("") }),
    ...(isBare && { isRun: true as const }),
  };
}

function lowered(run: string): string {
  return `_${run.normalize("NFKC")}`;
}

/** `y_hat` of `\hat y`, the inmost accent first, as the lexers name it. */
function accented(base: string, source: string, letters: string): string {
  const above = [...source.matchAll(ACCENT)].map(([, accent = ""]) => accent).reverse();
  const behind = Array.from(letters).filter((sign) => ACCENTS.has(sign) && !/\w/.test(sign));
  return [base, ...[...above, ...behind].map((sign) => ACCENTS.get(sign) ?? sign)].join("_");
}

/** Whether a left side defines a name. */
export function namesSomething(source: string): boolean {
  return leftSideOf(source, "").name !== undefined;
}

/** `f\colon x \mapsto`, `f: \mathbb{R}^n \to \mathbb{R}, x \mapsto` */
export const MAPS =
  /^\s*(?:\\math[a-z]+\s*\{?\s*)?\\?([A-Za-z\u0370-\u03ff]\w*)[\s}]*(?:\\colon(?![A-Za-z])|:)[^=]{0,200}?(?:\\(?:mathbf|boldsymbol|bm|vec)\s*\{?\s*)?\\?([A-Za-z\u0370-\u03ff]\w*)[\s}]*(?:\\mapsto(?![A-Za-z])|↦)/u;

/** Whether a left side only calls something by a name: a base with scripts, and what it is of. */
function isLabel(source: string): boolean {
  let rest = source.trim();
  // `f'(x) = 2x` tells a derivative.
  if (rest.length > 200 || /(?:'|\^\s*\{?\s*\\prime\s*\}?|′)\s*(?:\\left)?\(/.test(rest))
    return false;
  rest = rest.replace(
    /\s*(?:\\left|\\[bB]igg?l?)?[([][^()[\]]*(?:\\right|\\[bB]igg?r?)?[)\]]\s*$/,
    "",
  );
  rest = rest.replace(STYLE, " ");
  for (let round = 0; round < 3; round++)
    rest = rest.replace(/[_^]\s*(?:\{[^{}]*\}|\\[A-Za-z]+|[\w*'])/g, "");
  rest = rest.replace(/[{}']|[₀-₉ₐ-ₜᵢ-ᵪⱼ⁰¹²³⁴-⁹ᵀ*]/g, " ").trim();
  const isName = /^(?:[A-Za-z]|\\[A-Za-z]+|[A-Z]{2,}|[\u0370-\u03ffℓ])$/u.test(rest);
  const isWord = UPRIGHT.test(source) && /^[A-Za-z]+$/.test(rest);
  return (isName || isWord) && functionCalled(rest.replace("\\", "")) === undefined;
}

/** The first `=` outside of brackets, and where the next one stands. */
export function topLevelEquals(
  source: string,
): { readonly from: number; readonly to: number; readonly next?: number } | undefined {
  let depth = 0;
  let first: { from: number; to: number } | undefined;
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "=" && depth <= 0) {
      if (source[at + 1] === "=" || source[at - 1] === "=" || /[<>!]/.test(source[at - 1] ?? "")) {
        at++;
        continue;
      }
      if (first) return { ...first, next: at };
      const colon = /:\s{0,4}$/.exec(source.slice(Math.max(0, at - 5), at));
      first = { from: at - (colon?.[0].length ?? 0), to: at + 1 };
    }
  }
  return first;
}
