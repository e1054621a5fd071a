import type { DeltaSum } from "./step.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Delta, type Expression, fold, postorder } from "../syntax/expression.ts";
import { atEntry } from "./at-entry.ts";

/** A sum over one letter with one delta in it, at one entry, as expressions. */
export interface Expansion {
  /** The sum, free letters replaced by numbers. */
  readonly sum: Expression;
  readonly letter: string;
  readonly survives: number;
  /** By the values of the letter from 1: what stands beside the delta. */
  readonly factors: readonly Expression[];
  /** The sum with its one term left. */
  readonly result: Expression;
}

/** The expansions of a line, and its value once every delta is summed out. */
export interface ExpandedLine {
  readonly expansions: readonly Expansion[];
  readonly before: Expression;
  readonly after: Expression;
}

/**
 * Writes out the sums that deltas end in a line of a derivation, at the entry that `at` names, one
 * delta after the other.
 *
 * @param sizeOf how many values a letter takes; undefined where that is not known
 */
export function expandLine(
  line: Expression,
  deltas: readonly DeltaSum[],
  at: ReadonlyMap<string, number>,
  sizeOf: (letter: string) => number | undefined,
): ExpandedLine | undefined {
  const expansions: Expansion[] = [];
  let after: Expression | undefined;
  for (const [k, { isNegative, term }] of termsOf(line).entries()) {
    let rest = atEntry(term, at);
    const sign = (e: Expression): Expression => (isNegative ? B.negate(e) : e);
    for (const delta of deltas) {
      if ((delta.term ?? 1) !== k + 1) continue;
      const target = at.get(delta.becomes) ?? delta.becomes;
      const { letters, body } = summedOf(rest);
      if (!letters.includes(delta.summed)) continue;
      const kept = letters.filter((letter) => letter !== delta.summed);
      const found = deltaOf(body, delta.summed, target);
      if (!found) return undefined;
      const beside = atEntry(withOne(body, found), new Map());
      if (typeof target === "string") {
        rest = summedOver(kept, renamed(beside, delta.summed, target));
        continue;
      }
      const size = sizeOf(delta.summed);
      if (size === undefined || target > size) return undefined;
      const factors = Array.from({ length: size }, (_, value) =>
        summedOver(kept, atEntry(beside, new Map([[delta.summed, value + 1]]))),
      );
      const result = factors[target - 1]!;
      const sum = rest;
      expansions.push({
        sum: sign(sum),
        letter: delta.summed,
        survives: target,
        factors: factors.map(sign),
        result: sign(result),
      });
      rest = result;
    }
    const own = sign(rest);
    after = after === undefined ? own : B.binary("add", after, own);
  }
  return { expansions, before: atEntry(line, at), after: atEntry(after!, new Map()) };
}

/** The summands of a line from left to right. */
function termsOf(line: Expression): { readonly isNegative: boolean; readonly term: Expression }[] {
  const terms: { isNegative: boolean; term: Expression }[] = [];
  let rest = line;
  for (;;) {
    if (rest.kind !== "binary" || (rest.operator !== "add" && rest.operator !== "subtract")) break;
    terms.unshift({ isNegative: rest.operator === "subtract", term: rest.right });
    rest = rest.left;
  }
  const isNegative = rest.kind === "negate";
  terms.unshift({ isNegative, term: rest.kind === "negate" ? rest.operand : rest });
  return terms;
}

/** The letters of the sums around a product, and the product. */
function summedOf(e: Expression): { readonly letters: string[]; readonly body: Expression } {
  const letters: string[] = [];
  let body = e;
  while (body.kind === "sum") {
    letters.push(...body.indices);
    body = body.body;
  }
  return { letters, body };
}

function summedOver(letters: readonly string[], body: Expression): Expression {
  const isZero = body.kind === "number" && body.value.numerator === 0n;
  return isZero ? body : letters.reduceRight((inner, letter) => B.sum([letter], inner), body);
}

function deltaOf(body: Expression, letter: string, target: string | number): Delta | undefined {
  return postorder(body).find(
    (node): node is Delta =>
      node.kind === "delta" &&
      ((node.left === letter && node.right === target) ||
        (node.right === letter && node.left === target)),
  );
}

/** The same product with 1 in place of that delta. */
function withOne(body: Expression, delta: Delta): Expression {
  return fold<Expression>(body, (node, parts) =>
    node === delta ? B.number(1) : withParts(node, parts),
  );
}

function renamed(body: Expression, from: string, to: string): Expression {
  const place = (index: string | number): string | number => (index === from ? to : index);
  return fold<Expression>(body, (node, parts) => {
    if (node.kind === "entry") return B.entry(parts[0]!, node.indices.map(place));
    if (node.kind === "delta") return B.delta(place(node.left), place(node.right));
    return withParts(node, parts);
  });
}
