import { afterAll, beforeAll, expect, test } from "vitest";
import { type Visit, Workbench } from "./browser.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

async function sharedLink(visit: Visit): Promise<string> {
  await visit.page.getByText("Share", { exact: true }).click();
  await visit.page.getByText("Link copied.").waitFor();
  const link = await visit.page.evaluate(() => navigator.clipboard.readText());
  expect(await visit.page.getByRole("textbox", { name: /This link/ }).inputValue()).toBe(link);
  return link;
}

test("a link shows the method, the detail, the step and how much is shown", async () => {
  const visit = await workbench.visit("f=norm2(A*x-b)^2&wrt=x&v=1");
  const { page } = visit;
  await page.getByText("Sum out the delta").first().waitFor();
  await page.getByRole("button", { name: "differentials" }).click();
  await page.getByRole("combobox", { name: "How finely it is told" }).selectOption("every");
  await page.getByRole("button", { name: "Step 3", exact: true }).click();
  await page.getByRole("button", { name: "Hide the rest" }).click();
  const link = await sharedLink(visit);
  expect(new URL(link).hash).toBe(
    "#f=norm2(A*x-b)%5E2&wrt=x&by=differentials&detail=every&step=3&shown=3&v=2",
  );
  await visit.leave();
  const other = await workbench.visit(new URL(link).hash.slice(1));
  await other.page.locator("[aria-current=step]").waitFor();
  await other.page.getByText(/^3 of /).waitFor();
  expect(await other.page.locator(".steps li").count()).toBe(3);
  expect(await other.page.locator(".ways .on").textContent()).toBe("differentials");
  // The reader's address says the same, so that a reload does.
  await other.page.reload();
  await other.page.getByText(/^3 of /).waitFor();
  expect(other.complaints).toEqual([]);
  await other.leave();
});

test("a link shows the tab, what was typed there, and whether ours is covered", async () => {
  const visit = await workbench.visit("f=x'*A*x&wrt=x&v=1");
  await visit.shows("open bracket A plus A transpose close bracket times x");
  await visit.page.getByRole("button", { name: "Check" }).click();
  await visit.page.getByRole("textbox", { name: "My answer" }).fill("2*A*x");
  await visit.page.getByRole("button", { name: "Uncover it" }).click();
  const { hash } = new URL(await sharedLink(visit));
  expect(hash).toBe("#f=x'*A*x&wrt=x&tab=check&answer=2*A*x&uncovered=1&v=2");
  await visit.leave();
  const other = await workbench.visit(hash.slice(1));
  await other.page.getByRole("heading", { name: "Right only if A is symmetric" }).waitFor();
  await other.shows("open bracket A plus A transpose close bracket times x");
  await other.leave();
  const covered = await workbench.visit(hash.slice(1).replace("&uncovered=1", ""));
  await covered.page.getByRole("heading", { name: "Right only if A is symmetric" }).waitFor();
  await covered.page.getByText("The answer is covered").waitFor();
  await covered.leave();
});

test("signs that a standard forbids in links are escaped, and every older link is read", async () => {
  const visit = await workbench.visit("f=\\|x\\|^2&v=1");
  await visit.page.locator("#answer .formula").first().waitFor();
  const link = await sharedLink(visit);
  expect(link).not.toMatch(/[|^\\[\]{} ]/);
  await visit.leave();
  const old = await workbench.visit("f=x'*x|&wrt=x");
  await old.expression.fill("x'*x");
  await old.shows("2 times x");
  expect(old.complaints).toEqual([]);
  await old.leave();
});

test("another problem clears what was typed for the old one, and Undo brings it back", async () => {
  const visit = await workbench.visit("f=x'*A*x&wrt=x&tab=check&whole=1&lines=2*A*x&v=2");
  const { page } = visit;
  const lines = page.getByRole("textbox", { name: /My derivation/ });
  expect(await lines.inputValue()).toBe("2*A*x");
  await page.getByText("Examples", { exact: true }).click();
  await page.getByRole("link", { name: /Linear layer/ }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  expect(await lines.inputValue()).toBe("");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => lines.inputValue()).toBe("2*A*x");
  await visit.leave();
});
