import type { VariableShape } from "../elaboration/shape.ts";
import { deltasBetween } from "../graph/lower.ts";
import { type Factor, type NodeId, type Term } from "../graph/node.ts";
import { replaceNodes } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import { functionNamed, functionWords } from "../functions/table.ts";
import { plain } from "../notations/plain.ts";
import * as Q from "../numbers/rational.ts";
import { Recovery } from "../recovery/recover.ts";
import type { Turns } from "../recovery/vocabulary.ts";
import { definitionByEntries } from "../rules/definition.ts";
import * as B from "../syntax/build.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import { sameExpression } from "../syntax/equality.ts";
import { entryGrid } from "./entry-grid.ts";
import { groupWords } from "./group-words.ts";
import { Letters } from "./letters.ts";
import { LineWriter, positiveFirst } from "./lines.ts";
import { type Part, splitIntoParts, termsOf, usualName } from "./parts.ts";
import type {
  DeltaSum,
  Derivation,
  NamedPart,
  NarratedDerivation,
  RuleName,
  Step,
} from "./step.ts";
import { functionForm, Recognition, tryForm } from "./recognition.ts";
import { putBackReason } from "./same-product.ts";
import { TermRules } from "./term-rules.ts";
import { words } from "./words.ts";

/** A derivation of more lines than this helps nobody; the answer stands without it. */
const LONGEST = 60;
/** Past this many parts their derivatives are left as symbols. */
const MOST_PARTS = 12;
/** Past this many there are no steps. */
const MOST_NAMES = 100;

export interface IndexProblem {
  readonly store: Store;
  /** The function, its axes in reading order (rows, then columns). */
  readonly f: NodeId;
  readonly fName: string;
  readonly by: NodeId;
  readonly byName: string;
  readonly variables: ReadonlyMap<string, VariableShape>;
  /** The user's names in the order typed, and every other name that letters must avoid. */
  readonly names: readonly string[];
  readonly reserved: Iterable<string>;
  /** The finished answer in matrix form, for the last line; absent where it has none. */
  readonly answer: Expression | undefined;
  /** What is known of the values and used in the answer, a sentence each: "A is symmetric." */
  readonly facts: readonly string[];
  /** How many of the axes of f run down; the others run across. */
  readonly fRows: number;
  /** The functions that the user's expression calls. */
  readonly called?: readonly string[];
  readonly turns?: Turns;
}

/**
 * The derivation by indices: write one entry out, differentiate it term by term, let the deltas
 * appear, sum them out, recognise what is left. The same local rules as the reverse accumulation,
 * applied forward, one named part after the other.
 *
 * @returns undefined where the derivation would be too long to be read
 */
export function deriveByIndices(problem: IndexProblem): NarratedDerivation | undefined {
  return new IndexNarrator(problem).narrate();
}

class IndexNarrator {
  readonly #problem: IndexProblem;
  readonly #store: Store;
  readonly #letters: Letters;
  readonly #recovery: Recovery;
  readonly #writer: LineWriter;
  readonly #steps: Step[] = [];
  /** By the symbol of a part: its derivative by the variable, over the axes of both. */
  readonly #found = new Map<NodeId, NodeId>();
  /** By the symbol of a part: the step that found its derivative. */
  readonly #foundIn = new Map<NodeId, Step>();
  /** By the symbol of a part: the symbol of its derivative. */
  readonly #symbols = new Map<NodeId, NodeId>();
  /** By the symbol of a part: what it stands for in the user's expression. */
  readonly #meanings = new Map<NodeId, NodeId>();
  /** By what a part means: its symbol. */
  readonly #definitions = new Map<NodeId, NodeId>();
  /** The rules that parts went through, with their first and last step. */
  readonly #blocks: { rules: string; from: Step; to: Step }[] = [];
  /** The part that is being told. */
  #part = "";
  /** The derivatives of parts are left as symbols: put in, they would fill pages. */
  #isBig = false;
  readonly #bySymbol: NodeId;
  readonly #byLabels: number[];
  readonly #rules: TermRules;
  readonly #recognition: Recognition;

  constructor(problem: IndexProblem) {
    this.#problem = problem;
    this.#store = problem.store;
    this.#letters = new Letters([...problem.names, ...problem.reserved, problem.fName]);
    this.#recovery = new Recovery(problem.store, problem.names, { by: problem.byName });
    this.#writer = new LineWriter(problem.store, this.#recovery, this.#letters, problem.names);
    this.#recognition = new Recognition(this.#store, this.#recovery, this.#letters, this.#writer);
    this.#byLabels = problem.store.labelsFor(problem.by);
    this.#bySymbol = this.#derivativeSymbol(problem.by, problem.byName);
    this.#rules = new TermRules(problem.store, {
      by: problem.by,
      byName: problem.byName,
      byLabels: this.#byLabels,
      bySymbol: this.#bySymbol,
      symbols: this.#symbols,
      definitions: this.#definitions,
    });
  }

  narrate(): NarratedDerivation | undefined {
    const { f, by, fName, byName } = this.#problem;
    const store = this.#store;
    const outputs = store.labelsFor(f);
    // i names an output, j an input, also where there is only one output.
    if (outputs.length === 0 && this.#byLabels.length === 1) this.#letters.reserve("i");
    for (const label of outputs) this.#letters.free(label);
    for (const label of this.#byLabels) this.#letters.free(label);
    const parts = splitIntoParts(
      store,
      f,
      by,
      (node) => this.#letters.name(usualName(node)),
      this.#problem.turns,
    );
    if (parts.length > MOST_NAMES) return undefined;
    this.#isBig = parts.length > MOST_PARTS;
    const names: NamedPart[] = [];
    for (const part of parts) {
      if (part.symbol === undefined) continue;
      const node = store.node(part.symbol);
      if (node.kind !== "variable") continue;
      names.push({ name: node.name, means: this.#formOf(part.meaning) });
      this.#meanings.set(part.symbol, part.node);
      this.#definitions.set(part.meaning, part.symbol);
      this.#symbols.set(part.symbol, this.#derivativeSymbol(part.symbol, node.name));
    }
    let result: NodeId | undefined;
    for (const part of parts) {
      const isRoot = part.symbol === undefined;
      this.#letters.startPart();
      const labels = isRoot ? outputs : store.labelsFor(part.node);
      const symbolNode = part.symbol === undefined ? undefined : store.node(part.symbol);
      const name = symbolNode?.kind === "variable" ? symbolNode.name : fName;
      const start = this.#steps.length;
      this.#part = name;
      const found = this.#differentiatePart(part, name, labels);
      if (!isRoot) this.#foldIfSeen(start);
      result = found.node;
      if (this.#steps.length > LONGEST && !this.#isBig) return undefined;
      if (part.symbol !== undefined) {
        this.#found.set(part.symbol, result);
        this.#foundIn.set(part.symbol, this.#steps.at(-1)!);
      }
      if (isRoot && !this.#isBig) this.#recognise(result, found.terms, outputs);
    }
    const body = functionForm(
      this.#recovery,
      store,
      parts[parts.length - 1]!.meaning,
      this.#problem.fRows,
    );
    const derivation: Derivation = {
      method: "indices",
      function: fName,
      given: [...this.#problem.variables.values()].map(({ name, axes }) => ({
        name,
        shape: axes.map(({ key }) => key),
      })),
      wanted: words.wanted(
        fName,
        byName,
        store.node(f).axes,
        store.node(by).axes,
        outputs.map((label) => this.#letters.of(label)),
        this.#byLabels.map((label) => this.#letters.of(label)),
      ),
      names,
      ...(body && { functionBody: body }),
      letterSizes: this.#letters.sizes((label) => store.sizeOfLabel(label)),
      steps: this.#steps,
    };
    return this.#isBig
      ? { derivation: { ...derivation, omitted: groupWords.symbols(names.length) } }
      : { derivation, result: this.#putBack(result!) };
  }

  /** A part that goes through the same rules as an earlier one is told in two lines. */
  #foldIfSeen(start: number): void {
    const own = this.#steps.slice(start);
    const rules = own.map(({ rule }) => rule).join();
    const earlier = this.#blocks.find((block) => block.rules === rules);
    const last = own[own.length - 1]!;
    if (!earlier || own.length < 4) {
      this.#blocks.push({ rules, from: own[0]!, to: last });
      return;
    }
    const left = own.find((step) => step.left?.kind === "derivative")!.left!;
    const sums = own.flatMap(({ deltas }) => deltas ?? []);
    this.#steps.splice(start + 1);
    this.#say("as-before", "Differentiate as before", last.right, words.asBefore(sums), {
      left,
      before: left,
      uses: [earlier.from, earlier.to],
      substeps: own.slice(1),
    });
  }

  /** A line; it goes on from the one before unless `more` says what it starts from. */
  #say(
    rule: RuleName,
    title: string,
    right: Expression,
    reason: string,
    more: Partial<Step> = {},
  ): void {
    const last = this.#steps.at(-1);
    // A line that goes on with the same is no step.
    if (!more.left && !more.before && last && sameExpression(last.right, right)) return;
    const before = more.before ?? more.left ?? last?.right ?? right;
    this.#steps.push({ rule, title, right, reason, part: this.#part, ...more, before });
  }

  /** One part: its entry, and the derivative of the entry by an entry of the variable. */
  #differentiatePart(
    part: Part,
    name: string,
    labels: readonly number[],
  ): { node: NodeId; terms: readonly Term[] } {
    const store = this.#store;
    const { byName } = this.#problem;
    const free = new Set([...labels, ...this.#byLabels]);
    const entry = this.#entry(name, labels);
    const byEntry = this.#entry(byName, this.#byLabels);
    let terms = this.#ordered(termsOf(store, part.meaning, labels), free);
    const asked = labels.map((label) => this.#letters.of(label));
    const summed = this.#writer.summedLetters(terms, free);
    const definition = this.#definitionOf(part.meaning, labels);
    const [asking] = asked;
    this.#say(
      "entry-form",
      words.entryTitle(name, labels.length),
      definition?.entry ?? this.#writer.line(terms, free),
      [
        definition
          ? words.entryOfFunction(definition.name, asking)
          : words.entryReason(asked, summed),
        ...this.#remarks(part, terms, free),
      ].join(" "),
      { left: entry, before: this.#whole(part, name, labels) },
    );

    const left: Expression = { kind: "derivative", body: entry, by: byEntry };
    const live = terms.filter((term) =>
      term.factors.some((factor) => this.#rules.depends(factor.node)),
    );
    const dead = terms.length - live.length;
    const hasSum = terms.length > 1 || terms.some((term) => this.#isSummed(term, free));
    if (hasSum && live.length > 0) {
      this.#say(
        "sum-rule",
        "Differentiate term by term",
        this.#writer.underDerivative(live, free, byEntry),
        words.sumRule(dead, byName),
        { left, before: { ...left, body: this.#steps.at(-1)!.right } },
      );
    }
    const chosen = hasSum && live.length > 0 ? {} : { left };

    terms = live.flatMap((term) => this.#rules.differentiate(term));
    if (terms.length === 0) {
      this.#say(
        "constant-rule",
        `No ${byName} inside`,
        B.number(0),
        words.noVariable(name, byName),
        chosen,
      );
      return { node: store.poly([...labels, ...this.#byLabels], []), terms: [] };
    }
    const rule = this.#rules.ruleOf(live);
    const quotes = this.#rules.functionsIn(live).map((known) => groupWords.ruleOf(known));
    this.#say(rule.name, rule.title, this.#writer.line(terms, free), rule.reason, {
      ...chosen,
      quotes,
    });

    terms = this.#carryOut(terms, free);
    const node = store.poly([...labels, ...this.#byLabels], terms);
    const normal = this.#ordered(termsOf(store, node, [...labels, ...this.#byLabels]), free);
    if (this.#isSimpler(normal, terms)) {
      const reason = words.collect(this.#leavesSum(normal) && !this.#leavesSum(terms));
      this.#say("collect", "Collect", this.#writer.line(normal, free), reason);
      terms = normal;
    }
    return { node, terms };
  }

  /** What else is to be said where a part is written by its entries. */
  #remarks(part: Part, terms: readonly Term[], free: ReadonlySet<number>): string[] {
    const store = this.#store;
    const line = this.#writer.line(terms, free);
    const own = store.node(part.meaning);
    const said: string[] = [];
    // A function of whole arrays that stays as it is, and those that are written by entries.
    const isSeen = own.kind === "apply" && functionWords(own.function) === own.function;
    if (own.kind === "apply" && own.axes.length === 0 && isSeen) {
      said.push(words.meaning(own.function, functionNamed(own.function)!.summary));
    }
    const isRoot = part.symbol === undefined && own.kind === "poly";
    for (const name of isRoot ? (this.#problem.called ?? []) : []) {
      const { overloads, summary } = functionNamed(name)!;
      const isGone = overloads.every(({ kind }) => kind === "defined");
      if (isGone) said.push(words.meaning(name, summary));
    }
    const kept = terms.flatMap(({ factors }) =>
      factors.filter(({ node, indices }) => {
        const inner = store.node(node);
        return inner.kind === "poly" && indices.length > 0 && !this.#rules.depends(node);
      }),
    );
    const isWhole = new Set(
      postorder(line).flatMap((node) => (node.kind === "entry" ? [node.operand] : [])),
    );
    for (const { node } of kept) {
      const form = tryForm(this.#recovery, node);
      if (form && [...isWhole].some((operand) => sameExpression(operand, form))) {
        said.push(words.staysWhole(plain.write(form), this.#problem.byName));
      }
    }
    return [...new Set(said)];
  }

  /** An entry of a primitive function in simpler functions, as its file tells it. */
  #definitionOf(
    id: NodeId,
    labels: readonly number[],
  ): { name: string; entry: Expression } | undefined {
    const store = this.#store;
    const node = store.node(id);
    if (node.kind !== "apply") return undefined;
    const argument = store.node(node.arguments[0]!.node);
    if (argument.kind !== "variable") return undefined;
    const call = {
      kind: "call",
      callee: node.function,
      arguments: [B.name(argument.name)],
    } as const;
    const letters = labels.map((label) => this.#letters.of(label));
    // Every letter that a definition sums over runs over the last axis of its argument.
    const last = argument.axes[argument.axes.length - 1]!;
    const entry = definitionByEntries(call, letters, () => this.#letters.of(store.label(last)));
    return entry && { name: node.function, entry };
  }

  /** Whether a sum of its own stands in a product, as a number without a letter. */
  #leavesSum(terms: readonly Term[]): boolean {
    return terms.some(({ factors }) =>
      factors.some(
        ({ node, indices }) => indices.length === 0 && this.#store.node(node).kind === "poly",
      ),
    );
  }

  /** Whether the normal form says the same in fewer terms or factors. */
  #isSimpler(normal: readonly Term[], terms: readonly Term[]): boolean {
    const count = (all: readonly Term[]): number =>
      all.reduce((sum, term) => sum + 1 + term.factors.length, 0);
    return count(normal) < count(terms);
  }

  /** Deltas for the symbols ∂x/∂x, what was found for ∂u/∂x, and the sums that the deltas remove. */
  #carryOut(start: readonly Term[], free: ReadonlySet<number>): Term[] {
    const store = this.#store;
    let terms = [...start];
    const uses = (symbol: NodeId): boolean =>
      terms.some((term) => term.factors.some((factor) => factor.node === symbol));
    for (const [symbol, derivative] of this.#symbols) {
      if (!uses(derivative) || this.#isBig) continue;
      const counted = new Set<number>();
      terms = terms.flatMap((term) =>
        this.#substitute(term, derivative, this.#found.get(symbol)!).map((after) =>
          this.#withSizes(term, after, free, counted),
        ),
      );
      const node = store.node(symbol);
      this.#say(
        "substitution",
        "Put in what was found",
        this.#writer.line(terms, free),
        [
          words.substitution(node.kind === "variable" ? node.name : "", this.#problem.byName),
          ...this.#countedReason(counted),
        ].join(" "),
        { uses: [this.#foundIn.get(symbol)!] },
      );
      terms = this.#sumOut(terms, free);
    }
    if (!uses(this.#bySymbol)) return terms;
    const { byName } = this.#problem;
    const rank = this.#byLabels.length;
    terms = terms.map((term) => this.#withDeltas(term));
    const line = this.#writer.line(terms, free);
    if (rank === 0) {
      this.#say("self-derivative", `${byName} by itself`, line, words.itself(byName));
      return terms;
    }
    this.#say("kronecker-delta", "The delta appears", line, words.deltaAppears(byName, rank));
    return this.#sumOut(terms, free);
  }

  #withDeltas(term: Term): Term {
    const rank = this.#byLabels.length;
    const factors = term.factors.flatMap((factor) =>
      factor.node === this.#bySymbol
        ? deltasBetween(this.#store, factor.indices.slice(0, rank), factor.indices.slice(rank))
        : [factor],
    );
    return { coefficient: term.coefficient, factors };
  }

  #substitute(term: Term, derivative: NodeId, found: NodeId): Term[] {
    const position = term.factors.findIndex((factor) => factor.node === derivative);
    if (position < 0) return [term];
    const at = term.factors[position]!.indices;
    const before = term.factors.slice(0, position);
    const after = term.factors.slice(position + 1);
    const free = new Set(at);
    return termsOf(this.#store, found, at).map((inner) => ({
      coefficient: Q.multiply(term.coefficient, inner.coefficient),
      factors: [...before, ...this.#writer.inReadingOrder(inner.factors, free), ...after],
    }));
  }

  /** A sum whose terms turn out to be all the same counts them: the sizes of the letters that are gone. */
  #withSizes(before: Term, after: Term, free: ReadonlySet<number>, counted: Set<number>): Term {
    const kept = labelsOf(after);
    const gone = [...labelsOf(before)].filter((label) => !kept.has(label) && !free.has(label));
    if (gone.length === 0) return after;
    for (const label of gone) counted.add(label);
    const sizes = this.#store.sizeFactors(gone.map((label) => this.#store.sizeOfLabel(label)));
    return {
      coefficient: Q.multiply(sizes.coefficient, after.coefficient),
      factors: [...sizes.factors, ...after.factors],
    };
  }

  #countedReason(counted: ReadonlySet<number>): string[] {
    if (counted.size === 0) return [];
    return [words.counted([...counted].map((label) => this.#letters.of(label)))];
  }

  /** Sums out every delta that can be; each by itself where every step is shown. */
  #sumOut(start: readonly Term[], free: ReadonlySet<number>): Term[] {
    const before = this.#steps.at(-1)!.right;
    let terms = positiveFirst(start);
    const count = terms.length;
    const sums: DeltaSum[] = [];
    const substeps: Step[] = [];
    for (let k = 0; k < count; k++) {
      for (;;) {
        const next = withoutOneDelta(this.#store, terms[k]!, free);
        if (!next) break;
        const summed = this.#letters.of(next.from);
        const becomes = this.#letters.of(next.to);
        const sum = count > 1 ? { summed, becomes, term: k + 1 } : { summed, becomes };
        sums.push(sum);
        terms = terms.map((term, at) => (at === k ? next.term : term));
        substeps.push({
          rule: "delta-sum",
          title: "Sum out one delta",
          before: substeps.at(-1)?.right ?? before,
          right: this.#writer.line(terms, free),
          reason: words.deltaSum([sum]),
          deltas: [sum],
          part: this.#part,
        });
      }
    }
    if (sums.length > 0) {
      this.#say(
        "delta-sum",
        sums.length > 1 ? "Sum out the deltas" : "Sum out the delta",
        this.#writer.line(terms, free),
        words.deltaSum(sums),
        { deltas: sums, ...(sums.length > 1 && { substeps }) },
      );
    }
    return terms;
  }

  #recognise(result: NodeId, found: readonly Term[], outputs: readonly number[]): void {
    const store = this.#store;
    const { fName, byName, answer } = this.#problem;
    const labels = [...outputs, ...this.#byLabels];
    const free = new Set(labels);
    const whole: Expression = { kind: "derivative", body: B.name(fName), by: B.name(byName) };
    const letters = labels.map((label) => this.#letters.of(label));
    const terms = this.#ordered(found, free);
    const entry = this.#steps.at(-1)!.right;
    if (terms.length === 0) {
      if (answer) {
        const more = { left: whole, before: entry, letters };
        this.#say("assemble", "All entries", answer, words.allZero, more);
      }
      return;
    }
    if (labels.length > 2) {
      this.#say(
        "recognise",
        "Read the entry",
        this.#writer.line(terms, free),
        words.manyAxes(labels.length),
        {
          before: entry,
          left: {
            kind: "derivative",
            body: this.#entry(fName, outputs),
            by: this.#entry(byName, this.#byLabels),
          },
        },
      );
      return;
    }
    if (labels.length > 0) {
      for (const term of terms) this.#recogniseTerm(term, labels, terms.length);
    }
    const form = tryForm(this.#recovery, result);
    const isJacobian = outputs.length === 1 && labels.length === 2;
    const array = isJacobian ? entryGrid(entry, letters, store.node(result).axes) : undefined;
    if (form) {
      this.#say(
        "assemble",
        words.assembleTitle(labels.length),
        form,
        words.assemble(store.node(result).axes, outputs.length, letters),
        { left: whole, before: entry, letters, ...(array && { array }) },
      );
    }
    const { facts } = this.#problem;
    const general = this.#found.size > 0 ? tryForm(this.#recovery, this.#putBack(result)) : form;
    const last = facts.length > 0 ? general : (answer ?? general);
    if (general && last && this.#found.size > 0 && !(form && sameExpression(form, last))) {
      const named = [...this.#definitions].map(([meaning, symbol]) => ({
        name: this.#nameOf(symbol),
        means: this.#formOf(meaning),
      }));
      const names = named.map(({ name }) => name);
      const before = form ?? entry;
      const reason = putBackReason(words.putBack(names), before, last, named);
      this.#say("substitution", "Put the names back", last, reason, {
        left: whole,
        before,
        names,
      });
    }
    if (answer && general && facts.length > 0 && !sameExpression(answer, general)) {
      const more = { left: whole, before: general };
      this.#say("facts", "Use what is known", answer, words.facts(facts), more);
    }
  }

  #recogniseTerm(term: Term, labels: readonly number[], count: number): void {
    const step = this.#recognition.step(term, labels, count);
    if (step) this.#steps.push({ ...step, part: this.#part });
  }

  #nameOf(symbol: NodeId): string {
    const node = this.#store.node(symbol);
    return node.kind === "variable" ? node.name : "";
  }

  /** What a part stands for, at the letters of one of its entries; by its name where it is no matrix. */
  #whole(part: Part, name: string, labels: readonly number[]): Expression {
    const { fRows } = this.#problem;
    const isGrouped = part.symbol === undefined && (fRows > 1 || labels.length - fRows > 1);
    const form = isGrouped ? undefined : tryForm(this.#recovery, part.meaning);
    const letters = labels.map((label) => this.#letters.of(label));
    return form ? B.entry(form, letters) : this.#entry(name, labels);
  }

  #formOf(id: NodeId): Expression {
    return tryForm(this.#recovery, id) ?? B.name("?");
  }

  #entry(name: string, labels: readonly number[]): Expression {
    return B.entry(
      B.name(name),
      labels.map((label) => this.#letters.of(label)),
    );
  }

  /** Terms in the order in which the user named things; letters are drawn in that order too. */
  #ordered(terms: readonly Term[], free: ReadonlySet<number>): Term[] {
    const place = (term: Term): number =>
      Math.min(...term.factors.map((factor) => this.#nameRank(factor)), 999);
    return terms
      .map((term) => ({ ...term, factors: this.#writer.inReadingOrder(term.factors, free) }))
      .sort(
        (a, b) =>
          Number(Q.isNegative(a.coefficient)) - Number(Q.isNegative(b.coefficient)) ||
          place(a) - place(b),
      );
  }

  #nameRank(factor: Factor): number {
    const node = this.#store.node(factor.node);
    const rank = node.kind === "variable" ? this.#problem.names.indexOf(node.name) : -1;
    return rank < 0 ? 500 : rank;
  }

  #isSummed(term: Term, free: ReadonlySet<number>): boolean {
    return term.factors.some(({ indices }) => indices.some((label) => !free.has(label)));
  }

  #derivativeSymbol(of: NodeId, name: string): NodeId {
    const store = this.#store;
    const { axes } = store.node(of);
    const symbol = store.variable(`∂${name}`, [...axes, ...store.node(this.#problem.by).axes]);
    this.#writer.derivatives.set(symbol, { of: name, by: this.#problem.byName, rank: axes.length });
    return symbol;
  }

  /** The result with every symbol replaced by what it stands for. */
  #putBack(result: NodeId): NodeId {
    return replaceNodes(this.#store, result, this.#meanings);
  }
}

function labelsOf({ factors }: Term): Set<number> {
  return new Set(factors.flatMap(({ indices }) => indices));
}

/** One delta gone, the other index in place of the summed one; a delta between free letters stays. */
function withoutOneDelta(
  store: Store,
  { coefficient, factors }: Term,
  free: ReadonlySet<number>,
): { readonly term: Term; readonly from: number; readonly to: number } | undefined {
  const delta = factors.find(
    ({ node, indices: [a, b] }) =>
      store.node(node).kind === "delta" && a !== b && !(free.has(a!) && free.has(b!)),
  );
  if (!delta) return undefined;
  const [a, b] = delta.indices as [number, number];
  const [from, to] = free.has(a) ? [b, a] : [a, b];
  const others = factors
    .filter((factor) => factor !== delta)
    .map((factor) => ({
      ...factor,
      indices: factor.indices.map((label) => (label === from ? to : label)),
    }));
  return { term: { coefficient, factors: others }, from, to };
}
