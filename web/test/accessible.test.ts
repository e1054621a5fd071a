import axe, { type AxeResults } from "axe-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Visit, Workbench } from "./browser.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

/** What breaks a rule, as `rule: where`. */
async function violations({ page }: Visit): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (tags) =>
      (window as unknown as { axe: { run: (options: unknown) => Promise<AxeResults> } }).axe.run({
        runOnly: tags,
      }),
    TAGS,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
  );
}

const WIDTHS = [1280, 320];
const SCHEMES = ["light", "dark"] as const;
const PLACES: readonly (readonly [string, string, (visit: Visit) => Promise<void>])[] = [
  ["the first exercise", "", (visit) => visit.typeset()],
  [
    "a clash of shapes",
    "f=y'*x+norm2(W*x-b)^2&vars=y(n);W(n,m)&v=1",
    async ({ page }) => page.getByText("does not fit").first().waitFor(),
  ],
  [
    "a wrong answer",
    "f=x'*A*x&wrt=x&v=1",
    async ({ page }) => {
      await page.getByRole("button", { name: "Check" }).click();
      await page.getByRole("textbox", { name: "My answer" }).fill("2*A*x");
      await page.getByText("Right only if").waitFor();
    },
  ],
  [
    "the three methods beside one another",
    "f=x'*A*x&wrt=x&v=1",
    async ({ page }) => {
      await page.getByRole("button", { name: "compare all three" }).click();
      await page.locator(".meet .katex").waitFor();
    },
  ],
];

for (const [place, fragment, arrive] of PLACES) {
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      test(`${place}, ${colorScheme}, ${width} wide: no rule is broken, no sideways scroll`, async () => {
        const visit = await workbench.visit(fragment, {
          colorScheme,
          viewport: { width, height: 800 },
          // Colours are looked at when they have come to rest.
          reducedMotion: "reduce",
        });
        await arrive(visit);
        expect(await violations(visit)).toEqual([]);
        const overflow = await visit.page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        );
        expect(overflow).toBe(0);
        expect(visit.complaints).toEqual([]);
        await visit.leave();
      });
    }
  }
}
