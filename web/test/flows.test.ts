import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Visit, Workbench } from "./browser.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

async function visiting(fragment: string, run: (visit: Visit) => Promise<void>): Promise<void> {
  const visit = await workbench.visit(fragment);
  await run(visit);
  expect(visit.complaints).toEqual([]);
  await visit.leave();
}

const button = (visit: Visit, name: string) =>
  visit.page.getByRole("button", { name, exact: true });

/** What a file that the page hands over holds. */
async function saved(visit: Visit, name: string): Promise<{ file: string; bytes: Buffer }> {
  const coming = visit.page.waitForEvent("download");
  await button(visit, name).click();
  const download = await coming;
  return { file: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe("the shapes", () => {
  test("a chip changes a shape, the answer follows, and it can be undone", () =>
    visiting("f=A*x&wrt=x&v=1", async (visit) => {
      await visit.shows("A");
      await visit.page.locator(".chip", { hasText: "A" }).first().locator("summary").click();
      await visit.page.getByRole("textbox", { name: "columns" }).fill("n");
      await visit.page.keyboard.press("Enter");
      await visit.page.getByText("You declared this shape.").waitFor();
      expect(decodeURIComponent(new URL(visit.page.url()).hash)).toContain("vars=A(n,n)");
      await visit.page.goBack();
      await visit.page.getByText("You declared this shape.").waitFor({ state: "detached" });
    }));

  test("order and form are chosen", () =>
    visiting("f=norm2(A*x-b)^2&wrt=x&v=1", async (visit) => {
      await visit.page.getByRole("combobox", { name: "How often" }).selectOption("twice");
      await visit.shows("2 times A transpose times A");
      await visit.page.getByRole("combobox", { name: "How often" }).selectOption("once");
      await visit.page
        .getByRole("combobox", { name: "Form of the derivative" })
        .selectOption("row");
      await visit.shows("2 times open bracket A times x minus b close bracket transpose times A");
    }));
});

describe("a mistake", () => {
  test("is told with the facts that disagree, and mended by a button that says what it writes", () =>
    visiting("f=y'*x+norm2(W*x-b)^2&wrt=x&vars=y(n);W(n,m)&v=1", async (visit) => {
      const { page } = visit;
      await page.getByRole("heading", { name: /W\*x does not fit: W has m columns/ }).waitFor();
      expect(await page.locator(".facts li").count()).toBe(2);
      await button(visit, "Write W'*x instead").click();
      expect(await visit.expression.inputValue()).toBe("y'*x+norm2(W'*x-b)^2");
      await page.getByText("Undo").click();
      await button(visit, "Make W a matrix of n × n").click();
      await visit.shows(
        "y plus 2 times W transpose times open bracket W times x minus b close bracket",
      );
    }));

  test.each([
    ["sum((A*x)", "Add )", "sum((A*x))"],
    ["sofmax(x)", "Write softmax instead", "softmax(x)"],
    ["x'*x)", "Delete )", "x'*x"],
  ])("%s: %s", (wrong, name, right) =>
    visiting(`f=${wrong}&v=1`, async (visit) => {
      await button(visit, name).click();
      expect(await visit.expression.inputValue()).toBe(right);
    }),
  );
});

describe("the steps", () => {
  test("hint, then reveal, then the next, by buttons and by keys", () =>
    visiting("f=y'*A*x&wrt=x&v=1", async (visit) => {
      const { page } = visit;
      const shown = page.locator(".steps .rhs");
      await page.getByText("Sum out the delta").waitFor();
      const all = await shown.count();
      await button(visit, "Hide the rest").click();
      expect(await shown.count()).toBe(5);
      await button(visit, "Hint").click();
      await page.getByText("Recognise").waitFor();
      expect(await shown.count()).toBe(5);
      await button(visit, "Reveal").click();
      expect(await shown.count()).toBe(6);
      await page.locator("body").press("ArrowLeft");
      await page.getByText(`5 of ${all}`).waitFor();
      await page.locator("body").press("ArrowRight");
      await page.locator("body").press("h");
      expect(await shown.count()).toBe(6);
      await button(visit, "Show all").click();
      expect(await shown.count()).toBe(all);
    }));

  test("each delta is tied to the sum that it ends, and the sum is written out", () =>
    visiting("f=W*x&wrt=x&v=1", async (visit) => {
      await visit.page.locator(".arc text", { hasText: "p = j" }).waitFor({ state: "attached" });
      await visit.page.locator(".open .formula").first().waitFor();
      const words = await visit.page.locator(".open .formula").first().getAttribute("aria-label");
      expect(words).toContain("only 3 counts");
      expect(await visit.page.locator(".katex .killed").count()).toBe(1);
    }));

  test("all three methods end in the same derivative", () =>
    visiting("f=x'*A*x&wrt=x&v=1", async (visit) => {
      await button(visit, "compare all three").click();
      await visit.page.locator(".meet").waitFor();
      expect(await visit.page.locator(".columns section").count()).toBe(3);
      await button(visit, "differentials").click();
      await visit.page.getByText("Read the derivative off").waitFor();
    }));
});

describe("an own answer", () => {
  test("is judged while it is typed, ours is covered, and a slip of the pen is no wrong answer", () =>
    visiting("f=x'*A*x&wrt=x&v=1", async (visit) => {
      const { page } = visit;
      await visit.shows("open bracket A plus A transpose close bracket times x");
      await button(visit, "Check").click();
      await page.getByText("The answer is covered").waitFor();
      expect(await visit.answers()).toEqual([]);
      const own = page.getByRole("textbox", { name: "My answer" });
      await own.fill("2*A*");
      await page.getByText("Not read yet").waitFor();
      await own.fill("2*A*x");
      await page.getByRole("heading", { name: "Right only if A is symmetric" }).waitFor();
      await page.getByRole("complementary", { name: "A point where they differ" }).waitFor();
      await own.fill("x'*(A+A')");
      await page.getByRole("heading", { name: "Transposed" }).waitFor();
      await own.fill("A*x + A'*x");
      await page.getByRole("heading", { name: "Right", exact: true }).waitFor();
      await own.fill("2*A*x");
      await button(visit, "Declare A symmetric").click();
      await page.getByRole("heading", { name: "Right", exact: true }).waitFor();
    }));

  test("a whole derivation is judged line by line", () =>
    visiting("f=x'*A*x&wrt=x&v=1", async (visit) => {
      await visit.shows("open bracket A plus A transpose close bracket times x");
      await button(visit, "Check").click();
      await button(visit, "my derivation").click();
      const lines = "d(x'*A*x)/d(x)\n= A*x + A'*x\n= 2*A*x";
      await visit.page.getByRole("textbox", { name: /My derivation/ }).fill(lines);
      await visit.page.getByRole("heading", { name: "The first false step is line 3" }).waitFor();
    }));

  test("hints come one at a time", () =>
    visiting("f=y'*A*x&wrt=x&v=1", async (visit) => {
      await visit.page.getByText("Sum out the delta").waitFor();
      await button(visit, "Check").click();
      await button(visit, "A hint").click();
      await button(visit, "Next hint").click();
      expect(await visit.page.locator(".hints li").count()).toBe(2);
    }));
});

describe("what is taken along", () => {
  test.each([
    ["Copy LaTeX", String.raw`A^{\top} y`],
    ["Copy plain", "A'*y"],
  ])("%s", (name, text) =>
    visiting("f=y'*A*x&wrt=x&v=1", async (visit) => {
      await visit.shows("A transpose times y");
      await button(visit, name).click();
      await visit.page.getByRole("status").getByText("copied").waitFor();
      expect(await visit.page.evaluate(() => navigator.clipboard.readText())).toBe(text);
    }),
  );

  test("MathML that stands alone", () =>
    visiting("f=y'*A*x&wrt=x&v=1", async (visit) => {
      await visit.shows("A transpose times y");
      await visit.page.getByText("More", { exact: true }).click();
      await button(visit, "MathML").click();
      await visit.page.getByText("MathML copied.").waitFor();
      const text = await visit.page.evaluate(() => navigator.clipboard.readText());
      const root = await visit.page.evaluate(
        (xml) => new DOMParser().parseFromString(xml, "application/xml").documentElement.nodeName,
        text,
      );
      expect(root).toBe("math");
    }));

  test("SVG and PNG carry the expression", () =>
    visiting("f=y'*A*x&wrt=x&v=1", async (visit) => {
      await visit.typeset();
      await visit.page.getByText("More", { exact: true }).click();
      const svg = await saved(visit, "SVG");
      expect(svg.file).toBe("derivative.svg");
      const text = svg.bytes.toString("utf8");
      expect(text).toContain("d(y'*A*x)/d(x) = A'*y");
      expect(text).toContain("font/woff2;base64,");
      await visit.page.getByText("More", { exact: true }).click();
      const png = await saved(visit, "PNG");
      expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
      expect(png.bytes.toString("utf8")).toContain("d(y'*A*x)/d(x) = A'*y");
    }));

  test.each([
    ["Derivation, LaTeX", "derivation.tex", String.raw`\documentclass`],
    ["Derivation, Markdown", "derivation.md", "# "],
    ["Derivation, web page", "derivation.html", "<!doctype html>"],
  ])("%s", (name, file, beginning) =>
    visiting("f=y'*A*x&wrt=x&v=1", async (visit) => {
      await visit.shows("A transpose times y");
      await visit.page.getByText("More", { exact: true }).click();
      const got = await saved(visit, name);
      expect(got.file).toBe(file);
      expect(got.bytes.toString("utf8").toLowerCase()).toContain(beginning.toLowerCase());
    }),
  );
});

describe("links, examples, memory", () => {
  test("a link asks the whole question again", () =>
    visiting("f=A*X*B&wrt=X&form=kron&vars=A(n,n)&v=1", async (visit) => {
      await visit.shows("the Kronecker product of open bracket B transpose close bracket and A");
      await visit.page.getByText("Share", { exact: true }).click();
      await visit.page.getByText("Link copied.").waitFor();
      const link = await visit.page.evaluate(() => navigator.clipboard.readText());
      expect(new URL(link).hash).toBe("#f=A*X*B&wrt=X&form=kron&vars=A(n,n)&v=1");
    }));

  test("an example is asked, and taken back", () =>
    visiting("", async (visit) => {
      await visit.shows("A transpose times y");
      await visit.page.getByText("Examples", { exact: true }).click();
      await visit.page.getByRole("link", { name: /Linear layer/ }).click();
      await visit.shows("W");
      await button(visit, "Undo").click();
      await visit.shows("A transpose times y");
    }));

  test("what was asked is kept, can be removed, and the removal undone", () =>
    visiting("f=a'*x&wrt=x&v=1", async (visit) => {
      const { page } = visit;
      await visit.shows("a");
      await page.waitForFunction(() => localStorage.getItem("indicial.history") !== null);
      await page.reload();
      await page.getByText("History", { exact: true }).click();
      await page.getByRole("button", { name: "Remove a'*x" }).click();
      await page.getByText("What you differentiate is kept here").waitFor();
      await button(visit, "Undo").click();
      await page.getByText("History", { exact: true }).click();
      expect(await page.getByRole("link", { name: "a'*x" }).count()).toBe(1);
    }));

  test("the theme is kept", () =>
    visiting("", async (visit) => {
      const { page } = visit;
      await page.getByText("Theme", { exact: true }).click();
      await page.getByRole("radio", { name: "Dark" }).check();
      const paper = () =>
        page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      expect(await paper()).toBe("rgb(19, 21, 25)");
      await page.reload();
      expect(await paper()).toBe("rgb(19, 21, 25)");
    }));
});
