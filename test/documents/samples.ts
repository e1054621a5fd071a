import { contentOfDerivative } from "../../src/documents/content/derivative.ts";
import { contentOfEquality, contentOfVerdict } from "../../src/documents/content/verdict.ts";
import type { Content } from "../../src/documents/content/content.ts";
import type { DocumentForm } from "../../src/documents/form.ts";
import {
  check,
  derive,
  type DerivativeAnswer,
  type DerivativeProblem,
  type DeriveOptions,
  equal,
  type Picture,
  pictures,
} from "../../src/index.ts";

/** What derivations consist of, answers in every form, facts and names, with no derivation too. */
const PROBLEMS: readonly (DerivativeProblem & { steps?: DeriveOptions["steps"] })[] = [
  { expr: "W*x", wrt: "x" },
  { expr: "W*x", wrt: "W" },
  { expr: "norm2(A*x - b)^2", wrt: "x" },
  { expr: "-t'*log(softmax(W*x))", wrt: "W" },
  { expr: "inv(X)", wrt: "X" },
  { expr: "x'*A*x", wrt: "x", order: 2 },
  { expr: "alpha*logdet(S)/2", wrt: "S", declare: ["S: matrix(k,k)"] },
  { expr: "sum(exp(a_1.*x_max) + a_1)", wrt: "x_max", steps: "none" },
  { expr: "f(x'*y)", wrt: "x", declare: ["f: function"] },
];

function answerOf(
  problem: DerivativeProblem,
  form: DocumentForm,
  steps: NonNullable<DeriveOptions["steps"]> = "all",
): DerivativeAnswer {
  const result = derive(problem, { steps, notations: form.notations });
  if (result.status !== "ok") throw new Error(result.problem.message);
  return result;
}

function picturesOf(problem: DerivativeProblem): readonly Picture[] {
  const drawn = pictures(problem);
  if (drawn.status !== "ok") throw new Error(drawn.problem.message);
  return drawn.pictures;
}

/** Contents of every kind, for one form. */
export function contentsFor(form: DocumentForm): Content[] {
  const contents = PROBLEMS.map(({ steps, ...problem }, k) => {
    const answer = answerOf(problem, form, steps);
    return contentOfDerivative(answer, form.notations, k === 0 ? picturesOf(problem) : []);
  });
  for (const answer of ["2*A*x", "(A + A')*x", "x'*(A + A')"]) {
    const verdict = check({ expr: "x'*A*x", wrt: "x", answer });
    if (verdict.status === "ok") contents.push(contentOfVerdict(verdict));
  }
  for (const right of ["A'*B'", "B'*A'"]) {
    const verdict = equal({ left: "(A*B)'", right });
    if (verdict.status === "ok") contents.push(contentOfEquality(verdict));
  }
  return contents;
}

/** What is set as words, and what is said in place of a formula. */
const WORDS = ["title", "text", "label", "reason", "rule", "origin", "spoken", "latex"];

/** The content with other words everywhere. */
export function withWords(content: Content, words: string): Content {
  const visit = (value: unknown, key = ""): unknown => {
    if (typeof value === "string") return WORDS.includes(key) ? words : value;
    if (Array.isArray(value)) return value.map((each) => visit(each));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([k, inner]) => [k, visit(inner, k)]));
  };
  const { blocks, title } = visit({ blocks: content.blocks, title: content.title }) as Content;
  return { ...content, blocks, title };
}
