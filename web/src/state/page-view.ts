import { batch } from "@preact/signals";
import type { Detail } from "../engine/protocol.ts";
import { isUncovered } from "./cover.ts";
import { isWhole, ownAnswer, ownForm, ownLines } from "./own-text.ts";
import { detail, DETAILS, type Method, method, METHODS, place, view, VIEWS } from "./view.ts";

/** What is shown of a question besides its answer, as fields of a link; what is usual is left out. */
export type ViewFields = ReadonlyMap<string, string>;

export function viewFields(): ViewFields {
  const { step, shown } = place.value ?? {};
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["tab", unless("steps", view.value)],
    ["by", unless("indices", method.value)],
    ["detail", unless("standard", detail.value)],
    ["step", step === undefined ? undefined : String(step + 1)],
    ["shown", shown === undefined ? undefined : String(shown)],
    ["answer", unless("", ownAnswer.value)],
    ["as", ownForm.value],
    ["lines", unless("", ownLines.value)],
    ["whole", isWhole.value ? "1" : undefined],
    ["uncovered", isUncovered.value ? "1" : undefined],
  ];
  return new Map(fields.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

/** Shows what a link says, and the usual where it says nothing. */
export function showFields(fields: ViewFields): void {
  const step = wholeNumber(fields.get("step"));
  const shown = wholeNumber(fields.get("shown"));
  batch(() => {
    view.value = VIEWS.find((name) => name === fields.get("tab")) ?? "steps";
    method.value = WAYS.find((name) => name === fields.get("by")) ?? "indices";
    detail.value = DETAILS.find((name) => name === fields.get("detail")) ?? STANDARD;
    place.value =
      step === undefined ? undefined : { step: step - 1, ...(shown !== undefined && { shown }) };
    ownAnswer.value = fields.get("answer") ?? "";
    ownForm.value = fields.get("as");
    ownLines.value = fields.get("lines") ?? "";
    isWhole.value = fields.get("whole") === "1";
    isUncovered.value = fields.get("uncovered") === "1";
  });
}

const WAYS: readonly Method[] = [...METHODS, "compare"];
const STANDARD: Detail = "standard";

function unless<T extends string>(usual: T, value: T): string | undefined {
  return value === usual ? undefined : value;
}

/** From 1; undefined where it is none. */
function wholeNumber(text: string | undefined): number | undefined {
  return /^[1-9]\d{0,5}$/.test(text ?? "") ? Number(text) : undefined;
}
