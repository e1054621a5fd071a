import { differentiate } from "../calculus/differentiate.ts";
import { NoDerivative } from "../calculus/local-rules.ts";
import { isUnit } from "../dimensions/dimension.ts";
import {
  deriveByDifferentials,
  type DifferentialProblem,
} from "../derivations/by-differentials.ts";
import { deriveByIdentities } from "../derivations/by-identities.ts";
import { deriveByIndices } from "../derivations/by-indices.ts";
import { everyStep } from "../derivations/detail.ts";
import type { Derivation, NarratedDerivation, Step } from "../derivations/step.ts";
import { type LineContext, verifyLines } from "../derivations/verify-lines.ts";
import { stageWords as words } from "../derivations/stage-words.ts";
import { variablesOf } from "../evaluation/directional.ts";
import { functionNamed } from "../functions/table.ts";
import { CannotLower, lower, type Lowered } from "../graph/lower.ts";
import { BudgetExceeded, type NodeId } from "../graph/node.ts";
import { copyInto } from "../graph/rebuild.ts";
import { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import { equalitiesBetween } from "../recovery/recognise.ts";
import { Recovery } from "../recovery/recover.ts";
import type { Turns } from "../recovery/vocabulary.ts";
import * as B from "../syntax/build.ts";
import { sameExpression } from "../syntax/equality.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import type { Comparison, WrittenDerivation } from "./answer.ts";
import { agreementOf, compare, type Told } from "./compare.ts";
import { functionName } from "./function-name.ts";
import { type ReadProblem, sizeScope, symmetricNames } from "./read-problem.ts";
import { type StepStyle, writtenDerivation } from "./written-steps.ts";

/** A function and its derivative before any fact about values is used. */
export interface GeneralDerivative {
  readonly store: Store;
  readonly f: NodeId;
  readonly d: NodeId;
  /** How many axes of f run down; the others run across. */
  readonly fRows: number;
  /** The facts that the answer uses after the last differentiation, a sentence each. */
  readonly facts: readonly string[];
  readonly turns?: Turns;
}

type Method = WrittenDerivation["method"];

const METHODS: readonly Method[] = ["indices", "identities", "differentials"];

/** Each differentiates a problem by its own method, or says why not; undefined where it would be too long. */
const NARRATORS: Readonly<
  Record<Method, (problem: DifferentialProblem) => NarratedDerivation | string | undefined>
> = {
  indices: deriveByIndices,
  identities: deriveByIdentities,
  differentials: deriveByDifferentials,
};

export type Narrated =
  | {
      derivation: WrittenDerivation;
      /** The same result on other ways, where all ways were asked for. */
      otherDerivations?: readonly WrittenDerivation[];
      compared?: Comparison;
      /** Which of the ways asked for cannot be told, and why. */
      derivationNote?: string;
    }
  | { derivationNote: string };

/**
 * The derivations asked for, written out, or a note why there is none. One is shown only where every
 * line agrees with the definition of the derivative at a random point. A derivative of higher order
 * is derived from the one before it, by the same method.
 */
export function narrate(
  problem: ReadProblem,
  general: GeneralDerivative,
  ends: Ends,
  names: readonly string[],
  method: Method | "all",
  style: StepStyle,
): Narrated {
  const methods = method === "all" ? METHODS : [method];
  const told: Told[] = [];
  const notes: string[] = [];
  for (const each of methods) {
    const result = new Narration(each, problem, general, ends, names).tell(style);
    if (typeof result === "string") notes.push(result);
    else told.push(result);
  }
  const [first, ...rest] = told;
  if (!first) return { derivationNote: notes.join(" ") };
  const context = {
    variables: problem.elaboration.variables,
    properties: problem.properties,
    pinnedSizes: problem.pinnedSizes,
  };
  return {
    derivation: first.written,
    ...(notes.length > 0 && { derivationNote: notes.join(" ") }),
    ...(rest.length > 0 && {
      otherDerivations: rest.map(({ written }) => written),
      compared: compare(general.store, told, context),
    }),
  };
}

/** What a derivation comes to. */
export interface Ends {
  readonly answer: Expression | undefined;
  /** The answer's entries in one column or row, where that is what was asked for. */
  readonly stacked?: Expression;
}

/** One differentiation of a problem: the function, or the derivative that was found before. */
interface Stage {
  readonly f: NodeId;
  readonly fRows: number;
  readonly fName: string;
  readonly expression: Expression;
  readonly by: string;
  /** The derivative by independent entries, which is not yet that along a structure. */
  readonly d: NodeId;
  /** The last one, in which facts are used and whose answer is the answer. */
  readonly isLast: boolean;
}

/** A derivation every line of which holds. */
interface Confirmed {
  readonly derivation: Derivation;
  readonly checked: ReadonlySet<Step>;
  readonly result?: NodeId;
}

class Narration {
  readonly #method: Method;
  readonly #problem: ReadProblem;
  readonly #general: GeneralDerivative;
  readonly #answer: Expression | undefined;
  readonly #stacked: Expression | undefined;
  readonly #names: readonly string[];
  readonly #recovery: Recovery;

  constructor(
    method: Method,
    problem: ReadProblem,
    general: GeneralDerivative,
    { answer, stacked }: Ends,
    names: readonly string[],
  ) {
    this.#method = method;
    this.#problem = problem;
    this.#general = general;
    this.#answer = answer;
    this.#stacked = stacked;
    this.#names = names;
    this.#recovery = new Recovery(general.store, names, { by: problem.wrt });
  }

  confirmFirst(): Confirmed | string {
    const [first] = this.#stages();
    return !first || typeof first === "string" ? words.noMatrix : this.#confirm(first);
  }

  tell(style: StepStyle): Told | string {
    const told: Told[] = [];
    for (const stage of this.#stages()) {
      if (typeof stage === "string") return stage;
      const own = this.#confirm(stage);
      if (typeof own === "string") return own;
      const { derivation, checked, result } = own;
      const last = derivation.steps[derivation.steps.length - 1]?.right;
      const written = writtenDerivation(derivation, checked, stage.by, style);
      const quoted = [...new Set(everyStep(derivation.steps).flatMap(({ quotes = [] }) => quotes))];
      told.push({
        written,
        quoted,
        ...(result !== undefined && { result }),
        ...(last && { last }),
      });
    }
    const last = told[told.length - 1]!;
    const written = told.reduceRight<WrittenDerivation | undefined>(
      (next, own) => ({ ...own.written, ...(next && { next }) }),
      undefined,
    );
    const quoted = [...new Set(told.flatMap((own) => own.quoted))];
    return { ...last, quoted, written: written! };
  }

  /** The function, then each derivative that is differentiated once more. */
  *#stages(): Generator<Stage | string> {
    const { elaboration, wrt, wrt2 = wrt, order, structure } = this.#problem;
    const { store, f, fRows, d } = this.#general;
    if (structure && order > 1) {
      yield words.structuredTwice;
      return;
    }
    const variables = variablesOf({ f: elaboration.expression, wrt, wrt2, order });
    const taken = [...this.#names, ...elaboration.dimensionNames];
    let own = f;
    let rows = fRows;
    let expression: Expression | undefined = elaboration.expression;
    for (const [k, by] of variables.entries()) {
      if (!expression) {
        yield words.noMatrix;
        return;
      }
      const isLast = k === variables.length - 1;
      const variable = this.#variable(by);
      const next: NodeId = isLast && !structure ? d : differentiate(store, own, variable.node);
      const fName = k === 0 ? functionName(taken) : derivativeName(taken, k);
      yield { f: own, fRows: rows, fName, expression, by, d: next, isLast };
      const rank = store.node(own).axes.length;
      rows = rank === 0 ? variable.rows : rows;
      own = next;
      expression = isLast ? undefined : this.#formOf(own);
    }
  }

  #variable(name: string): { readonly node: NodeId; readonly rows: number } {
    const { groups } = this.#problem.elaboration.variables.get(name)!;
    const sides = groups.map((group) => group.filter((size) => !isUnit(size)));
    const node = this.#general.store.variable(
      name,
      sides.flat(),
      sides.map((side) => side.length),
    );
    return { node, rows: sides[0]?.length ?? 0 };
  }

  #confirm(stage: Stage): Confirmed | string {
    const { elaboration, structure, properties, pinnedSizes } = this.#problem;
    const { store, facts } = this.#general;
    const { f, fRows, fName, by, d, isLast, expression } = stage;
    const variable = this.#variable(by);
    const isFinal = isLast && !structure;
    // A form that is equal only by known equalities is a line of its own.
    const isMatrix = store.node(d).axes.length <= 2;
    const isShorter =
      isFinal && isMatrix && this.#answer !== undefined && !this.#isForm(this.#answer, d);
    const answer = isFinal ? (isShorter ? undefined : this.#answer) : this.#formOf(d);
    const about: DifferentialProblem = {
      store,
      f,
      fName,
      by: variable.node,
      byName: by,
      variables: elaboration.variables,
      names: this.#names,
      reserved: elaboration.dimensionNames,
      answer,
      facts: isFinal && !isShorter ? facts : [],
      fRows,
      byRows: variable.rows,
      called: calledIn(expression),
      ...(this.#general.turns && { turns: this.#general.turns }),
    };
    const found = this.#attempt(about);
    if (typeof found === "string") return found;
    const { result } = found;
    const told =
      isShorter && result !== undefined
        ? this.#shortened(found.derivation, about)
        : found.derivation;
    if (structure && result === undefined) return words.tooLong(this.#method);
    const inOrder = structure ? this.#alongStructure(found.derivation, about) : told;
    if (!inOrder) return words.noMatrix;
    const whole = isFinal ? this.#inVecForm(inOrder, about) : inOrder;
    const derivation =
      f === this.#general.f
        ? whole
        : { ...whole, wanted: words.again(fName, expression, whole.wanted) };
    const context: LineContext = {
      f: expression,
      fName,
      wrt: by,
      variables: elaboration.variables,
      properties,
      pinnedSizes,
      ...(structure && { structure }),
    };
    const lines = verifyLines(derivation, context);
    const isReconciled = lines.checked.size > 0 || agreementOf(store, result, d) !== "numeric";
    if (lines.failed !== undefined || !isReconciled) return words.unconfirmed(this.#method);
    return { derivation, checked: lines.checked, ...(result !== undefined && { result }) };
  }

  #attempt(about: DifferentialProblem): NarratedDerivation | string {
    try {
      return NARRATORS[this.#method](about) ?? words.tooLong(this.#method);
    } catch (error) {
      if (error instanceof BudgetExceeded) return words.tooLong(this.#method);
      if (error instanceof NoMatrixForm) return words.noLine(this.#method, error.message);
      if (error instanceof NoDerivative) return words.noRule(this.#method);
      throw error;
    }
  }

  /** Whether an expression is that node, facts taken into account. */
  #isForm(e: Expression, node: NodeId): boolean {
    const { store } = this.#general;
    const { elaboration, properties } = this.#problem;
    const names = new Map<string, Lowered>();
    for (const { name, groups } of elaboration.variables.values()) {
      const counts = groups.map((group) => group.filter((size) => !isUnit(size)).length);
      const value = V.withSides(this.#variable(name).node, counts);
      names.set(name, { kind: "array", value });
    }
    try {
      const sizes = sizeScope(elaboration);
      const lowered = lower(store, e, { names, sizes, letters: new Map() });
      if (lowered.kind !== "array") return false;
      const own = store.permute(lowered.value.node, V.sidesOf(lowered.value).flat());
      if (agreementOf(store, own, node) !== "numeric") return true;
      const target = new Store(symmetricNames(properties));
      const copies = [own, node].map((id) => copyInto(target, store, id));
      return agreementOf(target, copies[0], copies[1]) !== "numeric";
    } catch (error) {
      if (error instanceof CannotLower || error instanceof BudgetExceeded) return false;
      throw error;
    }
  }

  /** One line more: an equal form that is shorter. */
  #shortened(derivation: Derivation, { byName, fName }: DifferentialProblem): Derivation {
    const { steps } = derivation;
    const before = steps[steps.length - 1]?.right;
    const right = this.#answer;
    const isWhole = steps[steps.length - 1]?.left?.kind === "derivative";
    if (!before || !right || !isWhole || sameExpression(before, right)) return derivation;
    const step: Step = {
      rule: "shorter",
      title: words.shorterTitle,
      left: derivativeSign(fName, byName),
      before,
      right,
      reason: words.shorter(
        equalitiesBetween(before, right).map((each) => words.equality(each)),
        this.#general.facts,
      ),
      part: fName,
    };
    return { ...derivation, steps: [...steps, step] };
  }

  /** One line more: the entries column by column, where that form was asked for. */
  #inVecForm(derivation: Derivation, { byName, fName }: DifferentialProblem): Derivation {
    const { steps } = derivation;
    const before = steps[steps.length - 1]?.right;
    const right = this.#stacked;
    const isWhole = steps[steps.length - 1]?.left?.kind === "derivative";
    if (!before || !right || !isWhole) return derivation;
    const step: Step = {
      rule: "vec-form",
      title: words.stackedTitle,
      left: {
        kind: "derivative",
        body: B.call("vec", B.name(fName)),
        by: B.transpose(B.call("vec", B.name(byName))),
      },
      before,
      right,
      reason: words.stacked,
      part: fName,
    };
    return { ...derivation, steps: [...steps, step] };
  }

  /** One line more: from independent entries to the parameters of the structure. */
  #alongStructure(
    derivation: Derivation,
    { byName, fName }: DifferentialProblem,
  ): Derivation | undefined {
    const { structure } = this.#problem;
    const before = derivation.steps[derivation.steps.length - 1]?.right;
    const right = this.#formOf(this.#general.d);
    if (!structure || !before || !right) return undefined;
    const left = derivativeSign(fName, byName);
    const { title, reason } = words.structure(structure, byName);
    const step = { rule: "structure", title, left, before, right, reason, part: fName } as const;
    const { facts } = this.#general;
    const answer = this.#answer;
    const last =
      facts.length > 0 && answer && !sameExpression(answer, right)
        ? [
            {
              rule: "facts",
              title: "Use what is known",
              left,
              before: right,
              right: answer,
              reason: facts.join(" "),
              part: fName,
            } as const,
          ]
        : [];
    return { ...derivation, steps: [...derivation.steps, step, ...last] };
  }

  #formOf(id: NodeId): Expression | undefined {
    try {
      return this.#recovery.form(id);
    } catch (error) {
      if (error instanceof NoMatrixForm || error instanceof BudgetExceeded) return undefined;
      throw error;
    }
  }
}

function calledIn(expression: Expression): string[] {
  const names = postorder(expression).flatMap((node) =>
    node.kind === "call" && functionNamed(node.callee) ? [node.callee] : [],
  );
  return [...new Set(names)];
}

function derivativeSign(of: string, by: string): Expression {
  return { kind: "derivative", body: B.name(of), by: B.name(by) };
}

/**
 * The derivation of the first derivative as expressions, every line of which agrees with the
 * definition at a random point, or a sentence why there is none.
 */
export function confirmedDerivation(
  method: Method,
  problem: ReadProblem,
  general: GeneralDerivative,
  answer: Expression | undefined,
  names: readonly string[],
): Confirmed | string {
  return new Narration(method, problem, general, { answer }, names).confirmFirst();
}

/** g for the gradient, and so on. */
function derivativeName(taken: readonly string[], k: number): string {
  const free = ["g", "h", "G", "H", "r", "q"].filter((name) => !taken.includes(name));
  return free[k - 1] ?? `g${k}`;
}
