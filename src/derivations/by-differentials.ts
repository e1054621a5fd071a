import { differentiate } from "../calculus/differentiate.ts";
import { functionNamed, functionWords } from "../functions/table.ts";
import { type Factor, type Node, type NodeId, parts as partsOf, type Term } from "../graph/node.ts";
import { expand, replaceNodes } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import { plain } from "../notations/plain.ts";
import * as Q from "../numbers/rational.ts";
import { COST } from "../recovery/forms.ts";
import { groupedForm } from "../recovery/grouped.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import { Recovery } from "../recovery/recover.ts";
import * as B from "../syntax/build.ts";
import { sameExpression } from "../syntax/equality.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import type { IndexProblem } from "./by-indices.ts";
import { groupWords } from "./group-words.ts";
import { Letters } from "./letters.ts";
import { differentialWords as words } from "./differential-words.ts";
import { functionForm, tryForm } from "./recognition.ts";
import { functionsOf } from "./term-rules.ts";
import { numberWithArray } from "./number-from-array.ts";
import {
  isJust,
  putBackReason,
  sameUpToBrackets,
  unsignedAddends,
  withNames,
} from "./same-product.ts";
import { type Part, splitIntoParts, termsOf, usualName } from "./parts.ts";
import type { Derivation, NamedPart, NarratedDerivation, RuleName, Step } from "./step.ts";

/** What differentials are needed for: the sides of f and of the variable, besides the index problem. */
export interface DifferentialProblem extends IndexProblem {
  /** How many of the axes of the variable run down; the others run across. */
  readonly byRows: number;
}

/**
 * The derivation by differentials (Magnus and Neudecker): the differential of each part, put
 * together until only dX is left, brought into the form in which the derivative is read off: df =
 * tr(G' dX), df = J dx, or vec(dF) = K vec(dX).
 *
 * @returns undefined where it would be too long to be read
 * @throws NoMatrixForm where a line has none
 */
export function deriveByDifferentials(
  problem: DifferentialProblem,
): NarratedDerivation | undefined {
  return new DifferentialNarrator(problem).narrate();
}

/** Past this many parts their differentials are left as symbols. */
const MOST_PARTS = 10;
/** The order of the factors is looked at in sums of no more terms than that. */
const MOST_COMPARED = 20;
/** Past this many there are no steps. */
const MOST_NAMES = 100;

class DifferentialNarrator {
  readonly #problem: DifferentialProblem;
  readonly #store: Store;
  readonly #recovery: Recovery;
  readonly #letters: Letters;
  /** The names of the differentials, which stand behind everything. */
  readonly #behind = new Set<string>();
  readonly #steps: Step[] = [];
  /** By the variable or the symbol of a part: the variable that is its differential. */
  readonly #differentials = new Map<NodeId, NodeId>();
  /** By the differential of a part: what it is in terms of dX. */
  readonly #found = new Map<NodeId, NodeId>();
  readonly #meanings = new Map<NodeId, NodeId>();
  /** By the differential of a part: the step that told it in terms of dX. */
  readonly #foundIn = new Map<NodeId, Step>();
  /** The part that is being told. */
  #part = "";
  /** The differentials of parts are left as symbols: put in, they would fill pages. */
  #isBig = false;

  constructor(problem: DifferentialProblem) {
    this.#problem = problem;
    this.#store = problem.store;
    this.#recovery = new Recovery(problem.store, problem.names, {
      by: problem.byName,
      behind: this.#behind,
    });
    this.#letters = new Letters([...problem.names, ...problem.reserved, problem.fName]);
  }

  narrate(): NarratedDerivation | undefined {
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
    this.#differentials.set(by, this.#differentialOf(by, byName));
    const names: NamedPart[] = [];
    const definitions = new Map<NodeId, NodeId>();
    for (const { symbol, meaning, node } of parts) {
      if (symbol === undefined) continue;
      const name = this.#nameOf(symbol);
      names.push({ name, means: this.#recovery.form(meaning) });
      definitions.set(meaning, symbol);
      this.#meanings.set(symbol, node);
      this.#differentials.set(symbol, this.#differentialOf(symbol, name));
    }
    let total: NodeId | undefined;
    for (const part of parts) total = this.#differentialOfPart(part, definitions);
    const result = this.#isBig ? undefined : this.#readOff(total!, parts);
    const whole = parts[parts.length - 1]!.meaning;
    const body = functionForm(this.#recovery, store, whole, this.#problem.fRows);
    const derivation: Derivation = {
      method: "differentials",
      function: fName,
      given: [...this.#problem.variables.values()].map(({ name, axes }) => ({
        name,
        shape: axes.map(({ key }) => key),
      })),
      wanted: words.wanted(fName, byName, store.node(f).axes.length, store.node(by).axes.length),
      names,
      ...(body && { functionBody: body }),
      steps: this.#steps,
    };
    return result === undefined
      ? { derivation: { ...derivation, omitted: groupWords.symbols(names.length) } }
      : { derivation, result: replaceNodes(store, result, this.#meanings) };
  }

  #say(
    rule: RuleName,
    title: string,
    right: Expression,
    reason: string,
    more: Partial<Step> = {},
  ): void {
    const last = this.#steps[this.#steps.length - 1];
    if (!more.left && last && sameExpression(last.right, right)) return;
    const before = more.before ?? last?.right ?? right;
    this.#steps.push({ rule, title, right, reason, part: this.#part, ...more, before });
  }

  /** d(part), first by the parts it is made of, then by dX alone. */
  #differentialOfPart(part: Part, definitions: ReadonlyMap<NodeId, NodeId>): NodeId {
    const store = this.#store;
    const outputs = store.labelsFor(part.meaning);
    const terms: Term[] = [];
    const inside: NodeId[] = [];
    for (const [symbol, differential] of this.#differentials) {
      if (!store.reachable(part.meaning, partsOf).includes(symbol)) continue;
      inside.push(symbol);
      const local = differentiate(store, part.meaning, symbol);
      const isFunction = store.node(part.meaning).kind === "apply";
      const opened = isFunction ? expand(store, store, local) : local;
      const named = replaceNodes(store, opened, definitions);
      const labels = store.labelsFor(symbol);
      for (const term of termsOf(store, named, [...outputs, ...labels])) {
        const factor = { node: differential, indices: labels, exponent: Q.ONE };
        terms.push({ coefficient: term.coefficient, factors: [...term.factors, factor] });
      }
    }
    const name = part.symbol === undefined ? this.#problem.fName : this.#nameOf(part.symbol);
    const left = B.name(differentialName(name));
    this.#part = name;
    const body = this.#upright(part.meaning, part);
    let node = this.#readable(store.poly(outputs, terms), part);
    const right = this.#upright(node, part);
    const reason = [this.#reasonFor(part, body, right)];
    const mixed = numberWithArray(right, store, node);
    if (mixed) reason.push(groupWords.numberWithArray(mixed));
    this.#say("differential", words.title(name), right, reason.join(" "), {
      left,
      before: B.call("d", body),
      quotes: this.#quotesOf(part),
    });
    const replacements = new Map(
      inside.flatMap((symbol) => {
        const differential = this.#differentials.get(symbol)!;
        const found = this.#found.get(differential);
        return found === undefined ? [] : [[differential, found] as const];
      }),
    );
    if (replacements.size > 0 && !this.#isBig) {
      node = this.#readable(replaceNodes(store, node, replacements), part);
      const found = new Map(
        [...replacements].map(([symbol, value]) => [
          this.#nameOf(symbol),
          this.#recovery.form(value),
        ]),
      );
      const put = this.#upright(node, part);
      const told = words.substitution(
        inside
          .filter((symbol) => symbol !== this.#problem.by)
          .map((symbol) => differentialName(this.#nameOf(symbol))),
      );
      this.#say(
        "substitution",
        "Put in what was found",
        put,
        isJust(withNames(right, found), put) ? told : `${told} ${rearrangedIn(put)}`,
        { uses: [...replacements.keys()].map((found) => this.#foundIn.get(found)!) },
      );
    }
    if (part.symbol !== undefined) {
      const own = this.#differentials.get(part.symbol)!;
      this.#found.set(own, node);
      this.#foundIn.set(own, this.#steps.at(-1)!);
    }
    return node;
  }

  /** The form of a part or its differential; of the function with its own sides, as a row where it is one. */
  #upright(id: NodeId, part: Part): Expression {
    const axes = this.#store.node(id).axes.map((_, k) => k);
    if (part.symbol !== undefined || axes.length === 0) return this.#recovery.form(id);
    const { fRows } = this.#problem;
    return groupedForm(this.#recovery, id, axes.slice(0, fRows), axes.slice(fRows));
  }

  /** As it stands, or multiplied out where only that has a matrix form: the rule of softmax in a product. */
  #readable(id: NodeId, part: Part): NodeId {
    try {
      this.#upright(id, part);
      return id;
    } catch (error) {
      if (error instanceof NoMatrixForm) return expand(this.#store, this.#store, id);
      throw error;
    }
  }

  /** The functions whose known differential a part needs. */
  #quotesOf({ meaning }: Part): string[] {
    const live = new Set(this.#differentials.keys());
    return functionsOf(this.#store, meaning, live).map((name) => groupWords.ruleOf(name));
  }

  /** What became of the order of the factors of `body`, where one at a time was varied. */
  #orderIn(body: Expression, right: Expression): "stays" | "cycled" | undefined {
    const varied = new Map(
      [...this.#differentials].map(([id, differential]) => [
        this.#nameOf(differential),
        B.name(this.#nameOf(id)),
      ]),
    );
    const products = unsignedAddends(body);
    if (products.length > MOST_COMPARED) return undefined;
    const stays = unsignedAddends(withNames(right, varied)).every((term) =>
      products.some((product) => sameUpToBrackets(product, term)),
    );
    if (stays) return "stays";
    const isTrace = postorder(right).some((node) => node.kind === "call" && node.callee === "tr");
    return isTrace ? "cycled" : undefined;
  }

  #reasonFor(part: Part, body: Expression, right: Expression): string {
    const node = this.#store.node(part.meaning);
    if (node.kind === "map" || node.kind === "apply") {
      const definition = functionNamed(node.function);
      return words.functionRule(
        functionWords(node.function),
        node.kind === "map",
        definition?.source,
      );
    }
    if (node.kind !== "poly") return words.variable;
    const live = node.terms.map(
      ({ factors }) => factors.filter((factor) => this.#isLive(factor.node)).length,
    );
    const hasConstant = live.some((count) => count === 0);
    const powers = node.terms.flatMap(({ factors }) =>
      factors.filter((factor) => this.#isLive(factor.node) && !Q.isOne(factor.exponent)),
    );
    const isQuotient = powers.length === 1 && isReciprocal(powers[0]!);
    if (isQuotient && live.join() === "2") return words.quotientRule;
    if (live.some((count) => count > 1))
      return words.productRule(this.#orderIn(body, right), hasConstant);
    const called = node.terms
      .flatMap(({ factors }) => factors.map((factor) => this.#store.node(factor.node)))
      .find((inner) => this.#isCalledLive(inner));
    if (called?.kind === "map")
      return words.functionRule(functionWords(called.function), true, undefined);
    if (called?.kind === "apply") {
      const source = functionNamed(called.function)?.source;
      return words.functionRule(functionWords(called.function), false, source);
    }
    return powers.length === 0 ? words.linear(hasConstant) : this.#powerReason(powers, body);
  }

  /** Of powers that are not written as such, what they are. */
  #powerReason(powers: readonly Factor[], body: Expression): string {
    const isWritten = postorder(body).some(
      (node) => node.kind === "binary" && ["power", "entrywise-power"].includes(node.operator),
    );
    const reasons = powers.map((factor) => {
      if (Q.equal(factor.exponent, Q.HALF)) return words.rootRule;
      if (isReciprocal(factor)) return words.reciprocalRule;
      const node = this.#store.node(factor.node);
      const isSquare = Q.equal(factor.exponent, Q.rational(2n)) && factor.indices.length > 0;
      return isSquare && !isWritten && node.kind === "variable"
        ? words.squareRule(node.name, factor.indices.length === 2)
        : words.powerRule;
    });
    return [...new Set(reasons)].join(" ");
  }

  #isCalledLive(node: Node): boolean {
    if (node.kind !== "map" && node.kind !== "apply") return false;
    return node.arguments.some((argument) => this.#isLive(argument.node));
  }

  #isLive(id: NodeId): boolean {
    return this.#store.reachable(id, partsOf).some((part) => this.#differentials.has(part));
  }

  /** Brings dX to the end and reads the derivative off. */
  #readOff(total: NodeId, parts: readonly Part[]): NodeId {
    const { by, byName, fName, answer, facts, fRows, byRows } = this.#problem;
    const store = this.#store;
    const dx = this.#differentials.get(by)!;
    const d = differentiate(store, total, dx);
    const fRank = store.node(total).axes.length;
    const byRank = store.node(by).axes.length;
    const dxName = B.name(differentialName(byName));
    const df = B.name(differentialName(fName));
    const whole: Expression = { kind: "derivative", body: B.name(fName), by: B.name(byName) };
    const matrixFunction = fRank + byRank > 2 || (fRank === 2 && byRank > 0);
    if (matrixFunction) {
      const axes = (start: number, count: number): number[] =>
        Array.from({ length: count }, (_, k) => start + k);
      const rows = [...axes(fRows, fRank - fRows), ...axes(0, fRows)];
      const columns = [...axes(fRank + byRows, byRank - byRows), ...axes(fRank, byRows)];
      const k = groupedForm(this.#recovery, d, rows, columns);
      const vecOf = (e: Expression, isVector: boolean): Expression =>
        isVector ? e : B.call("vec", e);
      const left = vecOf(df, fRows === fRank);
      this.#say(
        "vec-form",
        "In vec form",
        B.binary("multiply", k, vecOf(dxName, byRows === byRank)),
        words.vec,
        { left },
      );
      return d;
    }
    const isTrace = fRank === 0 && byRank === 2;
    const shortest = this.#shortest(d);
    const upright = this.#recovery.form(shortest);
    if (fRank === 0 && byRank > 0) {
      // Of a sum the whole is transposed: the gradient is then seen in tr(G'*dX).
      const isSum =
        upright.kind === "binary" &&
        (upright.operator === "add" || upright.operator === "subtract");
      const turned = isTrace && isSum ? B.transpose(upright) : this.#recovery.turnedForm(shortest);
      const product = B.binary("multiply", turned, dxName);
      const form = isTrace ? B.call("tr", product) : product;
      const last = this.#steps.at(-1)!.right;
      const wasTrace = postorder(last).some((part) => part.kind === "call" && part.callee === "tr");
      // Only brackets: nothing is done.
      if (!sameUpToBrackets(last, form)) {
        this.#say(
          "canonical-differential",
          words.canonicalTitle(isTrace, wasTrace),
          form,
          isTrace ? words.cycle(wasTrace) : words.turn,
        );
      }
    } else if (fRank === 1 && byRank === 1) {
      this.#say(
        "canonical-differential",
        words.canonicalTitle(false, false),
        B.binary("multiply", upright, dxName),
        words.collect,
      );
    }
    this.#say(
      "identify",
      words.identifyTitle,
      upright,
      words.identify(fRank, byRank, differentialName(byName)),
      { left: whole },
    );
    const general =
      parts.length > 1
        ? this.#recovery.form(replaceNodes(store, shortest, this.#meanings))
        : upright;
    const shown = facts.length > 0 ? general : (answer ?? general);
    if (parts.length > 1 && !sameExpression(upright, shown)) {
      const named = parts.flatMap(({ symbol, meaning }) =>
        symbol === undefined
          ? []
          : [{ name: this.#nameOf(symbol), means: this.#recovery.form(meaning) }],
      );
      const names = named.map(({ name }) => name);
      const more = { left: whole, before: upright, names };
      const reason = putBackReason(words.putBack(names), upright, shown, named);
      this.#say("substitution", "Put the names back", shown, reason, more);
    }
    if (facts.length > 0 && answer && !sameExpression(answer, general)) {
      const more = { left: whole, before: general };
      this.#say("facts", "Use what is known", answer, words.facts(facts), more);
    }
    return shortest;
  }

  /** As it stands, or multiplied out where that is shorter. */
  #shortest(id: NodeId): NodeId {
    const expanded = expand(this.#store, this.#store, id);
    return this.#cost(expanded) + COST.rearranged < this.#cost(id) ? expanded : id;
  }

  #cost(id: NodeId): number {
    const form = tryForm(this.#recovery, id);
    return form ? this.#recovery.forms.cost(form) : Number.POSITIVE_INFINITY;
  }

  #nameOf(symbol: NodeId): string {
    const node = this.#store.node(symbol);
    return node.kind === "variable" ? node.name : plain.write(this.#recovery.form(symbol));
  }

  #differentialOf(id: NodeId, name: string): NodeId {
    this.#behind.add(differentialName(name));
    return this.#store.variable(differentialName(name), this.#store.node(id).axes);
  }
}

function isReciprocal({ exponent }: Factor): boolean {
  return Q.equal(exponent, Q.negate(Q.ONE));
}

/** `dX`; the writers of documents set the d upright. */
export function differentialName(name: string): string {
  return `d${name}`;
}

/** Why a line reads otherwise than what was put in. */
function rearrangedIn(line: Expression): string {
  const hasTrace = postorder(line).some((node) => node.kind === "call" && node.callee === "tr");
  return hasTrace ? groupWords.cycled : groupWords.rearranged;
}
