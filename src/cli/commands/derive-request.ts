import type { DerivativeAnswer, DerivativeProblem, DeriveOptions } from "../../index.ts";
import { nearestName } from "../../text/nearest.ts";
import { failure, type Result, success } from "../../text/problem.ts";
import { type Arguments, parseArguments, usage } from "../arguments.ts";
import { notBuilt } from "./command.ts";

/** A command line of `derive`, understood, but for an expression that is on standard input. */
export interface DeriveRequest {
  /** `-` for standard input. */
  readonly expression: string;
  readonly fields: Omit<DerivativeProblem, "expr" | "wrt">;
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
  wrt: { type: "string", multiple: true },
  wrt2: { type: "string" },
  var: { type: "string", multiple: true },
  prop: { type: "string", multiple: true },
  dim: { type: "string", multiple: true },
  from: { type: "string" },
  form: { type: "string" },
  order: { type: "string" },
  structure: { type: "string" },
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

type Values = Arguments<typeof OPTIONS>["values"];

function readFields(values: Values): Result<DeriveRequest["fields"]> {
  const { wrt2, from, form, structure, order } = values;
  if (order !== undefined && !/^[1-9]\d*$/.test(order)) {
    return failure(usage(`--order takes 1 or 2, not ${order}.`));
  }
  const props = readProperties(values.prop ?? []);
  if (!props.ok) return props;
  const dims = readSizes(values.dim ?? []);
  if (!dims.ok) return dims;
  return success({
    ...(wrt2 !== undefined && { wrt2 }),
    ...(from !== undefined && { from }),
    ...(form !== undefined && { form }),
    ...(structure !== undefined && { structure }),
    ...(order !== undefined && { order: Number(order) }),
    ...(values.var && { declare: values.var }),
    ...(values.prop && { props: props.value }),
    ...(values.dim && { dims: dims.value }),
  });
}

/** `A: symmetric`, `A: symmetric, invertible`. */
function readProperties(texts: readonly string[]): Result<Record<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const text of texts) {
    const [, name, list] = /^\s*([^\s:]+)\s*:\s*(\S.*)$/su.exec(text) ?? [];
    if (name === undefined || list === undefined) {
      return failure(usage(`--prop ${text} is not understood.`, 'It is written "A: symmetric".'));
    }
    const words = list.split(/[\s,]+/).filter((word) => word !== "");
    found.set(name, [...(found.get(name) ?? []), ...words]);
  }
  return success(Object.fromEntries(found));
}

/** `n=4`. */
function readSizes(texts: readonly string[]): Result<Record<string, number>> {
  const found = new Map<string, number>();
  for (const text of texts) {
    const [, name, digits] = /^\s*([^\s=]+)\s*=\s*(\d{1,9})\s*$/u.exec(text) ?? [];
    if (name === undefined || Number(digits) < 1) {
      return failure(usage(`--dim ${text} is not understood.`, "It is written n=4."));
    }
    found.set(name, Number(digits));
  }
  return success(Object.fromEntries(found));
}
