import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { derive } from "../../src/index.ts";
import { runWith } from "./fake-io.ts";

const ESCAPE = "\u001b";

describe("indicial derive", () => {
  test("prints a page and ends with 0", async () => {
    const { code, out, err } = await runWith(["derive", "y'*A*x", "--wrt", "x"]);
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(out).toContain("δ_q");
    expect(out).toMatch(/^Gradient {2}A'\*y {2,}m x 1$/m);
    expect(out).not.toContain(ESCAPE);
  });

  test("colours the page of a terminal, and changes nothing else", async () => {
    const plain = await runWith(["derive", "W*x", "--wrt", "x"]);
    const coloured = await runWith(["derive", "W*x", "--wrt", "x"], { terminal: { colour: true } });
    expect(coloured.out).toContain(`${ESCAPE}[1m`);
    expect(stripVTControlCharacters(coloured.out)).toBe(plain.out);
  });

  test("--ascii prints nothing beyond ASCII", async () => {
    const { out } = await runWith(["derive", "norm2(A*x - mu)^2", "--wrt", "x", "--ascii"]);
    expect(out).toMatch(/^[\x20-\x7e\n]*$/);
    expect(out).toContain("delta(q,j) ends the sum over q: q = j");
  });

  test("--as prints the answer alone, on one line", async () => {
    const as = async (notation: string): Promise<string> =>
      (await runWith(["derive", "y'*A*x", "--wrt", "x", "--as", notation])).out;
    expect(await as("plain")).toBe("A'*y\n");
    expect(await as("latex")).toBe("A^{\\top} y\n");
    expect(await as("unicode")).toBe("Aᵀ y\n");
    expect(await as("index")).toMatch(/^sum\(.*\)\n$/);
  });

  test("takes an expression that begins with a minus sign", async () => {
    expect(await runWith(["derive", "-x'*y", "--wrt", "x", "--as", "plain"])).toEqual({
      code: 0,
      out: "-y\n",
      err: "",
    });
  });

  test("reads the expression from standard input", async () => {
    const bytes = new TextEncoder().encode("μ*W*x\n");
    const input = [bytes.slice(0, 1), bytes.slice(1)];
    const { out } = await runWith(["derive", "-", "--wrt", "x", "--as", "plain"], { input });
    expect(out).toBe("mu*W\n");
  });

  test("--json prints the library's result, versioned", async () => {
    const { code, out } = await runWith(["derive", "W*x", "--wrt", "x", "--json"]);
    expect(code).toBe(0);
    expect(out.startsWith(`{"version":1,"status":"ok",`)).toBe(true);
    const { version, ms, ...result } = JSON.parse(out) as Record<string, unknown>;
    expect(version).toBe(1);
    expect(ms).toBeTypeOf("number");
    const { ms: _ms, ...library } = derive({ expr: "W*x", wrt: "x" }, { steps: "indices" });
    expect(result).toEqual(JSON.parse(JSON.stringify(library)));
    const page = await runWith(["derive", "W*x", "--wrt", "x", "--page", "json"]);
    expect(page.out.replace(/"ms":[\d.]+/, "")).toBe(out.replace(/"ms":[\d.]+/, ""));
  });

  test("--json tells a mistake in the document", async () => {
    const { code, out } = await runWith(["derive", "W*(x", "--wrt", "x", "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      status: "error",
      problem: { span: [4, 4] },
    });
  });

  test("--steps none leaves the derivation out", async () => {
    const { out } = await runWith(["derive", "W*x", "--wrt", "x", "--steps", "none"]);
    expect(out).not.toContain("Derivation");
    expect(out).toMatch(/^Jacobian {2}W/m);
  });

  test("answers by each variable in turn, or by those that were named", async () => {
    const each = await runWith(["derive", "y'*A*x", "--as", "plain"]);
    expect(each.out.trimEnd().split("\n").sort()).toEqual(["A'*y", "A*x", "y*x'"]);
    const two = await runWith(["derive", "y'*A*x", "--wrt", "x", "--wrt", "y", "--as", "plain"]);
    expect(two.out).toBe("A'*y\nA*x\n");
    const only = await runWith(["derive", "sum(x)", "--as", "plain"]);
    expect(only).toMatchObject({ code: 0, out: "ones(n)\n" });
    const document = await runWith(["derive", "y'*x", "--json"]);
    expect(JSON.parse(document.out)).toMatchObject({ version: 1, results: [{}, {}] });
  });

  test("passes on declarations, properties, sizes, form and order", async () => {
    const declared = await runWith(
      "derive x'*z --wrt x --json --steps none --prop z:positive --dim k=3 --form row"
        .split(" ")
        .concat("--var", "x: vector(k)"),
    );
    expect(JSON.parse(declared.out)).toMatchObject({ form: "row", plain: "z'", shape: ["1", "k"] });
    const twice = await runWith(
      "derive x'*S*x --wrt x --order 2 --as plain --prop S:symmetric".split(" "),
    );
    expect(twice.out).toBe("2*S\n");
  });

  test("shows where the input is at fault", async () => {
    const { code, out, err } = await runWith(["derive", "y = W*(x", "--wrt", "x"]);
    expect(code).toBe(2);
    expect(out).toBe("");
    const lines = err.split("\n");
    const place = lines.findIndex((line) => /^ +\^+$/.test(line));
    expect(lines[place - 1]).toBe("  y = W*(x");
  });

  test("tells shapes that do not fit", async () => {
    const vars = ["--var", "A: matrix(2,3)", "--var", "x: vector(4)"];
    const { code, err } = await runWith(["derive", "A*x", "--wrt", "x", ...vars]);
    expect(code).toBe(2);
    expect(err).toContain("A*x");
    expect(err).toMatch(/\b3\b/);
    expect(err).toMatch(/\b4\b/);
  });

  test.each([
    [["derive"], "There is no expression."],
    [["derive", ""], "There is no expression here."],
    [["derive", "a", "b"], "One expression is differentiated at a time."],
    [["derive", "x", "--stps", "none"], "Did you mean --steps?"],
    [["derive", "x", "--steps", "index"], "--steps does not know index."],
    [["derive", "x", "--wrt"], "--wrt needs a value."],
    [["derive", "x", "--wrt", "--json"], "--wrt needs a value."],
    [["derive", "x", "--json=yes"], "--json takes no value."],
    [["derive", "x", "--form", "row", "--form", "row"], "--form was given twice."],
    [["derive", "x", "--as", "plain", "--json"], "not both"],
    [["derive", "x", "--order", "two"], "--order takes 1 or 2, not two."],
    [["derive", "x", "--prop", "symmetric"], 'It is written "A: symmetric".'],
    [["derive", "x", "--dim", "n=0"], "It is written n=4."],
    [["derive", "x", "--wrt", "q"], "q is neither in the expression nor declared."],
    [["derive", "x", "--var", "x: vectr(n)"], "vectr"],
    [["derive", "x", "--from", "__proto__"], "no notation"],
    [["derive", "x", "--prop", "x: toString"], "toString"],
  ])("%j ends with 2", async (argv, message) => {
    const { code, out, err } = await runWith(argv);
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(out).toBe("");
  });

  test.each([
    ["markdown", /^# The gradient of \$y\^\{\\top\} A x\$ by \$x\$\n/],
    ["latex", /^\\documentclass.*\\end\{document\}\n$/s],
    ["html", /^<!doctype html>\n.*<math.*<\/html>\n$/s],
    ["json", /^\{"version":1,"status":"ok",.*\}\n$/],
    ["text", /^Function {2}f = y'\*A\*x\n/],
  ])("--page %s prints a whole document", async (form, shape) => {
    const args = ["derive", "y'*A*x", "--wrt", "x", "--steps", "all"];
    const { code, out, err } = await runWith([...args, "--page", form]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(shape);
    expect(out).toContain("differentials");
  });

  test("--fragment leaves the frame of a document out", async () => {
    const args = ["derive", "y'*A*x", "--wrt", "x", "--fragment", "--page"];
    expect((await runWith([...args, "html"])).out).toMatch(/^<article/);
    const latex = (await runWith([...args, "latex"])).out;
    expect(latex).toContain("\\begin{align*}");
    expect(latex).not.toContain("documentclass");
  });

  test("--pictures draws what there is to draw", async () => {
    const args = ["derive", "W*x", "--wrt", "x", "--pictures", "--page"];
    expect((await runWith([...args, "html"])).out).toContain("<svg");
    expect((await runWith([...args, "json"])).out).toContain(`"pictures":[{"kind"`);
    expect((await runWith(["derive", "x'*x", "--order", "2", "--pictures"])).code).toBe(0);
  });

  test("several variables make one document", async () => {
    const { out } = await runWith(["derive", "y'*A*x", "--page", "html"]);
    expect(out.match(/<!doctype/g)).toHaveLength(1);
    expect(out.match(/<h2 class="part">/g)).toHaveLength(3);
  });

  test("--json and another page do not go together", async () => {
    const { code, err } = await runWith(["derive", "x", "--json", "--page", "html"]);
    expect(code).toBe(2);
    expect(err).toContain("not both");
  });

  test("writes NumPy, with names for parts in front, and says what it cannot", async () => {
    const line = async (...args: string[]): Promise<string> =>
      (await runWith(["derive", ...args, "--as", "python"])).out;
    expect(await line("norm2(A*x - b)^2", "--wrt", "x")).toBe("2 * A.T @ (A @ x - b)\n");
    expect(await line("f(x)*x", "--wrt", "x", "--var", "f: function", "--var", "x: scalar")).toBe(
      "# NumPy has no expression for this answer.\n",
    );
  });

  test("takes names that JavaScript uses itself", async () => {
    const { out } = await runWith([
      "derive",
      "constructor'*x",
      "--wrt",
      "constructor",
      "--var",
      "constructor: vector(n)",
      "--as",
      "plain",
    ]);
    expect(out).toBe("x\n");
    const dims = await runWith([
      "derive",
      "sum(x)",
      "--dim",
      "__proto__=3",
      "--prop",
      "__proto__: positive",
    ]);
    expect(dims.code).not.toBe(70);
  });

  test("draws what would change the terminal", async () => {
    const { err } = await runWith(["derive", `${ESCAPE}[2Jx\u0007`, "--wrt", "x"]);
    expect(err).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(err).not.toBe("");
  });
});
