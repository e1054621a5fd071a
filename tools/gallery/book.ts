import { contentOfDerivative } from "../../src/documents/content/derivative.ts";
import { several } from "../../src/documents/content/several.ts";
import type { Content } from "../../src/documents/content/content.ts";
import { latex } from "../../src/documents/latex.ts";
import { markdown } from "../../src/documents/markdown.ts";
import { derive, type DerivativeAnswer, type DerivativeProblem } from "../../src/index.ts";
import { latex as latexNotation } from "../../src/notations/latex.ts";
import { linearLayer, linearLayerPicture } from "./linear-layer.ts";
import { type GalleryPage, PAGES } from "./pages.ts";

const COMMENT = "<!-- Written by tools/gallery.mjs. Do not edit; run `npm run gallery`. -->\n\n";

interface Told {
  readonly page: GalleryPage;
  readonly answers: readonly DerivativeAnswer[];
  readonly contents: readonly Content[];
}

/** Every file of the gallery by its name, and one article with everything that is in it. */
export function writeGallery(): { files: Map<string, string>; article: string } {
  const told = PAGES.map(tell);
  const files = new Map(told.map((each) => [`${each.page.file}.md`, COMMENT + pageText(each)]));
  files.set("linear-layer.md", COMMENT + linearLayer());
  const picture = linearLayerPicture();
  files.set(picture.file, picture.svg);
  files.set("README.md", COMMENT + indexText(told));
  const everything = several(
    "The gallery",
    told.flatMap(({ contents }) => contents),
    {},
  );
  return { files, article: latex.write(everything) };
}

function tell(page: GalleryPage): Told {
  const answers = page.problems.map(answerOf);
  return { page, answers, contents: answers.map((answer) => contentOfDerivative(answer)) };
}

function answerOf(problem: DerivativeProblem): DerivativeAnswer {
  const result = derive(problem, { steps: "all" });
  if (result.status !== "ok") throw new Error(`${problem.expr}: ${result.problem.message}`);
  return result;
}

function pageText({ page, contents }: Told): string {
  const { title, about, problems } = page;
  const commands = problems.map((problem) => `    ${commandOf(problem)}`).join("\n");
  const body = markdown.write(several(title, contents, {}), { fragment: true });
  return `# ${title}\n\n${about}\n\n${commands}\n\n${body.replace(/^#/gm, "##")}`;
}

/** What one types to get the same. */
function commandOf({ expr, wrt, order, form, declare = [] }: DerivativeProblem): string {
  const words = ["npx indicial derive", `"${expr}"`, `--wrt ${wrt}`];
  if (order !== undefined) words.push(`--order ${order}`);
  if (form !== undefined) words.push(`--form ${form}`);
  for (const text of declare) words.push(`--var "${text}"`);
  return [...words, "--steps all --page markdown"].join(" ");
}

function indexText(told: readonly Told[]): string {
  const rows = told.flatMap(({ page, answers }) =>
    answers.map((answer, k) => {
      const { display, wrt, form, indices } = answer;
      const by = latexNotation.write({ kind: "name", name: wrt });
      const name = k === 0 ? `[${page.title}](${page.file}.md)` : "";
      const entry = form === "tensor" ? `entry ${indices?.join(", ") ?? ""}` : form;
      const where = (display?.names ?? []).map(
        ({ name: short, means }) => `, $${short} = ${means.latex}$`,
      );
      return `| ${name} | $${display?.function?.latex}$ | $${by}$ | ${entry} | $${display?.answer.latex}$${where.join("")} |`;
    }),
  );
  return `# Gallery

Derivatives that everybody meets, each derived in up to three ways: by indices, by identities, by
differentials. Everything here is printed by the program.

Begin with [the linear layer](linear-layer.md), which tells the index method as a story.

| | function | by | form | derivative |
| --- | --- | --- | --- | --- |
${rows.join("\n").replaceAll("\\left|", "\\left\\lvert").replaceAll("\\right|", "\\right\\rvert")}
`;
}
