import type { Declared } from "../elaboration/elaborate.ts";
import type { Notation } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import * as B from "../syntax/build.ts";
import { sameExpression, withParts } from "../syntax/equality.ts";
import { children, type Expression, fold, type Index, postorder } from "../syntax/expression.ts";
import { resolveImplicitSums } from "../syntax/implicit-sums.ts";
import { canonicalName } from "../text/greek.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import {
  findDerivative,
  type Found,
  paperNotation,
  splitAtEquals,
  withoutAlignment,
} from "./line-text.ts";

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
 * `x[j]` (or `x_j`) for x; or as papers write them, in LaTeX and in Unicode.
 */
export function readLines(
  lines: readonly string[],
  declarations: ReadonlyMap<string, Declared>,
  functions: ReadonlySet<string>,
  given: Readonly<Record<string, string>> = {},
): ReadLines {
  const chains: { stages: Stage[]; left: string }[] = [];
  const definitions = new Map<string, Expression>();
  const unread: Unread[] = [];
  const paper = paperNotation(lines.join("\n"));
  const reader = new StageReader(declarations, functions, definitions, paper);
  for (const [name, text] of Object.entries(given)) {
    const means = reader.read(text, 0);
    if (means.ok) definitions.set(canonicalName(name), means.value.tree);
  }
  lines.forEach((typed, k) => {
    const line = k + 1;
    const text = withoutAlignment(typed);
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

class StageReader {
  readonly #declarations: ReadonlyMap<string, Declared>;
  readonly #functions: ReadonlySet<string>;
  readonly #definitions: ReadonlyMap<string, Expression>;
  /** What the derivation as a whole is written in, besides plain notation. */
  readonly #paper: Notation | undefined;
  #count = 0;

  constructor(
    declarations: ReadonlyMap<string, Declared>,
    functions: ReadonlySet<string>,
    definitions: ReadonlyMap<string, Expression>,
    paper: Notation | undefined,
  ) {
    this.#paper = paper;
    this.#declarations = declarations;
    this.#functions = functions;
    this.#definitions = definitions;
  }

  read(text: string, line: number): Result<Stage> {
    const own = paperNotation(text);
    // ∂ is typed in plain text, too.
    const hasPlainSigns = /[*']|\[|\bd\(/.test(text);
    if (hasPlainSigns) {
      const asPlain = this.#readPlain(text, line);
      if (asPlain.ok || !(own ?? this.#paper)) return asPlain;
    }
    // Without a sign of its own, an entry such as x_j is read as the lines around it are.
    const isEntry = hasPlainSigns || text.includes("_");
    const notation = own ?? (isEntry ? this.#paper : undefined);
    return notation ? this.#readPaper(text, line, notation) : this.#readPlain(text, line);
  }

  /** Notations of papers have a sign of differentiation, which is then a part of the tree. */
  #readPaper(text: string, line: number, notation: Notation): Result<Stage> {
    const ranks = new Map([...this.#declarations].map(([name, { axes }]) => [name, axes.length]));
    const read = notation.read(text, {
      variables: new Set([...ranks.keys(), ...this.#definitions.keys()]),
      functions: this.#functions,
      ranks,
    });
    if (!read.ok) return read;
    const derivatives: WrittenDerivative[] = [];
    const bound = sumsAround(read.value);
    let problem: Problem | undefined;
    const tree = fold<Expression>(read.value, (node, parts) => {
      if (node.kind !== "derivative") return withParts(node, parts);
      const found = this.#written(parts[0]!, node.by, bound.get(node)!, derivatives);
      if (!found.ok) {
        problem ??= found.problem;
        return node;
      }
      derivatives.push(found.value);
      return entryOf(found.value);
    });
    if (problem) return failure(problem);
    const [first] = derivatives;
    const isDerivative = first !== undefined && sameExpression(tree, entryOf(first));
    const named = withMeanings(tree, this.#definitions);
    return success({ line, text: text.trim(), tree: named, derivatives, isDerivative });
  }

  #written(
    body: Expression,
    by: Expression,
    bound: ReadonlySet<string>,
    inside: readonly WrittenDerivative[],
  ): Result<WrittenDerivative> {
    const names = new Set(inside.map(({ name }) => name));
    if (postorder(body).some((node) => node.kind === "name" && names.has(node.name))) {
      return nestedDerivative(plain.write(body));
    }
    const variable = by.kind === "entry" ? by.operand : by;
    if (variable.kind !== "name" || variable.name === "") return notAVariable(plain.write(by));
    const at = by.kind === "entry" ? by.indices : undefined;
    return this.#named(withMeanings(body, this.#definitions), variable.name, at, bound);
  }

  #readPlain(text: string, line: number): Result<Stage> {
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
    if (nested) return nestedDerivative(body);
    const variable = this.#variable(by);
    if (!variable.ok) return variable;
    return this.#named(read.value, variable.value.name, variable.value.at);
  }

  /** `bound`: the letters of sums around the derivative, which no sum within it is of. */
  #named(
    body: Expression,
    by: string,
    at: WrittenDerivative["at"],
    bound: ReadonlySet<string> = new Set(),
  ): Result<WrittenDerivative> {
    if (body.kind === "name" && body.name !== by && !this.#declarations.has(body.name)) {
      return undefinedFunction(body.name);
    }
    const alone = resolveImplicitSums(body);
    if (!alone.ok) return alone;
    const outer = [...lettersOf(body)].filter((letter) => bound.has(letter));
    const isOpen = outer.some((letter) => !alone.value.free.includes(letter));
    const explicit = isOpen
      ? resolveImplicitSums(body, [...new Set([...outer, ...alone.value.free])])
      : alone;
    if (!explicit.ok) return explicit;
    const { expression, free } = explicit.value;
    this.#count++;
    return success({ name: `derivative${this.#count}_`, body: expression, free, by, at });
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
    return notAVariable(text);
  }
}

/** The index letters in an expression. */
function lettersOf(root: Expression): Set<string> {
  const letters = postorder(root).flatMap((node) =>
    node.kind === "entry" ? node.indices : node.kind === "delta" ? [node.left, node.right] : [],
  );
  return new Set(letters.filter((letter) => typeof letter === "string"));
}

/** For every part the letters of the sums that it stands in. */
function sumsAround(root: Expression): ReadonlyMap<Expression, ReadonlySet<string>> {
  const around = new Map<Expression, ReadonlySet<string>>([[root, new Set()]]);
  for (const node of [...postorder(root)].reverse()) {
    const own = around.get(node)!;
    const inside = node.kind === "sum" ? new Set([...own, ...node.indices]) : own;
    for (const part of children(node)) if (!around.has(part)) around.set(part, inside);
  }
  return around;
}

function undefinedFunction(name: string): Result<never> {
  return failure({
    code: "undefined-function",
    message: `${name} is not defined, so its derivative is not known.`,
    remedy: `Say what it is on a line before, as in ${name} = x'*A*x.`,
  });
}

function nestedDerivative(body: string): Result<never> {
  return failure({
    code: "not-supported",
    message: `A derivative within a derivative is not read: ${body}.`,
    remedy: "Name the inner one first, as in g = d(f)/d(x).",
  });
}

function notAVariable(text: string): Result<never> {
  return failure({
    code: "not-a-variable",
    message: `Derivatives are taken by a name or an entry of one, not by ${text}.`,
    remedy: "Write d(f)/d(x) or d(f)/d(x[j]).",
  });
}

/** The same in a tree. */
function entryOf({ name, free, at }: WrittenDerivative): Expression {
  const indices = [...free, ...(at ?? [])];
  return indices.length === 0 ? B.name(name) : B.entry(B.name(name), indices);
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
