import { fullDerivative } from "../../evaluation/directional.ts";
import { floats } from "../../evaluation/systems.ts";
import * as B from "../../syntax/build.ts";
import { type Expression, postorder } from "../../syntax/expression.ts";
import type { Question } from "../claims.ts";
import { replaced, unshared } from "./edits.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { attempt, isClose, type Probe } from "./probe.ts";

const MOST_OCCURRENCES = 8;
const MOST_PARTS = 2000;

/** The product rule stopped halfway: the variable varies in some of its places only. */
export const forgottenOccurrence: Hypothesis = {
  name: "forgotten-occurrence",
  explain(wrong) {
    const { question, general, answer } = wrong;
    if (question.order !== 1 || question.structure !== undefined) return undefined;
    const claimed = general.claimed(wrong.candidate(answer.tree));
    const shares = claimed && derivativesByPlace(question, general);
    if (!shares) return undefined;
    const count = shares.length;
    for (let bits = 1; bits < 2 ** count - 1; bits++) {
      const isRight = claimed.every((data, k) => {
        const sum = data.map(() => 0);
        shares.forEach((share, place) => {
          if ((bits >> place) % 2 === 0) return;
          share[k]!.forEach((x, at) => (sum[at]! += x));
        });
        return isClose(sum, data);
      });
      if (!isRight) continue;
      const kept = shares.filter((_, place) => (bits >> place) % 2 === 1).length;
      const { wrt } = question;
      return {
        kind: "missing-term",
        message: `${wrt} stands in ${count} places, and you let it vary in ${kept === 1 ? "one" : kept} of them only: by the product rule each place adds a term.`,
      };
    }
    return undefined;
  },
};

/** For each place of the variable, the derivative with all others held fast, at each point. */
function derivativesByPlace(
  question: Question,
  probe: Probe,
): readonly (readonly (readonly number[])[])[] | undefined {
  const { wrt, variables } = question;
  if (postorder(question.f).length > MOST_PARTS) return undefined;
  const f = unshared(question.f);
  const places = postorder(f).filter((node) => node.kind === "name" && node.name === wrt);
  if (places.length < 2 || places.length > MOST_OCCURRENCES) return undefined;
  const alone = unusedName(f, variables);
  const shares: (readonly (readonly number[])[])[] = [];
  for (const place of places) {
    const only: Expression = replaced(f, new Map([[place, B.name(alone)]]));
    const arrays: (readonly number[])[] = [];
    for (const { point } of probe.samples) {
      const values = new Map(point.values).set(alone, point.values.get(wrt)!);
      const data = attempt(
        () =>
          fullDerivative({ ...question, f: only, wrt: alone }, { ...point, values }, floats).data,
      );
      if (!data) return undefined;
      arrays.push(data);
    }
    shares.push(arrays);
  }
  return shares;
}

function unusedName(f: Expression, variables: ReadonlyMap<string, unknown>): string {
  const taken = new Set(variables.keys());
  for (const node of postorder(f)) if (node.kind === "name") taken.add(node.name);
  let name = "moving";
  while (taken.has(name)) name += "_";
  return name;
}
