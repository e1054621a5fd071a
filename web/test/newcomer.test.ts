import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findNumpy } from "../../tools/find-numpy.mjs";
import { type Visit, Workbench } from "./browser.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

/** What somebody with a paper at hand types. */
const LOSS = String.raw`\frac{1}{2m}\|Xw-y\|^2+\lambda\|w\|_1`;
/** A part of its gradient by w. */
const GRADIENT = "X transpose times open bracket X times w minus y close bracket";

const button = (visit: Visit, name: string) =>
  visit.page.getByRole("button", { name, exact: true });

describe("a loss", () => {
  test("typed with pauses is differentiated by its weights, and the page stands still", async () => {
    const visit = await workbench.visit();
    const { page } = visit;
    await page.getByText("Sum out the delta").waitFor();
    await visit.expression.fill("");
    for (const part of [LOSS.slice(0, 12), LOSS.slice(12, 21), LOSS.slice(21)]) {
      await visit.expression.pressSequentially(part);
      // Longer than what the page waits for before it takes a text as it is.
      await page.waitForTimeout(900);
    }
    await visit.page.locator(`#answer .answer .formula[aria-label*="${GRADIENT}"]`).waitFor();
    await page.getByText("Put the names back").waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await page.waitForFunction(() => location.hash.includes("wrt=w"));
    await visit.leave();
  });

  test("has its conditions as mathematics, one by one", async () => {
    const visit = await workbench.visit(`f=${encodeURIComponent(LOSS)}&wrt=w&v=1`);
    const where = visit.page.locator(".why", { hasText: "Where" });
    await where.locator(".katex").nth(1).waitFor();
    expect(await where.locator(".formula").count()).toBe(2);
    await visit.leave();
  });

  test("is copied as a function of Python that NumPy runs", async () => {
    const visit = await workbench.visit(`f=${encodeURIComponent(LOSS)}&wrt=w&v=1`);
    await visit.page.locator(`#answer .answer .formula[aria-label*="${GRADIENT}"]`).waitFor();
    await visit.page.getByText("More", { exact: true }).click();
    await button(visit, "Python").click();
    await visit.page.getByText("Python copied").waitFor();
    const program = await visit.page.evaluate(() => navigator.clipboard.readText());
    const trial = `
X, w, y, m, lam = np.array([[1., 2.], [3., -1.], [0., 4.]]), np.array([1., -2.]), np.ones(3), 3, 0.5
loss = lambda w: np.sum((X @ w - y) ** 2) / (2 * m) + lam * np.sum(np.abs(w))
by_hand = [(loss(w + e) - loss(w - e)) / 2e-6 for e in 1e-6 * np.eye(2)]
print(np.allclose(gradient(m=m, X=X, w=w, y=y, lambda_=lam), by_hand))
`;
    const { stdout, stderr } = spawnSync(findNumpy(), ["-c", program + trial], {
      encoding: "utf8",
    });
    expect(stderr + stdout).toBe("True\n");
    expect(visit.complaints).toEqual([]);
    await visit.leave();
  });
});

test("a verdict speaks in formulas", async () => {
  const visit = await workbench.visit("f=norm2(A*x-b)^2&wrt=x&tab=check&answer=2*A*(A*x-b)&v=2");
  const said = visit.page.locator("#verdict .say p").first();
  await said.locator(".katex").first().waitFor();
  expect(await said.textContent()).not.toContain("A*x");
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});

test("a derivation is judged in LaTeX, with the name that papers give to the function", async () => {
  const visit = await workbench.visit("f=x'*A*x&wrt=x&tab=check&whole=1&v=2");
  const own = visit.page.getByRole("textbox", { name: /My derivation/ });
  await own.fill(
    String.raw`\frac{\partial f}{\partial x_j} = \sum_q A_{jq} x_q + \sum_p x_p A_{pj}` +
      "\n" +
      String.raw`= (A x + A^\top x)_j`,
  );
  await visit.page.getByRole("heading", { name: "Every step is right" }).waitFor();
  await own.fill(String.raw`\frac{\partial f}{\partial x} = A x + A x \\` + "\n&= 2 A x");
  await visit.page.getByRole("heading", { name: "The first false step is line 1" }).waitFor();
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});

test("a second derivation says what it is of, and what its letters name", async () => {
  const visit = await workbench.visit("f=x'*A*x&wrt=x&order=2&v=1");
  const opening = visit.page.locator(".steps .opening");
  await opening.locator(".katex").first().waitFor();
  expect(await opening.count()).toBe(1);
  expect(await opening.textContent()).toContain("is the derivative just found");
  expect(await opening.textContent()).toContain("for the input");
  await visit.leave();
});

test.each([320, 360])("menus stay on a page that is %s wide", async (width) => {
  const visit = await workbench.visit("", { viewport: { width, height: 640 } });
  await visit.shows("A transpose times y");
  await visit.typeset();
  const menus = visit.page.locator(".menu > summary");
  await menus.last().waitFor();
  for (let at = 0; at < (await menus.count()); at++) {
    await menus.nth(at).click();
    const panel = (await visit.page.locator(".menu[open] > .panel").boundingBox())!;
    expect(panel.x).toBeGreaterThanOrEqual(0);
    expect(panel.x + panel.width).toBeLessThanOrEqual(width);
    expect(await visit.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await visit.page.keyboard.press("Escape");
  }
  await visit.leave();
});
