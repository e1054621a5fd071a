export type {
  Comparison,
  DerivativeAnswer,
  DerivativeProblem,
  DerivativeResult,
  DeriveOptions,
  EntryArray,
  Focus,
  NoAnswer,
  Twin,
  VariableNote,
  Written,
  WrittenDerivation,
  WrittenName,
  WrittenOut,
  WrittenStep,
} from "./answers/answer.ts";
export {
  check,
  type CheckedAnswer,
  type CheckProblem,
  type Diagnosis,
  type Verdict,
} from "./answers/check.ts";
export {
  type CheckedDerivation,
  type CheckedStep,
  checkDerivation,
  type DerivationProblem,
} from "./answers/check-derivation.ts";
export type { Counterexample } from "./answers/counterexample.ts";
export {
  equal,
  type EqualAnswer,
  type EqualProblem,
  type NotComparable,
} from "./answers/equal.ts";
export type { GivenAnswer } from "./answers/given-answer.ts";
export {
  type SentencePart,
  setSentences,
  setWords,
} from "./documents/typesetting/set-sentences.ts";
export { evidenceWords } from "./documents/content/evidence.ts";
export {
  type DerivedPage,
  derivePage,
  pageForms,
  type PageOptions,
} from "./documents/derive-page.ts";
export { answerBatchLine } from "./answers/batch.ts";
export { derive, deriveAll } from "./answers/derive.ts";
export { derivePlain, highlightPlain, isSurelyPlain } from "./answers/derive-plain.ts";
export {
  pictureKinds,
  type PictureOptions,
  pictures,
  type Pictures,
} from "./pictures/pictures.ts";
export type {
  CellState,
  Picture,
  PictureEdge,
  PictureGrid,
  PictureNode,
  WrittenOutSum,
} from "./pictures/picture.ts";
export { writeDot } from "./pictures/dot.ts";
export { writeSvg } from "./pictures/svg.ts";
export { writeTikz } from "./pictures/tikz.ts";
export type { Scene, SceneItem } from "./pictures/scene.ts";
export { replay, type ReplayedDerivation, type ReplayedStep } from "./answers/replay.ts";
export {
  explain,
  explainable,
  type Explanation,
  type FunctionExplanation,
  type IdentityExplanation,
  type RuleExplanation,
} from "./answers/explain.ts";
export { type RulePage, rules } from "./rules/pages.ts";
export type { RuleExample } from "./rules/rule.ts";
export { highlight, type HighlightedText, type HighlightOptions } from "./answers/highlight.ts";
export type { Choice, Highlight } from "./notations/notation.ts";
export { pythonFunction } from "./answers/python-function.ts";
export { renderProblem } from "./text/report.ts";
export type { Edit, Fact, Problem } from "./text/problem.ts";
export type { Span } from "./text/span.ts";
