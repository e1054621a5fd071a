import type {
  DerivativeAnswer,
  DerivativeProblem,
  DeriveOptions,
} from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";

/** The answer, or a failed test that shows the problem. */
export function answerTo(problem: DerivativeProblem, options?: DeriveOptions): DerivativeAnswer {
  const result = derive(problem, options);
  if (result.status !== "ok") throw new Error(`${result.status}: ${result.problem.message}`);
  return result;
}

/** The sizes at which an answer was tried; none where it is proved for all. */
export function sizesTried({ evidence }: DerivativeAnswer): readonly Record<string, number>[] {
  return "sizes" in evidence ? evidence.sizes : [];
}

/** Form, indices and text of an answer on one line, as `tensor i,j: delta(i,j)`. */
export function shown({ form, indices, plain }: DerivativeAnswer): string {
  return `${form}${indices ? ` ${indices.join()}` : ""}: ${plain}`;
}
