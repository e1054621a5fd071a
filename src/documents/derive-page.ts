import type { DerivativeProblem, DeriveOptions, NoAnswer } from "../answers/answer.ts";
import { derive } from "../answers/derive.ts";
import { pictures } from "../pictures/pictures.ts";
import { nearestName } from "../text/nearest.ts";
import { contentOfDerivative } from "./content/derivative.ts";
import type { DocumentForm } from "./form.ts";
import { documentFormNamed, documentForms } from "./table.ts";

export interface PageOptions extends Pick<DeriveOptions, "steps"> {
  /** What can be put into a larger document: of LaTeX and HTML, without the frame of a whole one. */
  readonly fragment?: boolean;
  /** Whether to put the pictures that there are on the page. */
  readonly pictures?: boolean;
  /** In characters, for a page of text. */
  readonly width?: number;
}

export interface DerivedPage extends Pick<DocumentForm, "mediaType" | "extension"> {
  readonly id?: string | number | null;
  readonly status: "ok";
  readonly text: string;
}

/** The forms of a page, with a line about each. */
export function pageForms(): readonly Pick<DocumentForm, "name" | "summary">[] {
  return documentForms().map(({ name, summary }) => ({ name, summary }));
}

/**
 * A derivative with its derivations as a whole document: `text`, `markdown`, `latex`, `html`, `json`.
 * Mistakes come back as from `derive`; so does a form that there is not.
 */
export function derivePage(
  problem: DerivativeProblem,
  form: string,
  { steps = "all", pictures: withPictures = false, fragment = false, width }: PageOptions = {},
): DerivedPage | NoAnswer {
  const found = documentFormNamed(form);
  if (!found) return { status: "error", problem: unknownForm(form) };
  const answer = derive(problem, { steps, notations: found.notations });
  if (answer.status !== "ok") return answer;
  const drawn = withPictures ? pictures({ ...problem, wrt: answer.wrt }) : undefined;
  const content = contentOfDerivative(
    answer,
    found.notations,
    drawn?.status === "ok" ? drawn.pictures : [],
  );
  const { mediaType, extension } = found;
  return {
    ...(answer.id !== undefined && { id: answer.id }),
    status: "ok",
    text: found.write(content, { fragment, ...(width !== undefined && { width }) }),
    mediaType,
    extension,
  };
}

function unknownForm(form: string): NoAnswer["problem"] {
  const names = documentForms().map(({ name }) => name);
  const near = nearestName(form, names);
  return {
    code: "unknown-form",
    message: `There is no form of a page named ${form}.`,
    remedy: near === undefined ? `The forms are ${names.join(", ")}.` : `Did you mean ${near}?`,
  };
}
