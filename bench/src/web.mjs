// The page in Chromium: how soon it can be used, what it weighs until then, and how long a keystroke
// takes to show. Wall-clock times: other work on the machine counts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "../../tools/find-chromium.mjs";
import { milliseconds, printTable, quantile } from "./table.mjs";

/** Typed one key after the other; each prefix that is an expression has an answer of its own. */
const TYPED = ["norm2(A*x - b)^2", "-t'*log(softmax(W*x))", "sum(log(exp(-y.*(X*w)) + vector(1)))"];

/** @returns {Promise<import("./table.mjs").Goal[]>} */
export async function web() {
  const command = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
  const server = spawn(process.execPath, [command, "web", "--port", "0", "--no-open"]);
  const [line] = /** @type {[string]} */ (
    await once(createInterface({ input: server.stdout }), "line")
  );
  const address = /http:\S+/.exec(line)?.[0] ?? "";
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
  try {
    const loads = [];
    for (let visit = 0; visit < 5; visit++) loads.push(await firstVisit(browser, address));
    const first = quantile(
      loads.map(({ time }) => time),
      0.5,
    );
    const code = Math.max(...loads.map((load) => load.code));
    const fonts = Math.max(...loads.map((load) => load.fonts));
    const times = await keystrokes(browser, address);
    const [median, most] = [quantile(times, 0.5), quantile(times, 0.95)];
    printTable(
      "The page",
      ["what", "figure"],
      [
        ["first answer after opening, ms (median of 5 fresh visits)", milliseconds(first)],
        ["page, code and style until then, packed, kB", (code / 1000).toFixed(1)],
        ["fonts asked for until then, kB", (fonts / 1000).toFixed(1)],
        [
          `keystroke to the answer in the page, ms: median (${times.length} keys)`,
          milliseconds(median),
        ],
        ["keystroke, ms: 95 of 100", milliseconds(most)],
      ],
    );
    return [
      ["keystroke to the page, median", median, "16 ms"],
      ["keystroke to the page, 95 of 100", most, "50 ms"],
    ];
  } finally {
    await browser.close();
    server.kill("SIGTERM");
  }
}

const ANSWER = "#answer .answer .formula";

/**
 * When the first answer came, and what had been asked for until then, as the server packs it.
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 */
async function firstVisit(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(ANSWER).first().waitFor();
  const timings = /** @type {{ time: number, code: number, fonts: number }} */ (
    await page.evaluate(`(() => {
      const [mark] = performance.getEntriesByName("first-answer");
      const time = mark.startTime;
      const before = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .filter(({ startTime }) => startTime < time);
      const sum = (isFont) => before
        .filter(({ name }) => name.endsWith(".woff2") === isFont)
        .reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
      return { time, code: sum(false), fonts: sum(true) };
    })()`)
  );
  await context.close();
  return timings;
}

/**
 * From the event of typing to the change of the results in the page.
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 */
async function keystrokes(browser, address) {
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator("#answer .katex").first().waitFor();
  const file = new URL("../../web/bench/measure-keystrokes.js", import.meta.url);
  const source = readFileSync(file, "utf8").replace("export async", "async");
  // Through the tools for developers, which the content policy of the page does not bind.
  /** @type {(text: string) => Promise<number[]>} */
  const measure = (text) =>
    page.evaluate(
      `(async () => { ${source}; return measureKeystrokes(${JSON.stringify(text)}); })()`,
    );
  // The first round warms the compiler of the browser, as the first minute of use does.
  for (const text of TYPED) await measure(text);
  const times = [];
  for (const text of TYPED) times.push(...(await measure(text)));
  await page.close();
  return times;
}
