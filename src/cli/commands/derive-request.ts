import type { DerivativeAnswer, DeriveOptions } from "../../index.ts";
import { failure, type Result, success } from "../../text/problem.ts";
import { chosen, parseArguments, usage, type Words } from "../arguments.ts";
import { PAGE_OPTIONS, type PageRequest, readPage } from "../page.ts";
import { PROBLEM_OPTIONS, type ProblemFields, readFields } from "./problem-fields.ts";

/** A command line of `derive`, understood, but for an expression that is on standard input. */
export interface DeriveRequest {
  /** `-` for standard input. */
  readonly expression: string;
  readonly fields: ProblemFields;
  /** None: the only variable, or each in turn. */
  readonly variables: readonly string[];
  readonly steps: NonNullable<DeriveOptions["steps"]>;
  readonly detail: NonNullable<DeriveOptions["detail"]>;
  readonly delta: NonNullable<DeriveOptions["delta"]>;
  readonly show: Show;
  /** Whether the document gets the pictures that there are. */
  readonly pictures: boolean;
}

/** A document, or one line an answer. */
export type Show =
  | PageRequest
  | {
      readonly kind: "line";
      readonly write: (answer: DerivativeAnswer) => string;
      /** What formulas must be written in besides. */
      readonly notations?: readonly string[];
    };

const OPTIONS = {
  ...PROBLEM_OPTIONS,
  wrt: { type: "string", multiple: true },
  steps: { type: "string" },
  detail: { type: "string" },
  delta: { type: "string" },
  as: { type: "string" },
  pictures: { type: "boolean" },
  ...PAGE_OPTIONS,
} as const;

type Steps = NonNullable<DeriveOptions["steps"]>;

const STEPS: Words<Steps> = new Map<string, Steps>([
  ["indices", "indices"],
  ["none", "none"],
  ["identities", "identities"],
  ["differentials", "differentials"],
  ["all", "all"],
]);

const DETAILS: Words<DeriveRequest["detail"]> = new Map([
  ["outline", "outline"],
  ["standard", "standard"],
  ["every", "every"],
]);

const DELTAS: Words<DeriveRequest["delta"]> = new Map([
  ["kronecker", "kronecker"],
  ["iverson", "iverson"],
]);

const NOTATIONS: Words<Show> = new Map<string, Show | null>([
  ["plain", { kind: "line", write: (answer) => namesBefore(answer) + answer.plain }],
  ["latex", { kind: "line", write: ({ latex }) => latex }],
  ["unicode", { kind: "line", write: ({ unicode }) => unicode }],
  ["index", { kind: "line", write: ({ index }) => index }],
  ["python", { kind: "line", write: pythonLine, notations: ["python"] }],
]);

/** A long answer uses names for its parts; on one line they stand in front: `u = A*x - b; 2*A'*u`. */
function namesBefore({ let: names = [] }: DerivativeAnswer): string {
  return names.map(([name, means]) => `${name} = ${means}; `).join("");
}

/** With NumPy as np; a comment where NumPy has no expression for the answer. */
function pythonLine({ display }: DerivativeAnswer): string {
  const written = display?.answer.more?.["python"];
  const names = (display?.names ?? []).map(({ name, means }) => [name, means.more?.["python"]]);
  if (written === undefined || names.some(([, means]) => means === undefined)) {
    return "# NumPy has no expression for this answer.";
  }
  return [...names.map(([name, means]) => `${name} = ${means}`), written].join("; ");
}

/** Reads the arguments behind `derive`. */
export function readDeriveRequest(args: readonly string[]): Result<DeriveRequest> {
  const parsed = parseArguments(args, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const steps = chosen("steps", values.steps, STEPS, "indices");
  if (!steps.ok) return steps;
  const detail = chosen("detail", values.detail, DETAILS, "standard");
  if (!detail.ok) return detail;
  const delta = chosen("delta", values.delta, DELTAS, "kronecker");
  if (!delta.ok) return delta;
  const page = readPage(values);
  if (!page.ok) return page;
  const show = chosen<Show>("as", values.as, NOTATIONS, page.value);
  if (!show.ok) return show;
  if (values.as !== undefined && (values.json || values.page !== undefined)) {
    return failure(usage("--as prints one line, --page and --json print a document: not both."));
  }
  const [expression, ...more] = positionals;
  if (expression === undefined) {
    return failure(usage("There is no expression.", `Type it in quotes: indicial derive "y'*A*x"`));
  }
  if (more.length > 0) {
    const whole = positionals.join(" ");
    return failure(
      usage("One expression is differentiated at a time.", `Put it in quotes: "${whole}"`),
    );
  }
  const fields = readFields(values);
  if (!fields.ok) return fields;
  return success({
    expression,
    fields: fields.value,
    variables: values.wrt ?? [],
    steps: show.value.kind === "line" ? "none" : steps.value,
    detail: detail.value,
    delta: delta.value,
    show: show.value,
    pictures: values.pictures === true,
  });
}
