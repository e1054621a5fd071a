import { describe, expect, test } from "vitest";
import { runWith } from "./fake-io.ts";

describe("indicial picture", () => {
  test("prints every kind as text", async () => {
    const { code, out, err } = await runWith(["picture", "W*x", "--wrt", "x"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("x_3 → f_1 (W_13), f_2 (W_23), f_3 (W_33)");
    expect(out).toContain("W_21·0 + W_22·0 + W_23·1 + W_24·0 = W_23");
  });

  test("--kind, --size and --entry choose what is drawn", async () => {
    const { out } = await runWith(
      "picture W*x --wrt x --kind sum --size n=2,m=3 --entry 1,2".split(" "),
    );
    expect(out).toContain("W_11·0 + W_12·1 + W_13·0 = W_12");
    expect(out).not.toContain("Jacobian of f");
  });

  test("--as svg, tikz, dot and json print the picture in that form", async () => {
    const as = async (format: string): Promise<string> =>
      (await runWith(["picture", "W*x", "--wrt", "x", "--kind", "influence", "--as", format])).out;
    expect(await as("svg")).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect(await as("tikz")).toContain("\\begin{tikzpicture}");
    expect(await as("dot")).toMatch(/^digraph "/);
    expect(JSON.parse(await as("json"))).toMatchObject({
      version: 1,
      status: "ok",
      pictures: [{ kind: "influence" }],
    });
  });

  test("--ascii prints nothing beyond ASCII", async () => {
    const { out } = await runWith(["picture", "softmax(W*x)", "--wrt", "x", "--ascii"]);
    expect(out).toMatch(/^[\x20-\x7e\n]*$/);
    expect(out).not.toContain("?");
  });

  test.each([
    ["W*x --wrt x --kind sprasity", 2, "Did you mean sparsity?"],
    ["W*x --wrt x --as svgz", 2, "Did you mean svg?"],
    ["W*x --wrt x --entry 2;3", 2, "It is written 2,3."],
    ["W*x --wrt x --entry 4,1", 2, "the last one is 3,4"],
    ["W*x --wrt x --entry 1", 2, "has 2 indices, not 1"],
    ["W*x --wrt x --size n", 2, "It is written n=3,m=4."],
    ["W*x --wrt x --size k=3", 2, "There is no size named k."],
    ["W*x --wrt x --dim n=3 --size n=4", 2, "The problem says that n is 3"],
    ["W*x --wrt x --size n=100", 2, "at most 48"],
    ["x.^2 --wrt x --kind sum", 3, "No delta ends a sum"],
    ["x'*x --wrt x --order 2", 3, "first derivatives"],
    ["W*+x --wrt", 2, "--wrt needs a value"],
    ["W*", 2, ""],
  ])("%s ends with %i", async (line, expected, message) => {
    const { code, err, out } = await runWith(["picture", ...line.split(" ")]);
    expect({ code, out }).toEqual({ code: expected, out: "" });
    expect(err).toContain(message);
  });
});
