import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * The browser of this machine, or one line that says how to get one.
 * @returns {string}
 */
export function findChromium() {
  const { CHROMIUM, PATH = "" } = process.env;
  const candidates = PATH.split(":").flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [CHROMIUM ?? "", ...candidates].find((path) => path !== "" && existsSync(path));
  if (found === undefined) {
    throw new Error(
      "The tests of pages need Chromium: apt-get install chromium, or set CHROMIUM to its path.",
    );
  }
  return found;
}
