import { evaluable } from "../given-answer.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { isClose } from "./probe.ts";

/** The function, not differentiated at all. */
export const functionItself: Hypothesis = {
  name: "function-itself",
  explain({ answer, probe }) {
    const values = probe.values(evaluable(answer.tree, answer.indices) ?? answer.tree);
    const isFunction = values?.every(({ data }, k) => {
      const value = probe.samples[k]!.value.data;
      return value.some((x) => x !== 0) && isClose(data, value);
    });
    return isFunction
      ? { kind: "other", message: "This is the function itself, not its derivative." }
      : undefined;
  },
};

/** The right answer to another question: by another variable, without the structure. */
export const anotherQuestion: Hypothesis = {
  name: "another-question",
  explain(wrong) {
    const { answer, question } = wrong;
    const { wrt, wrt2, order, structure, variables } = question;
    const candidate = wrong.candidate(answer.tree);
    if (structure !== undefined) {
      const { structure: _structure, ...free } = question;
      if (wrong.isRight(candidate, free)) {
        return {
          kind: "other",
          message: `This is the derivative by independent entries. ${wrt} is ${structure} here: entries that are equal move together, and their derivatives add up.`,
        };
      }
    }
    if (order === 2 && wrong.isRight(candidate, { ...question, order: 1 })) {
      return { kind: "other", message: "This is the first derivative; asked for is the second." };
    }
    if (order !== 1 || wrt2 !== undefined) return undefined;
    for (const name of variables.keys()) {
      if (name === wrt || !wrong.isRight(candidate, { ...question, wrt: name })) continue;
      return {
        kind: "other",
        message: `This is the derivative by ${name}; asked for is the derivative by ${wrt}.`,
      };
    }
    return undefined;
  },
};
