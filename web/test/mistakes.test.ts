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
