import { describe, expect, it } from "vitest";
import { symbol } from "../../src/dimensions/dimension.ts";
import { checkEquality } from "../../src/evaluation/check-equality.ts";
import { readProblem } from "../../src/answers/read-any.ts";
import { plain } from "../../src/notations/plain.ts";
import { costOf } from "../../src/recovery/forms.ts";
import { inOtherWords, recognised, withFacts } from "../../src/recovery/recognise.ts";
import { members } from "../../src/recovery/recognisers/members.ts";
import type { Recogniser } from "../../src/recovery/recognisers/recogniser.ts";
import { type Expression, fold, postorder } from "../../src/syntax/expression.ts";
import { withParts } from "../../src/syntax/equality.ts";
import { lowered } from "../graph/support.ts";

function read(text: string): Expression {
  const result = plain.read(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function judged({ sizes, from, where = {}, given = {} }: Recogniser, to: string) {
  const variables = new Map(
    Object.entries(sizes).map(([name, list]) => {
      const axes = list.map(symbol);
      return [
        name,
        { name, axes, groups: axes.map((axis) => [axis]), origin: "declared" as const },
      ];
    }),
  );
  const properties = new Map(
    Object.entries({ ...where, ...given }).map(([name, property]) => [name, [property]]),
  );
  // A matrix with orthonormal columns is no wider than high.
  const pinnedSizes = new Map(
    Object.entries(given).flatMap(([name, property]) => {
      const [rows, columns] = sizes[name]!;
      const isTall = property === "orthogonal" && rows !== columns;
      return isTall ? [[rows!, 5] as const, [columns!, 3] as const] : [];
    }),
  );
  return checkEquality({ left: read(from), right: read(to), variables, properties, pinnedSizes });
}

function rename(text: string, names: ReadonlyMap<string, string>): string {
  const renamed = fold<Expression>(read(text), (node, parts) => {
    const other = node.kind === "name" ? names.get(node.name) : undefined;
    return other === undefined ? withParts(node, parts) : read(other);
  });
  return plain.write(renamed);
}

/** The node of a text and that of another, in one store. */
function nodes(
  texts: readonly string[],
  vars: Readonly<Record<string, readonly string[]>>,
): { store: ReturnType<typeof lowered>["store"]; ids: number[] } {
  const [first, second] = texts as [string, string];
  const wrt = Object.keys(vars)[0]!;
  // The one store that both sides are lowered into is that of a sum that holds both.
  const one = lowered({ expr: `f(${first}, ${second})`, declare: ["f: function"], vars, wrt });
  const node = one.store.node(one.f);
  if (node.kind !== "map") throw new Error("no call of an unknown function");
  return { store: one.store, ids: node.arguments.map((argument) => argument.node) };
}

/** The shape of the left side: that of an array among its letters, or none. */
function shapeOf({ sizes, from }: Recogniser): readonly string[] {
  const shapes = [...Object.values(sizes).filter(({ length }) => length > 0), []];
  return shapes.find((shape) => {
    const declared = { ...sizes, W: shape };
    return readProblem({ expr: `exp(W) + (${from})`, vars: declared, wrt: "W" }).ok;
  })!;
}

describe.each((members as readonly Recogniser[]).map((member) => [member.name, member] as const))(
  "the recogniser %s",
  (name, member) => {
    it("says what is true, at several distinct sizes", () => {
      expect(judged(member, member.to)).toMatchObject({ verdict: "agrees" });
    });

    it("is refuted when doubled", () => {
      expect(judged(member, `2*(${member.to})`).verdict).toBe("disagrees");
    });

    it("makes nothing longer, or is an alternative", () => {
      const cost = (text: string): number => costOf(read(text), new Map());
      expect(cost(member.to) > cost(member.from)).toBe(member.isAlternative ?? false);
    });

    it("finds its product under other names, inside a larger product", () => {
      const names = new Map(Object.keys(member.sizes).map((letter) => [letter, `${letter}q`]));
      const vars = Object.fromEntries(
        Object.entries(member.sizes).map(([letter, sizes]) => [`${letter}q`, sizes]),
      );
      const sum = (text: string): string => `s^2*sum(W.*(${rename(text, names)}))`;
      const texts = [sum(member.from), sum(member.to)];
      const { store, ids } = nodes(texts, { ...vars, s: [], W: shapeOf(member) });
      const [from, to] = ids as [number, number];
      const facts = Object.entries(member.given ?? {}).map(
        ([letter, property]) => [`${letter}q`, [property]] as const,
      );
      const isFact = facts.length > 0;
      const isOther = member.isAlternative ?? false;
      expect(recognised(store, from)).toBe(isFact || isOther ? from : to);
      expect(inOtherWords(store, from)).toBe(isOther ? to : from);
      const informed = withFacts(store, from, new Map(facts));
      expect(informed).toEqual({ node: isFact ? to : from, used: new Map(facts) });
    });

    it("uses no letter that it does not declare, and has a source", () => {
      const known = new Set([...Object.keys(member.sizes), ...Object.values(member.sizes).flat()]);
      const used = [member.from, member.to].flatMap((text) =>
        postorder(read(text)).flatMap((node) => (node.kind === "name" ? [node.name] : [])),
      );
      expect(used.filter((letter) => !known.has(letter))).toEqual([]);
      expect(member.source).not.toBe("");
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    });
  },
);

describe("recognisers of numbers", () => {
  it.each([
    ["sum(exp(X)./(1 + exp(X)).*Y)", "sum(sigmoid(X).*Y)"],
    ["sum(Y.*sinh(X)./cosh(X)).*s", "sum(Y.*tanh(X)).*s"],
    ["tr(inv(X*Z)*V)*det(X*Z)", "tr(adj(X*Z)*V)"],
  ])("hold for the entries of arrays: %s", (from, to) => {
    const vars = { X: ["n", "m"], Y: ["n", "m"], Z: ["m", "n"], V: ["n", "n"], s: [] };
    const { store, ids } = nodes([from, to], vars);
    expect(recognised(store, ids[0]!)).toBe(ids[1]!);
  });

  it("do not see what is summed as one entry", () => {
    const { store, ids } = nodes(["sum(exp(x))/(1 + sum(exp(x)))", "0*sum(x)"], { x: ["n"] });
    expect(recognised(store, ids[0]!)).toBe(ids[0]!);
  });
});
