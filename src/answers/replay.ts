import { differentiate } from "../calculus/differentiate.ts";
import { CannotLower } from "../graph/lower.ts";
import { BudgetExceeded } from "../graph/node.ts";
import { RuleContext } from "../rules/context.ts";
import { replaysLine } from "../rules/replay-line.ts";
import type { RuleLine } from "../rules/rule.ts";
import { ruleNamed } from "../rules/table.ts";
import { children, type Expression } from "../syntax/expression.ts";
import type { DerivativeProblem, WrittenDerivation, WrittenStep } from "./answer.ts";
import { lowerProblem } from "./derivative.ts";
import { readLine } from "./focus.ts";
import { readProblem } from "./read-any.ts";
import { type ReadProblem, sizeScope, symmetricNames } from "./read-problem.ts";

/** Whether a step is what its rule makes of the line before; `why` where it is not. */
export interface ReplayedStep {
  /** From 1. */
  readonly step: number;
  readonly rule: string;
  readonly replays: boolean;
  readonly why?: string;
  readonly substeps?: readonly ReplayedStep[];
}

export interface ReplayedDerivation {
  /** Whether every step replays. */
  readonly replays: boolean;
  readonly steps: readonly ReplayedStep[];
  /** The same of the derivation of the next derivative. */
  readonly next?: ReplayedDerivation;
}

/**
 * Applies the rule of every step again, to what the step says it was applied to, and compares the
 * outcome with the line: plain data in and out. The lines are read from their plain notation.
 */
export function replay(
  problem: DerivativeProblem,
  derivation: WrittenDerivation,
): ReplayedDerivation {
  const read = readProblem(problem);
  if (!read.ok) return unread(derivation, read.problem.message);
  return attempt(derivation, () => replayStages(contextOf(read.value, derivation), derivation));
}

function replayStages(context: RuleContext, derivation: WrittenDerivation): ReplayedDerivation {
  const steps = new Replayer(context, derivation.steps).run();
  const own = steps.every(({ replays }) => replays);
  if (!derivation.next) return { replays: own, steps };
  const next = replayNext(context, derivation, derivation.next);
  return { replays: own && next.replays, steps, next };
}

/** The derivative that was found is the function of the next derivation. */
function replayNext(
  { setting, store }: RuleContext,
  { wrt }: WrittenDerivation,
  next: WrittenDerivation,
): ReplayedDerivation {
  const { f, fRows, arrays } = setting;
  const by = arrays.get(wrt);
  if (!by || !arrays.has(next.wrt)) return unread(next, `There is no variable ${next.wrt}.`);
  const rank = store.node(f).axes.length;
  const context = new RuleContext({
    ...setting,
    f: differentiate(store, f, by.node),
    fRows: rank === 0 ? by.rows.length : fRows,
    functionName: next.function,
    wrt: next.wrt,
    method: next.method,
  });
  return attempt(next, () => {
    defineNames(context, next);
    return replayStages(context, next);
  });
}

/** A derivation whose names cannot be read does not replay. */
function attempt(derivation: WrittenDerivation, run: () => ReplayedDerivation): ReplayedDerivation {
  try {
    return run();
  } catch (error) {
    if (error instanceof CannotLower || error instanceof BudgetExceeded) {
      return unread(derivation, `The names cannot be read: ${error.message}.`);
    }
    throw error;
  }
}

function unread({ steps }: WrittenDerivation, why: string): ReplayedDerivation {
  const failed = steps.map(({ rule }, k) => ({ step: k + 1, rule, replays: false, why }));
  return { replays: false, steps: failed };
}

/** @throws CannotLower where a name cannot be read */
function contextOf(problem: ReadProblem, derivation: WrittenDerivation): RuleContext {
  const { elaboration, wrt, structure, properties, pinnedSizes } = problem;
  const { store, f, fRows, arrays } = lowerProblem(problem);
  const { axes } = elaboration.variables.get(wrt)!;
  const context = new RuleContext({
    store,
    arrays,
    sizes: sizeScope(elaboration),
    method: derivation.method,
    functionName: derivation.function,
    wrt,
    fRows,
    f,
    structure,
    wrtSize: axes[0] && pinnedSizes.get(axes[0].key),
    symmetric: symmetricNames(properties),
    claim: { variables: elaboration.variables, properties, pinnedSizes },
  });
  defineNames(context, derivation, elaboration.expression);
  return context;
}

/** @throws CannotLower where a name cannot be read */
function defineNames(
  context: RuleContext,
  { names, functionBody }: WrittenDerivation,
  whole?: Expression,
): void {
  for (const { name, means } of names) context.definePart(name, lineOf(means.plain));
  const body = functionBody ? lineOf(functionBody.plain) : whole;
  if (!body) throw new CannotLower("the function has no form");
  context.defineFunction(body);
}

/** @throws CannotLower for a text that is no line */
function lineOf(text: string): Expression {
  const read = readLine(text);
  if (!read) throw new CannotLower(`${text} is no line of a derivation`);
  return read;
}

class Replayer {
  readonly #context: RuleContext;
  readonly #steps: readonly WrittenStep[];

  constructor(context: RuleContext, steps: readonly WrittenStep[]) {
    this.#context = context;
    this.#steps = steps;
  }

  run(): ReplayedStep[] {
    return this.#each(this.#steps);
  }

  /** `start` is what the first line goes on from, where the steps are those of one line. */
  #each(steps: readonly WrittenStep[], start?: Expression): ReplayedStep[] {
    let left = start;
    let before: WrittenStep | undefined;
    return steps.map((step, k) => {
      if (step.left) left = readLine(step.left.plain);
      const result = this.#one(step, k + 1, left, before);
      before = step;
      return result;
    });
  }

  #one(
    step: WrittenStep,
    number: number,
    left: Expression | undefined,
    before: WrittenStep | undefined,
  ): ReplayedStep {
    const own = { step: number, rule: step.rule };
    const substeps = step.substeps ? this.#each(step.substeps, left) : [];
    const inner = substeps.length > 0 ? { substeps } : {};
    const fail = (why: string): ReplayedStep => ({ ...own, ...inner, replays: false, why });
    const rule = ruleNamed(step.rule);
    if (!rule) return fail(`There is no rule ${step.rule}.`);
    const bad = substeps.find(({ replays }) => !replays);
    if (bad) return fail(`Its step ${bad.step} does not replay: ${bad.why ?? ""}`);
    const goesOn = !step.left && before !== undefined;
    if (goesOn && step.before.plain !== before.right.plain) {
      return fail("It does not start from the line before.");
    }
    try {
      const line = this.#line(step, left);
      if (rule.isGroup && substeps.length === 0) return fail("It names no steps.");
      if (!this.#isFocused(step, line)) return fail("Its focus is no part of the lines.");
      return replaysLine(rule, line, this.#context)
        ? { ...own, ...inner, replays: true }
        : fail(`${rule.label} does not give this line.`);
    } catch (error) {
      if (error instanceof CannotLower) return fail(`${error.message}.`);
      throw error;
    }
  }

  #line(step: WrittenStep, left: Expression | undefined): RuleLine {
    return {
      left,
      before: lineOf(step.before.plain),
      after: lineOf(step.right.plain),
      deltas: step.deltas ?? [],
      uses: (step.uses ?? []).map((number) => this.#used(number)),
      names: step.names ?? [],
      letters: step.letters ?? [],
      part: step.part,
      substeps: (step.substeps ?? []).map((own) => this.#line(own, undefined)),
      labels: new Map(),
    };
  }

  /** What the step of that number found, and for what. */
  #used(number: number): RuleLine["uses"][number] {
    const step = this.#steps[number - 1];
    if (!step) throw new CannotLower(`there is no step ${number}`);
    let at = number - 1;
    while (at > 0 && !this.#steps[at]!.left) at--;
    const { left } = this.#steps[at]!;
    return { left: left && lineOf(left.plain), right: lineOf(step.right.plain) };
  }

  /** Whether the parts that the step points to are there, and are what its rule takes and makes. */
  #isFocused({ rule, focus }: WrittenStep, line: RuleLine): boolean {
    const { takes, makes } = ruleNamed(rule)!;
    const isRight = (root: Expression, path: readonly number[], picks: typeof takes): boolean => {
      const node = partAt(root, path);
      return node !== undefined && (path.length === 0 || picks === undefined || picks(node, line));
    };
    return (
      focus.before.every(({ path }) => isRight(line.before, path, takes)) &&
      focus.after.every(({ path }) => isRight(line.after, path, makes))
    );
  }
}

function partAt(root: Expression, path: readonly number[]): Expression | undefined {
  let node: Expression | undefined = root;
  for (const k of path) node = node && children(node)[k];
  return node;
}
