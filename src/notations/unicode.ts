import type { Notation } from "./notation.ts";
import { highlightMath } from "./math-token.ts";
import { readUnicode } from "./unicode-reader.ts";
import { tokenizeUnicode } from "./unicode-lexer.ts";
import { writeUnicode } from "./unicode-writer.ts";

/** Raised and lowered characters, fences, big operators; Greek letters are typed in plain text too. */
const OWN =
  /[⁰¹²³⁴-⁹⁺⁻⁽⁾ⁿⁱᴬ-ᵿʰʲˡʳˢʷˣʸᶜᶠᶻᴴ₀-₉ₐ-ₜⱼ‖∥∑√∂∇⊗⟨⟩𝟏𝟙½⅓⅔¼¾|∣]|\S\s*[⊙·×]\s*\S|[\u2329\u3008]|[\u{1d400}-\u{1d7ff}]|<[^<>=]*,[^<>=]*>/u;

export const unicode: Notation = {
  name: "unicode",
  summary: "mathematics in one line of text: yᵀ A x, Σ_k W_ik x_k, ∂y_i/∂x_j",
  read: readUnicode,
  input: {
    recognise: (text) => (OWN.test(text) ? 2 : 0),
    separator: /[\n;]/g,
    quotesSource: true,
    highlight: (text, context = {}) =>
      highlightMath(tokenizeUnicode(text, context, { from: 0, to: text.length })),
  },
  write: writeUnicode,
};
