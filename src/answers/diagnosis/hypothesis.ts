import { checkDerivative } from "../../evaluation/check-derivative.ts";
import type { Expression } from "../../syntax/expression.ts";
import { type Candidate, claimOf, type Question, questionOf } from "../claims.ts";
import { evaluable, type ReadAnswer } from "../given-answer.ts";
import type { ReadProblem } from "../read-problem.ts";
import { Probe } from "./probe.ts";

/** What kind of slip makes an answer wrong. */
export type DiagnosisKind =
  | "transposed"
  | "sign"
  | "factor"
  | "shape"
  | "symmetric-assumed"
  | "missing-term"
  | "order-swapped"
  | "wrong-layout"
  | "missing-inverse-transpose"
  | "row-major-vec"
  | "other";

/** Why an answer is wrong, as far as one slip explains it. */
export interface Explanation {
  readonly kind: DiagnosisKind;
  /** To the learner, in one or two sentences. */
  readonly message: string;
  /** The numbers are right and lie the other way: the verdict is "transposed". */
  readonly isTransposed?: true;
  /** What would make the answer right, as "A is symmetric". */
  readonly assumption?: string;
  /** The learner's own tree, changed so that it is right. */
  readonly corrected?: Expression;
  /** The letters of the corrected tree, where they changed. */
  readonly indices?: readonly string[];
}

/** A slip that people make, and how to see that it was made. */
export interface Hypothesis {
  readonly name: string;
  readonly explain: (wrong: WrongAnswer) => Explanation | undefined;
}

/** More parts than this are not tried one by one. */
const MOST_PARTS = 300;

/** An answer that is wrong, and what can be asked of it. */
export class WrongAnswer {
  readonly problem: ReadProblem;
  readonly answer: ReadAnswer;
  readonly question: Question;
  readonly probe: Probe;
  /** The claimed derivative at the points of the probe; undefined where it has no such shape. */
  readonly claimed: readonly (readonly number[])[] | undefined;
  #general: Probe | undefined;

  constructor(problem: ReadProblem, answer: ReadAnswer, probe: Probe) {
    this.problem = problem;
    this.answer = answer;
    this.question = questionOf(problem);
    this.probe = probe;
    this.claimed = probe.claimed(this.candidate(answer.tree));
  }

  /** The answer with another tree (and other letters) in its place. */
  candidate(tree: Expression, indices = this.answer.indices): Candidate {
    const { form, let: bound } = this.answer;
    // A tree whose sums make no sense has letters that nothing sums, and no value.
    return { expression: evaluable(tree, indices) ?? tree, form, indices, let: bound };
  }

  /** Whether a candidate is the derivative, by all that the checks can do. */
  isRight(candidate: Candidate, question = this.question): boolean {
    return checkDerivative(claimOf(question, candidate)).verdict === "agrees";
  }

  /** The same, after a quick look whether it can be. */
  corrects(tree: Expression, indices = this.answer.indices): boolean {
    const candidate = this.candidate(tree, indices);
    return this.probe.agrees(candidate) && this.isRight(candidate);
  }

  /** Points at which no fact about the values holds; the probe itself where there are no facts. */
  get general(): Probe {
    const { properties } = this.question;
    if (!properties || properties.size === 0) return this.probe;
    this.#general ??= Probe.of({ ...this.question, properties: new Map() }) ?? this.probe;
    return this.#general;
  }

  get isSmall(): boolean {
    return this.answer.let.length === 0 && countParts(this.answer.tree) <= MOST_PARTS;
  }
}

function countParts(root: Expression): number {
  let count = 0;
  const stack = [root];
  while (stack.length > 0 && count <= MOST_PARTS) {
    const node = stack.pop()!;
    count++;
    if (node.kind === "binary") stack.push(node.left, node.right);
    else if (node.kind === "call") stack.push(...node.arguments);
    else if (node.kind === "sum") stack.push(node.body);
    else if (node.kind === "negate" || node.kind === "transpose" || node.kind === "entry") {
      stack.push(node.operand);
    }
  }
  return count;
}
