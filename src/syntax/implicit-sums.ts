import { type Problem, type Result, failure, success } from "../text/problem.ts";
import { withParts } from "./equality.ts";
import { type Expression, children, postorder } from "./expression.ts";

/** An index expression whose sums are all written out. */
export interface ExplicitSums {
  readonly expression: Expression;
  /** The letters that number the entries of the whole, in order; none for a single number. */
  readonly free: readonly string[];
}

const MOST_LETTERS = 200;
const MOST_OCCURRENCES = 500_000;

/**
 * Makes the summation convention explicit: every letter that is neither free nor bound by a `Sum`
 * gets one. The sum stands before the additive term of the innermost parenthesis, argument, divisor,
 * base or exponent in which the letter occurs at least twice and nowhere outside, else before the
 * whole top-level term.
 *
 * Without `free`, a letter that occurs exactly once in a term is free, in order of appearance; terms
 * without free letters broadcast. Terms that disagree about what is free are a `Problem`. With `free`,
 * every other letter is summed. An expression without letters is returned as it is.
 *
 * Iterative. Shared indexed parts are visited at each use (their scope differs); a `Problem` with code
 * `stopped` where that gets out of hand.
 */
export function resolveImplicitSums(
  expression: Expression,
  free?: readonly string[],
): Result<ExplicitSums> {
  const repeated = free?.find((letter, k) => free.indexOf(letter) !== k);
  if (repeated !== undefined) return failure(repeatedFree(repeated));
  const indexed = indexedParts(expression);
  if (!indexed.has(expression)) return success({ expression, free: free ?? [] });
  if (countLetters(indexed) > MOST_LETTERS) return failure(tooManyLetters());
  const plan = planOf(expression, indexed);
  if (!plan) return failure(tooManyOccurrences());
  countOccurrences(plan);
  const letters = free ? success(free) : freeLetters(plan.root);
  if (!letters.ok) return letters;
  findOuterLetters(plan, letters.value);
  chooseSums(plan);
  return success({ expression: rebuild(plan), free: letters.value });
}

/** Whether an index letter (not the number of an entry) occurs anywhere. */
export function hasIndexLetters(expression: Expression): boolean {
  return indexedParts(expression).has(expression);
}

/** The index letters that no sum is written for. */
export function unboundLetters(expression: Expression): ReadonlySet<string> {
  const letters = new Set<string>();
  const bound = new Set<string>();
  for (const node of postorder(expression)) {
    for (const letter of lettersOf(node)) letters.add(letter);
    if (node.kind === "sum") for (const letter of node.indices) bound.add(letter);
  }
  return new Set([...letters].filter((letter) => !bound.has(letter)));
}

/** A place where sums may stand: the terms of a parenthesis, an argument, a divisor, a power ... */
interface Scope {
  /** The term that holds it; absent for the whole expression. */
  readonly parent?: Term;
  /** The letters of the explicit sum whose body it is. */
  readonly names: readonly string[];
  readonly terms: Term[];
  /** How often each letter occurs, those of explicit sums left out. */
  counts: ReadonlyMap<string, number>;
  /** Letters that cannot be summed within: free, bound by an explicit sum, or occurring outside. */
  outer: ReadonlySet<string>;
}

/** A product of factors, some of which are scopes. */
interface Term {
  readonly scope: Scope;
  readonly root: Expression;
  /** Letters and scopes in order of appearance. */
  readonly parts: (string | Scope)[];
  counts: ReadonlyMap<string, number>;
  /** What is summed before this term. */
  sums: readonly string[];
}

/** One use of a node: shared nodes have several. Parents come before their parts. */
interface Occurrence {
  readonly node: Expression;
  readonly parts: number[];
  term?: Term;
}

interface Plan {
  readonly root: Scope;
  /** Outer ones first. */
  readonly scopes: Scope[];
  readonly terms: Term[];
  readonly occurrences: Occurrence[];
}

function indexedParts(expression: Expression): Set<Expression> {
  const indexed = new Set<Expression>();
  for (const node of postorder(expression)) {
    const own = lettersOf(node).length > 0;
    const below = node.kind !== "entry" && children(node).some((part) => indexed.has(part));
    if (own || below) indexed.add(node);
  }
  return indexed;
}

function lettersOf(node: Expression): readonly string[] {
  if (node.kind === "entry") return node.indices.filter((index) => typeof index === "string");
  if (node.kind !== "delta") return [];
  return [node.left, node.right].filter((index) => typeof index === "string");
}

function countLetters(nodes: Iterable<Expression>): number {
  const letters = new Set<string>();
  for (const node of nodes) for (const letter of lettersOf(node)) letters.add(letter);
  return letters.size;
}

/** Where a node stands: in the sum of a scope, as a factor of a term, or opening a scope in a term. */
interface Visit {
  readonly node: Expression;
  readonly scope?: Scope;
  readonly term?: Term;
  /** The letters bound by the scope that it opens. */
  readonly opens?: readonly string[];
  /** The occurrence that it is a part of. */
  readonly whole?: Occurrence;
}

function planOf(expression: Expression, indexed: ReadonlySet<Expression>): Plan | undefined {
  const root = newScope([]);
  const plan: Plan = { root, scopes: [root], terms: [], occurrences: [] };
  const stack: Visit[] = [{ node: expression, scope: root }];
  for (let visit = stack.pop(); visit; visit = stack.pop()) {
    if (plan.occurrences.length >= MOST_OCCURRENCES) return undefined;
    const { node } = visit;
    const occurrence: Occurrence = { node, parts: [] };
    visit.whole?.parts.push(plan.occurrences.length);
    plan.occurrences.push(occurrence);
    let { scope, term } = visit;
    if (term && (visit.opens || isAdditive(node)) && indexed.has(node)) {
      scope = newScope(visit.opens ?? [], term);
      term.parts.push(scope);
      plan.scopes.push(scope);
      term = undefined;
    }
    if (scope && term === undefined && !isAdditive(node)) {
      term = { scope, root: node, parts: [], counts: new Map(), sums: [] };
      scope.terms.push(term);
      plan.terms.push(term);
      occurrence.term = term;
    }
    if (!indexed.has(node)) continue;
    term?.parts.push(...lettersOf(node));
    if (node.kind === "entry") continue;
    const parts = term ? visitsOf(node, term) : children(node).map((part) => inScope(part, scope!));
    for (const part of parts.reverse()) stack.push({ ...part, whole: occurrence });
  }
  return plan;
}

function newScope(names: readonly string[], parent?: Term): Scope {
  const scope = { names, terms: [], counts: new Map(), outer: new Set<string>() };
  return parent ? { ...scope, parent } : scope;
}

function inScope(node: Expression, scope: Scope): Visit {
  return { node, scope };
}

function isAdditive(node: Expression): boolean {
  if (node.kind === "negate") return true;
  return node.kind === "binary" && (node.operator === "add" || node.operator === "subtract");
}

/** The parts of a factor: either factors themselves, or scopes of their own. */
function visitsOf(node: Expression, term: Term): Visit[] {
  const parts = children(node);
  const opens = (part: Expression, names: readonly string[] = []): Visit => {
    return { node: part, term, opens: names };
  };
  const factor = (part: Expression): Visit => ({ node: part, term });
  switch (node.kind) {
    case "sum":
      return [opens(node.body, node.indices)];
    case "call":
      return parts.map((part) => opens(part));
    case "derivative":
      return [opens(node.body), factor(node.by)];
    case "binary":
      switch (node.operator) {
        case "divide":
        case "entrywise-divide":
          return [factor(node.left), opens(node.right)];
        case "power":
        case "entrywise-power":
          return [opens(node.left), opens(node.right)];
        case "multiply":
        case "hadamard":
        case "add":
        case "subtract":
          return [factor(node.left), factor(node.right)];
      }
    case "number":
    case "name":
    case "delta":
    case "entry":
    case "negate":
    case "transpose":
      return parts.map(factor);
  }
}

function countOccurrences(plan: Plan): void {
  for (let k = plan.terms.length - 1; k >= 0; k--) {
    const term = plan.terms[k]!;
    const counts = new Map<string, number>();
    for (const part of term.parts) {
      if (typeof part === "string") increase(counts, part, 1);
      else part.counts = totalOf(part, counts, (inner) => inner.counts);
    }
    term.counts = counts;
  }
  plan.root.counts = totalOf(plan.root, new Map(), (inner) => inner.counts);
}

/** The counts of a scope, which are also added to those of the term around it. */
function totalOf(
  scope: Scope,
  around: Map<string, number>,
  countsOf: (term: Term) => ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const total = new Map<string, number>();
  for (const term of scope.terms) {
    for (const [letter, count] of countsOf(term)) increase(total, letter, count);
  }
  for (const name of scope.names) total.delete(name);
  for (const [letter, count] of total) increase(around, letter, count);
  return total;
}

function increase(counts: Map<string, number>, letter: string, by: number): void {
  counts.set(letter, (counts.get(letter) ?? 0) + by);
}

/** The letters that occur exactly once in a top-level term, if the terms agree. */
function freeLetters(root: Scope): Result<readonly string[]> {
  const firstTerm = new Map<string, Term>();
  for (const term of root.terms) {
    for (const [letter, count] of term.counts) {
      if (count === 1 && !firstTerm.has(letter)) firstTerm.set(letter, term);
    }
  }
  for (const term of root.terms) {
    const own = [...firstTerm.keys()].filter((letter) => term.counts.get(letter) === 1);
    for (const [letter, other] of firstTerm) {
      if (own.includes(letter)) continue;
      if (term.counts.has(letter)) return failure(onceAndTwice(letter, other, term));
      if (own.length > 0) return failure(freeLettersDiffer(letter, other, own, term));
    }
  }
  return success([...firstTerm.keys()]);
}

function findOuterLetters(plan: Plan, free: readonly string[]): void {
  plan.root.outer = new Set(free);
  for (const scope of plan.scopes) {
    const { parent } = scope;
    if (!parent) continue;
    const outer = new Set(scope.names);
    for (const [letter, count] of scope.counts) {
      const outside = parent.counts.get(letter)! > count;
      if (outside || parent.scope.outer.has(letter)) outer.add(letter);
    }
    scope.outer = outer;
  }
}

/** From the inside out: what is summed before each term. */
function chooseSums(plan: Plan): void {
  const left = new Map<Term, ReadonlyMap<string, number>>();
  for (let k = plan.terms.length - 1; k >= 0; k--) {
    const term = plan.terms[k]!;
    const counts = new Map<string, number>();
    for (const part of term.parts) {
      if (typeof part === "string") increase(counts, part, 1);
      else totalOf(part, counts, (inner) => left.get(inner)!);
    }
    const isTop = term.scope === plan.root;
    const sums = [...counts]
      .filter(([letter, count]) => !term.scope.outer.has(letter) && (isTop || count >= 2))
      .map(([letter]) => letter);
    for (const letter of sums) counts.delete(letter);
    term.sums = sums;
    left.set(term, counts);
  }
}

function rebuild(plan: Plan): Expression {
  const built: Expression[] = [];
  for (let k = plan.occurrences.length - 1; k >= 0; k--) {
    const { node, parts, term } = plan.occurrences[k]!;
    const body =
      parts.length === 0
        ? node
        : withParts(
            node,
            parts.map((part) => built[part]!),
          );
    built[k] =
      term && term.sums.length > 0
        ? { kind: "sum", indices: term.sums, body, ...(node.span ? { span: node.span } : {}) }
        : body;
  }
  return built[0]!;
}

function factAbout(
  text: string,
  term: Term,
): { text: string; span?: NonNullable<Expression["span"]> } {
  return term.root.span ? { text, span: term.root.span } : { text };
}

function onceAndTwice(letter: string, once: Term, often: Term): Problem {
  return {
    code: "ambiguous-index",
    message: `\`${letter}\` occurs once in one term (so it is free) and more often in another (so it is summed).`,
    ...(often.root.span ? { span: often.root.span } : {}),
    facts: [
      factAbout(`\`${letter}\` occurs once in this term.`, once),
      factAbout(`It occurs ${often.counts.get(letter)} times in this term.`, often),
    ],
    remedy: `Name the free indices, or write the sum as \`sum(${letter}, ...)\`.`,
  };
}

function freeLettersDiffer(
  letter: string,
  term: Term,
  own: readonly string[],
  other: Term,
): Problem {
  return {
    code: "free-indices-differ",
    message: `The terms have different free indices: \`${letter}\` in one, \`${own.join(", ")}\` alone in another.`,
    ...(other.root.span ? { span: other.root.span } : {}),
    facts: [
      factAbout(`\`${letter}\` is free in this term.`, term),
      factAbout(`\`${letter}\` does not occur in this term.`, other),
    ].sort((a, b) => (a.span?.from ?? 0) - (b.span?.from ?? 0)),
    remedy: "Use the same free letters in every term, or name the free indices.",
  };
}

function repeatedFree(letter: string): Problem {
  return {
    code: "repeated-index",
    message: `The free indices must differ, but \`${letter}\` is named twice.`,
    remedy: "Name each free index once.",
  };
}

function tooManyLetters(): Problem {
  return {
    code: "too-many-indices",
    message: `More than ${MOST_LETTERS} different index letters are not understood.`,
    remedy: "Use the same letters in different terms.",
  };
}

function tooManyOccurrences(): Problem {
  return {
    code: "stopped",
    message: "The index expression is too large: its implicit sums were not found in the budget.",
    remedy: "Write the sums explicitly, as `sum(k, A[i,k]*x[k])`.",
  };
}
