import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** The program as it is installed: `npm ci` and `npm test` build it. */
const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

function indicial(args: readonly string[], input = "") {
  return spawnSync(process.execPath, [MAIN, ...args], { input, encoding: "utf8" });
}

describe("the built program", () => {
  test("is there, and starts as a command", () => {
    expect(existsSync(MAIN), "npm run build comes first").toBe(true);
    expect(readFileSync(MAIN, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("answers, and exits with the code of the command", () => {
    const done = indicial(["derive", "-", "--wrt", "x", "--as", "plain"], "y'*A*x\n");
    expect(done).toMatchObject({ status: 0, stdout: "A'*y\n", stderr: "" });
    expect(indicial(["derive", "W*(x"])).toMatchObject({ status: 2, stdout: "" });
    expect(indicial(["lesson"])).toMatchObject({ status: 3, stdout: "" });
    expect(indicial(["batch"], "nonsense\n")).toMatchObject({ status: 1, stderr: "" });
  });

  test("is quiet when its reader goes away", async () => {
    const child = spawn(process.execPath, [MAIN, "batch"], { stdio: ["pipe", "pipe", "pipe"] });
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    // The child may be gone before it has read everything.
    child.stdin.on("error", () => undefined);
    child.stdout.once("data", () => child.stdout.destroy());
    child.stdin.end("nonsense\n".repeat(50_000));
    const [code] = (await once(child, "close")) as [number | null];
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});
