import type { Hypothesis } from "./hypothesis.ts";
import { isClose } from "./probe.ts";

/** The right answer to another question: the function itself, another variable, no structure. */
export const anotherQuestion: Hypothesis = {
  name: "another-question",
  explain(wrong) {
    const { answer, probe, question } = wrong;
    const { wrt, wrt2, order, structure, variables } = question;
    const candidate = wrong.candidate(answer.tree);
    const values = probe.values(candidate.expression);
    const isFunction = values?.every(
      ({ data }, k) => probe.samples[k]!.value.data.some((x) => x !== 0) && isClose(data, probe.samples[k]!.value.data),
    );
    if (isFunction) {
      return { kind: "other", message: "This is the function itself, not its derivative." };
    }
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
