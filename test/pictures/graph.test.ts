import { describe, expect, it } from "vitest";
import { type Evaluated, evaluate, type Point } from "../../src/evaluation/evaluate.ts";
import { floats } from "../../src/evaluation/systems.ts";
import type { DerivativeProblem, Picture } from "../../src/index.ts";
import { plain } from "../../src/notations/plain.ts";
import { product } from "../../src/numbers/elimination.ts";
import type { Tensor } from "../../src/numbers/system.ts";
import { derivativesAt, onlyPicture, placesInVecOrder, PROBLEMS } from "./support.ts";

const graphOf = (problem: DerivativeProblem): Picture => onlyPicture(problem, { kind: "graph" });

function valueOf(text: string, point: Point<number>): Evaluated<number> {
  const variables = new Set([...point.values.keys(), ...(point.bindings?.keys() ?? [])]);
  const functions = new Set(["f"].filter((name) => text.includes(`${name}.(`)));
  const result = plain.read(text, { variables, functions });
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return evaluate(result.value, point, floats);
}

/** The right side of an equation. */
const rightSide = (text: string): string => text.slice(text.indexOf(" = ") + 3);

/** The local Jacobians multiplied along every way and added up. */
function chained({ nodes, edges }: Picture, point: Point<number>): Tensor<number> {
  const bindings = new Map<string, Evaluated<number>>();
  const at = { ...point, bindings };
  const [input, ...rest] = nodes;
  const volume = point.values.get(input!.id)!.data.length;
  const identity = Array.from({ length: volume ** 2 }, (_, k) => (k % (volume + 1) === 0 ? 1 : 0));
  const found = new Map<string, Tensor<number>>([
    [input!.id, { shape: [volume, volume], data: identity }],
  ]);
  for (const node of rest) {
    bindings.set(node.id, valueOf(rightSide(node.label.plain), at));
    for (const edge of edges.filter(({ to }) => to === node.id)) {
      const local = valueOf(rightSide(edge.label!.plain), at);
      const columns = found.get(edge.from)!.shape[0]!;
      const term = product(
        floats,
        { shape: [local.data.length / columns, columns], data: local.data },
        found.get(edge.from)!,
      );
      const known = found.get(node.id);
      found.set(node.id, {
        shape: term.shape,
        data: term.data.map((x, k) => x + (known?.data[k] ?? 0)),
      });
    }
  }
  return found.get(rest.at(-1)!.id)!;
}

describe("the graph of named parts", () => {
  it("of a layer and a loss names them and has a Jacobian on each edge", () => {
    const { nodes, edges } = graphOf({ expr: "-t'*log(softmax(W*x+b))", wrt: "x" });
    expect(nodes.map(({ label }) => label.plain)).toEqual([
      "x",
      "u = W*x + b",
      "s = softmax(u)",
      "f = -t'*log(s)",
    ]);
    expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual(["x u", "u s", "s f"]);
    expect(edges[0]!.label!.unicode).toBe("∂u/∂x = W");
  });

  it("draws every way where a part is used twice", () => {
    const { edges, description } = graphOf({ expr: "A*tanh(B*tanh(C*x+b)+x)+x", wrt: "x" });
    expect(edges).toHaveLength(5);
    expect(description).toContain("all 3 ways from x to f");
  });

  const complete = PROBLEMS.filter((problem) => {
    const { edges } = graphOf(problem);
    return edges.every(({ label }) => label!.plain === "" || label!.unicode.includes(" = "));
  });

  it("has local Jacobians for nearly every problem", () => {
    expect(complete.length).toBeGreaterThan(0.8 * PROBLEMS.length);
  });

  it.each(complete)("of $expr by $wrt: their products add up to the Jacobian", (problem) => {
    const sizes = onlyPicture(problem, { kind: "sparsity" }).sizes;
    const [sample] = derivativesAt(problem, new Map(Object.entries(sizes)), 1);
    const { d, point } = sample!;
    const input = point.values.get(problem.wrt!)!.shape;
    const rows = placesInVecOrder(d.shape.slice(0, d.shape.length - input.length));
    const columns = placesInVecOrder(input);
    const truth = rows.flatMap((row) => columns.map((c) => d.data[row * columns.length + c]!));
    const { data } = chained(graphOf(problem), point);
    expect(data).toHaveLength(truth.length);
    data.forEach((x, k) => expect(x).toBeCloseTo(truth[k]!, 7));
  });
});
