import { type Declared, type Elaboration, elaborate } from "../elaboration/elaborate.ts";
import type { VariableShape } from "../elaboration/shape.ts";
import {
  checkEquality,
  type EqualityClaim,
  type FoundValues,
} from "../evaluation/check-equality.ts";
import type { SampledEvidence } from "../evaluation/checking.ts";
import { fullDerivative } from "../evaluation/directional.ts";
import { arrayOver, type Evaluated, evaluate } from "../evaluation/evaluate.ts";
import { type Kind, sides } from "../evaluation/layout.ts";
import { withWholeNumbers } from "../evaluation/sample.ts";
import { floats } from "../evaluation/systems.ts";
import { plain } from "../notations/plain.ts";
import type { Tensor } from "../numbers/system.ts";
import * as B from "../syntax/build.ts";
import { sameExpression, withParts } from "../syntax/equality.ts";
import { type Expression, fold, type Index } from "../syntax/expression.ts";
import { resolveImplicitSums } from "../syntax/implicit-sums.ts";
import type { Problem } from "../text/problem.ts";
import type { DerivativeProblem, NoAnswer } from "./answer.ts";
import { check, type Diagnosis } from "./check.ts";
import { smallestPoint, nested } from "./counterexample.ts";
import {
  type Chain,
  type ReadLines,
  readLines,
  type Stage,
  type WrittenDerivative,
} from "./derivation-lines.ts";
import type { DiagnosisKind } from "./diagnosis/hypothesis.ts";
import { attempt } from "./diagnosis/probe.ts";
import { problemInFields } from "./fields.ts";
import { readDeclarations } from "./read-declarations.ts";

/** Lines of a derivation, and what is known of their names. */
export interface DerivationProblem
  extends Pick<DerivativeProblem, "id" | "vars" | "declare" | "props" | "dims"> {
  /** Each said to equal the line before; see `readLines` for how derivatives are written. */
  readonly lines: readonly string[];
  /** Names that the lines may use, and what they stand for: `{ f: "x'*A*x" }`. */
  readonly define?: Readonly<Record<string, string>>;
}

export interface CheckedStep {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** `given`: the beginning of a chain, equal to nothing before it. */
  readonly verdict: "given" | "true" | "false" | "undecided" | "unparsable";
  /** The rule that justifies a true step, where one does. */
  readonly rule?: string;
  readonly evidence?: SampledEvidence;
  /** For a false step: its witness and the kind of slip. `right` is the line before. */
  readonly diagnosis?: Diagnosis;
  readonly why?: string;
  readonly problem?: Problem;
}

export interface CheckedDerivation {
  readonly id?: string | number | null;
  readonly status: "ok";
  readonly verdict: "right" | "wrong" | "undecided" | "unparsable";
  /** The line of the first false step. */
  readonly firstFalse?: number;
  /** How derivatives of scalars by vectors were laid out: as columns, or as rows. */
  readonly layout: "gradient" | "row";
  readonly steps: readonly CheckedStep[];
  readonly ms: number;
}

/**
 * Checks a derivation step by step: whether each line equals the line before, derivatives being
 * carried out where they stand. Both usual layouts are tried; the one in which more is true is meant.
 */
export function checkDerivation(problem: DerivationProblem): CheckedDerivation | NoAnswer {
  const start = Date.now();
  const id = problem.id === undefined ? {} : { id: problem.id };
  const malformed = problemInFields({ ...problem, expr: "" });
  if (malformed) return { ...id, status: "error", problem: malformed };
  const { lines } = problem;
  if (!Array.isArray(lines) || lines.some((line) => typeof line !== "string")) {
    const message = "The field lines must be a list of texts.";
    return { ...id, status: "error", problem: { code: "bad-field", message } };
  }
  const declared = readDeclarations({ ...problem, expr: "" });
  if (!declared.ok) return { ...id, status: "error", problem: declared.problem };
  const { declarations, functions, properties } = declared.value;
  const read = readLines(lines, declarations, functions, problem.define);
  const judgeIn = (layout: Layout): CheckedStep[] =>
    new DerivationChecker(problem, read, { declarations, functions, properties }, layout).run();
  const asColumns = judgeIn("gradient");
  const asRows = isAllRight(asColumns) ? asColumns : judgeIn("row");
  const layout = soundness(asRows) > soundness(asColumns) ? "row" : "gradient";
  const steps = layout === "row" ? asRows : asColumns;
  const firstFalse = steps.find(({ verdict }) => verdict === "false")?.line;
  const has = (wanted: CheckedStep["verdict"]): boolean =>
    steps.some(({ verdict }) => verdict === wanted);
  const verdict =
    firstFalse !== undefined
      ? "wrong"
      : has("unparsable")
        ? "unparsable"
        : has("undecided")
          ? "undecided"
          : "right";
  return {
    ...id,
    status: "ok",
    verdict,
    ...(firstFalse !== undefined && { firstFalse }),
    layout,
    steps,
    ms: Date.now() - start,
  };
}

type Layout = CheckedDerivation["layout"];

function isAllRight(steps: readonly CheckedStep[]): boolean {
  return steps.every(({ verdict }) => verdict === "true" || verdict === "given");
}

/** How many steps are true. */
function soundness(steps: readonly CheckedStep[]): number {
  return steps.filter(({ verdict }) => verdict === "true").length;
}

interface Known {
  readonly declarations: ReadonlyMap<string, Declared>;
  readonly functions: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

/** A stage whose sums are written out and whose names have shapes. */
interface SizedStage {
  readonly stage: Stage;
  readonly expression: Expression;
  /** By the name that stands for it. */
  readonly derivatives: ReadonlyMap<string, SizedDerivative>;
}

interface SizedDerivative {
  readonly written: WrittenDerivative;
  readonly body: Expression;
  readonly rank: number;
}

class DerivationChecker {
  readonly #problem: DerivationProblem;
  readonly #read: ReadLines;
  readonly #known: Known;
  readonly #layout: Layout;
  /** What has become known of the names, line by line. */
  readonly #shapes = new Map<string, Declared>();
  readonly #wholeNumbers = new Set<string>();
  #variables: ReadonlyMap<string, VariableShape> = new Map();

  constructor(problem: DerivationProblem, read: ReadLines, known: Known, layout: Layout) {
    this.#problem = problem;
    this.#read = read;
    this.#known = known;
    this.#layout = layout;
    for (const [name, declared] of known.declarations) this.#shapes.set(name, declared);
  }

  run(): CheckedStep[] {
    const steps: CheckedStep[] = this.#read.unread.map(({ line, problem }) => ({
      line,
      text: this.#problem.lines[line - 1]!.trim(),
      verdict: "unparsable",
      problem,
    }));
    for (const chain of this.#read.chains) steps.push(...this.#chain(chain));
    return steps.sort((a, b) => a.line - b.line);
  }

  #chain({ stages }: Chain): CheckedStep[] {
    const steps: CheckedStep[] = [];
    const first = stages[0];
    let before: SizedStage | undefined;
    for (const stage of stages) {
      const { line, text } = stage;
      const sized = this.#size(stage);
      if ("problem" in sized) {
        // What does not fit is false where there is something to be equal to.
        const { problem } = sized;
        const isMisfit = before !== undefined && MISFIT_CODES.has(problem.code);
        steps.push({
          line,
          text,
          verdict: isMisfit ? "false" : "unparsable",
          problem,
          ...(isMisfit && { diagnosis: this.#diagnosis(before!, stage, first!, problem.message) }),
        });
        continue;
      }
      steps.push(
        before
          ? { line, text, ...this.#step(before, sized, first!) }
          : { line, text, verdict: "given" },
      );
      before = sized;
    }
    return steps;
  }

  /** Shapes for all names of a stage; what it tells of them is kept. */
  #size(stage: Stage): SizedStage | { readonly problem: Problem } {
    const { functions } = this.#known;
    const derivatives = new Map<string, SizedDerivative>();
    for (const written of stage.derivatives) {
      const body = elaborate(written.body, {
        declarations: this.#shapes,
        functions,
        free: written.free,
        wanted: [written.by],
      });
      if (!body.ok) return body;
      this.#learn(body.value);
      const { shape, variables, entryIndices } = body.value;
      const ofBody =
        written.free.length > 0
          ? written.free.flatMap((letter) => entryIndices.get(letter) ?? [])
          : shape.axes;
      const axes = [...ofBody, ...variables.get(written.by)!.axes];
      if (!written.at && axes.length > 2) {
        return {
          problem: {
            code: "not-supported",
            message: "A derivative with more than two axes is written by its entries.",
            remedy: "Write d(A[i,k])/d(X[p,q]).",
          },
        };
      }
      this.#shapes.set(written.name, { axes });
      derivatives.set(written.name, {
        written,
        body: body.value.expression,
        rank: axes.length,
      });
    }
    const explicit = resolveImplicitSums(this.#laidOut(stage.tree, derivatives));
    if (!explicit.ok) return explicit;
    const { expression, free } = explicit.value;
    const elaborated = elaborate(expression, { declarations: this.#shapes, functions, free });
    if (!elaborated.ok) return elaborated;
    this.#learn(elaborated.value);
    return { stage, expression: elaborated.value.expression, derivatives };
  }

  #learn({ variables, wholeNumbers }: Elaboration): void {
    for (const name of wholeNumbers) this.#wholeNumbers.add(name);
    for (const [name, shape] of variables) {
      if (!this.#shapes.has(name)) this.#shapes.set(name, shape);
    }
    const derivatives = new Set(
      this.#read.chains.flatMap(({ stages }) =>
        stages.flatMap((stage) => stage.derivatives.map(({ name }) => name)),
      ),
    );
    const all = new Map([...this.#variables, ...variables]);
    this.#variables = new Map([...all].filter(([name]) => !derivatives.has(name)));
  }

  /** Whole derivatives as rows or columns: of a scalar by a vector, of a vector by a vector. */
  #laidOut(tree: Expression, derivatives: ReadonlyMap<string, SizedDerivative>): Expression {
    return fold<Expression>(tree, (node, parts) => {
      const own = node.kind === "name" ? derivatives.get(node.name) : undefined;
      if (!own || own.written.at) return withParts(node, parts);
      const ofVariable = this.#shapes.get(own.written.by)!.axes.length;
      const isScalarByVector = own.rank === 1 && ofVariable === 1;
      const isTurned = this.#layout === "row" && isScalarByVector;
      return isTurned ? B.transpose(node) : node;
    });
  }

  #claim(before: SizedStage, after: SizedStage): EqualityClaim {
    const derivatives = new Map([...before.derivatives, ...after.derivatives]);
    const found: FoundValues = {
      names: [...derivatives.keys()],
      expressions: [...derivatives.values()].map(({ body }) => body),
      at: (point, system) => {
        const values = new Map();
        for (const [name, { written, body }] of derivatives) {
          const { free, by } = written;
          const differentiation = { f: body, free, wrt: by, order: 1 };
          values.set(name, whole(fullDerivative(differentiation, point, system)));
        }
        return values;
      },
    };
    return {
      left: before.expression,
      right: after.expression,
      variables: this.#variables,
      properties: withWholeNumbers(this.#known.properties, this.#wholeNumbers),
      pinnedSizes: new Map(Object.entries(this.#problem.dims ?? {})),
      ...(derivatives.size > 0 && { found }),
    };
  }

  #step(before: SizedStage, after: SizedStage, first: Stage): Omit<CheckedStep, "line" | "text"> {
    const claim = this.#claim(before, after);
    const judgement = checkEquality(claim);
    if (judgement.verdict === "agrees") {
      return { verdict: "true", rule: ruleOf(before, after), evidence: judgement.evidence };
    }
    if (judgement.verdict === "undecided") return { verdict: "undecided", why: judgement.why };
    const diagnosis = this.#diagnosis(before, after.stage, first, judgement.message, claim);
    return { verdict: "false", diagnosis };
  }

  /** What went wrong, told by the judge of answers where the question can be put as a derivative. */
  #diagnosis(
    before: SizedStage,
    after: Stage,
    first: Stage,
    message: string,
    claim?: EqualityClaim,
  ): Diagnosis {
    const counterexample = claim && witnessOf(claim);
    const witness = counterexample ? { counterexample } : {};
    const judged =
      after.derivatives.length > 0
        ? undefined
        : (this.#asAnswer(first, after) ?? this.#asIdentity(before, after));
    if (!judged) {
      return { kind: "other", message: `This step is false: ${message}.`, ...witness };
    }
    const { kind, corrected, assumption } = judged;
    return {
      kind,
      message: judged.message,
      ...witness,
      ...(assumption !== undefined && { assumption }),
      ...(corrected !== undefined && { corrected }),
    };
  }

  /** A line that ends in no derivative, as an answer to the derivative that the chain begins with. */
  #asAnswer(first: Stage, line: Stage): Diagnosis | undefined {
    const [derivative] = first.derivatives;
    if (!first.isDerivative || !derivative) return undefined;
    const { body, by, at, free } = derivative;
    const letters = [...free, ...(at ?? [])];
    const isEntry = at !== undefined;
    if (letters.some((index) => typeof index !== "string")) return undefined;
    const rank = this.#shapes.get(derivative.name)?.axes.length;
    const ofVariable = this.#shapes.get(by)!.axes.length;
    const form = isEntry ? "tensor" : rank === 1 && ofVariable === 1 ? this.#layout : "plain";
    return this.#diagnosed({
      expr: plain.write(body),
      wrt: by,
      form,
      ...(free.length > 0 && { free }),
      answer: {
        plain: plain.write(line.tree),
        form,
        ...(isEntry && { indices: letters.filter(isLetter) }),
      },
    });
  }

  /** A false identity, as a false answer to "what is the derivative of tr(E'*Z) by Z?". */
  #asIdentity(before: SizedStage, after: Stage): Diagnosis | undefined {
    if (before.derivatives.size > 0) return undefined;
    const { functions } = this.#known;
    const sized = elaborate(before.expression, { declarations: this.#shapes, functions });
    if (!sized.ok) return undefined;
    const { kind, axes } = sized.value.shape;
    let name = "given";
    while (this.#shapes.has(name)) name += "_";
    const E = before.stage.tree;
    const Z = B.name(name);
    const question = {
      scalar: { expr: B.binary("multiply", E, Z), form: "plain" },
      column: { expr: B.binary("multiply", B.transpose(E), Z), form: "gradient" },
      row: { expr: B.binary("multiply", E, Z), form: "row" },
      matrix: {
        expr: B.call("tr", B.binary("multiply", B.transpose(E), Z)),
        form: "gradient",
      },
      tensor: undefined,
    }[kind];
    if (!question) return undefined;
    const found = this.#diagnosed(
      {
        expr: plain.write(question.expr),
        wrt: name,
        form: question.form,
        answer: { plain: plain.write(after.tree), form: question.form },
      },
      [[name, { axes }]],
    );
    return found && { ...found, message: STEP_WORDS[found.kind] };
  }

  #diagnosed(
    question: Parameters<typeof check>[0],
    more: readonly (readonly [string, Declared])[] = [],
  ): Diagnosis | undefined {
    const derivatives = new Set(
      this.#read.chains.flatMap(({ stages }) =>
        stages.flatMap((stage) => stage.derivatives.map(({ name }) => name)),
      ),
    );
    const vars = Object.fromEntries(
      [...this.#shapes, ...more]
        .filter(([name]) => !derivatives.has(name))
        .map(([name, { axes }]) => [name, axes.map(({ key }) => key)]),
    );
    const { props, dims } = this.#problem;
    const checked = check({ ...question, vars, ...(props && { props }), ...(dims && { dims }) });
    return checked.status === "ok" ? checked.diagnosis : undefined;
  }
}

const MISFIT_CODES: ReadonlySet<string> = new Set([
  "shape-clash",
  "not-square",
  "argument-shape",
  "matrix-power",
  "divisor-not-scalar",
  "index-count",
]);

/** The slips of a step that is no derivative, in its own words. */
const STEP_WORDS: Readonly<Record<DiagnosisKind, string>> = {
  transposed: "This is the transpose of the line before.",
  sign: "A sign is wrong in this step.",
  factor: "A number or a scalar factor is wrong in this step.",
  shape: "The sizes of this line do not fit.",
  "symmetric-assumed": "This step needs a symmetric matrix, and nothing says so.",
  "missing-term": "A term or a factor is lost in this step.",
  "order-swapped": "Factors are swapped in this step: matrices do not commute.",
  "wrong-layout": "This is the transpose of the line before.",
  "missing-inverse-transpose": "The transpose of an inverse is lost in this step.",
  "row-major-vec": "vec is taken row by row in this step.",
  other: "This line does not equal the line before.",
};

function isLetter(index: Index): index is string {
  return typeof index === "string";
}

/** An array as a value: one axis is a column, two are a matrix. */
function whole<T>({ shape, data }: Tensor<T>): Evaluated<T> {
  const kind: Kind = (["scalar", "column", "matrix"] as const)[shape.length] ?? "tensor";
  return { kind, shape, letters: [], letterSizes: [], data };
}

function witnessOf(claim: EqualityClaim): ReturnType<typeof smallestPoint> {
  const { left, right, found } = claim;
  const expressions = [left, right, ...(found?.expressions ?? [])];
  const sidesAt: Parameters<typeof smallestPoint>[2] = (bare) => {
    const valueOf = (side: Expression): Tensor<number> | undefined =>
      attempt(() => {
        const point = found ? { ...bare, bindings: found.at(bare, floats) } : bare;
        const value = evaluate(side, point, floats);
        if (value.letters.length > 0 || value.kind === "scalar" || value.kind === "tensor") {
          const { data, shape } = arrayOver(value, value.letters, value.letterSizes);
          return { shape, data };
        }
        return { shape: sides(value), data: value.data };
      });
    const truth = valueOf(left);
    const claimed = truth && valueOf(right);
    const isComparable = claimed && claimed.shape.join() === truth.shape.join();
    return truth && { truth, claimed: isComparable ? claimed : null, lay: nested };
  };
  return smallestPoint(claim, expressions, sidesAt, found?.names);
}

/** The rule that turns one line into the next, as far as their forms tell. */
function ruleOf(before: SizedStage, after: SizedStage): string {
  const left = [...before.derivatives.values()];
  const right = [...after.derivatives.values()];
  if (left.length === 0 && right.length === 0) return "algebra";
  const gone = left.filter(({ body }) => !right.some((other) => sameExpression(other.body, body)));
  const [opened] = gone;
  if (!opened) return "algebra";
  if (right.length === 0 && gone.length > 1) return "derivatives carried out";
  const { body } = opened;
  if (body.kind === "name" || body.kind === "entry") return "derivative of a variable";
  if (right.length === 0) return "derivative carried out";
  switch (body.kind) {
    case "sum":
      return "derivative of a sum";
    case "binary":
      switch (body.operator) {
        case "add":
        case "subtract":
          return "sum rule";
        case "multiply":
        case "hadamard":
          return "product rule";
        case "divide":
        case "entrywise-divide":
          return "quotient rule";
        case "power":
        case "entrywise-power":
          return "power rule";
      }
    case "call":
      return "chain rule";
    case "number":
    case "negate":
    case "transpose":
    case "delta":
    case "derivative":
      return "derivative carried out";
  }
}
