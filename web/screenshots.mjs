// `npm run screenshots --workspace web`: pictures of the built page for docs/screenshots.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "../tools/find-chromium.mjs";

/**
 * @typedef {object} Scene
 * @property {string} name
 * @property {string} fragment
 * @property {(page: import("playwright-core").Page) => Promise<unknown>} [act] what is done first
 */

/** @type {readonly Scene[]} */
const SCENES = [
  { name: "first-exercise", fragment: "f=y'*A*x&wrt=x&v=1" },
  { name: "softmax-cross-entropy", fragment: "f=-t'*log(softmax(W*x))&wrt=W&v=1" },
  { name: "two-layer-network", fragment: "f=norm2(V*tanh(W*x+b)-t)^2&wrt=W&v=1" },
  { name: "attention", fragment: "f=t'*V'*softmax(K*q)&wrt=q&v=1" },
  { name: "clash", fragment: "f=y'*x+norm2(W*x-b)^2&wrt=x&vars=y(n);W(n,m)&v=1" },
  {
    name: "wrong-answer",
    fragment: "f=x'*A*x&wrt=x&v=1",
    act: async (page) => {
      await page.locator(".steps .katex").first().waitFor();
      await page.getByRole("button", { name: "Check" }).click();
      await page.getByRole("textbox", { name: "My answer" }).fill("2*A*x");
      await page.locator("#verdict h2").waitFor();
    },
  },
  {
    name: "pictures",
    fragment: "f=W*x&wrt=x&v=1",
    act: async (page) => {
      await page.getByRole("button", { name: "Pictures" }).click();
      await page.locator(".scene").first().waitFor();
    },
  },
];

/** @type {readonly { suffix: string, width: number, height: number, dark?: true, only?: string[] }[]} */
const VIEWS = [
  { suffix: "", width: 1200, height: 760 },
  { suffix: "-dark", width: 1200, height: 760, dark: true },
  { suffix: "-phone", width: 360, height: 740 },
  { suffix: "-projector", width: 1600, height: 900, only: ["first-exercise"] },
];

const folder = fileURLToPath(new URL("../docs/screenshots", import.meta.url));
mkdirSync(folder, { recursive: true });
const command = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const server = spawn(process.execPath, [command, "web", "--port", "0", "--no-open"]);
const [line] = /** @type {[string]} */ (
  await once(createInterface({ input: server.stdout }), "line")
);
const address = /http:\S+/.exec(line)?.[0] ?? "";
const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
for (const { suffix, width, height, dark, only } of VIEWS) {
  for (const { name, fragment, act } of SCENES) {
    if (only && !only.includes(name)) continue;
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      reducedMotion: "reduce",
    });
    await page.goto(`${address}#${fragment}`);
    await page.locator("#answer .katex, #trouble h2").first().waitFor();
    await act?.(page);
    // Fonts, steps and sums come one after the other.
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(2500);
    const path = join(folder, `${name}${suffix}.jpg`);
    await page.screenshot({ path, type: "jpeg", quality: 82 });
    await page.close();
  }
}
await browser.close();
server.kill("SIGTERM");
