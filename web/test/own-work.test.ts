import { afterAll, beforeAll, expect, test } from "vitest";
import { Workbench } from "./browser.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

test("steps that follow, but end in something else, are no derivation of this derivative", async () => {
  const visit = await workbench.visit(
    "f=y'*A*x&wrt=x&tab=check&whole=1&lines=3*A'*y%0A=A'*y+2*A'*y&v=2",
  );
  const { page } = visit;
  await page.getByRole("heading", { name: /the last line is not the derivative/ }).waitFor();
  const own = page.getByRole("textbox", { name: /My derivation/ });
  await own.fill("2*A'*y - A'*y\n= A'*y");
  await page.getByRole("heading", { name: "Every step is right" }).waitFor();
  await own.fill("2*A'*y\n= A'*y");
  await page.getByText("This line is the derivative, so the slip is in line 1.").waitFor();
  expect(await page.locator(".cex figcaption").allTextContents()).toEqual([
    expect.stringContaining("line 2"),
    expect.stringContaining("line 1"),
  ]);
  await visit.leave();
});

test("what would mend an answer is told on request, and a right answer uncovers ours", async () => {
  const visit = await workbench.visit("f=x'*A*x&wrt=x&tab=check&answer=A*x-A'*x&v=2");
  const { page } = visit;
  await page.getByText(/The sign of/).waitFor();
  expect(await page.getByRole("button", { name: /^Write/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Show how to mend it" }).click();
  await page.getByRole("button", { name: "Write A*x + A'*x" }).click();
  await page.getByRole("heading", { name: "Right", exact: true }).waitFor();
  await visit.shows("open bracket A plus A transpose close bracket times x");
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});
