import { type Expression, postorder } from "../syntax/expression.ts";
import { canonicalName } from "../text/greek.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import { type Declaration, readDeclarations } from "./declarations.ts";
import { bareUse, type Definition, withDefinitions } from "./definitions.ts";
import type { LeftSide } from "./left-sides.ts";
import type { Choice, InputSide, Notation, SummationRange } from "./notation.ts";
import { withoutTraces } from "./pasted.ts";
import { sampleNames, type WithoutSamples, withoutSamples } from "./samples.ts";
import { withLongSums } from "./sum-scope.ts";
import { type Statement, statementsOf } from "./statements.ts";

/** A text of one statement or several, understood. */
export interface Input {
  readonly notation: Notation;
  /** With the definitions of the text put in, and without a sign of differentiation about it. */
  readonly expression: Expression;
  readonly declarations: readonly Declaration[];
  /** Facts about values: `S symmetric`. */
  readonly properties: readonly (readonly [name: string, property: string])[];
  /** What a sign of differentiation about the whole differentiates by; outermost first. */
  readonly by: readonly By[];
  /** The place of the statement that the expression is, its left side included. */
  readonly whole: Span;
  /** The name that the text gives the expression, and what it calls its variables. */
  readonly name?: string;
  readonly of: readonly string[];
  readonly choices: readonly Choice[];
  readonly ranges: readonly SummationRange[];
  /** Undeclared names that are used as data matrices, a sample for each value of an index. */
  readonly undeclaredSamples: ReadonlySet<string>;
  /** The index letters of the left side, i of `p_i = ...`, or those that an array of samples got. */
  readonly leftLetters: readonly string[];
}

export interface By {
  /** Undefined for `\nabla f`, which does not say. */
  readonly name: string | undefined;
  /** `j` of `\partial x_j`. */
  readonly indices: readonly (string | number)[];
  readonly span: Span | undefined;
}

/** The names that are known before the text is read. */
export interface KnownNames {
  /** Each with the sizes of its axes. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  readonly functions: ReadonlySet<string>;
  /** Sizes that the declarations speak of. */
  readonly sizes: ReadonlySet<string>;
}

/**
 * Reads an input: declarations and definitions, and the one expression that they are for, each on a
 * line of its own or set apart in the way of the notation.
 */
export function readInput(typed: string, notation: Notation, known: KnownNames): Result<Input> {
  const formula = withoutTraces(typed);
  const { input } = notation;
  if (!input) {
    const refused = notation.read(formula);
    return refused.ok ? failure(emptyText(formula)) : refused;
  }
  const { text, by } = withRespectTo(formula, input);
  const statements = isSimple(text)
    ? [{ kind: "expression", span: { from: 0, to: text.length } } as const]
    : statementsOf(text, input);
  const read = new InputReader(text, notation, statements, known).read();
  // A sign of differentiation says the same, and more.
  if (!read.ok || by === undefined || read.value.by.length > 0) return read;
  return success({ ...read.value, by: [by] });
}

/** Most texts are one expression; nothing in these can be anything else. */
function isSimple(text: string): boolean {
  return !MANY.test(text);
}

const MANY =
  /[\n;=:∈,≜≝≔≡↦]|\bin\b|symmetric|definite|where|with|\\\\|\(\d[\d.]*[a-z]?\)|\\(?:triangleq|equiv|coloneqq?|defeq|eqdef|doteq|stackrel|overset|mapsto|forall|qquad|quad|text|mathrm)(?![A-Za-z])/;

/** "with respect to X", which says what to differentiate by; blanked out of the text. */
function withRespectTo(
  text: string,
  { declaration }: InputSide,
): { readonly text: string; readonly by?: By } {
  const found = /respect|w\.?\s?r\.?\s?t/.test(text) ? RESPECT.exec(text) : null;
  if (!found) return { text };
  const [phrase, name = ""] = found;
  const span = { from: found.index, to: found.index + phrase.length };
  const blank = phrase.replace(/[^\n$]/g, " ");
  // The dollar signs about the name go with it; one that closes the formula before stays.
  const dollars = (phrase.match(/\$/g) ?? []).length;
  const kept = dollars % 2 === 0 ? blank.replaceAll("$", " ") : blank;
  return {
    text: text.slice(0, span.from) + kept + text.slice(span.to),
    by: { name: canonicalName((declaration?.(name) ?? name).trim()), indices: [], span },
  };
}

const RESPECT =
  /(?:,\s{0,9})?(?:\\q?quad|\\[,;: ]|~|\s){0,9}(?:\\(?:text|mathrm|textrm|mbox)\s*\{\s*)?(?<![A-Za-z])(?:with\s+respect\s+to|w\.?\s?r\.?\s?t\.?(?![A-Za-z]))(?:\s+the\s+(?:vector|matrix|variable|parameters?|weights?))?\s*\}?\s*\$?\s*((?:\\(?:mathbf|boldsymbol|bm|vec|mathrm)\s*)?(?:\{\s*\\?[A-Za-z]\w*\s*\}|\\?[A-Za-z\u0370-\u03ff]\w*))\s*\$?(?=\s*(?:[.,;?\n]|$))/;

const NO_NAMES: ReadonlySet<string> = new Set();

class InputReader {
  private readonly text: string;
  private readonly notation: Notation;
  private readonly statements: readonly Statement[];
  private readonly ranks: Map<string, number>;
  private readonly axes: Map<string, readonly string[]>;
  private readonly functions: Set<string>;
  private readonly sizes: Set<string>;
  private readonly declarations: Declaration[] = [];
  private readonly properties: (readonly [string, string])[] = [];
  private readonly choices: Choice[] = [];
  private readonly ranges: SummationRange[] = [];
  private readonly definitions = new Map<string, Definition>();
  private readonly used = new Set<string>();

  constructor(
    text: string,
    notation: Notation,
    statements: readonly Statement[],
    known: KnownNames,
  ) {
    this.text = text;
    this.notation = notation;
    this.statements = statements;
    this.axes = new Map(known.variables);
    this.ranks = new Map([...known.variables].map(([name, axes]) => [name, axes.length]));
    this.functions = new Set(known.functions);
    this.sizes = new Set(known.sizes);
  }

  read(): Result<Input> {
    const problem = this.readDeclared();
    if (problem) return failure(problem);
    const chosen = this.expressionOf();
    if ("code" in chosen) return failure(chosen);
    for (const statement of this.statements) {
      if (statement.kind !== "equation" || statement === chosen) continue;
      const fault = this.define(statement);
      if (fault) return failure(fault);
    }
    const isEquation = chosen.kind === "equation";
    const peeled = this.wholeOf(chosen);
    if ("code" in peeled) return failure(peeled);
    const unused = this.unusedDefinition(chosen);
    if (unused) return failure(unused);
    const bare = bareUse(peeled.body, this.definitions);
    if (bare) return failure(bare);
    const whole = this.withoutSamples(peeled.body);
    if (!whole.ok) return whole;
    if (isEquation && chosen.goesOn) {
      const reading = "the first of several expressions that are said to be equal is read";
      this.choices.push({ span: chosen.right, reading });
    }
    const { declarations, properties, choices, ranges, notation } = this;
    const name = isEquation && chosen.name !== undefined ? canonicalName(chosen.name) : undefined;
    return success({
      notation,
      expression: whole.value.expression,
      by: peeled.by,
      whole: trimmed(this.text, chosen.span),
      declarations,
      properties,
      choices,
      ranges,
      undeclaredSamples: notation.input?.quotesSource
        ? sampleNames(
            whole.value.expression,
            (known) => this.axes.get(known) ?? (this.sizes.has(known) ? [] : undefined),
          )
        : NO_NAMES,
      of: isEquation ? chosen.of.map(canonicalName) : [],
      leftLetters: (isEquation && chosen.letters) || whole.value.letters,
      ...(name !== undefined && { name }),
    });
  }

  /** A definition that nothing is made of is another expression, and which one is meant is not said. */
  private unusedDefinition(chosen: Chosen): Problem | undefined {
    const found = this.statements.find(
      (statement) =>
        statement.kind === "equation" &&
        statement !== chosen &&
        !this.used.has(canonicalName(statement.name ?? "")),
    );
    if (!found) return undefined;
    return {
      code: "several-expressions",
      message: "There are several expressions here, and one is differentiated at a time.",
      span: trimmed(this.text, found.span),
      remedy: "Keep one of them, or use what is defined here in the other.",
    };
  }

  /** What the chosen statement differentiates, and by what. */
  private wholeOf(chosen: Chosen): Peeled | Problem {
    if (chosen.kind === "expression") return this.peeled(chosen.span);
    if (this.isProduct(chosen)) return bothSides(trimmed(this.text, chosen.span), false);
    if (chosen.name !== undefined || chosen.label) return this.peeled(chosen.right);
    // `\\nabla f = ...` and `d/dx x^\\top A x = ...`: what is differentiated stands on the left.
    const told = this.choices.length;
    const right = this.peeled(chosen.right);
    if (!("code" in right) && right.by.length > 0) return right;
    this.choices.length = told;
    const left = this.peeled(chosen.left);
    const isAsked = !("code" in left) && left.by.length > 0;
    const isKnown = isAsked && (left.body.kind !== "name" || this.ranks.has(left.body.name));
    if (!isKnown) return bothSides(trimmed(this.text, chosen.span), isAsked);
    const reading = "the left side is differentiated, and what it is said to be is not looked at";
    this.choices.push({ span: chosen.left, reading });
    return left;
  }

  /** `Ax = b` of declared A and x. */
  private isProduct({ isRun, base }: LeftSide): boolean {
    return isRun === true && Array.from(base).every((letter) => this.ranks.has(letter));
  }

  private peeled(range: Span): Peeled | Problem {
    const read = this.readPart(range);
    if (!read.ok) return read.problem;
    return peel(this.substituted(this.withLongSums(read.value)));
  }

  private readDeclared(): Problem | undefined {
    for (const { span, ...statement } of this.statements) {
      if (statement.kind === "property") {
        this.properties.push([canonicalName(statement.name), statement.word]);
      }
      if (statement.kind !== "declaration") continue;
      const source = this.text.slice(span.from, span.to);
      const words = this.notation.input?.declaration?.(source) ?? source;
      const read = readDeclarations(words.replace(/\band\b/g, ", ").replace(/,\s*,/g, ","));
      if (!read.ok) return { ...read.problem, span: trimmed(this.text, span) };
      for (const declaration of read.value) {
        const { name, axes, isFunction } = declaration;
        if (isFunction) this.functions.add(name);
        else {
          this.ranks.set(name, axes.length);
          this.axes.set(
            name,
            axes.map(({ key }) => key),
          );
        }
        for (const { symbols } of axes) for (const symbol of symbols) this.sizes.add(symbol);
        this.declarations.push({ ...declaration, span, nameSpan: span });
      }
    }
    return undefined;
  }

  /** The statement that is meant: the one expression, else the equation that no other one uses. */
  private expressionOf(): Chosen | Problem {
    const expressions = this.statements.filter((statement) => statement.kind === "expression");
    const equations = this.statements.filter((statement) => statement.kind === "equation");
    if (expressions.length > 1) {
      const first = expressions[0]!.span;
      const last = expressions[expressions.length - 1]!.span;
      const between = this.statements.some(
        ({ kind, span }) => kind !== "expression" && span.from > first.from && span.to < last.to,
      );
      const isWhole = !between && !this.text.slice(first.from, last.to).includes(";");
      if (isWhole) return { kind: "expression", span: { from: first.from, to: last.to } };
      return {
        code: "several-expressions",
        message: "There are several expressions here, and one is differentiated at a time.",
        span: trimmed(this.text, expressions[1]!.span),
        remedy: "Keep one of them; the others can be definitions, as in u = A*x - b.",
      };
    }
    const [only] = expressions;
    if (only) return only;
    const unused = equations.filter(
      (equation) => equation.name === undefined || !this.isUsed(equation, equations),
    );
    const chosen = unused[unused.length - 1] ?? equations[equations.length - 1];
    if (chosen) return chosen;
    return emptyText(this.text);
  }

  private isUsed(
    { name, base }: LeftSide,
    equations: readonly (Statement & { kind: "equation" })[],
  ): boolean {
    const words = [...new Set([name, base])].join("|");
    const word = new RegExp(`(?<![A-Za-z])(?:${words})(?![A-Za-z])`, "u");
    return equations.some(
      (other) =>
        other.name !== name && word.test(this.text.slice(other.right.from, other.right.to)),
    );
  }

  private define(equation: Statement & { kind: "equation" }): Problem | undefined {
    const { name, of, right, span, letters } = equation;
    if (name === undefined || this.isProduct(equation)) {
      return {
        code: "equation",
        message: "Left of = stands the name of what is defined.",
        span: trimmed(this.text, span),
        remedy: "Write a definition such as u = A*x - b.",
      };
    }
    const canonical = canonicalName(name);
    if (this.ranks.has(canonical) || this.definitions.has(canonical)) {
      return {
        code: "declared-twice",
        message: `${name} is declared or defined twice.`,
        span: trimmed(this.text, span),
        remedy: "Keep one of the two.",
      };
    }
    const read = this.readPart(right);
    if (!read.ok) return read.problem;
    const meaning = this.substituted(this.withLongSums(read.value));
    this.definitions.set(canonical, { meaning, letters: letters ?? [] });
    if (of.length > 0)
      this.choices.push({ span: right, reading: `${name}(...) is written ${name} below` });
    return undefined;
  }

  private readPart(range: Span): Result<Expression> {
    const variables = new Set([...this.ranks.keys(), ...this.definitions.keys()]);
    return this.notation.read(this.text, {
      variables,
      functions: this.functions,
      ranks: this.ranks,
      sizes: this.sizes,
      ...((range.from > 0 || range.to < this.text.length) && { range }),
      onChoice: (choice) => this.choices.push(choice),
      onRange: (sum) => this.ranges.push(sum),
    });
  }

  /** Samples are a way to write of papers: an index too few in plain notation is a slip. */
  private withoutSamples(e: Expression): Result<WithoutSamples> {
    if (!this.notation.input?.quotesSource) return success({ expression: e, letters: [] });
    return withoutSamples(
      e,
      (name) => this.axes.get(name) ?? (name === "pi" || this.sizes.has(name) ? [] : undefined),
      this.ranges,
      (choice) => this.choices.push(choice),
    );
  }

  /** In plain notation a sum has parentheses. */
  private withLongSums(e: Expression): Expression {
    if (!this.notation.input?.quotesSource) return e;
    return withLongSums(e, this.text, (choice) => this.choices.push(choice));
  }

  private substituted(e: Expression): Expression {
    return this.definitions.size === 0
      ? e
      : withDefinitions(e, this.definitions, (name) => this.used.add(name));
  }
}

type Chosen = Extract<Statement, { kind: "expression" | "equation" }>;

interface Peeled {
  readonly body: Expression;
  readonly by: readonly By[];
}

function bothSides(span: Span, isDerivative: boolean): Problem {
  return {
    code: "equation",
    message: isDerivative
      ? "Left of = stands the derivative of something that is not given."
      : "Left of = stands no name, so that there are two expressions.",
    span,
    remedy: isDerivative
      ? "Write what is differentiated, as in f(x) = ..., or the right side alone."
      : "Keep one side of it.",
  };
}

/** Takes the signs of differentiation off the whole; one within is a problem. */
function peel(root: Expression): Peeled | Problem {
  const by: By[] = [];
  let body = root;
  while (body.kind === "derivative") {
    const { by: one } = body;
    const base = one.kind === "entry" ? one.operand : one;
    const name = base.kind === "name" && base.name !== "" ? base.name : undefined;
    by.push({ name, indices: one.kind === "entry" ? one.indices : [], span: one.span });
    body = body.body;
  }
  const inner = postorder(body).find((node) => node.kind === "derivative");
  if (!inner) return { body, by };
  return {
    code: "derivative-inside",
    message: "A sign of differentiation stands about a part of the expression only.",
    ...(inner.span && { span: inner.span }),
    remedy: "Put parentheses about all that is to be differentiated, or leave the sign out.",
  };
}

function trimmed(text: string, { from, to }: Span): Span {
  const source = text.slice(from, to);
  const start = from + source.length - source.trimStart().length;
  return { from: start, to: Math.max(start, from + source.trimEnd().length) };
}

function emptyText(text: string): Problem {
  return {
    code: "empty-expression",
    message: "There is no expression here.",
    span: { from: 0, to: text.length },
    remedy: "Type one, such as `y'*A*x`.",
  };
}
