import { nameOfGreekLetter } from "../../text/greek.ts";

/** Signs that our own sentences and formulas use, for terminals that cannot show them. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["∂", "d"],
  ["δ", "delta"],
  ["Σ", "sum"],
  ["ᵀ", "'"],
  ["×", "x"],
  ["·", "*"],
  ["⊙", ".*"],
  ["⊘", "./"],
  ["⊗", "(x)"],
  ["≠", "!="],
  ["≤", "<="],
  ["≥", ">="],
  ["∈", "in"],
  ["ℝ", "R"],
  ["→", "->"],
  ["│", "|"],
  ["▼", "v"],
  ["■", "#"],
  ["○", "o"],
  ["⇒", "=>"],
  ["√", "sqrt"],
  ["‖", "||"],
  ["—", "-"],
  ["–", "-"],
  ["−", "-"],
  ["…", "..."],
  ["“", '"'],
  ["”", '"'],
  ["‘", "'"],
  ["’", "'"],
]);

/** The same sentence in ASCII: Greek letters by name, raised digits behind `^`, signs spelled out. */
export function toAscii(text: string): string {
  return text.replaceAll("⁻ᵀ", "⁻¹ᵀ").replace(/[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|\P{ASCII}/gu, (found) => {
    const spelled = SPELLINGS.get(found) ?? nameOfGreekLetter(found);
    if (spelled !== undefined) return spelled;
    const plain = found.normalize("NFKD").replaceAll("\u2212", "-");
    if (!/^\p{ASCII}+$/u.test(plain)) return "?";
    return /^[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/u.test(found) ? `^${plain}` : plain;
  });
}
