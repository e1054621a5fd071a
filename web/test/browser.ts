import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../tools/find-chromium.mjs";

/** The page as `indicial web` serves it, in a browser. */
export class Workbench {
  readonly address: string;
  readonly #server: ChildProcess;
  readonly #browser: Browser;

  private constructor(address: string, server: ChildProcess, browser: Browser) {
    this.address = address;
    this.#server = server;
    this.#browser = browser;
  }

  static async open(): Promise<Workbench> {
    const executablePath = findChromium();
    const command = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
    const server = spawn(process.execPath, [command, "web", "--port", "0", "--no-open"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
    const address = /http:\S+/.exec(line)![0];
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    return new Workbench(address, server, browser);
  }

  /** A fresh visit: nothing is remembered of any other. */
  async visit(fragment = "", options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
    const page = await context.newPage();
    const visit = new Visit(page, this.address);
    await page.goto(`${this.address}${fragment === "" ? "" : `#${fragment}`}`);
    return visit;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.kill("SIGTERM");
    await once(this.#server, "exit");
  }
}

/** One visit, with everything that should not have happened in it. */
export class Visit {
  readonly page: Page;
  /** Messages of the console, faults, and requests to anywhere else. */
  readonly complaints: string[] = [];

  constructor(page: Page, address: string) {
    this.page = page;
    page.on("console", (message) => this.complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => this.complaints.push(`fault: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      const isOwn = url.startsWith(address) || /^(?:data|blob):/.test(url);
      if (!isOwn) this.complaints.push(`request: ${url}`);
    });
    page.on("requestfailed", (request) => this.complaints.push(`failed: ${request.url()}`));
  }

  get expression() {
    return this.page.getByRole("textbox", { name: "Expression to differentiate" });
  }

  /** The answers that stand on the page, in words, each with its form. */
  async answers(): Promise<string[]> {
    return this.page
      .locator("#answer .answer .formula")
      .evaluateAll((formulas) =>
        formulas.map((formula) => formula.getAttribute("aria-label") ?? ""),
      );
  }

  /** Waits until the page shows an answer of these words. */
  async shows(words: string): Promise<void> {
    await this.page
      .locator(`#answer .answer .formula[aria-label=${JSON.stringify(words)}]`)
      .first()
      .waitFor();
  }

  /** Waits until formulas are typeset. */
  async typeset(): Promise<void> {
    await this.page.locator("#answer .katex").first().waitFor();
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
