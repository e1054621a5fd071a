import { renderToString } from "katex";
import { describe, expect, test } from "vitest";
import type { Content } from "../../src/documents/content/content.ts";
import type { DocumentForm } from "../../src/documents/form.ts";
import { documentFormNamed, documentForms } from "../../src/documents/table.ts";
import { notationNamed } from "../../src/notations/table.ts";
import { contentsFor, withWords } from "./samples.ts";

const FORMS = documentForms();

/** The words of a document, without what its form sets around them. */
function wordsOf(text: string): string {
  return text.replace(/[^\p{L}]+/gu, "").toLowerCase();
}

describe.each(FORMS.map((form) => [form.name, form] as const))("%s", (_name, form) => {
  const contents = contentsFor(form);

  test("has a name, a summary, a media type, an extension, and notations that there are", () => {
    expect(documentFormNamed(form.name)).toBe(form);
    expect(form.summary).toMatch(/^[a-zA-Z].*[^.]$/);
    expect(form.mediaType).toMatch(/^(text|application)\/[a-z-]+$/);
    expect(form.extension).toMatch(/^[a-z]+$/);
    expect(form.notations.filter((name) => !notationNamed(name))).toEqual([]);
  });

  test("ends in a line break, as a whole and as a fragment", () => {
    for (const content of contents) {
      for (const fragment of [false, true]) {
        expect(form.write(content, { fragment })).toMatch(/[^\n]\n$/);
      }
    }
  });

  test("says all there is to say: every sentence, or all data", () => {
    for (const content of contents) expect(unsaid(form, content)).toEqual([]);
  });

  test("a fragment is contained in the whole", () => {
    for (const content of contents) {
      expect(form.write(content)).toContain(form.write(content, { fragment: true }).trimEnd());
    }
  });
});

/** What a document leaves out: sentences, or whatever differs in its data. */
function unsaid(form: DocumentForm, content: Content): string[] {
  const page = form.write(content);
  if (form.isData) {
    const whole = JSON.stringify({ version: 1, ...content.data });
    return JSON.stringify(JSON.parse(page)) === whole ? [] : [whole];
  }
  const words = wordsOf(page);
  return sentencesOf(content).filter((sentence) => !words.includes(wordsOf(sentence)));
}

/** Sentences without mathematics, which is set in each form in its own way. */
function sentencesOf({ blocks }: Content): string[] {
  const texts = blocks.flatMap((block): string[] => {
    if (block.kind === "heading" || block.kind === "paragraph") return [block.text];
    if (block.kind === "figure") return [block.picture.description];
    if (block.kind === "steps") return block.steps.map(({ reason }) => reason);
    return block.facts.flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.kind === "sentence" ? [entry.text] : [])),
    );
  });
  return texts.filter((text) => !/[_*'^()[\]∂δ=×"]| x |\b(d?[A-Za-z]|log|exp)\b/u.test(text));
}

/** The formulas between dollar signs, or in a display. */
function formulasIn(form: DocumentForm, page: string): string[] {
  if (form.name === "html") {
    return [
      ...page.matchAll(/<annotation encoding="application\/x-tex">(.*?)<\/annotation>/gs),
    ].map(([, tex = ""]) =>
      tex.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
    );
  }
  const found = [...page.matchAll(/(?<!\\)(\$\$?)(?!\$)(.*?)(?<!\\)\1/gs)].map(([, , tex]) => tex!);
  return [
    ...found,
    ...[...page.matchAll(/\\begin\{align\*\}.*?\\end\{align\*\}/gs)].map(([display]) =>
      display.replaceAll(/^\\intertext.*$/gm, ""),
    ),
  ];
}

test("every formula passes KaTeX in strict mode", () => {
  const withFormulas = FORMS.filter((form) => ["html", "latex", "markdown"].includes(form.name));
  expect(withFormulas).toHaveLength(3);
  for (const form of withFormulas) {
    const formulas = new Set(
      contentsFor(form).flatMap((content) => formulasIn(form, form.write(content))),
    );
    expect(formulas.size).toBeGreaterThan(100);
    for (const formula of formulas) {
      const set = renderToString(formula, {
        strict: "error",
        throwOnError: true,
        displayMode: true,
      });
      expect(set).toContain("katex");
    }
  }
});

test("names and words cannot bring markup into a web page", () => {
  const html = documentFormNamed("html")!;
  const hostile = `</math></title><script>alert("1")</script><img src=1 onerror='2'>" onfocus="3 &amp;`;
  for (const content of contentsFor(html)) {
    const tags = (page: string): string[] => page.match(/<\/?[A-Za-z]+/g) ?? [];
    const attributes = (page: string): Set<string> => {
      const inside = (page.match(/<[^<>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
      return new Set(inside.flatMap((tag) => tag.match(/[\w-]+(?==)/g) ?? []));
    };
    const calm = html.write(withWords(content, "calm"));
    const attacked = html.write(withWords(content, hostile));
    expect(tags(attacked)).toEqual(tags(calm));
    expect(attributes(attacked)).toEqual(attributes(calm));
  }
});

test("a page of text is as wide as told, with or without signs beyond ASCII", () => {
  const form = documentFormNamed("text")!;
  for (const content of contentsFor(form)) {
    const page = form.write(content, { width: 100, unicode: false });
    expect(page).toMatch(/^[\x20-\x7e\n]*$/);
    for (const unicode of [true, false]) {
      const lines = form.write(content, { width: 72, unicode }).split("\n");
      const stretches = lines.filter((line) => line.length > 72 && /\S \S/.test(line.slice(0, 72)));
      expect(stretches).toEqual([]);
    }
  }
});
