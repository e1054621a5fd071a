import type { Hypothesis } from "./hypothesis.ts";
import { formWords, shapeWords, wantedShape } from "./words.ts";

/** The answer has another shape, or none, because its sizes clash. */
export const shapeDiffers: Hypothesis = {
  name: "shape-differs",
  explain({ answer, problem, claimed }) {
    const wanted = wantedShape(answer.form, problem);
    const wantedWords =
      wanted === undefined ? "" : ` ${capital(formWords(answer.form))} is ${wanted}.`;
    if (answer.misfit) {
      const { message, remedy } = answer.misfit;
      const opening = /does not fit/.test(message)
        ? "In your answer, "
        : "The sizes in your answer do not fit: ";
      return {
        kind: "shape",
        message: `${opening}${message}${wantedWords}${remedy ? ` ${capital(remedy)}` : ""}`,
      };
    }
    if (claimed) return undefined;
    const given = answer.shapeOf(answer.tree);
    if (answer.indices) {
      return {
        kind: "shape",
        message: `The indices ${answer.indices.join(", ")} do not run over the axes of the derivative.`,
      };
    }
    if (!given) return undefined;
    const words = shapeWords(given);
    if (words === wanted) return undefined;
    return {
      kind: "shape",
      message: `The shape is wrong: your answer is ${words}, and ${formWords(answer.form)} is ${wanted ?? "no matrix"}.`,
    };
  },
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
