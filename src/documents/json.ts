import { toJson } from "../text/json.ts";
import type { DocumentForm } from "./form.ts";

export const json: DocumentForm = {
  name: "json",
  summary: "one JSON document, versioned, with everything that was found",
  mediaType: "application/json",
  extension: "json",
  notations: [],
  isData: true,
  write: ({ data }) => `${toJson({ version: 1, ...data })}\n`,
};
