import { describe, expect, it } from "vitest";
import { integer, symbol } from "../../src/dimensions/dimension.ts";
import { checkDerivative } from "../../src/evaluation/check-derivative.ts";
import type { Identity } from "../../src/identities/identity.ts";
import { members } from "../../src/identities/members.ts";
import { plain } from "../../src/notations/plain.ts";
import { type Expression, postorder } from "../../src/syntax/expression.ts";

function read(text: string): Expression {
  const result = plain.read(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function claim({ of, by, gives, form, sizes }: Identity): Parameters<typeof checkDerivative>[0] {
  const variables = new Map(
    Object.entries(sizes).map(([name, list]) => {
      const axes = list.map((size) => (/^\d/.test(size) ? integer(Number(size)) : symbol(size)));
      const groups = axes.map((axis) => [axis]);
      return [name, { name, axes, groups, origin: "declared" as const }];
    }),
  );
  return { f: read(of), wrt: by, order: 1, variables, answer: { expression: read(gives), form } };
}

describe.each(
  (members as readonly Identity[]).map((identity) => [identity.name, identity] as const),
)("the identity %s", (name, identity) => {
  it("is exactly the derivative, at several distinct sizes", () => {
    const judgement = checkDerivative(claim(identity));
    expect(judgement).toMatchObject({ verdict: "agrees", evidence: { kind: "mod-p" } });
  });

  it("is refuted when doubled", () => {
    const doubled = { ...identity, gives: `2*(${identity.gives})` };
    expect(checkDerivative(claim(doubled)).verdict).toBe("disagrees");
  });

  it("uses no letter that it does not declare, and has a source", () => {
    const known = new Set(Object.keys(identity.sizes));
    const used = postorder(read(identity.gives)).flatMap((node) =>
      node.kind === "name" ? [node.name] : [],
    );
    expect(used.filter((letter) => !known.has(letter))).toEqual([]);
    expect(known).toContain(identity.by);
    expect(identity.source).toBeTruthy();
  });

  it("goes by a name in the field's way of writing", () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
