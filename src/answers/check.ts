import { checkDerivative } from "../evaluation/check-derivative.ts";
import type { Evidence, Judgement } from "../evaluation/checking.ts";
import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import { TooLong } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import type { DerivativeProblem, NoAnswer, Written } from "./answer.ts";
import { type Candidate, claimOf, entriesOf, questionOf } from "./claims.ts";
import { type Counterexample, counterexampleOf } from "./counterexample.ts";
import { reorderings } from "./diagnosis/edits.ts";
import { HYPOTHESES } from "./diagnosis/hypotheses.ts";
import { type DiagnosisKind, type Explanation, WrongAnswer } from "./diagnosis/hypothesis.ts";
import { shapeDiffers } from "./diagnosis/shape-differs.ts";
import { Probe } from "./diagnosis/probe.ts";
import { evaluable, type GivenAnswer, type ReadAnswer, readAnswer } from "./given-answer.ts";
import { proveDerivative } from "./proof.ts";
import { readProblem } from "./read-any.ts";
import type { ReadProblem } from "./read-problem.ts";
import { takenNames } from "./show.ts";
import { LARGEST_AS_IT_IS, scaledDown } from "./verify.ts";
import { writtenIfShort } from "./written.ts";

/** A problem together with somebody's own answer to it. */
export interface CheckProblem extends DerivativeProblem {
  readonly answer: string | GivenAnswer;
}

export type Verdict = "right" | "transposed" | "wrong" | "undecided" | "unparsable";

/** Why an answer is not right, told to whoever gave it. */
export interface Diagnosis {
  readonly kind: DiagnosisKind;
  readonly message: string;
  /** A small point of whole numbers where the answer differs from the derivative. */
  readonly counterexample?: Counterexample;
  /** What would make the answer right, as "A is symmetric". */
  readonly assumption?: string;
  /** The answer in its own spelling, changed where it is wrong; checked. */
  readonly corrected?: string;
}

export interface CheckedAnswer {
  readonly id?: string | number | null;
  readonly status: "ok";
  readonly verdict: Verdict;
  /** The layout in which the answer was understood. */
  readonly form?: DerivativeForm;
  readonly indices?: readonly string[];
  /** The answer as it was understood, in plain notation. */
  readonly reading?: string;
  /** The same in every notation; absent where it is too long to be read. */
  readonly readAs?: Written;
  /** How a right answer is known to be right. */
  readonly evidence?: Evidence;
  /** Why nothing could be decided. */
  readonly why?: string;
  /** What is wrong with an answer that cannot be read; spans are in the answer. */
  readonly problem?: Problem;
  readonly diagnosis?: Diagnosis;
  /** In milliseconds. */
  readonly ms: number;
}

/**
 * Judges somebody's own answer to "what is the derivative of f by x?". `right` is proven, or found
 * exactly or in doubles at random points, as the evidence says; `wrong` and `transposed` have a
 * witness; an answer that cannot be read is never wrong but `unparsable`. A mistake in the problem
 * itself comes back as `status: "error"`.
 */
export function check(problem: CheckProblem): CheckedAnswer | NoAnswer {
  const start = Date.now();
  const id = problem.id === undefined ? {} : { id: problem.id };
  const malformed = problemInAnswer(problem.answer);
  if (malformed) return { ...id, status: "error", problem: malformed };
  const read = readProblem(problem);
  if (!read.ok) return { ...id, status: "error", problem: read.problem };
  const given = typeof problem.answer === "string" ? { plain: problem.answer } : problem.answer;
  const checked = checkRead(read.value, given, problem.from);
  return { ...id, status: "ok", ...checked, ms: Date.now() - start };
}

type Checked = Omit<CheckedAnswer, "id" | "status" | "ms">;

/** The same for a problem that is read; `from` is the notation in which the answer may be, too. */
function checkRead(problem: ReadProblem, given: GivenAnswer, from?: string): Checked {
  const read = readAnswer(problem, given, from);
  if (!read.ok) return { verdict: "unparsable", problem: read.problem };
  const answer = read.value.hasGuessedOrder ? inRightOrder(problem, read.value) : read.value;
  const about = {
    form: answer.form,
    ...(answer.indices && { indices: answer.indices }),
    ...readingOf(answer),
  };
  const candidate: Candidate = {
    expression: evaluable(answer.tree, answer.indices) ?? answer.tree,
    form: answer.form,
    indices: answer.indices,
    let: answer.let,
  };
  const question = questionOf(problem);
  const judgement: Judgement = answer.misfit
    ? { verdict: "disagrees", reason: "shape", message: answer.misfit.message }
    : hasLooseIdentity(problem, answer.tree)
      ? { verdict: "undecided", why: "the size of I cannot be told: write eye(n)" }
      : judge(problem, candidate);
  if (judgement.verdict !== "disagrees") {
    const isProven = proveDerivative(problem, candidate);
    if (isProven) return { verdict: "right", ...about, evidence: isProven };
    return judgement.verdict === "agrees"
      ? { verdict: "right", ...about, evidence: judgement.evidence }
      : { verdict: "undecided", ...about, why: judgement.why };
  }
  const explanation = explain(problem, answer) ?? unexplained(judgement.message);
  const isPointless =
    judgement.reason === "shape" ||
    judgement.reason === "form" ||
    entriesOf(question) > MOST_ENTRIES;
  const counterexample = isPointless ? undefined : counterexampleOf(question, candidate);
  const corrected = explanation.corrected && written(answer.spelled(explanation.corrected));
  return {
    verdict: explanation.isTransposed ? "transposed" : "wrong",
    ...about,
    diagnosis: {
      kind: explanation.kind,
      message: explanation.message,
      ...(counterexample && { counterexample }),
      ...(explanation.assumption !== undefined && { assumption: explanation.assumption }),
      ...(corrected !== undefined && { corrected }),
    },
  };
}

/** Whether an `I` is left of which nothing tells the size. */
function hasLooseIdentity({ elaboration }: ReadProblem, tree: Expression): boolean {
  const isOther = elaboration.variables.has("I") || elaboration.dimensionNames.includes("I");
  return !isOther && postorder(tree).some((node) => node.kind === "name" && node.name === "I");
}

/** Large arrays are tried at smaller sizes first, where the formula does not depend on them. */
function judge(problem: ReadProblem, candidate: Candidate): Judgement {
  const question = questionOf(problem);
  const claim = claimOf(question, candidate);
  const isLarge = entriesOf(question) > LARGEST_AS_IT_IS;
  const small = isLarge ? scaledDown(claim, takenNames(problem)) : undefined;
  const judgement = small && checkDerivative(small);
  return judgement?.verdict === "agrees" ? judgement : checkDerivative(claim);
}

/** Larger arrays are not taken apart entry by entry. */
const MOST_ENTRIES = 400;

const MOST_LETTERS = 5;

/** Where nobody said in which order the letters come, the order in which the answer is right. */
function inRightOrder(problem: ReadProblem, answer: ReadAnswer): ReadAnswer {
  const { indices } = answer;
  const question = questionOf(problem);
  const isSmall = entriesOf(question) <= MOST_ENTRIES && (indices?.length ?? 0) <= MOST_LETTERS;
  const probe = indices && isSmall && Probe.of(question);
  if (!probe) return answer;
  const agrees = (order: readonly string[]): boolean =>
    probe.agrees({
      expression: evaluable(answer.tree, order) ?? answer.tree,
      form: answer.form,
      indices: order,
      let: answer.let,
    });
  if (agrees(indices)) return answer;
  for (const order of reorderings(indices)) {
    if (agrees(order)) return { ...answer, indices: order };
  }
  return answer;
}

/** Past this many parts no slip is looked for: each of many guesses takes its time with every part. */
const MOST_PARTS = 400;

function isLong({ tree, let: bound }: ReadAnswer): boolean {
  const parts = [tree, ...bound.map(([, means]) => means)].map((e) => postorder(e).length);
  return parts.reduce((sum, count) => sum + count, 0) > MOST_PARTS;
}

/** The first slip that explains the answer. */
function explain(problem: ReadProblem, answer: ReadAnswer): Explanation | undefined {
  const question = questionOf(problem);
  if (entriesOf(question) > MOST_ENTRIES || isLong(answer)) return undefined;
  const candidate = {
    expression: evaluable(answer.tree, answer.indices) ?? answer.tree,
    form: answer.form,
    indices: answer.indices,
    let: answer.let,
  };
  const probe = Probe.against(question, candidate);
  if (!probe) return undefined;
  const wrong = new WrongAnswer(problem, answer, probe);
  for (const hypothesis of HYPOTHESES) {
    const explanation = hypothesis.explain(wrong);
    if (explanation) return wrong.claimed ? explanation : aboutShape(wrong, explanation);
  }
  return undefined;
}

/** Kinds that say more than that the shape is wrong. */
const BEYOND_SHAPE: ReadonlySet<DiagnosisKind> = new Set([
  "transposed",
  "wrong-layout",
  "order-swapped",
  "missing-inverse-transpose",
  "shape",
]);

/** Where the shape is wrong, that comes first, and what would mend it second. */
function aboutShape(wrong: WrongAnswer, explanation: Explanation): Explanation {
  const shape = BEYOND_SHAPE.has(explanation.kind) ? undefined : shapeDiffers.explain(wrong);
  return shape
    ? { ...explanation, kind: "shape", message: `${shape.message} ${explanation.message}` }
    : explanation;
}

function unexplained(message: string): Explanation {
  return {
    kind: "other",
    message: `Your answer is not the derivative, and none of the usual slips explains it: ${message}.`,
  };
}

function readingOf({ tree, spelled }: ReadAnswer): Pick<CheckedAnswer, "reading" | "readAs"> {
  const asTyped = spelled(tree);
  const text = written(asTyped);
  const readAs = text === undefined ? undefined : writtenIfShort(asTyped, {});
  return { ...(text !== undefined && { reading: text }), ...(readAs && { readAs }) };
}

const LONGEST = 20_000;

function written(expression: Expression): string | undefined {
  try {
    return plain.write(expression, { limit: LONGEST });
  } catch (error) {
    if (error instanceof TooLong) return undefined;
    throw error;
  }
}

/** Wrong types in the answer itself. */
function problemInAnswer(answer: unknown): Problem | undefined {
  if (typeof answer === "string") return undefined;
  const field = (name: string, expected: string): Problem => ({
    code: "bad-field",
    message: `The field ${name} must be ${expected}.`,
  });
  const isTexts = (value: unknown): boolean =>
    Array.isArray(value) && value.every((item) => typeof item === "string");
  if (typeof answer !== "object" || answer === null || !("plain" in answer)) {
    return field("answer", 'a text, or an object with the field "plain"');
  }
  if (typeof answer.plain !== "string") return field("answer.plain", "a text");
  if ("form" in answer && answer.form !== undefined && typeof answer.form !== "string")
    return field("answer.form", "a text");
  if ("indices" in answer && answer.indices !== undefined && !isTexts(answer.indices))
    return field("answer.indices", "a list of texts");
  if ("let" in answer && answer.let !== undefined) {
    const isPairs =
      Array.isArray(answer.let) &&
      answer.let.every((pair) => isTexts(pair) && (pair as unknown[]).length === 2);
    if (!isPairs) return field("answer.let", "a list of pairs of texts");
  }
  return undefined;
}
