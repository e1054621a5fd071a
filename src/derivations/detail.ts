import { ruleNamed } from "../rules/table.ts";
import { groupWords as words } from "./group-words.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Detail, Step } from "./step.ts";

/** A derivation shows no more lines than this; the rest is folded into lines that say so. */
const MOST_LINES = 40;

/** The lines that are shown, and what was folded away to keep them few. */
export interface Arranged {
  readonly steps: readonly Step[];
  readonly omitted?: string;
}

/** The lines of a derivation at a detail, at most 40 unless every step was asked for. */
export function stepsAt(steps: readonly Step[], detail: Detail): Arranged {
  if (detail === "every") return { steps: everyStep(steps) };
  if (detail === "outline") return { steps: grouped(steps, () => true) };
  return folded(steps);
}

/** Groups opened, down to the smallest steps. */
export function everyStep(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => (step.substeps ? everyStep(step.substeps) : [step]));
}

/** Lines that belong together: what goes on from one left side, or the terms recognised one by one. */
interface Run {
  readonly kind: "chain" | "recognition";
  readonly steps: readonly Step[];
}

function runsOf(steps: readonly Step[]): Run[] {
  const runs: { kind: Run["kind"]; steps: Step[] }[] = [];
  for (const step of steps) {
    const last = runs[runs.length - 1];
    const isOpen =
      last?.kind === "recognition" && last.steps[last.steps.length - 1]!.rule === "recognise";
    if (step.rule === "recognise" || (isOpen && step.rule === "assemble")) {
      if (isOpen) last.steps.push(step);
      else runs.push({ kind: "recognition", steps: [step] });
    } else if (last?.kind === "chain" && !step.left) last.steps.push(step);
    else runs.push({ kind: "chain", steps: [step] });
  }
  return runs;
}

function grouped(steps: readonly Step[], isWanted: (run: Run) => boolean): Step[] {
  return runsOf(steps).flatMap((run) =>
    run.steps.length > 1 && isWanted(run) ? [groupOf(run)] : run.steps,
  );
}

/** A run in one line. */
function groupOf({ kind, steps }: Run): Step {
  const first = steps[0]!;
  const last = steps[steps.length - 1]!;
  const left = kind === "chain" ? first.left : last.left;
  const used = [...new Set(everyStep(steps).map(({ rule }) => ruleNamed(rule)!.label))];
  const terms = steps.filter(({ rule }) => rule === "recognise").length;
  return {
    rule: "part",
    title: kind === "chain" ? words.title(first) : last.title,
    ...(left && { left }),
    before: kind === "chain" ? first.before : last.before,
    right: last.right,
    reason: kind === "chain" ? words.rules(used) : words.recognised(terms, last.reason),
    ...(last.part !== undefined && { part: last.part }),
    substeps: steps,
  };
}

/** Runs in one line each, the dullest first, until few enough lines are left. */
function folded(steps: readonly Step[]): Arranged {
  if (steps.length <= MOST_LINES) return { steps };
  const runs = runsOf(steps).filter((run) => run.steps.length > 2);
  const dullness = (run: Run): number => {
    const isOwn = run.steps[0]!.part === steps[steps.length - 1]!.part;
    return run.kind === "recognition" ? 0 : isOwn ? 2 : 1;
  };
  const order = [...runs].sort((a, b) => dullness(a) - dullness(b));
  const chosen = new Set<Step>();
  let shown = steps.length;
  for (const run of order) {
    if (shown <= MOST_LINES) break;
    chosen.add(run.steps[0]!);
    shown -= run.steps.length - 1;
  }
  const result = withoutMiddle(grouped(steps, (run) => chosen.has(run.steps[0]!)));
  const groups = result.filter(({ rule }) => rule === "part").length;
  return { steps: result, omitted: words.omitted(steps.length - result.length, groups) };
}

/** The first and the last lines, where there are still too many; those between are one group. */
function withoutMiddle(steps: readonly Step[]): readonly Step[] {
  if (steps.length <= MOST_LINES) return steps;
  const half = Math.floor((MOST_LINES - 1) / 2);
  // A line that goes on from the one before stays with it.
  let from = half;
  while (!steps[from]!.left) from--;
  let to = steps.length - half;
  while (!steps[to]!.left) to++;
  const middle = steps.slice(from, to);
  const last = middle[middle.length - 1]!;
  const left = leftSides(steps).get(last);
  const group: Step = {
    rule: "part",
    title: "So for every part between",
    ...(left && { left }),
    before: middle[0]!.before,
    right: last.right,
    reason: words.middle(middle.length),
    ...(last.part !== undefined && { part: last.part }),
    substeps: middle,
  };
  return [...steps.slice(0, from), group, ...steps.slice(to)];
}

/** The number of the shown line that each step is, or is folded into; of a group that is open, its last line. */
export function numbered(shown: readonly Step[], all: readonly Step[]): Map<Step, number> {
  const numbers = new Map<Step, number>();
  const walk = (steps: readonly Step[], number: (k: number) => number): void => {
    for (const [k, step] of steps.entries()) {
      numbers.set(step, number(k));
      if (step.substeps) walk(step.substeps, () => number(k));
    }
  };
  walk(shown, (k) => k + 1);
  const open = (steps: readonly Step[]): void => {
    for (const step of steps) {
      if (!step.substeps) continue;
      open(step.substeps);
      const last = numbers.get(step.substeps[step.substeps.length - 1]!);
      if (!numbers.has(step) && last !== undefined) numbers.set(step, last);
    }
  };
  open(all);
  return numbers;
}

/** What each step is equal to: its own left side, or that of the line it goes on from. */
export function leftSides(steps: readonly Step[]): Map<Step, Expression> {
  const lefts = new Map<Step, Expression>();
  const walk = (list: readonly Step[], outer: Expression | undefined): void => {
    let left = outer;
    for (const step of list) {
      left = step.left ?? left;
      if (left) lefts.set(step, left);
      if (step.substeps) walk(step.substeps, left);
    }
  };
  walk(steps, undefined);
  return lefts;
}

/** A reason with the numbers of the steps that it points to. */
export function reasonWith(
  { reason, uses = [] }: Step,
  numbers: ReadonlyMap<Step, number>,
): string {
  return reason.replace(/\{(\d)\}/g, (_, k: string) =>
    String(numbers.get(uses[Number(k)]!) ?? "?"),
  );
}
