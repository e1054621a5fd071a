import type { Notation } from "./notation.ts";
import { highlightPlain } from "./plain-lexer.ts";
import { readPlain } from "./plain-reader.ts";
import { writePlain } from "./plain-writer.ts";

export const index: Notation = {
  name: "index",
  summary: "entries and sums: W[i,k]*x[k], sum(k, W[i,k]*x[k]), delta(i,j)",
  read: readPlain,
  // Plain notation has these signs too, and reads them alike.
  input: {
    recognise: (text) => (/\w\[\w+(,\s*\w+)*\]|\[\w+==\w+\]|\bdelta\(/.test(text) ? 1.5 : 0),
    separator: /[\n;]/g,
    highlight: highlightPlain,
  },
  write: writePlain,
};
