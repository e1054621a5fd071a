import type { Content } from "./content/content.ts";

/** A kind of document: one file a form. */
export interface DocumentForm {
  /** What `--page` takes; the file has the same name. */
  readonly name: string;
  /** One line for a help page. */
  readonly summary: string;
  /** As on the web: `text/markdown`. */
  readonly mediaType: string;
  /** Of files in this form, without a dot. */
  readonly extension: string;
  /** The notations, besides the usual ones, in which it needs every formula. */
  readonly notations: readonly string[];
  /** It is read by programs: errors, too, are told in it. */
  readonly isData?: true;
  /** The whole text; ends in a line break. */
  readonly write: (content: Content, options?: DocumentOptions) => string;
}

/** A form takes of these what means something to it. */
export interface DocumentOptions {
  /** What can be put into a larger document, without the frame of a whole one. */
  readonly fragment?: boolean;
  /** In characters, for forms that break lines themselves. */
  readonly width?: number;
  /** Whether signs beyond ASCII can be shown. */
  readonly unicode?: boolean;
  /** Emphasises a text for a terminal; never the only sign of anything. */
  readonly paint?: (emphasis: Emphasis, text: string) => string;
}

export type Emphasis = "strong" | "faint" | "delta" | "result";
