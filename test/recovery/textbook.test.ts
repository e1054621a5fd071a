import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import { notationNamed, readNotationNames } from "../../src/notations/table.ts";

type Case = readonly [expr: string, rest: Omit<DerivativeProblem, "expr">, expected: string];

/** What a textbook prints, by the rule that it shows. */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  "a dot product before an array stands in brackets": [
    [
      "(mu'*w)/sqrt(w'*S*w)",
      { wrt: "w", vars: { mu: ["n"], w: ["n"], S: ["n", "n"] }, props: { S: ["symmetric"] } },
      "(mu - (mu'*w)*S*w/(w'*S*w))/sqrt(w'*S*w)",
    ],
    ["(a'*x)*(x'*x)", { wrt: "x", vars: { a: ["n"], x: ["n"] } }, "(x'*x)*a + 2*(a'*x)*x"],
  ],
  "names stand before the variable of the derivative, and functions behind": [
    ["a*x^2 + b*x + c", { wrt: "x", vars: { a: [], b: [], c: [], x: [] } }, "2*a*x + b"],
    ["sum(a.*x.^2)", { wrt: "x", vars: { a: ["n"], x: ["n"] } }, "2*(a.*x)"],
    ["x*exp(-a*x)", { wrt: "x", vars: { a: [], x: [] } }, "(1 - a*x)*exp(-a*x)"],
  ],
  "sigmoid(-u) and 1 - sigmoid(u) are not both in an answer": [
    [
      "sum(log(1 + exp(-y.*(X*w))))",
      { wrt: "w", order: 2 },
      "X'*diag(y.^2.*sigmoid(y.*(X*w)).*(1 - sigmoid(y.*(X*w))))*X",
    ],
  ],
};

describe.each(Object.entries(CASES))("%s", (_, cases) => {
  it.each(cases)("%s", (expr, rest, expected) => {
    const answer = derive({ ...rest, expr });
    expect(answer).toMatchObject({ status: "ok", plain: expected });
    if (answer.status !== "ok") return;
    for (const name of readNotationNames()) {
      const { read, write } = notationNamed(name)!;
      const variables = new Set(answer.variables.map((each) => each.name));
      const first = plainRead(answer.plain, variables);
      const once = write(first);
      const again = read(once, { variables });
      expect(again.ok && write(again.value)).toBe(once);
    }
  });
});

function plainRead(text: string, variables: ReadonlySet<string>): Expression {
  const result = notationNamed("plain")!.read(text, { variables });
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.value;
}
