import { describe, expect, it } from "vitest";
import { type ArgumentKind, matchedResult, matchOverload } from "../../src/functions/match.ts";
import { functionNamed, functionOfOperator } from "../../src/functions/table.ts";

function signature(name: string, ...kinds: readonly ArgumentKind[]): string | undefined {
  const overload = matchOverload(functionNamed(name)!, kinds)?.overload;
  return overload && (overload.kind === "entrywise" ? "entrywise" : overload.signature);
}

describe("the overload that is meant", () => {
  it("follows the kinds of the arguments", () => {
    expect(signature("diag", "column")).toBe("(x: vector(n)) -> matrix(n,n)");
    expect(signature("diag", "row")).toBe("(x: vector(n)) -> matrix(n,n)");
    expect(signature("diag", "matrix")).toBe("(X: matrix(n,n)) -> vector(n)");
    expect(signature("det", "scalar")).toBe("(x: scalar) -> scalar");
    expect(signature("sum", "scalar")).toBe("(X: array(n,m)) -> scalar");
    expect(signature("exp", "tensor")).toBe("entrywise");
    expect(signature("ones", "dimension")).toBe("(n: dimension(n)) -> vector(n)");
    expect(signature("ones", "scalar", "scalar")).toContain("matrix(n,m)");
  });

  it("says which of the list it is", () => {
    expect(matchOverload(functionNamed("softmax")!, ["matrix"])?.index).toBe(1);
  });

  it("lets a vector stand for a matrix only where nothing else fits", () => {
    expect(signature("pinv", "column")).toBe("(X: matrix(n,m)) -> matrix(m,n)");
    expect(signature("softmax", "column")).toBe("(x: vector(n)) -> vector(n)");
  });

  it("is none for what the function does not take", () => {
    expect(signature("diag", "scalar")).toBeUndefined();
    expect(signature("sum", "tensor")).toBeUndefined();
    expect(signature("exp", "column", "column")).toBeUndefined();
    expect(signature("pow", "column", "matrix")).toBeUndefined();
    expect(signature("pow", "column", "scalar")).toBe("entrywise");
  });
});

describe("the result of a signature", () => {
  const kron = "(A: array(n,m), B: array(p,q)) -> matrix(n*p, m*q)";

  it("drops the sides that the arguments do not have", () => {
    expect(matchedResult(kron, ["matrix", "matrix"])).toMatchObject({
      kind: "matrix",
      rows: ["n", "p"],
      columns: ["m", "q"],
    });
    expect(matchedResult(kron, ["column", "column"])).toMatchObject({
      kind: "column",
      rows: ["n", "p"],
    });
    expect(matchedResult(kron, ["row", "row"])).toMatchObject({ kind: "row", columns: ["m", "q"] });
    expect(matchedResult(kron, ["row", "column"])).toMatchObject({
      kind: "matrix",
      rows: ["p"],
      columns: ["m"],
    });
    expect(matchedResult(kron, ["scalar", "scalar"]).kind).toBe("scalar");
    expect([...matchedResult(kron, ["column", "matrix"]).missing]).toEqual(["m"]);
  });

  it("is a row where the vector of that size was one", () => {
    expect(matchedResult("(x: vector(n)) -> vector(n)", ["row"]).kind).toBe("row");
    expect(matchedResult("(x: vector(n)) -> vector(n)", ["column"]).kind).toBe("column");
    expect(matchedResult("(X: matrix(n,m)) -> vector(n)", ["matrix"]).kind).toBe("column");
  });
});

it("finds the function that an operator spells", () => {
  expect(functionOfOperator("entrywise-power")?.overloads[0]?.kind).toBe("entrywise");
  expect(functionOfOperator("add")).toBeUndefined();
});
