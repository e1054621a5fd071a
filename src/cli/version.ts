import { readFileSync } from "node:fs";

/** As in the package's own description, two directories up from `src/cli/`, `dist/cli/` and `dist/chunks/` alike. */
export function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
