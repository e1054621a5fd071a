import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { children, type Expression, fold, postorder } from "../syntax/expression.ts";
import * as Q from "../numbers/rational.ts";

/** Answers up to this many symbols are printed as they are. */
const SHORT = 80;
/** Up to here only what the user wrote as one part, and what is then used several times, is named. */
const ONE_LINE = 160;
/** So many uses are several. */
const SEVERAL = 3;
/** Beside a short answer its entry may be so long before parts are named for its sake. */
const LONGEST_ENTRY = 1_500;
/** A part shorter than this is not worth a name. */
const WORTH_A_NAME = 6;
/** What the user wrote as one part gets its name back sooner. */
const WORTH_ITS_NAME = 4;

export type Binding = readonly [name: string, means: Expression];

export interface WithLets {
  readonly expression: Expression;
  /** Names for parts, in the order in which they may be read. */
  readonly bindings: readonly Binding[];
}

/** The same for one expression; see `nameSharedParts`. */
export function withLets(root: Expression, taken: ReadonlySet<string>): WithLets {
  const { expressions, bindings } = nameSharedParts([root], taken);
  return { expression: expressions[0]!, bindings };
}

export interface SharedNames {
  /** The roots, rewritten with the names. */
  readonly expressions: readonly Expression[];
  readonly bindings: readonly Binding[];
}

/**
 * Gives names to the parts that long expressions use more than once, so that what is printed grows
 * with the number of distinct parts and not with the number of their uses (a residual net of 30
 * layers has 10^18 of those). A name always stands for a whole array, never for an index expression.
 *
 * The first expression is the answer, another one its entry. `typed` is what the user wrote: its parts
 * are preferred.
 */
export function nameSharedParts(
  given: readonly Expression[],
  taken: ReadonlySet<string>,
  typed?: Expression,
): SharedNames {
  const [length, ...others] = given.map(lengthOf);
  const isEntryLong = others.some((other) => other > LONGEST_ENTRY);
  const isLong = length! > ONE_LINE || isEntryLong;
  if (!isLong && (length! <= SHORT || !typed)) return { expressions: given, bindings: [] };
  const unique = new Interner();
  const roots = given.map((root) => unique.intern(root));
  const own = new Set(typed ? postorder(unique.intern(typed)) : []);
  const order = [...new Set(roots.flatMap((root) => postorder(root)))];
  const uses = usesOf(roots, order);
  const [answer] = roots;
  const inAnswer = roots.length > 1 ? usesOf([answer!], postorder(answer!)) : uses;
  const parts = new Set(order.flatMap((node) => children(node)));
  /** The length of a part with the names inside it. */
  const sizes = new Map<Expression, number>();
  const indexed = new Set<Expression>();
  const named = new Set<Expression>();
  for (const node of order) {
    const inner = children(node);
    const size = inner.reduce((sum, part) => sum + (named.has(part) ? 1 : sizes.get(part)!), 1);
    sizes.set(node, size);
    if (usesLetters(node) || inner.some((part) => indexed.has(part))) indexed.add(node);
    const least = own.has(node) ? WORTH_ITS_NAME : WORTH_A_NAME;
    const count = uses.get(node) ?? 0;
    const isShared = isLong ? count > 1 : count >= SEVERAL && own.has(node);
    // Of X' the part X is named, of -X too: the sign and the prime cost nothing.
    const isBare = node.kind === "transpose" || node.kind === "negate";
    // What stands once in the answer is not named for the sake of the entry, nor is what is not there.
    if (inAnswer.get(node) === 1 && count > 1 && roots.length > 1) continue;
    if (!inAnswer.has(node) && !isEntryLong) continue;
    if (isShared && parts.has(node) && size >= least && !indexed.has(node) && !isBare) {
      named.add(node);
    }
  }
  const names = nameSource(taken, named.size);
  const bindings: Binding[] = [];
  const rewritten = new Map<Expression, Expression>();
  for (const node of order) {
    const copy = withParts(
      node,
      children(node).map((part) => rewritten.get(part)!),
    );
    if (!named.has(node)) {
      rewritten.set(node, copy);
      continue;
    }
    const name = names();
    bindings.push([name, copy]);
    rewritten.set(node, B.name(name));
  }
  return { expressions: roots.map((root) => rewritten.get(root)!), bindings };
}

/** The names that expressions use, themselves or in what others of them stand for, in the same order. */
export function usedIn(
  roots: readonly Expression[],
  bindings: readonly Binding[],
): readonly Binding[] {
  const used = new Set<string>();
  const note = (expression: Expression): void => {
    for (const node of postorder(expression)) if (node.kind === "name") used.add(node.name);
  };
  roots.forEach(note);
  const found = [...bindings].reverse().filter(([name, means]) => {
    if (used.has(name)) note(means);
    return used.has(name);
  });
  return found.reverse();
}

/** How often each part stands in others, or is a root. */
function usesOf(
  roots: readonly Expression[],
  order: readonly Expression[],
): Map<Expression, number> {
  const uses = new Map<Expression, number>(roots.map((root) => [root, 1]));
  for (const node of order) {
    for (const part of children(node)) uses.set(part, (uses.get(part) ?? 0) + 1);
  }
  return uses;
}

/** The number of symbols, shared parts counted at each use. */
export function lengthOf(root: Expression): number {
  return fold<number>(root, (_, parts) => parts.reduce((sum, size) => sum + size, 1));
}

/** Letters that stand in the node itself. */
function usesLetters(node: Expression): boolean {
  switch (node.kind) {
    case "entry":
      return node.indices.some((index) => typeof index === "string");
    case "delta":
    case "sum":
    case "derivative":
      return true;
    case "number":
    case "name":
    case "negate":
    case "transpose":
    case "binary":
    case "call":
      return false;
  }
}

/** `u` for the only one, `u1`, `u2` ... for several. */
function nameSource(taken: ReadonlySet<string>, count: number): () => string {
  let number = 0;
  return () => {
    if (count === 1 && !taken.has("u")) return "u";
    do number++;
    while (taken.has(`u${number}`));
    return `u${number}`;
  };
}

/** Makes equal expressions the same object, wherever they come from. */
class Interner {
  readonly #known = new Map<string, Expression>();
  readonly #ids = new Map<Expression, number>();

  intern(root: Expression): Expression {
    return fold<Expression>(root, (node, parts) => {
      const key = `${ownKey(node)} ${parts.map((part) => this.#ids.get(part)).join()}`;
      const known = this.#known.get(key);
      if (known) return known;
      const made = withParts(node, parts);
      this.#known.set(key, made);
      this.#ids.set(made, this.#ids.size);
      return made;
    });
  }
}

/** All that a node is but for its parts and where it stands. */
function ownKey(node: Expression): string {
  switch (node.kind) {
    case "number":
      return `# ${Q.toText(node.value)}`;
    case "name":
      return `name ${node.name}`;
    case "binary":
      return node.operator;
    case "call":
      return `call ${node.callee}${node.entrywise ? "." : ""}`;
    case "entry":
      return `entry ${node.indices.map(indexKey).join()}`;
    case "delta":
      return `delta ${indexKey(node.left)},${indexKey(node.right)}`;
    case "sum":
      return `sum ${node.indices.join()}`;
    case "negate":
    case "transpose":
    case "derivative":
      return node.kind;
  }
}

function indexKey(index: string | number): string {
  return typeof index === "number" ? `#${index}` : index;
}
