import { withParts } from "../syntax/equality.ts";
import { type Expression, fold, type Index, postorder } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";

/** What a text sets equal to a name, `u = A*x - b`, or gives the entries of, `y_i = ...`. */
export interface Definition {
  readonly meaning: Expression;
  /** The letters of the entries that are given; none where the name itself is defined. */
  readonly letters: readonly string[];
}

/** The expression with the meaning put in for each name, and for entries of those given by entries. */
export function withDefinitions(
  e: Expression,
  definitions: ReadonlyMap<string, Definition>,
  onUse: (name: string) => void,
): Expression {
  return fold<Expression>(e, (node, parts) => {
    if (node.kind === "name") {
      const found = definitions.get(node.name);
      if (found) onUse(node.name);
      return found && found.letters.length === 0 ? found.meaning : node;
    }
    if (node.kind === "entry" && node.operand.kind === "name") {
      const found = definitions.get(node.operand.name);
      const meaning = found && entryOf(found, node.indices);
      if (meaning) return meaning;
    }
    return withParts(node, parts);
  });
}

/** `y_j` where `y_i` is given; undefined where another letter would be caught by a sum. */
function entryOf(
  { meaning, letters }: Definition,
  indices: readonly Index[],
): Expression | undefined {
  if (letters.length === 0 || letters.length !== indices.length) return undefined;
  if (letters.every((letter, k) => letter === indices[k])) return meaning;
  const isCaught = postorder(meaning).some(
    (node) =>
      node.kind === "sum" &&
      node.indices.some((letter) => indices.includes(letter) || letters.includes(letter)),
  );
  if (isCaught) return undefined;
  const renamed = (index: Index): Index => {
    const at = letters.indexOf(String(index));
    return at < 0 ? index : indices[at]!;
  };
  return fold<Expression>(meaning, (node, parts) => {
    if (node.kind === "delta")
      return { ...node, left: renamed(node.left), right: renamed(node.right) };
    const rebuilt = withParts(node, parts);
    return rebuilt.kind === "entry"
      ? { ...rebuilt, indices: rebuilt.indices.map(renamed) }
      : rebuilt;
  });
}

/** A name that is given by its entries alone, and used as a whole. */
export function bareUse(
  root: Expression,
  definitions: ReadonlyMap<string, Definition>,
): Problem | undefined {
  const byEntries = [...definitions].filter(([, { letters }]) => letters.length > 0);
  if (byEntries.length === 0) return undefined;
  const names = new Set(byEntries.map(([name]) => name));
  const found = postorder(root).find((node) => node.kind === "name" && names.has(node.name));
  if (found?.kind !== "name") return undefined;
  return {
    code: "definition",
    message: `${found.name} is defined by its entries, and used otherwise here.`,
    ...(found.span && { span: found.span }),
    remedy: `Write its entries with the letters of its definition, or define ${found.name} as a whole.`,
  };
}
