import type { Notation } from "./notation.ts";
import { highlightPlain } from "./plain-lexer.ts";
import { readPlain } from "./plain-reader.ts";
import { writePlain } from "./plain-writer.ts";

export const plain: Notation = {
  name: "plain",
  summary: "typed like MATLAB, understood everywhere: y'*A*x, A[i,k], sum(k, A[i,k]*x[k])",
  read: readPlain,
  input: {
    recognise: () => 1,
    separator: /[\n;]/g,
    highlight: highlightPlain,
  },
  write: writePlain,
};
