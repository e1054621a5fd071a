import type { Declared } from "../elaboration/elaborate.ts";
import { plain } from "../notations/plain.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold, type Index, postorder } from "../syntax/expression.ts";
import { resolveImplicitSums } from "../syntax/implicit-sums.ts";
import { canonicalName } from "../text/greek.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";

/** A derivative that stands in a line: ∂ body / ∂ by, or one entry of it. */
export interface WrittenDerivative {
  /** The name that stands for it in the trees. */
  readonly name: string;
  readonly body: Expression;
  /** The free index letters of the body, whose sums are written out. */
  readonly free: readonly string[];
  readonly by: string;
  /** The indices of the variable; undefined for the whole derivative. */
  readonly at: readonly Index[] | undefined;
}

/** One expression of a derivation and the line that it stands on, from 1. */
export interface Stage {
  readonly line: number;
  readonly text: string;
  readonly tree: Expression;
  readonly derivatives: readonly WrittenDerivative[];
  /** The tree is one derivative and nothing else. */
  readonly isDerivative: boolean;
}

/** Expressions each of which is said to equal the one before. */
export interface Chain {
  readonly stages: readonly Stage[];
}

/** What a line holds that cannot be read. */
export interface Unread {
  readonly line: number;
  readonly problem: Problem;
}

export interface ReadLines {
  readonly chains: readonly Chain[];
  /** What names defined in the derivation stand for: `f` of a line `f = x'*A*x`. */
  readonly definitions: ReadonlyMap<string, Expression>;
  readonly unread: readonly Unread[];
}

/**
 * Reads the lines of a derivation. `a = b = c` on one line are two steps; a line that begins with
 * `=`, or repeats the left side of the chain, goes on from the line before. Derivatives are written
 * `d(body)/d(x)`, `d/dx(body)`, `df/dx`, with ∂ for d where one likes, and with an entry
 * `x[j]` (or `x_j`) for x.
 */
export function readLines(
  lines: readonly string[],
  declarations: ReadonlyMap<string, Declared>,
  functions: ReadonlySet<string>,
): ReadLines {
  const chains: { stages: Stage[]; left: string }[] = [];
  const definitions = new Map<string, Expression>();
  const unread: Unread[] = [];
  const reader = new StageReader(declarations, functions, definitions);
  lines.forEach((text, k) => {
    const line = k + 1;
    if (text.trim() === "") return;
    const sides = splitAtEquals(text).map((side) => side.trim());
    const left = sides[0]!.replace(/\s+/g, "");
    let chain = chains.at(-1);
    const goesOn =
      chain !== undefined && (left === "" || left === chain.left || sides.length === 1);
    if (goesOn && sides.length > 1) sides.shift();
    if (!chain || !goesOn) {
      chain = { stages: [], left };
      chains.push(chain);
      const name = canonicalName(left);
      const isDefinition =
        sides.length > 1 && /^[A-Za-z]\w*$/.test(name) && !declarations.has(name);
      if (isDefinition) {
        sides.shift();
        const means = reader.read(sides[0]!, line);
        if (means.ok) definitions.set(name, means.value.tree);
      }
    }
    for (const side of sides) {
      if (side === "") continue;
      const stage = reader.read(side, line);
      if (stage.ok) chain.stages.push(stage.value);
      else unread.push({ line, problem: stage.problem });
    }
  });
  return { chains, definitions, unread };
}

/** At the signs of equality outside of all brackets; `==` is none. */
function splitAtEquals(text: string): string[] {
  const sides: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "=" && text[at + 1] === "=") at++;
    else if (character === "=" && depth === 0) {
      sides.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...sides, text.slice(from)];
}

/** A derivative found in a text: from where to where, and of what by what. */
interface Found {
  readonly from: number;
  readonly to: number;
  readonly body: string;
  readonly by: string;
}

class StageReader {
  readonly #declarations: ReadonlyMap<string, Declared>;
  readonly #functions: ReadonlySet<string>;
  readonly #definitions: ReadonlyMap<string, Expression>;
  #count = 0;

  constructor(
    declarations: ReadonlyMap<string, Declared>,
    functions: ReadonlySet<string>,
    definitions: ReadonlyMap<string, Expression>,
  ) {
    this.#declarations = declarations;
    this.#functions = functions;
    this.#definitions = definitions;
  }

  read(text: string, line: number): Result<Stage> {
    const derivatives: WrittenDerivative[] = [];
    let rest = text;
    let done = "";
    for (let found = findDerivative(rest); found; found = findDerivative(rest)) {
      const derivative = this.#derivative(found);
      if (!derivative.ok) return derivative;
      derivatives.push(derivative.value);
      done += rest.slice(0, found.from) + entryText(derivative.value);
      rest = rest.slice(found.to);
    }
    const tree = this.#parse(done + rest);
    if (!tree.ok) return tree;
    const [first] = derivatives;
    const isDerivative = first !== undefined && (done + rest).trim() === entryText(first);
    return success({ line, text: text.trim(), tree: tree.value, derivatives, isDerivative });
  }

  #parse(text: string): Result<Expression> {
    const variables = new Set([...this.#declarations.keys(), ...this.#definitions.keys()]);
    const read = plain.read(text, { variables, functions: this.#functions });
    return read.ok ? success(withMeanings(read.value, this.#definitions)) : read;
  }

  #derivative({ body, by }: Found): Result<WrittenDerivative> {
    const read = this.#parse(body);
    if (!read.ok) return read;
    const nested = findDerivative(body);
    if (nested) {
      return failure({
        code: "not-supported",
        message: `A derivative within a derivative is not read: ${body}.`,
        remedy: "Name the inner one first, as in g = d(f)/d(x).",
      });
    }
    const variable = this.#variable(by);
    if (!variable.ok) return variable;
    const explicit = resolveImplicitSums(read.value);
    if (!explicit.ok) return explicit;
    const { expression, free } = explicit.value;
    this.#count++;
    return success({
      name: `derivative${this.#count}_`,
      body: expression,
      free,
      by: variable.value.name,
      at: variable.value.at,
    });
  }

  /** `x`, `x[j]`, `X[k,l]`, or `x_j` where no name is declared so. */
  #variable(
    text: string,
  ): Result<{ readonly name: string; readonly at: readonly Index[] | undefined }> {
    const read = plain.read(text, { variables: new Set(this.#declarations.keys()) });
    if (!read.ok) return read;
    const tree = read.value;
    if (tree.kind === "entry" && tree.operand.kind === "name") {
      return success({ name: tree.operand.name, at: tree.indices });
    }
    if (tree.kind === "name") {
      const subscript = /^(.+)_([a-z])$/.exec(tree.name);
      const isEntry = subscript && !this.#declarations.has(tree.name);
      return success(
        isEntry ? { name: subscript[1]!, at: [subscript[2]!] } : { name: tree.name, at: undefined },
      );
    }
    return failure({
      code: "not-a-variable",
      message: `Derivatives are taken by a name or an entry of one, not by ${text}.`,
      remedy: "Write d(f)/d(x) or d(f)/d(x[j]).",
    });
  }
}

function withMeanings(root: Expression, definitions: ReadonlyMap<string, Expression>): Expression {
  const used = postorder(root).some((e) => e.kind === "name" && definitions.has(e.name));
  if (!used) return root;
  return fold<Expression>(root, (node, parts) =>
    node.kind === "name" ? (definitions.get(node.name) ?? node) : withParts(node, parts),
  );
}

/** How a derivative is called in the text that is parsed. */
function entryText({ name, free, at }: WrittenDerivative): string {
  if (!at && free.length === 0) return name;
  const indices = [...free, ...(at ?? [])];
  return indices.length === 0 ? name : `${name}[${indices.join(",")}]`;
}

const NAME = "[A-Za-z\\u0370-\\u03ff][A-Za-z0-9_\\u0370-\\u03ff]*";
const ENTRY = `${NAME}(?:\\[[^\\][]*\\])?`;
/** `d(` of d(body)/d(x) */
const QUOTIENT = /(?<![A-Za-z0-9_])[d∂]\s*\(/u;
/** `d/dx(`, `∂/∂x_j(`, `d/d(x)(` */
const OPERATOR = new RegExp(
  `(?<![A-Za-z0-9_])[d∂]\\s*/\\s*[d∂]\\s*(?:\\(\\s*(${ENTRY})\\s*\\)|(${ENTRY}))\\s*\\(`,
  "u",
);
/** `df/dx`, `∂f/∂x_j` */
const NAMES = new RegExp(
  `(?<![A-Za-z0-9_])[d∂](${ENTRY})\\s*/\\s*[d∂](?:\\(\\s*(${ENTRY})\\s*\\)|(${ENTRY}))`,
  "u",
);

/** The first derivative in a text. */
function findDerivative(text: string): Found | undefined {
  const candidates = [quotientIn(text), operatorIn(text), namesIn(text)];
  let first: Found | undefined;
  for (const found of candidates) if (found && (!first || found.from < first.from)) first = found;
  return first;
}

function quotientIn(text: string): Found | undefined {
  let offset = 0;
  for (let match = QUOTIENT.exec(text); match; match = QUOTIENT.exec(text.slice(offset))) {
    const from = offset + match.index;
    const open = from + match[0].length - 1;
    const close = closingOf(text, open);
    const below = close < 0 ? null : /^\s*\/\s*[d∂]\s*(\(|)/u.exec(text.slice(close + 1));
    if (below) {
      const start = close + 1 + below[0].length;
      if (below[1] === "(") {
        const end = closingOf(text, start - 1);
        if (end > 0) {
          const by = text.slice(start, end);
          return { from, to: end + 1, body: text.slice(open + 1, close), by };
        }
      } else {
        const by = new RegExp(`^${ENTRY}`, "u").exec(text.slice(start))?.[0];
        if (by !== undefined) {
          return { from, to: start + by.length, body: text.slice(open + 1, close), by };
        }
      }
    }
    offset = open + 1;
  }
  return undefined;
}

function operatorIn(text: string): Found | undefined {
  const match = OPERATOR.exec(text);
  if (!match) return undefined;
  const open = match.index + match[0].length - 1;
  const close = closingOf(text, open);
  if (close < 0) return undefined;
  const by = match[1] ?? match[2]!;
  return { from: match.index, to: close + 1, body: text.slice(open + 1, close), by };
}

function namesIn(text: string): Found | undefined {
  const match = NAMES.exec(text);
  if (!match) return undefined;
  const by = match[2] ?? match[3]!;
  return { from: match.index, to: match.index + match[0].length, body: match[1]!, by };
}

/** Where the bracket that opens at `open` closes, or -1. */
function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ("([{".includes(text[at]!)) depth++;
    else if (")]}".includes(text[at]!) && --depth === 0) return at;
  }
  return -1;
}
