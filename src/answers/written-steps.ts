import { differentialName } from "../derivations/by-differentials.ts";
import { sumInNumbers } from "../derivations/sum-in-numbers.ts";
import { leftSides, numbered, reasonWith, stepsAt } from "../derivations/detail.ts";
import type { Derivation, Detail, Step } from "../derivations/step.ts";
import type { Dimension } from "../dimensions/dimension.ts";
import type { Notation } from "../notations/notation.ts";
import type { RuleLine } from "../rules/rule.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Written, WrittenDerivation, WrittenOut, WrittenStep } from "./answer.ts";
import { focusOf } from "./focus.ts";
import { type Writing, writtenAs } from "./written.ts";

export interface StepStyle {
  readonly detail: Detail;
  readonly delta: "kronecker" | "iverson";
  readonly notations: readonly Notation[];
}

/** A derivation in the notations that we write, at the detail asked for. */
export function writtenDerivation(
  derivation: Derivation,
  checked: ReadonlySet<Step>,
  wrt: string,
  { detail, delta, notations }: StepStyle,
): WrittenDerivation {
  const { steps, omitted } = stepsAt(derivation.steps, detail);
  const varying = [derivation.function, wrt, ...derivation.names.map(({ name }) => name)];
  const writing: Writing = {
    notations,
    delta,
    ...(derivation.method === "differentials" && {
      differentials: new Map(varying.map((name) => [differentialName(name), name])),
    }),
  };
  const writer = new StepWriter(
    derivation,
    numbered(steps, derivation.steps),
    checked,
    writing,
    detail,
  );
  const notes = [derivation.omitted, omitted].filter((note) => note !== undefined);
  return {
    method: derivation.method,
    function: derivation.function,
    wrt,
    checkedLines: steps.filter((step) => isChecked(step, checked)).length,
    wanted: derivation.wanted,
    names: derivation.names.map(({ name, means }) => ({ name, means: writer.written(means) })),
    ...(derivation.functionBody && { functionBody: writer.written(derivation.functionBody) }),
    ...(delta === "iverson" && { delta }),
    steps: steps.map((step) => writer.step(step)),
    ...(notes.length > 0 && { omitted: notes.join(" ") }),
  };
}

/** A group is as good as its last line. */
function isChecked(step: Step, checked: ReadonlySet<Step>): boolean {
  let last = step;
  while (last.substeps && !checked.has(last)) last = last.substeps[last.substeps.length - 1]!;
  return checked.has(last);
}

class StepWriter {
  readonly #lefts: ReadonlyMap<Step, Expression>;
  readonly #numbers: ReadonlyMap<Step, number>;
  readonly #checked: ReadonlySet<Step>;
  readonly #writing: Writing;
  readonly #letterSizes: ReadonlyMap<string, Dimension>;
  readonly #detail: Detail;
  #hasWrittenOut = false;

  constructor(
    { steps, letterSizes = new Map() }: Derivation,
    numbers: ReadonlyMap<Step, number>,
    checked: ReadonlySet<Step>,
    writing: Writing,
    detail: Detail,
  ) {
    this.#lefts = leftSides(steps);
    this.#numbers = numbers;
    this.#checked = checked;
    this.#writing = writing;
    this.#letterSizes = letterSizes;
    this.#detail = detail;
  }

  step(step: Step): WrittenStep {
    const {
      rule,
      title,
      left,
      before,
      right,
      deltas,
      uses,
      names,
      letters,
      part,
      substeps,
      array,
    } = step;
    const writtenOut = this.#writtenOut(step);
    return {
      rule,
      title,
      ...(left && { left: this.written(left) }),
      before: this.written(before),
      right: this.written(right),
      focus: focusOf(rule, this.#lineOf(step)),
      reason: this.#reason(step),
      ...(deltas && { deltas }),
      ...(uses && { uses: uses.map((used) => this.#numbers.get(used) ?? 0) }),
      ...(names && { names }),
      ...(letters && { letters }),
      ...(writtenOut && { writtenOut }),
      ...(array && {
        array: { ...array, rows: array.rows.map((row) => row.map((e) => this.written(e))) },
      }),
      ...(part !== undefined && { part }),
      ...(substeps && { substeps: substeps.map((own) => this.step(own)) }),
      ...(isChecked(step, this.#checked) && { evidence: "definition" }),
    };
  }

  /** The delta by the name that goes with how it is written. */
  #reason(step: Step): string {
    const reason = reasonWith(step, this.#numbers);
    return this.#writing.delta === "iverson"
      ? reason
          .replace("the Kronecker delta.", "the Kronecker delta, here as an Iverson bracket.")
          .replace("Kronecker deltas.", "Kronecker deltas, here as Iverson brackets.")
      : reason;
  }

  written(e: Expression): Written {
    return writtenAs(e, this.#writing);
  }

  /** Once is enough to see how a delta ends a sum, but where every step is told. */
  #writtenOut(step: Step): WrittenOut | undefined {
    if (this.#hasWrittenOut && this.#detail !== "every") return undefined;
    const found = sumInNumbers(step, this.#lefts.get(step), this.#letterSizes);
    if (!found) return undefined;
    this.#hasWrittenOut = true;
    const { at, sum, terms, result } = found;
    return {
      at: Object.fromEntries(at),
      sum: this.written(sum),
      terms: this.written(terms),
      result: this.written(result),
    };
  }

  /** A step as the rules see it. */
  #lineOf(step: Step): RuleLine {
    const { before, right, deltas, uses, names, letters, part } = step;
    return {
      left: this.#lefts.get(step),
      before,
      after: right,
      deltas: deltas ?? [],
      uses: (uses ?? []).map((used) => ({ left: this.#lefts.get(used), right: used.right })),
      names: names ?? [],
      letters: letters ?? [],
      part,
      substeps: [],
      labels: new Map(),
    };
  }
}
