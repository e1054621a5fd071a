import { afterAll, beforeAll, expect, test } from "vitest";
import { Workbench } from "./browser.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

test("every step opens the page of its rule", async () => {
  const visit = await workbench.visit("f=y'*A*x&wrt=x&v=1");
  const { page } = visit;
  await visit.typeset();
  await page.locator(".steps li").nth(6).waitFor();
  const rules = page.locator(".steps .cites");
  expect(await rules.count()).toBe(await page.locator(".steps li").count());
  for (let at = 0; at < (await rules.count()); at++) {
    await rules.nth(at).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Why.").waitFor();
    expect(await dialog.locator(".line .katex").count()).toBe(1);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  }
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});

test("a delta that is looked at lights up its sum, and the letter that changes", async () => {
  const visit = await workbench.visit("f=x'*A*x&wrt=x&v=1");
  const { page } = visit;
  const deltas = page.getByRole("button", { name: /The delta ends the sum over/ });
  await deltas.nth(1).waitFor();
  const lit = async () =>
    (await page.locator(".katex-html .lit").allTextContents()).map((text) =>
      text.replaceAll("\u200B", ""),
    );
  expect(await lit()).toEqual([]);
  await deltas.nth(0).hover();
  expect(await lit()).toEqual(["∑", "δpj", "j"]);
  await deltas.nth(1).focus();
  expect(await lit()).toEqual(["∑", "δqj", "j"]);
  expect(await page.locator(".arc .lit text").textContent()).toBe("q = j");
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});

test("the mark of a delta stands below it in a new formula, too", async () => {
  const visit = await workbench.visit("f=y'*A*x&wrt=x&v=1");
  const { page } = visit;
  await page.locator(".arc path").first().waitFor();
  await visit.expression.fill("script'*A*x");
  await visit.shows("A transpose times script");
  await page.locator('.steps .formula[aria-label*="script"]').first().waitFor();
  const apart = () =>
    page.evaluate(() => {
      const delta = document.querySelector(".delta-box")!.getBoundingClientRect();
      const path = document.querySelector<SVGPathElement>(".arc path")!;
      const from = path.getPointAtLength(0).x + path.ownerSVGElement!.getBoundingClientRect().left;
      return Math.abs(from - (delta.left + delta.width / 2));
    });
  await expect.poll(apart).toBeLessThan(2);
  await visit.leave();
});

test("a hint moves nothing, and steps that are hidden leave no rows", async () => {
  const visit = await workbench.visit("f=y'*A*x&wrt=x&step=2&shown=2&v=2");
  const { page } = visit;
  await page.getByText(/^2 of /).waitFor();
  await visit.typeset();
  expect(await page.locator(".steps li").count()).toBe(2);
  const left = () =>
    page
      .locator(".steps .rhs")
      .first()
      .evaluate((cell) => cell.getBoundingClientRect().left);
  const before = await left();
  await page.getByRole("button", { name: "Hint", exact: true }).click();
  await page.getByText("Take out what does not depend on").waitFor();
  expect(Math.abs((await left()) - before)).toBeLessThan(2);
  await visit.leave();
});

test("the buttons of the steps stay in sight", async () => {
  const visit = await workbench.visit("f=norm2(V*tanh(W*x+b)-t)^2&wrt=W&v=1");
  const next = visit.page.getByRole("button", { name: "Next step" });
  await next.waitFor();
  const box = (await next.boundingBox())!;
  expect(box.y + box.height).toBeLessThanOrEqual(900);
  await visit.page.getByText(/the key step/).waitFor();
  await visit.leave();
});

test("large type is kept, and is larger on a projector", async () => {
  const visit = await workbench.visit("", { viewport: { width: 1920, height: 1080 } });
  const { page } = visit;
  const size = () =>
    page
      .locator(".why-step")
      .first()
      .evaluate((text) => parseFloat(getComputedStyle(text).fontSize));
  await page.locator(".why-step").first().waitFor();
  const before = await size();
  await page.getByText("Theme", { exact: true }).click();
  await page.getByRole("checkbox", { name: /Large type/ }).check();
  expect(await size()).toBeGreaterThan(before * 1.3);
  await page.reload();
  await page.locator(".why-step").first().waitFor();
  expect(await size()).toBeGreaterThan(before * 1.3);
  await visit.leave();
});

test("Greek letters and numbers in names stand as in the formulas", async () => {
  const visit = await workbench.visit("f=x'*A*x+lambda*x'*x+w2'*x&wrt=x&v=1");
  await visit.typeset();
  const letters = await visit.page.locator(".wrt label").allTextContents();
  expect(letters.map((text) => text.trim())).toEqual(["x", "A", "λ", "w2"]);
  expect(await visit.page.locator(".wrt sub").textContent()).toBe("2");
  await visit.leave();
});

test("row and gradient have one size", async () => {
  for (const fragment of ["f=x'*A*x&wrt=x&v=1", "f=y'*A*x&wrt=x&v=1"]) {
    const visit = await workbench.visit(fragment);
    await visit.typeset();
    const sizes = () =>
      visit.page
        .locator("#answer .fit")
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).fontSize));
    const [row, gradient] = await sizes();
    expect(row).toBe(gradient);
    await visit.leave();
  }
});

test("the focus goes along with the step that the keys choose", async () => {
  const visit = await workbench.visit("f=y'*A*x&wrt=x&v=1");
  const { page } = visit;
  await page.getByRole("button", { name: "Step 2", exact: true }).click();
  await page.keyboard.press("ArrowRight");
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  await expect.poll(focused).toBe("Step 3");
  await visit.leave();
});

test("a formula that is cut at 360 px fades, until its end is reached", async () => {
  const visit = await workbench.visit("f=sum(softmax(Q*K')*V)&wrt=Q&v=1", {
    viewport: { width: 360, height: 760 },
  });
  const cell = visit.page.locator("#answer .scrolls");
  await cell.waitFor();
  const mask = () => cell.evaluate((element) => getComputedStyle(element).maskImage);
  expect(await mask()).toContain("gradient");
  await cell.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  await expect.poll(mask).toBe("none");
  await visit.leave();
});
