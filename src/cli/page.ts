import { styleText } from "node:util";
import type { Content } from "../documents/content/content.ts";
import type { DocumentForm, DocumentOptions, Emphasis } from "../documents/form.ts";
import { json } from "../documents/json.ts";
import { documentForms } from "../documents/table.ts";
import { text } from "../documents/text.ts";
import { failure, type Result, success } from "../text/problem.ts";
import { type Arguments, chosen, usage } from "./arguments.ts";
import type { Io } from "./io.ts";

/** The options that say what document to print. */
export const PAGE_OPTIONS = {
  page: { type: "string" },
  fragment: { type: "boolean" },
  json: { type: "boolean" },
  ascii: { type: "boolean" },
} as const;

/** What a help page says of them. */
export const PAGE_HELP = `  --page FORM             ${documentForms()
  .map(({ name }) => name)
  .join(", ")}; left out: text
  --fragment              of latex and html: what goes into a larger document
  --json                  the same as --page json
  --ascii                 a page of text without signs beyond ASCII`;

export interface PageRequest {
  readonly kind: "page";
  readonly form: DocumentForm;
  readonly fragment: boolean;
  readonly ascii: boolean;
}

export function readPage(values: Arguments<typeof PAGE_OPTIONS>["values"]): Result<PageRequest> {
  const forms = new Map(documentForms().map((form) => [form.name, form]));
  const form = chosen("page", values.page, forms, values.json ? json : text);
  if (!form.ok) return form;
  if (values.json && !form.value.isData) {
    return failure(usage(`--json and --page ${form.value.name} are two forms: not both.`));
  }
  const { fragment = false, ascii = false } = values;
  return success({ kind: "page", form: form.value, fragment, ascii });
}

export function writePage(
  { form, fragment, ascii }: PageRequest,
  content: Content,
  io: Io,
): string {
  const { colour, width, unicode } = io.terminal;
  const options: DocumentOptions = {
    fragment,
    width,
    unicode: unicode && !ascii,
    ...(colour && { paint }),
  };
  return form.write(content, options);
}

const STYLES: Readonly<Record<Emphasis, Parameters<typeof styleText>[0]>> = {
  strong: "bold",
  faint: "dim",
  delta: "yellow",
  result: "green",
};

function paint(emphasis: Emphasis, words: string): string {
  return styleText(STYLES[emphasis], words, { validateStream: false });
}
