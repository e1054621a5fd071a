import { afterAll, beforeAll, expect, test } from "vitest";
import { Workbench } from "./browser.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

const MARKUP = [
  "<img src=x onerror=alert(1)>",
  "</textarea><script>alert(1)</script>",
  "x'*<b>A</b>*x",
  "${alert(1)} `y'*x` \\href{javascript:alert(1)}{x}",
  "\u202Ex'*y\u0000\uFFFF",
];

test("typed markup stays text, in the expression, in the own answer and in links", async () => {
  for (const text of MARKUP) {
    const visit = await workbench.visit(
      `f=${encodeURIComponent(text)}&wrt=${encodeURIComponent(text)}&v=1`,
    );
    const { page } = visit;
    await page.locator("#trouble h2, #answer .formula").first().waitFor();
    await page.getByRole("button", { name: "Check" }).click();
    await visit.expression.fill("y'*A*x");
    await visit.page.locator(".cover").waitFor();
    await page.getByRole("textbox", { name: "My answer" }).fill(text);
    await page.locator("#verdict > *").first().waitFor();
    const foreign = await page.evaluate(
      () => document.querySelectorAll("#page img, #page script, #page b b, #page iframe").length,
    );
    expect(foreign, text).toBe(0);
    expect(visit.complaints, text).toEqual([]);
    await visit.leave();
  }
});

test("a fragment that is no question, or a broken one, is no fault", async () => {
  for (const fragment of [
    "%E0%A4%A",
    "f=",
    "f=%&wrt=%",
    "v=99&f=x'*x&wrt=x",
    "f=x&order=1e9&vars=(((",
  ]) {
    const visit = await workbench.visit(fragment);
    await visit.expression.waitFor();
    await visit.expression.fill("x'*x");
    await visit.shows("2 times x");
    expect(visit.complaints, fragment).toEqual([]);
    await visit.leave();
  }
});

test("what takes long can be stopped, and the page goes on", async () => {
  const visit = await workbench.visit();
  await visit.shows("A transpose times y");
  const deep = `${"tanh(W*".repeat(6000)}x${")".repeat(6000)}`;
  await visit.expression.fill(`sum(${deep})`);
  const stop = visit.page.getByRole("button", { name: "Stop" });
  await stop.waitFor();
  await stop.click();
  await visit.page.getByText("Stopped.").waitFor();
  await visit.expression.fill("x'*x");
  await visit.shows("2 times x");
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});

/** A generator with a seed, so that a failure can be seen again. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const KEYS = "xyAWb'*+-()^2./[]ij, logsumtanhinv{}\\\"<>&;=~µ∂λ";

test("10,000 random keystrokes: the page answers afterwards, and nothing complains", async () => {
  const visit = await workbench.visit();
  await visit.shows("A transpose times y");
  const random = numbers(20261123);
  const next = (below: number): number => Math.floor(random.next().value! * below);
  const keys = Array.from({ length: 10_000 }, () =>
    next(8) === 0 ? "" : (KEYS[next(KEYS.length)] ?? "x"),
  );
  // As the browser tells of typing, one key at a time, a frame between some of them.
  await visit.page.evaluate(async (typed) => {
    const box = document.querySelector<HTMLTextAreaElement>("#expression")!;
    for (const [at, key] of typed.entries()) {
      const text = box.value;
      box.value = key === "" ? text.slice(0, -1) : (text + key).slice(-60);
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      if (at % 10 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, keys);
  await visit.expression.fill("a'*x");
  await visit.shows("a");
  expect(visit.complaints).toEqual([]);
  await visit.leave();
}, 180_000);

test("a paste of a million characters is turned away, and says so", async () => {
  const visit = await workbench.visit();
  await visit.shows("A transpose times y");
  const isTaken = await visit.page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "x'*A*x + ".repeat(112_000));
    const paste = new ClipboardEvent("paste", {
      clipboardData: data,
      bubbles: true,
      cancelable: true,
    });
    return document.querySelector("#expression")!.dispatchEvent(paste);
  });
  expect(isTaken).toBe(false);
  await visit.page.getByText("This text has 1,008,000 characters").waitFor();
  expect(await visit.expression.inputValue()).toBe("y'*A*x");
  expect(visit.complaints).toEqual([]);
  await visit.leave();
});
