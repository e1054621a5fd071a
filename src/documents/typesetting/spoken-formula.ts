import { spoken } from "../../notations/spoken.ts";
import type { Expression } from "../../syntax/expression.ts";
import type { Vocabulary } from "../content/content.ts";
import type { FormulaPart, Sign } from "./sentence.ts";

const SPOKEN_SIGNS: Readonly<Record<Sign, string>> = {
  "=": "equals",
  "≠": "is not",
  "<": "is less than",
  ">": "is greater than",
  "≤": "is at most",
  "≥": "is at least",
  "×": "by",
  ",": ",",
  "(": "",
  ")": "",
};

/** The mathematics in a sentence, in words. */
export function formulaSpoken(parts: readonly FormulaPart[], vocabulary: Vocabulary): string {
  const say = (e: Expression): string =>
    spoken.write(e, { differentials: vocabulary.differentials });
  const words = parts.map((part) => {
    if (part.kind === "sign") return SPOKEN_SIGNS[part.sign];
    if (part.kind === "expression") return say(part.expression);
    return say({ kind: "derivative", body: part.body, by: part.by });
  });
  return words
    .filter((word) => word !== "")
    .join(" ")
    .replaceAll(" ,", ",");
}
