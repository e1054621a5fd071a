export type {
  DerivativeAnswer,
  DerivativeProblem,
  DerivativeResult,
  DeriveOptions,
  NoAnswer,
  Twin,
  VariableNote,
  Written,
  WrittenDerivation,
  WrittenStep,
} from "./answers/answer.ts";
export { answerBatchLine } from "./answers/batch.ts";
export { derive, deriveAll } from "./answers/derive.ts";
export { renderProblem } from "./text/report.ts";
export type { Fact, Problem } from "./text/problem.ts";
export type { Span } from "./text/span.ts";
