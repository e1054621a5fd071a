import * as Q from "../../numbers/rational.ts";
import * as B from "../../syntax/build.ts";
import { type Expression, postorder } from "../../syntax/expression.ts";
import { smallRational } from "./constant-factor.ts";
import { scaled } from "./edits.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { ratioOf } from "./probe.ts";
import { spelled } from "./words.ts";

const EXPONENTS = [1, -1, 2, -2, 0.5, -0.5];

/** A factor is missing, or too much, that is no constant: a size, det(X), a norm. */
export const scalarFactor: Hypothesis = {
  name: "scalar-factor",
  explain(wrong) {
    const { probe, claimed, answer, question, problem } = wrong;
    if (!claimed) return undefined;
    const ratios: number[] = [];
    for (const [k, { truth }] of probe.samples.entries()) {
      const ratio = ratioOf(claimed[k]!, truth.data);
      if (ratio === undefined || ratio === 0) return undefined;
      ratios.push(ratio);
    }
    const sizes = problem.elaboration.dimensionNames.map(B.name);
    const seen = new Set<string>();
    for (const part of [...sizes, ...postorder(question.f), ...postorder(answer.tree)]) {
      if (part.kind === "number") continue;
      const values = probe.values(part);
      if (!values?.every(({ kind, letters }) => kind === "scalar" && letters.length === 0))
        continue;
      const text = spelled(part);
      if (seen.has(text)) continue;
      seen.add(text);
      for (const exponent of EXPONENTS) {
        const quotients = values.map(({ data }, k) => ratios[k]! / data[0]! ** exponent);
        const [first] = quotients;
        if (!quotients.every((q) => Math.abs(q - first!) <= 1e-7 * Math.abs(first!))) continue;
        const by = smallRational(first!);
        if (!by || Q.isZero(by)) continue;
        const corrected = scaled(withFactor(answer.tree, part, exponent), by);
        if (!wrong.corrects(corrected)) continue;
        const factor = spelled(scaled(powerOf(part, Math.abs(exponent)), by));
        return {
          kind: "factor",
          message:
            exponent > 0
              ? `The factor ${factor} is missing.`
              : `Your answer is to be divided by ${spelled(powerOf(part, -exponent))}${Q.isOne(by) ? "" : ` and multiplied by ${Q.toText(by)}`}.`,
          corrected,
        };
      }
    }
    return undefined;
  },
};

function withFactor(tree: Expression, part: Expression, exponent: number): Expression {
  return exponent > 0
    ? B.binary("multiply", powerOf(part, exponent), tree)
    : B.binary("divide", tree, powerOf(part, -exponent));
}

function powerOf(part: Expression, exponent: number): Expression {
  if (exponent === 1) return part;
  return exponent === 0.5 ? B.call("sqrt", part) : B.binary("power", part, B.number(exponent));
}
