import { afterAll, beforeAll, expect, test } from "vitest";
import { type Visit, Workbench } from "./browser.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

async function letters({ page }: Visit): Promise<string[]> {
  const found = await page.locator(".wrt label").allTextContents();
  return found.map((text) => text.trim());
}

test("a new expression without the old variable is differentiated by one of its own", async () => {
  const visit = await workbench.visit("f=norm2(X*w-y)^2&wrt=w&v=1");
  await visit.page.locator("#answer .formula").first().waitFor();
  await visit.expression.fill(String.raw`f(x) = y^\top A x, \quad A \in \mathbb{R}^{n \times m}`);
  await visit.shows("A transpose times y");
  expect(await visit.page.getByRole("radio", { name: "x", exact: true }).isChecked()).toBe(true);
  // What is meant, what is seen and the link are one.
  await visit.page.waitForFunction(() => location.hash.includes("&wrt=x&"));
  await visit.leave();
});

test("while the shapes clash, the letters are those of the text, not of the last good result", async () => {
  const visit = await workbench.visit("f=norm2(X*w-y)^2&wrt=w&v=1");
  await visit.page.locator("#answer .formula").first().waitFor();
  await visit.expression.fill(
    String.raw`f(x) = y^\top A x, \quad A \in \mathbb{R}^{n \times m},\ x \in \mathbb{R}^n,\ y\in\mathbb{R}^n`,
  );
  await visit.page.getByRole("heading", { name: /does not fit/ }).waitFor();
  expect((await letters(visit)).sort()).toEqual(["A", "x", "y"]);
  expect(await visit.page.locator(".chip var").first().textContent()).toBe("x");
  await visit.page.waitForFunction(() => !location.hash.includes("wrt=w"));
  await visit.leave();
});

test("a clash that a link opens offers every letter", async () => {
  const visit = await workbench.visit("f=y'*x+norm2(W*x-b)^2&vars=y(n);W(n,m)&v=1");
  await visit.page.getByRole("heading", { name: /does not fit/ }).waitFor();
  expect(await letters(visit)).toEqual(["y", "x", "W", "b"]);
  expect(await visit.page.locator(".facts").textContent()).not.toContain("..");
  await visit.leave();
});

test("the last good result and its steps are of one problem", async () => {
  const visit = await workbench.visit("f=a'*x&wrt=x&v=1");
  await visit.page.locator(".steps li").first().waitFor();
  // The slip comes before the steps of the new problem are told.
  await visit.page.evaluate(() => {
    const box = document.querySelector<HTMLTextAreaElement>("#expression")!;
    box.value = "norm2(A*x - b)^2";
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    setTimeout(() => {
      box.value += " +";
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, 110);
  });
  await visit.page.getByText("The last good result").waitFor();
  const of = (await visit.page.locator(".of code").textContent()) ?? "";
  const last = visit.page.locator(".steps li").last();
  const wanted = of === "a'*x" ? "a" : "2";
  const formula = last.locator(`.formula[aria-label*=${JSON.stringify(wanted)}]`).first();
  await formula.waitFor();
  expect(await formula.isVisible()).toBe(true);
  await visit.leave();
});

const CLASH = String.raw`f(x) = y^\top A x, \quad A \in \mathbb{R}^{n \times m},\ x \in \mathbb{R}^n,\ y\in\mathbb{R}^n`;

test("a clash in LaTeX is told in mathematics, and mended without making a matrix of a number", async () => {
  const visit = await workbench.visit();
  const { page } = visit;
  await visit.typeset();
  await visit.expression.fill(CLASH);
  await page.locator("#trouble .katex").first().waitFor();
  expect(await page.locator("#trouble h2 .katex").count()).toBe(2);
  const facts = page.locator(".facts li");
  // Each fact quotes the declaration that it is about, alone.
  expect(await facts.nth(1).locator(".formula").getAttribute("aria-label")).toBe(
    String.raw`x \in \mathbb{R}^n`,
  );
  const mends = page.locator("#trouble .repairs button");
  expect(await mends.count()).toBe(1);
  await mends.click();
  await visit.shows("A transpose times y");
  expect(await visit.expression.inputValue()).toBe(
    CLASH.replace(String.raw`x \in \mathbb{R}^n`, String.raw`x \in \mathbb{R}^{m}`),
  );
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});

test("a second line holds a definition; Enter begins it", async () => {
  const visit = await workbench.visit();
  const { page } = visit;
  await visit.expression.fill("u = A*x - b");
  await visit.expression.press("End");
  await visit.expression.press("Enter");
  await visit.expression.pressSequentially("u'*u");
  await visit.shows("2 times A transpose times open bracket A times x minus b close bracket");
  await page.waitForFunction(() => location.hash.includes("%0A"));
  await page.reload();
  expect(await visit.expression.inputValue()).toBe("u = A*x - b\nu'*u");
  await visit.leave();
});

test("an empty field is no fault yet", async () => {
  const visit = await workbench.visit();
  await visit.shows("A transpose times y");
  await visit.expression.fill("");
  await visit.page.getByText("The last good result").waitFor();
  expect(await visit.page.locator(".expr .bad").count()).toBe(0);
  await visit.leave();
});

test("a name of 5,000 letters and 60 variables leave the page as wide as it was", async () => {
  const visit = await workbench.visit();
  const { page } = visit;
  await visit.shows("A transpose times y");
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  await visit.expression.fill(`${"q".repeat(5000)}'*x`);
  await page.locator(".chip .name").first().waitFor();
  await expect.poll(isWide).toBe(false);
  await visit.expression.fill(Array.from({ length: 60 }, (_, k) => `a${k}'*x`).join(" + "));
  await page.getByRole("button", { name: "+ 37 more" }).click();
  expect(await page.locator(".chip").count()).toBe(61);
  expect(await isWide()).toBe(false);
  const field = await page.locator(".problem .expr").boundingBox();
  expect(field!.height).toBeLessThan(400);
  await visit.leave();
});
