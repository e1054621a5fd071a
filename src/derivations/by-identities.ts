import { differentiate } from "../calculus/differentiate.ts";
import { functionNamed, functionWords } from "../functions/table.ts";
import { type Factor, type NodeId, parts as partsOf, type Term } from "../graph/node.ts";
import { expand, replaceNodes } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import { type Instance, matchIdentity } from "../identities/match.ts";
import { plain } from "../notations/plain.ts";
import * as Q from "../numbers/rational.ts";
import { COST } from "../recovery/forms.ts";
import { groupedForm } from "../recovery/grouped.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import { Recovery } from "../recovery/recover.ts";
import { ruleForTerms } from "../rules/apply.ts";
import * as B from "../syntax/build.ts";
import { sameExpression, withParts } from "../syntax/equality.ts";
import { type Expression, fold } from "../syntax/expression.ts";
import type { DifferentialProblem } from "./by-differentials.ts";
import { groupWords } from "./group-words.ts";
import { identityWords as words } from "./identity-words.ts";
import { Letters } from "./letters.ts";
import { functionForm } from "./recognition.ts";
import { numberWithArray } from "./number-from-array.ts";
import { isJust, putBackReason, withNames } from "./same-product.ts";
import { powerReason } from "./term-rules.ts";
import { type Part, splitIntoParts, termsOf, usualName } from "./parts.ts";
import type { Derivation, NamedPart, NarratedDerivation, RuleName, Step } from "./step.ts";

/** Past this many parts their derivatives are left as symbols. */
const MOST_PARTS = 10;
/** Past this many there are no steps. */
const MOST_NAMES = 100;

/**
 * The derivation by identities: each part is an instance of something known, cited by name with what
 * its letters stand for; the parts are put together by the chain rule, from the function inwards
 * where it is a number (gradients), from the variable outwards otherwise (Jacobians).
 *
 * @returns undefined where it would be too long to be read, a sentence where no identity fits
 * @throws NoMatrixForm where a line has none
 */
export function deriveByIdentities(
  problem: DifferentialProblem,
): NarratedDerivation | string | undefined {
  return new IdentityNarrator(problem).narrate();
}

/** What a line appeals to. */
interface Citation {
  readonly rule: RuleName;
  readonly title: string;
  readonly reason: string;
  /** The known derivatives that it quotes, where it does. */
  readonly quotes?: readonly string[];
}

class IdentityNarrator {
  readonly #problem: DifferentialProblem;
  readonly #store: Store;
  readonly #recovery: Recovery;
  readonly #letters: Letters;
  readonly #steps: Step[] = [];
  /** By the symbol of a part: what it stands for in the user's expression. */
  readonly #meanings = new Map<NodeId, NodeId>();
  readonly #definitions = new Map<NodeId, NodeId>();
  /** By the symbol of a derivative: the step in which it was found. */
  readonly #foundIn = new Map<NodeId, Step>();
  /** The part that is being told. */
  #part = "";
  /** The derivatives of parts are left as symbols: put in, they would fill pages. */
  #isBig = false;
  /** Names of derivative symbols, to be printed as ∂f/∂u: what is above and what is below. */
  readonly #symbolNames = new Map<string, readonly [string, string]>();

  constructor(problem: DifferentialProblem) {
    this.#problem = problem;
    this.#store = problem.store;
    this.#recovery = new Recovery(problem.store, problem.names, { by: problem.byName });
    this.#letters = new Letters([...problem.names, ...problem.reserved, problem.fName]);
  }

  narrate(): NarratedDerivation | string | undefined {
    const { f, by, fName, byName } = this.#problem;
    const store = this.#store;
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
    for (const { symbol, meaning, node } of parts) {
      if (symbol === undefined) continue;
      names.push({ name: this.#nameOf(symbol), means: this.#recovery.form(meaning) });
      this.#definitions.set(meaning, symbol);
      this.#meanings.set(symbol, node);
    }
    const fRank = store.node(f).axes.length;
    const byRank = store.node(by).axes.length;
    const last =
      fRank === 0
        ? this.#inwards(parts)
        : fRank + byRank <= 2
          ? this.#outwards(parts)
          : this.#inVecForm(parts);
    if (last === undefined) return words.noneInVecForm;
    if (!this.#isBig) this.#putBack(last, parts);
    const meaning = parts[parts.length - 1]!.meaning;
    const body = functionForm(this.#recovery, store, meaning, this.#problem.fRows);
    const derivation: Derivation = {
      method: "identities",
      function: fName,
      given: [...this.#problem.variables.values()].map(({ name, axes }) => ({
        name,
        shape: axes.map(({ key }) => key),
      })),
      wanted: words.wanted(fName, byName, fRank, byRank),
      names,
      ...(body && { functionBody: body }),
      steps: this.#signedSteps(),
    };
    return this.#isBig
      ? { derivation: { ...derivation, omitted: groupWords.symbols(names.length) } }
      : { derivation, result: replaceNodes(store, last, this.#meanings) };
  }

  #say(
    rule: RuleName,
    title: string,
    left: Expression | undefined,
    right: Expression,
    reason: string,
    more: Partial<Step> = {},
  ): void {
    const last = this.#steps[this.#steps.length - 1];
    if (!left && last && sameExpression(last.right, right)) return;
    const before = more.before ?? left ?? last?.right ?? right;
    const own = { rule, title, right, reason, part: this.#part, ...(left && { left }) };
    this.#steps.push({ ...own, ...more, before });
  }

  /** The steps in which derivatives were found that are put in now. */
  #usesOf(found: readonly NodeId[]): Pick<Step, "uses"> {
    return { uses: found.map((symbol) => this.#foundIn.get(symbol)!) };
  }

  /** Gradients: of f by its outermost parts first, then inwards, until the variable is reached. */
  #inwards(parts: readonly Part[]): NodeId | undefined {
    const store = this.#store;
    const { by, fName } = this.#problem;
    const gradients = new Map<NodeId, NodeId>();
    for (const inner of [...[...this.#meanings.keys()].reverse(), by]) {
      const labels = store.labelsFor(inner);
      const terms: Term[] = [];
      const arriving = new Map<NodeId, NodeId>();
      const citations: Citation[] = [];
      const through: string[] = [];
      for (const part of parts) {
        if (!this.#inside(part, by).includes(inner)) continue;
        const local = this.#local(part, inner);
        const axes = store.labelsFor(part.meaning);
        const own: Factor[] = [];
        if (part.symbol !== undefined) {
          const name = this.#nameOf(part.symbol);
          const symbol = this.#derivativeSymbol(fName, name, store.node(part.symbol).axes);
          arriving.set(symbol, gradients.get(part.symbol)!);
          through.push(name);
          own.push({ node: symbol, indices: axes, exponent: Q.ONE });
        }
        citations.push(this.#citation(part, inner, axes, own));
        for (const term of termsOf(store, local, [...axes, ...labels])) {
          terms.push({ coefficient: term.coefficient, factors: [...own, ...term.factors] });
        }
      }
      const node = store.poly(labels, terms);
      const innerName = this.#nameOf(inner);
      const left = this.#derivativeSign(fName, innerName);
      this.#part = innerName;
      const own = this.#derivativeSymbol(fName, innerName, store.node(inner).axes);
      if (citations.length === 0) {
        this.#sayConstant(left, node);
        this.#foundIn.set(own, this.#steps.at(-1)!);
        gradients.set(inner, node);
        continue;
      }
      this.#cite(citations, through, fName, innerName, node);
      const put = this.#isBig ? node : this.#shortest(replaceNodes(store, node, arriving));
      if (arriving.size > 0 && !this.#isBig) {
        this.#say(
          "substitution",
          "Put in what was found",
          undefined,
          this.#recovery.form(put),
          this.#putInReason(
            through.map((name) => `∂${fName}/∂${name}`),
            [node, put],
            arriving,
          ),
          this.#usesOf([...arriving.keys()]),
        );
      }
      this.#foundIn.set(own, this.#steps.at(-1)!);
      gradients.set(inner, put);
    }
    return gradients.get(by);
  }

  /** What was found above, and whether more was done than to put it in. */
  #putInReason(
    derivatives: readonly string[],
    [before, after]: readonly [NodeId, NodeId],
    found: ReadonlyMap<NodeId, NodeId>,
  ): string {
    const forms = new Map(
      [...found].map(([symbol, value]) => [this.#nameOf(symbol), this.#recovery.form(value)]),
    );
    const told = words.putIn(derivatives);
    const put = withNames(this.#recovery.form(before), forms);
    return isJust(put, this.#recovery.form(after)) ? told : `${told} ${groupWords.rearranged}`;
  }

  #sayConstant(left: Expression, node: NodeId): void {
    const { byName } = this.#problem;
    this.#say(
      "constant-rule",
      words.constantTitle,
      left,
      this.#recovery.form(node),
      words.constant(byName),
    );
  }

  /** The line of one derivative, with what is known of the parts that it comes from. */
  #cite(
    citations: readonly Citation[],
    through: readonly string[],
    of: string,
    by: string,
    node: NodeId,
  ): void {
    const right = this.#recovery.form(node);
    const own = new Set(citations.map(({ reason }) => reason));
    const mixed = numberWithArray(right, this.#store, node);
    if (mixed) own.add(groupWords.numberWithArray(mixed));
    const reasons = [...own].join(" ");
    const left = this.#derivativeSign(of, by);
    const isDirect = citations.length > through.length;
    const [first] = citations;
    const quotes = [...new Set(citations.flatMap((citation) => citation.quotes ?? []))];
    if (through.length > 0) {
      this.#say(
        "chain-rule",
        words.chainTitle(through),
        left,
        right,
        words.chain({ of, by, through, isDirect }, reasons),
        { quotes },
      );
    } else {
      this.#say(first!.rule, first!.title, left, right, reasons, { quotes });
    }
  }

  /** Jacobians: of each part by the variable, inner parts first. */
  #outwards(parts: readonly Part[]): NodeId | undefined {
    const store = this.#store;
    const { by, byName, fName } = this.#problem;
    const byAxes = store.labelsFor(by);
    const found = new Map<NodeId, NodeId>();
    let last: NodeId | undefined;
    for (const part of parts) {
      const name = part.symbol === undefined ? fName : this.#nameOf(part.symbol);
      this.#part = name;
      const outputs = store.labelsFor(part.meaning);
      const terms: Term[] = [];
      const replacements = new Map<NodeId, NodeId>();
      const citations: Citation[] = [];
      const through: string[] = [];
      for (const inner of this.#inside(part, by)) {
        const local = this.#local(part, inner);
        citations.push(this.#citation(part, inner));
        const innerAxes = store.labelsFor(inner);
        if (inner === by) {
          terms.push(...termsOf(store, local, [...outputs, ...byAxes]));
          continue;
        }
        through.push(this.#nameOf(inner));
        const symbol = this.#derivativeSymbol(this.#nameOf(inner), byName, [
          ...store.node(inner).axes,
          ...store.node(by).axes,
        ]);
        replacements.set(symbol, found.get(inner)!);
        const factor = { node: symbol, indices: [...innerAxes, ...byAxes], exponent: Q.ONE };
        for (const term of termsOf(store, local, [...outputs, ...innerAxes])) {
          terms.push({ coefficient: term.coefficient, factors: [...term.factors, factor] });
        }
      }
      const node = store.poly([...outputs, ...byAxes], terms);
      const left = this.#derivativeSign(name, byName);
      if (citations.length === 0) this.#sayConstant(left, node);
      else this.#cite(citations, through, name, byName, node);
      last = this.#isBig ? node : this.#shortest(replaceNodes(store, node, replacements));
      if (replacements.size > 0 && !this.#isBig) {
        this.#say(
          "substitution",
          "Put in what was found",
          undefined,
          this.#recovery.form(last),
          this.#putInReason(
            through.map((inner) => `∂${inner}/∂${byName}`),
            [node, last],
            replacements,
          ),
          this.#usesOf([...replacements.keys()]),
        );
      }
      if (part.symbol !== undefined) {
        found.set(part.symbol, last);
        const axes = [...store.node(part.symbol).axes, ...store.node(by).axes];
        this.#foundIn.set(this.#derivativeSymbol(name, byName, axes), this.#steps.at(-1)!);
      }
    }
    return last;
  }

  /** A matrix function of a matrix, where it is one known thing. */
  #inVecForm(parts: readonly Part[]): NodeId | undefined {
    const { f, by, fName, byName, fRows, byRows } = this.#problem;
    const store = this.#store;
    if (parts.length !== 1) return undefined;
    const d = differentiate(store, f, by);
    if (this.#inside(parts[0]!, by).length === 0) return undefined;
    const fRank = store.node(f).axes.length;
    const byRank = store.node(by).axes.length;
    const axes = (start: number, count: number): number[] =>
      Array.from({ length: count }, (_, k) => start + k);
    const rows = [...axes(fRows, fRank - fRows), ...axes(0, fRows)];
    const columns = [...axes(fRank + byRows, byRank - byRows), ...axes(fRank, byRows)];
    const form = groupedForm(this.#recovery, d, rows, columns);
    const known = this.#citation(parts[0]!, by);
    const left: Expression = {
      kind: "derivative",
      body: B.call("vec", B.name(fName)),
      by: B.transpose(B.call("vec", B.name(byName))),
    };
    this.#say(known.rule, known.title, left, form, known.reason, { quotes: known.quotes ?? [] });
    return d;
  }

  /** The variable and the named parts that a part contains. */
  #inside(part: Part, by: NodeId): NodeId[] {
    const below = new Set(this.#store.reachable(part.meaning, partsOf));
    return [...this.#meanings.keys(), by].filter(
      (symbol) => below.has(symbol) && symbol !== part.symbol,
    );
  }

  /** The derivative of a part by something inside it, in terms of symbols. */
  #local(part: Part, inner: NodeId): NodeId {
    const store = this.#store;
    const local = differentiate(store, part.meaning, inner);
    const isFunction = store.node(part.meaning).kind === "apply";
    const opened = isFunction ? expand(store, store, local) : local;
    return replaceNodes(store, opened, this.#definitions);
  }

  /** What is known of a part: an identity for each of its terms, or the rule of its function. */
  #citation(
    part: Part,
    inner: NodeId,
    labels: readonly number[] = this.#store.labelsFor(part.meaning),
    arriving: readonly Factor[] = [],
  ): Citation {
    const store = this.#store;
    const node = store.node(part.meaning);
    if (node.kind === "map" || node.kind === "apply") {
      const source = functionNamed(node.function)?.source;
      return {
        rule: "function-rule",
        title: words.functionTitle(functionWords(node.function)),
        reason: words.functionRule(functionWords(node.function), node.kind === "map", source),
        quotes: [groupWords.ruleOf(node.function)],
      };
    }
    const free = arriving.length > 0 ? [] : labels;
    const instances: Instance[] = [];
    const wholes: Term[] = [];
    let isKnown = true;
    for (const term of termsOf(store, part.meaning, labels)) {
      if (!term.factors.some((factor) => store.reachable(factor.node, partsOf).includes(inner)))
        continue;
      const whole = { ...term, factors: [...arriving, ...term.factors] };
      wholes.push(whole);
      const instance = matchIdentity(store, whole, inner, free);
      if (!instance) isKnown = false;
      else if (!instances.some(({ identity }) => identity === instance.identity))
        instances.push(instance);
    }
    if (!isKnown || instances.length === 0) return this.#localCitation(part, inner, labels);
    const held = arriving.map(({ node: symbol }) => this.#nameOf(symbol));
    const whole = held.length > 0 && wholes.length === 1 ? this.#numberOf(wholes[0]!) : undefined;
    const reason = [
      ...(whole ? [words.held(held, plain.write(whole))] : []),
      ...instances.map((instance) =>
        words.identity(instance.identity, this.#whereClause(instance, inner)),
      ),
    ].join(" ");
    return {
      rule: "known-identity",
      title: words.identityTitle(instances.map(({ identity }) => identity)),
      reason,
      quotes: instances.map(({ identity }) => groupWords.identity(identity)),
    };
  }

  /** A term without free letters as a form, where it has one. */
  #numberOf(term: Term): Expression | undefined {
    try {
      return this.#recovery.form(this.#store.poly([], [term]));
    } catch (error) {
      if (error instanceof NoMatrixForm) return undefined;
      throw error;
    }
  }

  /** No identity is known: what the hardest term needs. */
  #localCitation(part: Part, inner: NodeId, labels: readonly number[]): Citation {
    const store = this.#store;
    const isLive = (id: NodeId): boolean => store.reachable(id, partsOf).includes(inner);
    const terms = termsOf(store, part.meaning, labels);
    const rule = ruleForTerms(store, terms, isLive);
    const name = this.#nameOf(inner);
    const live = terms.flatMap(({ factors }) => factors.filter(({ node }) => isLive(node)));
    const functions = live
      .map(({ node }) => store.node(node))
      .filter((node) => node.kind === "map" || node.kind === "apply");
    const called = [...new Set(functions.map((node) => groupWords.ruleOf(node.function)))];
    switch (rule) {
      case "product-rule":
        return { rule, title: words.productTitle, reason: words.productRule, quotes: called };
      case "function-rule": {
        const [first] = functions;
        if (!first) throw new Error("no function");
        const source = functionNamed(first.function)?.source;
        return {
          rule,
          title: words.functionTitle(functionWords(first.function)),
          reason: words.functionRule(functionWords(first.function), first.kind === "map", source),
          quotes: called,
        };
      }
      case "chain-rule":
        return { rule, title: words.powerTitle, reason: powerReason(live) };
      case "constant-rule":
        return { rule, title: words.linearTitle(name), reason: words.linear(name) };
    }
  }

  /** What stands in the place of a letter, where the letters are not already the same. */
  #whereClause({ identity, bindings }: Instance, inner: NodeId): string[] {
    const forms = new Map<string, Expression>(
      [...bindings].map(([letter, node]) => [letter, this.#recovery.form(node)]),
    );
    forms.set(identity.by, B.name(this.#nameOf(inner)));
    // In the order in which the identity has its letters.
    const place = (letter: string): number => identity.of.search(new RegExp(`\\b${letter}\\b`));
    return [...forms]
      .sort(([a], [b]) => place(a) - place(b))
      .flatMap(([letter, form]) =>
        form.kind === "name" && form.name === letter ? [] : [`${plain.write(form)} for ${letter}`],
      );
  }

  #putBack(last: NodeId, parts: readonly Part[]): void {
    const { answer, facts, fName, byName, f, by } = this.#problem;
    const store = this.#store;
    if (store.node(f).axes.length + store.node(by).axes.length > 2) return;
    const whole = this.#derivativeSign(fName, byName);
    const isNamed = parts.length > 1;
    const general = this.#recovery.form(replaceNodes(store, last, this.#meanings));
    const shown = facts.length > 0 ? general : (answer ?? general);
    if (isNamed && !sameExpression(this.#steps.at(-1)!.right, shown)) {
      const named = parts.flatMap(({ symbol, meaning }) =>
        symbol === undefined
          ? []
          : [{ name: this.#nameOf(symbol), means: this.#recovery.form(meaning) }],
      );
      const names = named.map(({ name }) => name);
      const before = this.#steps.at(-1)!.right;
      const more = { before, names };
      const reason = putBackReason(words.putBack(names), before, shown, named);
      this.#say("substitution", "Put the names back", whole, shown, reason, more);
    }
    if (facts.length > 0 && answer && !sameExpression(answer, general)) {
      const more = { before: general };
      this.#say("facts", "Use what is known", whole, answer, words.facts(facts), more);
    }
  }

  #shortest(id: NodeId): NodeId {
    const expanded = expand(this.#store, this.#store, id);
    const cost = (node: NodeId): number => this.#recovery.forms.cost(this.#recovery.form(node));
    try {
      return cost(expanded) + COST.rearranged < cost(id) ? expanded : id;
    } catch (error) {
      if (error instanceof NoMatrixForm) return id;
      throw error;
    }
  }

  #nameOf(symbol: NodeId): string {
    const node = this.#store.node(symbol);
    return node.kind === "variable" ? node.name : "?";
  }

  #derivativeSign(of: string, by: string): Expression {
    return { kind: "derivative", body: B.name(of), by: B.name(by) };
  }

  /** A variable that stands for ∂of/∂by until it is put in. */
  #derivativeSymbol(of: string, by: string, axes: Parameters<Store["variable"]>[1]): NodeId {
    const name = `∂${of}/∂${by}`;
    this.#symbolNames.set(name, [of, by]);
    return this.#store.variable(name, axes);
  }

  #signedSteps(): Step[] {
    const signed = new Map<Step, Step>();
    for (const step of this.#steps) {
      const uses = step.uses?.map((used) => signed.get(used)!);
      signed.set(step, { ...this.#withDerivativeSigns(step), ...(uses && { uses }) });
    }
    return [...signed.values()];
  }

  #withDerivativeSigns(step: Step): Step {
    const signs = (e: Expression): Expression =>
      fold<Expression>(e, (node, parts) => {
        const sign = node.kind === "name" ? this.#symbolNames.get(node.name) : undefined;
        return sign ? this.#derivativeSign(sign[0], sign[1]) : withParts(node, parts);
      });
    return {
      ...step,
      right: signs(step.right),
      before: signs(step.before),
      ...(step.left && { left: signs(step.left) }),
    };
  }
}
