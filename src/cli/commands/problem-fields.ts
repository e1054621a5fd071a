import type { DerivativeProblem } from "../../index.ts";
import { failure, type Result, success } from "../../text/problem.ts";
import { type Arguments, usage } from "../arguments.ts";

/** The options that say what a problem is; every command that takes a problem has them. */
export const PROBLEM_OPTIONS = {
  wrt2: { type: "string" },
  var: { type: "string", multiple: true },
  prop: { type: "string", multiple: true },
  dim: { type: "string", multiple: true },
  from: { type: "string" },
  form: { type: "string" },
  order: { type: "string" },
  structure: { type: "string" },
} as const;

/** What the command line says of a problem besides its expression and its variable. */
export type ProblemFields = Omit<DerivativeProblem, "expr" | "wrt">;

export function readFields(
  values: Arguments<typeof PROBLEM_OPTIONS>["values"],
): Result<ProblemFields> {
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
