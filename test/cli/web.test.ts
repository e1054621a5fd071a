import { get } from "node:http";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PageServer, servePage } from "../../src/cli/page-server.ts";
import { runWith } from "./fake-io.ts";

let directory: string;
let server: PageServer;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "indicial-page-"));
  mkdirSync(join(directory, "assets"));
  const policy = `<meta\n http-equiv="Content-Security-Policy"\n content="script-src 'self'">`;
  writeFileSync(join(directory, "index.html"), policy);
  writeFileSync(join(directory, "assets", "a.js"), "export {};\n");
  writeFileSync(join(directory, "notes.txt"), "not for a page");
  server = await servePage(directory, 0);
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly policy: unknown;
}

/** Written out, for a client that tidies paths would hide what is asked here. */
function ask(path: string, host?: string): Promise<Answer> {
  const { port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    get({ host: "127.0.0.1", port, path, headers }, (response) => {
      response.resume();
      resolve({
        status: response.statusCode,
        policy: response.headers["content-security-policy"],
      });
    }).on("error", reject);
  });
}

test("the page is served with its own content policy", async () => {
  const expected = { status: 200, policy: "script-src 'self'; frame-ancestors 'none'" };
  expect(await ask("/")).toEqual(expected);
  expect(await ask("/assets/a.js?v=1")).toEqual(expected);
});

test("nothing else is served, and nobody else's page is answered", async () => {
  const notFound = ["/notes.txt", "/../package.json", "/%2e%2e/package.json", "/assets", "//"];
  for (const path of notFound) expect((await ask(path)).status, path).toBe(404);
  expect((await ask("/", "rebound.example")).status).toBe(403);
});

test("a port that is none, and one that is taken, are said", async () => {
  const none = await runWith(["web", "--port", "many"]);
  expect(none.code).toBe(2);
  expect(none.err).toContain("many is no port.");
  expect((await runWith(["web", "y'*x"])).code).toBe(2);
});
