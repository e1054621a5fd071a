import { afterAll, beforeAll, expect, test } from "vitest";
import { Workbench } from "./browser.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

test("the first exercise stands on the page, with both layouts and its steps", async () => {
  const visit = await workbench.visit();
  await visit.shows("A transpose times y");
  expect(await visit.answers()).toEqual(["y transpose times A", "A transpose times y"]);
  await visit.typeset();
  await visit.page.getByText("Sum out the delta").waitFor();
  expect(await visit.page.locator(".steps li").count()).toBeGreaterThan(4);
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});

test("the answer follows the typing, and the last good one stays while the text is at fault", async () => {
  const visit = await workbench.visit();
  await visit.expression.fill("norm2(A*x - b)^2");
  await visit.shows("2 times A transpose times open bracket A times x minus b close bracket");
  await visit.expression.pressSequentially(" +");
  await visit.page.getByText("The last good result").waitFor();
  await visit.shows("2 times A transpose times open bracket A times x minus b close bracket");
  expect(await visit.page.locator(".expr .bad").count()).toBe(1);
  await visit.expression.pressSequentially(" x'*x");
  await visit.shows(
    "2 times open bracket A transpose times open bracket A times x minus b close bracket plus x close bracket",
  );
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});

test("the pieces of the text have their inks, and LaTeX is read as it is typed", async () => {
  const visit = await workbench.visit();
  await visit.expression.fill("tanh(x)'*y");
  await visit.page.locator(".paint .fn", { hasText: "tanh" }).waitFor();
  expect(await visit.page.locator(".paint .op").count()).toBeGreaterThan(1);
  expect(await visit.page.locator(".paint").first().textContent()).toBe("tanh(x)'*y");
  await visit.expression.fill(String.raw`\mathbf{x}^\top A \mathbf{x}`);
  await visit.page.getByText("read from LaTeX as").waitFor();
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});

test("a click chooses the variable", async () => {
  const visit = await workbench.visit();
  await visit.shows("A transpose times y");
  await visit.page.getByRole("radio", { name: "A" }).check();
  await visit.shows("y times x transpose");
  expect(new URL(visit.page.url()).hash).toBe("#f=y'*A*x&wrt=A&v=1");
  await visit.leave();
});

test("what the first answer needs weighs less than 150 kB", async () => {
  const visit = await workbench.visit();
  await visit.shows("A transpose times y");
  const bytes = await visit.page.evaluate(() => {
    const { startTime } = performance.getEntriesByName("first-answer")[0]!;
    const loads = [
      ...performance.getEntriesByType("navigation"),
      ...performance.getEntriesByType("resource"),
    ] as PerformanceResourceTiming[];
    return loads
      .filter((load) => load.startTime < startTime && !load.name.endsWith(".woff2"))
      .reduce((total, load) => total + load.encodedBodySize, 0);
  });
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(150_000);
  await visit.leave();
});
