import { describe, expect, test } from "vitest";
import { check } from "../../src/index.ts";
import { runWith } from "./fake-io.ts";

describe("indicial check", () => {
  test("ends with 0 for a right answer and says how that is known", async () => {
    const { code, out, err } = await runWith(["check", "y'*A*x", "--wrt", "x", "--answer", "A'*y"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Right\.\nProved: /);
  });

  test("ends with 1 for an answer that is not right, with the reason and a point", async () => {
    const { code, out } = await runWith(["check", "x'*A*x", "--wrt", "x", "--answer", "2*A*x"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^Right only if A is symmetric\.$/m);
    expect(out).toMatch(/^For instance, with n = 2:$/m);
    expect(out).toMatch(/^your answer {2}\[.*\]$/m);
  });

  test("shows the corrected answer", async () => {
    const { code, out } = await runWith(["check", "W*x", "--wrt", "x", "--answer", "W'"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^Transposed\.$/m);
    expect(out).toMatch(/^Corrected +W$/m);
  });

  test("takes a form and index letters", async () => {
    const row = ["check", "y'*A*x", "--wrt", "x", "--answer", "y'*A"];
    expect((await runWith(row)).code).toBe(1);
    expect((await runWith([...row, "--form", "row"])).code).toBe(0);
    const entry = ["check", "W*x", "--wrt", "W", "--form", "tensor"];
    const letters = [...entry, "--answer", "delta(a,b)*x[c]", "--indices", "a,b,c"];
    expect((await runWith(letters)).code).toBe(0);
  });

  test("ends with 2 where the answer cannot be read, and shows the place", async () => {
    const { code, out, err } = await runWith(["check", "x'*x", "--wrt", "x", "--answer", "2*z"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("  2*z\n    ^");
  });

  test("ends with 2 where something is missing", async () => {
    for (const args of [[], ["x'*x"], ["x'*x", "--answer"], ["x'*x", "y", "--answer", "x"]]) {
      const { code, out } = await runWith(["check", ...args]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
    }
  });

  test("--json prints what the library returns", async () => {
    const { code, out } = await runWith(["check", "x'*x", "--wrt", "x", "--answer", "x", "--json"]);
    expect(code).toBe(1);
    const { ms: _ms, ...expected } = check({ expr: "x'*x", wrt: "x", answer: { plain: "x" } });
    expect(JSON.parse(out)).toMatchObject({ version: 1, ...expected });
  });

  test("--ascii prints nothing beyond ASCII", async () => {
    const args = ["check", "μ'*x", "--wrt", "x", "--answer", "2*μ", "--ascii"];
    expect((await runWith(args)).out).toMatch(/^[\x20-\x7e\n]+$/);
  });
});

describe("indicial equal", () => {
  test("ends with 0 for equal sides, with what they need", async () => {
    const { code, out } = await runWith(["equal", "inv(A*B)", "inv(B)*inv(A)"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Equal\.\nProved: /);
    expect(out).toMatch(/^Needs: .*A invertible/m);
  });

  test("ends with 1 for different sides, with a point", async () => {
    const { code, out } = await runWith(["equal", "(A*B)'", "A'*B'"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^Different\.$/m);
    expect(out).toMatch(/^left +\[/m);
  });

  test("takes declarations and facts", async () => {
    const sides = ["equal", "A", "A'"];
    expect((await runWith(sides)).code).toBe(1);
    const facts = ["--var", "A: matrix(n,n)", "--prop", "A: symmetric"];
    expect((await runWith([...sides, ...facts])).code).toBe(0);
  });

  test("shows the place in the side that is at fault", async () => {
    const { code, err } = await runWith(["equal", "A", "B*("]);
    expect(code).toBe(2);
    expect(err).toContain("  B*(");
  });

  test("ends with 2 without two expressions", async () => {
    expect((await runWith(["equal", "A"])).code).toBe(2);
    expect((await runWith(["equal", "A", "B", "C"])).code).toBe(2);
  });
});

describe("indicial batch, with answers to check", () => {
  test("adds a verdict and a diagnosis", async () => {
    const lines = [
      { id: 1, expr: "x'*A*x", wrt: "x", answer: "2*A*x" },
      { id: 2, expr: "x'*A*x", wrt: "x", answer: { plain: "x'*(A + A')", form: "row" } },
      { id: 3, expr: "x'*A*x", wrt: "x", answer: "2*(" },
      { id: 4, expr: "x'*A*x", wrt: "x" },
    ];
    const { out } = await runWith(["batch"], {
      input: [lines.map((line) => `${JSON.stringify(line)}\n`).join("")],
    });
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers[0]).toMatchObject({
      id: 1,
      plain: "(A + A')*x",
      verdict: "wrong",
      diagnosis: { kind: "symmetric-assumed", assumption: "A is symmetric" },
    });
    expect(answers[1]).toMatchObject({ id: 2, verdict: "right" });
    expect(answers[2]).toMatchObject({ id: 3, verdict: "unparsable" });
    expect(answers[3]).not.toHaveProperty("verdict");
  });
});
