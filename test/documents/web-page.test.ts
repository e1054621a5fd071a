import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { html } from "../../src/documents/html.ts";
import { findChromium } from "../../tools/find-chromium.mjs";
import { contentsFor } from "./samples.ts";

const PAGES = contentsFor(html).map((content) => html.write(content));
/** A short derivation, a long one and a verdict, for axe takes its time. */
const FEW_PAGES = [PAGES[0]!, PAGES[3]!, PAGES.at(-3)!];
const NARROWEST = 320;

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
});
afterAll(() => browser.close());

/** What is true of each page in a window of that width. */
async function onEach<T>(
  pages: readonly string[],
  options: { width: number; colorScheme: "light" | "dark" },
  look: (page: Page) => Promise<T>,
): Promise<T[]> {
  const { width, colorScheme } = options;
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  const found: T[] = [];
  for (const text of pages) {
    await page.setContent(text);
    found.push(await look(page));
  }
  await context.close();
  expect(requests).toEqual([]);
  return found;
}

describe("a web page in Chromium", () => {
  test("has no sideways scroll on the narrowest phone, and loads nothing", async () => {
    const widths = await onEach(PAGES, { width: NARROWEST, colorScheme: "light" }, (page) =>
      page.evaluate("document.documentElement.scrollWidth"),
    );
    expect(widths).toEqual(PAGES.map(() => NARROWEST));
  });

  test("draws every formula", async () => {
    const empty = await onEach(PAGES, { width: 1280, colorScheme: "light" }, (page) =>
      page.evaluate(
        "[...document.querySelectorAll('math')].filter((m) => m.getBoundingClientRect().width < 2).length",
      ),
    );
    expect(empty).toEqual(PAGES.map(() => 0));
  });

  test.each(["light", "dark"] as const)("is accessible, %s", async (colorScheme) => {
    const violations = await onEach(FEW_PAGES, { width: 1280, colorScheme }, async (page) => {
      await page.evaluate(axe.source);
      return page.evaluate(
        "axe.run().then((r) => r.violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
      );
    });
    expect(violations).toEqual(FEW_PAGES.map(() => []));
  });
});
