import { describe, expect, test } from "vitest";
import { derivePage, pageForms } from "../../src/index.ts";

const PROBLEM = { id: 7, expr: "W*x", wrt: "x" };

describe("a page from the library", () => {
  test("in every form that there is, with its media type", () => {
    const found = pageForms().map(({ name }) => derivePage(PROBLEM, name));
    for (const page of found) {
      expect(page).toMatchObject({ id: 7, status: "ok" });
      expect(page.status === "ok" && page.text).toContain("differentials");
    }
    const types = found.map((page) => page.status === "ok" && page.mediaType);
    expect(new Set(types).size).toBe(pageForms().length);
  });

  test("with pictures, and as a fragment", () => {
    const page = derivePage(PROBLEM, "html", { pictures: true, fragment: true, steps: "indices" });
    expect(page.status === "ok" && page.text).toMatch(/^<article.*<svg/s);
    expect(page.status === "ok" && page.text).not.toContain("differentials");
  });

  test("of a mistake is the mistake", () => {
    expect(derivePage({ expr: "W*(x" }, "html")).toMatchObject({ status: "error" });
    expect(derivePage(PROBLEM, "htm")).toMatchObject({
      status: "error",
      problem: { code: "unknown-form", remedy: "Did you mean html?" },
    });
  });
});
