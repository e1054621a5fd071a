import type { DerivativeAnswer, DeriveOptions } from "../../index.ts";
import { nearestName } from "../../text/nearest.ts";
import { failure, type Result, success } from "../../text/problem.ts";
import { parseArguments, usage } from "../arguments.ts";
import { notBuilt } from "./command.ts";
import { PROBLEM_OPTIONS, type ProblemFields, readFields } from "./problem-fields.ts";

/** A command line of `derive`, understood, but for an expression that is on standard input. */
export interface DeriveRequest {
  /** `-` for standard input. */
  readonly expression: string;
  readonly fields: ProblemFields;
  /** None: the only variable, or each in turn. */
  readonly variables: readonly string[];
  readonly steps: NonNullable<DeriveOptions["steps"]>;
  readonly show: Show;
  readonly ascii: boolean;
}

/** A page of text, one JSON document, or one line an answer. */
export type Show =
  | { readonly kind: "page" }
  | { readonly kind: "json" }
  | { readonly kind: "line"; readonly write: (answer: DerivativeAnswer) => string };

const OPTIONS = {
  ...PROBLEM_OPTIONS,
  wrt: { type: "string", multiple: true },
  steps: { type: "string" },
  as: { type: "string" },
  page: { type: "string" },
  json: { type: "boolean" },
  ascii: { type: "boolean" },
} as const;

/** The words that an option takes; null: planned, not built yet. */
type Words<T> = ReadonlyMap<string, T | null>;

type Steps = NonNullable<DeriveOptions["steps"]>;

const STEPS: Words<Steps> = new Map<string, Steps | null>([
  ["indices", "indices"],
  ["none", "none"],
  ["identities", "identities"],
  ["differentials", "differentials"],
  ["all", "all"],
]);

const PAGES: Words<Show> = new Map<string, Show | null>([
  ["text", { kind: "page" }],
  ["json", { kind: "json" }],
  ["markdown", null],
  ["latex", null],
  ["html", null],
]);

const NOTATIONS: Words<Show> = new Map<string, Show | null>([
  ["plain", { kind: "line", write: (answer) => namesBefore(answer) + answer.plain }],
  ["latex", { kind: "line", write: ({ latex }) => latex }],
  ["unicode", { kind: "line", write: ({ unicode }) => unicode }],
  ["index", { kind: "line", write: ({ index }) => index }],
  ["python", null],
]);

/** A long answer uses names for its parts; on one line they stand in front: `u = A*x - b; 2*A'*u`. */
function namesBefore({ let: names = [] }: DerivativeAnswer): string {
  return names.map(([name, means]) => `${name} = ${means}; `).join("");
}

/** Reads the arguments behind `derive`. */
export function readDeriveRequest(args: readonly string[]): Result<DeriveRequest> {
  const parsed = parseArguments(args, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const steps = chosen("steps", values.steps, STEPS, "indices");
  if (!steps.ok) return steps;
  const otherwise: Show = { kind: values.json ? "json" : "page" };
  const page = chosen("page", values.page, PAGES, otherwise);
  if (!page.ok) return page;
  const show = chosen("as", values.as, NOTATIONS, values.json ? otherwise : page.value);
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
    show: show.value,
    ascii: values.ascii === true,
  });
}

function chosen<T>(
  option: string,
  word: string | undefined,
  words: Words<T>,
  otherwise: T,
): Result<T> {
  if (word === undefined) return success(otherwise);
  const value = words.get(word);
  if (value === null) return failure(notBuilt(`--${option} ${word}`));
  if (value !== undefined) return success(value);
  const near = nearestName(word, words.keys());
  const built = [...words].filter(([, known]) => known !== null).map(([name]) => name);
  const remedy = near === undefined ? `It takes ${built.join(", ")}.` : `Did you mean ${near}?`;
  return failure(usage(`--${option} does not know ${word}.`, remedy));
}
