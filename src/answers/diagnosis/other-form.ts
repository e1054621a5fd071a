import type { DerivativeForm } from "../../evaluation/derivative-forms.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { formWords, wantedShape } from "./words.ts";

const FORMS: readonly DerivativeForm[] = [
  "gradient",
  "row",
  "jacobian",
  "kron",
  "hessian",
  "plain",
];

/** The answer is the derivative, laid out in a form that was not asked for. */
export const otherForm: Hypothesis = {
  name: "other-form",
  explain(wrong) {
    const { answer, problem } = wrong;
    if (answer.indices) return undefined;
    for (const form of FORMS) {
      if (form === answer.form) continue;
      const candidate = { ...wrong.candidate(answer.tree), form };
      if (!wrong.probe.agrees(candidate) || !wrong.isRight(candidate)) continue;
      const [wanted, given] = [wantedShape(answer.form, problem), wantedShape(form, problem)];
      return {
        kind: "wrong-layout",
        message: `The numbers are right, but laid out as ${formWords(form)}, ${given}; asked for is ${formWords(answer.form)}${wanted === undefined ? "" : `, ${wanted}`}.`,
      };
    }
    return undefined;
  },
};
