import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderToString } from "katex";
import { describe, expect, test } from "vitest";
import { PAGES } from "../../tools/gallery/pages.ts";

const FOLDER = fileURLToPath(new URL("../../docs/gallery", import.meta.url));
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".md"));

describe("the gallery", () => {
  test.each(FILES)(
    "%s: every formula passes KaTeX in strict mode, every link leads somewhere",
    (file) => {
      const text = readFileSync(join(FOLDER, file), "utf8");
      const formulas = [...text.matchAll(/(?<!\\)(\$\$?)(?!\$)(.*?)(?<!\\)\1/gs)].map(
        ([, , tex]) => tex!,
      );
      expect(formulas.length).toBeGreaterThan(5);
      for (const formula of formulas) {
        expect(renderToString(formula, { strict: "error", throwOnError: true })).toContain("katex");
      }
      for (const [, target = ""] of text.matchAll(/\]\(([^)]*)\)/g)) {
        expect(existsSync(join(FOLDER, target))).toBe(true);
      }
    },
  );

  test.each(["indices", "identities", "differentials"])(
    "has a page for each of its problems, derived by %s",
    (method) => {
      const without = PAGES.filter(({ file, problems }) => {
        const text = readFileSync(join(FOLDER, `${file}.md`), "utf8");
        const told = text.match(new RegExp(`^### Derivation by ${method}$`, "gm"))?.length ?? 0;
        return told !== problems.length;
      });
      expect(without.map(({ file }) => file)).toEqual([]);
    },
  );
});
