import { describe, expect, it } from "vitest";
import { derive } from "../../src/answers/derive.ts";
import { plain } from "../../src/notations/plain.ts";
import { randomFrom } from "../../src/numbers/random.ts";
import { costOf } from "../../src/recovery/forms.ts";
import { withParts } from "../../src/syntax/equality.ts";
import { type Expression, fold } from "../../src/syntax/expression.ts";
import { randomProblem } from "../random/generate.ts";

const COUNT = 150;

function read(text: string): Expression {
  const result = plain.read(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.value;
}

/** The same expression with the operands of sums and entry-by-entry products in another order. */
function shuffled(text: string, random: () => number): string {
  const other = fold<Expression>(read(text), (node, parts) => {
    const [left, right] = parts;
    const commutes =
      node.kind === "binary" && (node.operator === "add" || node.operator === "hadamard");
    const isSwapped = commutes && random() < 0.5;
    return withParts(node, isSwapped ? [right!, left!] : parts);
  });
  return plain.write(other);
}

const problems = Array.from({ length: COUNT }, (_, k) => randomProblem(70_000_000 + k).problem);

describe("the form of an answer", () => {
  it("costs the same however the operands of the function were ordered", () => {
    const random = randomFrom(5);
    const changed: string[] = [];
    let compared = 0;
    for (const problem of problems) {
      const expr = shuffled(problem.expr, () => random.next());
      if (expr === problem.expr) continue;
      const [one, other] = [derive(problem), derive({ ...problem, expr })];
      if (one.status !== "ok" || other.status !== "ok" || one.let || other.let) continue;
      compared++;
      const [a, b] = [one, other].map((answer) => costOf(read(answer.plain), new Map()));
      if (Math.abs(a! - b!) > 1e-6)
        changed.push(`${problem.expr} | ${expr}: ${one.plain} | ${other.plain}`);
    }
    expect(changed).toEqual([]);
    expect(compared).toBeGreaterThan(10);
  });

  it("is read back as what it is", () => {
    for (const problem of problems) {
      const answer = derive(problem);
      if (answer.status !== "ok" || answer.let) continue;
      expect(plain.write(read(answer.plain))).toBe(answer.plain);
    }
  });

  it.each([
    [
      "a'*inv(A + x*x')*a",
      "-((a'*inv(A + x*x')*x)*inv(A + x*x') + (x'*inv(A + x*x')*a)*inv(A + x*x')')*a",
    ],
    ["(a'*x)*(b'*x)", "(a*b' + b*a')*x"],
    [
      "sum(exp(x))/(1 + sum(exp(x)))",
      "(1 - sum(exp(x))/(1 + sum(exp(x))))*exp(x)/(1 + sum(exp(x)))",
    ],
  ])("keeps the shapes in brackets: %s", (expr, expected) => {
    const vars = { A: ["n", "n"], a: ["n"], b: ["n"], x: ["n"] };
    expect(derive({ expr, vars, wrt: "x" })).toMatchObject({ status: "ok", plain: expected });
  });
});
