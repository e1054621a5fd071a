import { plain } from "../notations/plain.ts";
import type { RuleLine } from "../rules/rule.ts";
import { ruleNamed } from "../rules/table.ts";
import { children, type Expression } from "../syntax/expression.ts";
import { withParts } from "../syntax/equality.ts";
import { fold } from "../syntax/expression.ts";
import type { Focus, WrittenStep } from "./answer.ts";

/** Where a rule takes hold of the line before, and what it makes of it. */
export function focusOf(rule: string, line: RuleLine): WrittenStep["focus"] {
  const { takes, makes } = ruleNamed(rule) ?? {};
  return {
    before: placesIn(line.before, takes && ((node) => takes(node, line))),
    after: placesIn(line.after, makes && ((node) => makes(node, line))),
  };
}

/** The places of the parts that are picked, the whole line where none is. */
function placesIn(line: Expression, picks: ((node: Expression) => boolean) | undefined): Focus[] {
  const text = plain.write(line);
  const located = readLine(text);
  const found: Focus[] = [];
  const pending: { node: Expression; path: readonly number[]; at: Expression | undefined }[] = [
    { node: line, path: [], at: located },
  ];
  const whole: Focus = { path: [], span: [0, text.length] };
  if (!picks) return [whole];
  for (let own = pending.pop(); own; own = pending.pop()) {
    const { node, path, at } = own;
    if (picks(node)) {
      found.push({ path, ...spanOf(at, node) });
      continue;
    }
    const parts = children(node);
    const others = at && at.kind === node.kind ? children(at) : [];
    for (let k = parts.length - 1; k >= 0; k--) {
      pending.push({ node: parts[k]!, path: [...path, k], at: others[k] });
    }
  }
  return found.length > 0 ? found : [whole];
}

function spanOf(at: Expression | undefined, node: Expression): Pick<Focus, "span"> {
  if (!at?.span || at.kind !== node.kind) return {};
  return { span: [at.span.from, at.span.to] };
}

const CANDIDATES = Array.from("dDEFGHKLMNPQRSTUVWXYZ");

/** A line in plain notation with its signs ∂, which are written d(...)/d(...); undefined if it is none. */
export function readLine(text: string): Expression | undefined {
  // A variable may be called d; a letter that does not occur keeps all places where they are.
  const sign = CANDIDATES.find(
    (letter) => !new RegExp(`\\b${letter}\\b(?!\\()`).test(text) && isFree(letter, text),
  );
  if (sign === undefined) return undefined;
  const read = plain.read(text.replace(/\bd\(/g, `${sign}(`), SIGNS.get(sign));
  return read.ok ? withDerivatives(read.value, sign) : undefined;
}

/** Whether no function of that name is called; d itself is the sign. */
function isFree(letter: string, text: string): boolean {
  return letter === "d" || !text.includes(`${letter}(`);
}

/** A reader may remember what it has made of a context, so each is made once. */
const SIGNS = new Map(CANDIDATES.map((sign) => [sign, { functions: new Set([sign]) }]));

function withDerivatives(root: Expression, sign: string): Expression {
  return fold<Expression>(root, (node, parts) => {
    const own = withParts(node, parts);
    if (own.kind === "call" && own.callee === sign) return { ...own, callee: "d" };
    if (own.kind !== "binary" || own.operator !== "divide") return own;
    const [body, by] = [varied(own.left), varied(own.right)];
    return body && by ? { kind: "derivative", body, by, ...(own.span && { span: own.span }) } : own;
  });
}

/** What stands in d(...). */
function varied(e: Expression): Expression | undefined {
  return e.kind === "call" && e.callee === "d" && e.arguments.length === 1
    ? e.arguments[0]
    : undefined;
}
