import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The tests look at the page as it is shipped, made from the sources as they are. */
export function setup(): void {
  const build = fileURLToPath(new URL("../../tools/build.mjs", import.meta.url));
  const { status } = spawnSync(process.execPath, [build], { stdio: "inherit" });
  if (status !== 0) throw new Error("the page could not be built");
}
