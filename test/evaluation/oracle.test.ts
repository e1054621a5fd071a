import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { evaluate, type Point } from "../../src/evaluation/evaluate.ts";
import { floats } from "../../src/evaluation/systems.ts";
import { plain } from "../../src/notations/plain.ts";
import type { Tensor } from "../../src/numbers/system.ts";

const test = fileURLToPath(new URL("..", import.meta.url));

/** Every expression and expected answer of the corpora in matrix notation, at a point of the oracle's. */
const SCRIPT = `
import json, sys
sys.path.insert(0, sys.argv[1])
import oracle
for line in sys.stdin:
    p = oracle.ascii_problem(json.loads(line))
    dims = oracle.dim_choices(p)[-1]
    for text in (p["expr"], p.get("expected")):
        if text is None or oracle.has_index(oracle.parse(text)): continue
        try:
            env = oracle.sample(p["vars"], dims, 7, p.get("props"))
            v = oracle.evaluate(text, env)
        except (oracle.OracleError, ZeroDivisionError): continue
        values = {k: [list(x.shape), [oracle.value(t) for t in x.flat()]] for k, x in env.vals.items()}
        print(json.dumps({"id": p["id"], "text": text, "sizes": dims, "values": values,
            "kind": {"s": "scalar", "v": "column", "r": "row", "m": "matrix", "t": "tensor"}[v.kind],
            "shape": list(v.shape), "data": [oracle.value(t) for t in v.flat()]}))
`;

interface Case {
  readonly id: string;
  readonly text: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, readonly [number[], number[]]>>;
  readonly kind: string;
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

function oracleCases(): readonly Case[] {
  const problems = readdirSync(`${test}/corpus`)
    .filter((file) => file.endsWith(".jsonl"))
    .flatMap((file) => readFileSync(`${test}/corpus/${file}`, "utf8").split("\n"))
    .filter((line) => line.includes('"expr"') && line.includes('"vars"'));
  const output = execFileSync("python3", ["-c", SCRIPT, `${test}/oracle`], {
    input: problems.join("\n"),
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
}

describe("evaluate and the independent oracle", () => {
  const cases = oracleCases();

  it("has most of the corpora to compare", () => {
    expect(cases.length).toBeGreaterThan(600);
  });

  it("give the same kinds, shapes and numbers", () => {
    const differing: string[] = [];
    for (const { id, text, sizes, values, kind, shape, data } of cases) {
      const point: Point<number> = {
        values: new Map(
          Object.entries(values).map(([name, [axes, entries]]): [string, Tensor<number>] => [
            name,
            { shape: axes, data: entries },
          ]),
        ),
        sizes: new Map(Object.entries(sizes)),
      };
      const read = plain.read?.(text, { variables: new Set(Object.keys(values)) });
      if (!read?.ok) {
        differing.push(`${id}: ${text} is not read`);
        continue;
      }
      const scale = Math.max(1e-3, ...data.map(Math.abs));
      try {
        const value = evaluate(read.value, point, floats);
        const same =
          value.kind === kind &&
          value.shape.join() === shape.join() &&
          value.data.every((x, k) => Math.abs(x - data[k]!) <= 1e-9 * scale);
        if (!same) differing.push(`${id}: ${text} ${value.kind} ${value.shape.join()}`);
      } catch (error) {
        differing.push(`${id}: ${text} ${String(error)}`);
      }
    }
    expect(differing).toEqual([]);
  });
});
