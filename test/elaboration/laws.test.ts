import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attemptSizing } from "../../src/elaboration/attempt.ts";
import { elaborate } from "../../src/elaboration/elaborate.ts";
import { findRepair } from "../../src/elaboration/repairs.ts";
import { plain } from "../../src/notations/plain.ts";
import * as build from "../../src/syntax/build.ts";
import { type Expression, postorder } from "../../src/syntax/expression.ts";
import { attempt, declare, type Sizes, words } from "./support.ts";

/** Distinct symbols, so that no two sizes agree by chance. */
const SYMBOLS = ["n", "m", "p", "q"] as const;
type Symbol = (typeof SYMBOLS)[number];
type Wanted =
  | { readonly kind: "scalar" }
  | { readonly kind: "column" | "row"; readonly size: Symbol }
  | { readonly kind: "matrix"; readonly rows: Symbol; readonly columns: Symbol };

const VARIABLES: Record<string, readonly string[]> = { c: [] };
for (const a of SYMBOLS) {
  VARIABLES[`x_${a}`] = [a];
  for (const b of SYMBOLS) VARIABLES[`A_${a}${b}`] = [a, b];
}

function wantedWords(wanted: Wanted): string {
  if (wanted.kind === "scalar") return "scalar";
  if (wanted.kind === "matrix") return `matrix ${wanted.rows} x ${wanted.columns}`;
  return `${wanted.kind} ${wanted.size}`;
}

/** Draws a well-shaped expression; `pick(k)` gives a number below k. */
function draw(wanted: Wanted, depth: number, pick: (below: number) => number): Expression {
  const symbol = (): Symbol => SYMBOLS[pick(SYMBOLS.length)]!;
  const below = (part: Wanted): Expression => draw(part, depth - 1, pick);
  const times = (l: Wanted, r: Wanted): Expression => build.binary("multiply", below(l), below(r));
  const scalar: Wanted = { kind: "scalar" };
  const column = (size: Symbol): Wanted => ({ kind: "column", size });
  const row = (size: Symbol): Wanted => ({ kind: "row", size });
  const matrix = (rows: Symbol, columns: Symbol): Wanted => ({ kind: "matrix", rows, columns });
  if (depth === 0) {
    switch (wanted.kind) {
      case "scalar":
        return build.name("c");
      case "column":
        return build.name(`x_${wanted.size}`);
      case "row":
        return build.transpose(build.name(`x_${wanted.size}`));
      case "matrix":
        return build.name(`A_${wanted.rows}${wanted.columns}`);
    }
  }
  const common = [
    () => build.negate(below(wanted)),
    () => build.binary("add", below(wanted), below(wanted)),
    () => build.binary("subtract", below(wanted), below(scalar)),
    () => build.binary("hadamard", below(wanted), below(wanted)),
    () => build.binary("entrywise-divide", below(wanted), below(wanted)),
    () => build.binary("entrywise-power", below(wanted), build.number(2)),
    () => build.binary("divide", below(wanted), below(scalar)),
    () => build.call("tanh", below(wanted)),
    () => times(scalar, wanted),
    () => times(wanted, scalar),
  ];
  const special: (() => Expression)[] = [];
  switch (wanted.kind) {
    case "scalar": {
      const s = symbol();
      special.push(
        () => times(row(s), column(s)),
        () => build.call("tr", below(matrix(s, s))),
        () => build.call("sum", below(matrix(s, symbol()))),
        () => build.call("norm2", below(column(s))),
        () => build.call("logdet", below(matrix(s, s))),
        () => build.entry(below(matrix(s, symbol())), [1, 1]),
        () => build.name(s),
      );
      break;
    }
    case "column": {
      const s = symbol();
      special.push(
        () => times(matrix(wanted.size, s), column(s)),
        () => build.transpose(below(row(wanted.size))),
        () => build.call("diag", below(matrix(wanted.size, wanted.size))),
        () => build.call("rowsum", below(matrix(wanted.size, s))),
        () => build.call("ones", build.name(wanted.size)),
        () => build.call("softmax", below(wanted)),
      );
      break;
    }
    case "row": {
      const s = symbol();
      special.push(
        () => times(row(s), matrix(s, wanted.size)),
        () => build.transpose(below(column(wanted.size))),
        () => build.call("softmax", below(wanted)),
      );
      break;
    }
    case "matrix": {
      const { rows, columns } = wanted;
      const s = symbol();
      special.push(
        () => times(matrix(rows, s), matrix(s, columns)),
        () => times(column(rows), row(columns)),
        () => build.transpose(below(matrix(columns, rows))),
        () => times(matrix(rows, rows), wanted),
        () => build.call("kron", below(column(rows)), below(row(columns))),
      );
      if (rows === columns) {
        special.push(
          () => build.call("inv", below(wanted)),
          () => build.call("diag", below(column(rows))),
          () => build.binary("add", below(wanted), build.name("I")),
          () => build.binary("power", below(wanted), build.number(3)),
        );
      }
    }
  }
  const choices = [...common, ...special, ...special];
  return choices[pick(choices.length)]!();
}

const wantedShape: fc.Arbitrary<Wanted> = fc.oneof(
  fc.record({ kind: fc.constant("scalar" as const) }),
  fc.record({
    kind: fc.constantFrom("column" as const, "row" as const),
    size: fc.constantFrom(...SYMBOLS),
  }),
  fc.record({
    kind: fc.constant("matrix" as const),
    rows: fc.constantFrom(...SYMBOLS),
    columns: fc.constantFrom(...SYMBOLS),
  }),
);

const wellShaped = fc
  .record({
    wanted: wantedShape,
    depth: fc.integer({ min: 0, max: 4 }),
    choices: fc.infiniteStream(fc.nat({ max: 9999 })),
  })
  .map(({ wanted, depth, choices }) => ({
    wanted,
    expression: draw(wanted, depth, (below) => choices.next().value % below),
  }));

describe("laws", () => {
  it("a well-shaped expression has the shape it was built with", () => {
    fc.assert(
      fc.property(wellShaped, ({ wanted, expression }) => {
        const result = elaborate(expression, { declarations: declare(VARIABLES) });
        expect(result.ok ? words(result.value.shape) : result.problem).toEqual(wantedWords(wanted));
      }),
      { numRuns: 300 },
    );
  });

  it("every part of what comes out has a shape, and elaborates again to the same", () => {
    fc.assert(
      fc.property(wellShaped, ({ expression }) => {
        const context = { declarations: declare(VARIABLES) };
        const first = elaborate(expression, context);
        if (!first.ok) throw new Error(first.problem.message);
        const again = elaborate(first.value.expression, context);
        if (!again.ok) throw new Error(again.problem.message);
        expect(again.value.expression).toBe(first.value.expression);
        for (const part of postorder(first.value.expression)) {
          expect(first.value.shapeOf(part)).toBeDefined();
          expect(first.value.shapeOf(part)).toEqual(again.value.shapeOf(part));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("undeclared names get shapes with which the expression still fits", () => {
    fc.assert(
      fc.property(wellShaped, fc.nat(), ({ expression }, seed) => {
        const names = Object.keys(VARIABLES).filter((_, k) => ((seed >> (k % 20)) & 1) === 0);
        const kept: Sizes = Object.fromEntries(names.map((name) => [name, VARIABLES[name]!]));
        const result = elaborate(expression, { declarations: declare({ ...kept, c: [] }) });
        // Sizes may stay open; what fits under the full declaration never clashes.
        const openSize = !result.ok && result.problem.code === "unknown-size";
        fc.pre(!openSize);
        if (!result.ok) throw new Error(result.problem.message);
        const shapes: Sizes = Object.fromEntries(
          [...result.value.variables].map(([name, { axes }]) => [name, axes.map(({ key }) => key)]),
        );
        const checked = elaborate(expression, { declarations: declare(shapes) });
        expect(checked.ok ? checked.value.shape : checked.problem).toEqual(result.value.shape);
      }),
      { numRuns: 200 },
    );
  });

  it("one factor turned round is found, and the repair fits", () => {
    const length = fc.integer({ min: 2, max: 6 });
    fc.assert(
      fc.property(length, fc.nat(), fc.boolean(), (count, at, ends) => {
        const turned = at % count;
        const variables: Record<string, readonly string[]> = {};
        let product: Expression | undefined;
        for (let k = 0; k < count; k++) {
          variables[`A${k}`] = [`d${k}`, `d${k + 1}`];
          const factor = build.name(`A${k}`);
          const placed = k === turned ? build.transpose(factor) : factor;
          product = product ? build.binary("multiply", product, placed) : placed;
        }
        if (ends) {
          variables["x"] = [`d${count}`];
          product = build.binary("multiply", product!, build.name("x"));
        }
        const context = { declarations: declare(variables) };
        const result = elaborate(product!, context);
        if (result.ok) throw new Error("the sizes should clash");
        expect(result.problem.code).toBe("shape-clash");
        expect(result.problem.remedy).toMatch(/^did you mean .*\?( Or declare \w+ in .*\.)?$/);
        expect(result.problem.facts!.length).toBeGreaterThan(0);
        const outcome = attemptSizing(postorder(product!), context);
        if (!("attempt" in outcome)) throw new Error("no attempt");
        const repair = findRepair(outcome.attempt, outcome.attempt.fault!)!;
        expect(elaborate(repair.whole, context).ok).toBe(true);
        expect(result.problem.remedy).toContain(plain.write(repair.place));
      }),
    );
  });
});

interface CorpusLine {
  readonly id: string;
  readonly expr: string;
  readonly expected?: string | null;
  readonly vars?: Sizes;
  readonly wrt: string | readonly string[];
  readonly free?: readonly string[];
  readonly indices?: readonly string[];
}

describe.each(["seed", "cookbook", "sympy", "wikipedia", "realworld"])("corpus %s", (file) => {
  const text = readFileSync(new URL(`../corpus/${file}.jsonl`, import.meta.url), "utf8");
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as CorpusLine);

  it("expressions and answers fit as declared", () => {
    const failures = lines.flatMap(({ id, expr, expected, vars, wrt, free, indices }) => {
      const wanted = typeof wrt === "string" ? [wrt] : wrt;
      const inputs: [string, readonly string[]][] = [[expr, free ?? []]];
      if (typeof expected === "string") inputs.push([expected, indices ?? []]);
      return inputs.flatMap(([input, letters]) => {
        const result = attempt(input, vars, { wanted, free: letters });
        return result.ok ? [] : [`${id}: ${input}: ${result.problem.message}`];
      });
    });
    expect(failures).toEqual([]);
  });

  it("expressions fit without declarations", () => {
    const failures = lines.flatMap(({ id, expr, vars, free }) => {
      const result = attempt(expr, {}, { free: free ?? [] });
      if (result.ok) return [];
      // A size that is used as a number, and a name that the text reads otherwise, need declaring.
      return [`${id}: ${expr} ${JSON.stringify(vars)}: ${result.problem.message}`];
    });
    expect(failures).toEqual([]);
  });
});
