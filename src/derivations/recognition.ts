import type { NodeId, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import { plain } from "../notations/plain.ts";
import * as Q from "../numbers/rational.ts";
import { groupedForm } from "../recovery/grouped.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import type { Recovery } from "../recovery/recover.ts";
import * as B from "../syntax/build.ts";
import { sameExpression } from "../syntax/equality.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import type { Letters } from "./letters.ts";
import type { LineWriter } from "./lines.ts";
import { type Piece, type ReadingAct, readingStory } from "./reading-story.ts";
import type { Step } from "./step.ts";
import { type ActWords, type Reading, words } from "./words.ts";

/** The matrix form of a node, or undefined where there is none. */
export function tryForm(recovery: Recovery, id: NodeId): Expression | undefined {
  try {
    return recovery.form(id);
  } catch (error) {
    if (error instanceof NoMatrixForm) return undefined;
    throw error;
  }
}

/** The function itself, sides that are made of several axes too; undefined where it has no such form. */
export function functionForm(
  recovery: Recovery,
  store: Store,
  id: NodeId,
  rows: number,
): Expression | undefined {
  const axes = store.node(id).axes.map((_, k) => k);
  if (axes.length === 0) return tryForm(recovery, id);
  try {
    return groupedForm(recovery, id, axes.slice(0, rows), axes.slice(rows));
  } catch (error) {
    if (error instanceof NoMatrixForm) return undefined;
    throw error;
  }
}

/** Reads the terms of an entry as matrix products, and says how. */
export class Recognition {
  readonly #store: Store;
  readonly #recovery: Recovery;
  readonly #letters: Letters;
  readonly #writer: LineWriter;

  constructor(store: Store, recovery: Recovery, letters: Letters, writer: LineWriter) {
    this.#store = store;
    this.#recovery = recovery;
    this.#letters = letters;
    this.#writer = writer;
  }

  /** The step that recognises one term at the free labels; undefined where the entry is plain. */
  step(signed: Term, labels: readonly number[], count: number): Step | undefined {
    const term = { ...signed, coefficient: Q.absolute(signed.coefficient) };
    const free = new Set(labels);
    const form = tryForm(this.#recovery, this.#store.poly(labels, [term]));
    const letters = labels.map((label) => this.#letters.of(label));
    const left = this.#writer.line([term], free);
    if (!form || sameExpression(left, B.entry(form, letters))) return undefined;
    const reason = words.recognise({
      asked: letters,
      summed: this.#writer.summedLetters([term], free),
      turned: this.#turnedNames(term, labels, form),
      isTurnedWhole: isTransposeOfProduct(form),
      ...this.#asLine(term, labels),
      ...this.#story(term, labels, form),
    });
    const title = count > 1 ? "Recognise a term" : "Recognise";
    return { rule: "recognise", title, left, before: left, right: B.entry(form, letters), reason };
  }

  /** A row or a column of one matrix times one vector, if that is what a term is. */
  #asLine(term: Term, labels: readonly number[]): Pick<Reading, "line"> {
    const [asked] = labels;
    const matrices = term.factors.filter(({ indices }) => indices.length === 2);
    const vectors = term.factors.filter(({ indices }) => indices.length === 1);
    const [matrix] = matrices;
    const [vector] = vectors;
    if (labels.length !== 1 || matrices.length !== 1 || vectors.length !== 1) return {};
    const named = [matrix!, vector!].map(({ node, exponent }) => {
      const { kind } = this.#store.node(node);
      const isPlain = (kind === "variable" || kind === "map") && Q.isOne(exponent);
      return isPlain ? plain.write(this.#recovery.form(node)) : undefined;
    });
    const [matrixName, vectorName] = named;
    if (matrixName === undefined || vectorName === undefined) return {};
    const [row, column] = matrix!.indices;
    const [summed] = vector!.indices;
    if (row === asked && column === summed && column !== asked) {
      return { line: { side: "row", matrix: matrixName, vector: vectorName } };
    }
    if (column === asked && row === summed && row !== asked) {
      return { line: { side: "column", matrix: matrixName, vector: vectorName } };
    }
    return {};
  }

  /** Matrices among the factors that stand transposed wherever they stand in the form. */
  #turnedNames({ factors }: Term, labels: readonly number[], form: Expression): string[] {
    const matrices = new Set(
      factors
        .filter(({ indices }) => indices.length === 2)
        .map(({ node }) => plain.write(this.#recovery.form(node))),
    );
    const transposed = postorder(form).flatMap((node) =>
      node.kind === "transpose" ? [plain.write(node.operand)] : [],
    );
    const printed = plain.write(form);
    const [only, ...others] = factors.filter(({ indices }) => indices.length > 0);
    const isOneTurned =
      others.length === 0 && only?.indices[0] === labels[1] && only?.indices[1] === labels[0];
    if (only && labels.length === 2 && isOneTurned && printed.includes("'")) {
      return [plain.write(this.#recovery.form(only.node))];
    }
    return [...new Set(transposed)].filter(
      (name) => matrices.has(name) && !standsUpright(name, printed),
    );
  }

  /** How the factors come together, where that is more than a chain of products. */
  #story(
    term: Term,
    labels: readonly number[],
    form: Expression,
  ): Pick<Reading, "story" | "isOuterChain"> {
    const printed = plain.write(form);
    const acts = readingStory(term.factors, labels, (piece) => {
      const own = this.#pieceForm(piece);
      return own !== undefined && printed.includes(own);
    });
    if (!acts) return { story: [] };
    const isChain = acts.length > 0 && acts.every(({ kind }) => kind === "product");
    if (isChain || acts.length === 0) return {};
    const isOuter = (act: ReadingAct): boolean =>
      act.kind === "row" && act.parts.every(({ labels: own }) => own.length === 1);
    if (acts.every((act) => act.kind === "product" || isOuter(act)) && acts.length > 1) {
      return { isOuterChain: true };
    }
    const story: ActWords[] = [];
    // A sum by itself that is printed in another way goes by what it sums.
    const sums = new Map<Piece, string>();
    let previous: Piece | undefined;
    for (const { kind, parts, summed, result } of acts) {
      const forms = [...parts, result].map((piece) => sums.get(piece) ?? this.#pieceForm(piece));
      if (!forms.every((form) => form !== undefined)) return { story: [] };
      const own = forms.pop()!;
      const turned = parts
        .filter((piece) => summed !== undefined && isTurned(piece, summed, result))
        .map(({ factors: [factor] }) => plain.write(this.#recovery.form(factor!.node)));
      const last = story.at(-1);
      const isFurther = kind === "product" && last?.kind === "product" && parts.includes(previous!);
      previous = result;
      if (isFurther) {
        // One product after the other is one longer product.
        const all = [...(last.turned ?? []), ...turned].filter((name) => standsTurned(name, own));
        const letters = [...(last.summed ?? []), this.#letters.of(summed!)];
        story[story.length - 1] = { ...last, summed: letters, turned: all, result: own };
        continue;
      }
      const isOther = kind === "sum" && !printed.includes(own);
      const whole = isOther ? words.sumOver(this.#letters.of(summed!), forms[0]!) : own;
      if (isOther) sums.set(result, whole);
      story.push({
        kind,
        parts: forms.map((form, k) => ({
          form,
          letters: parts[k]!.labels.map((label) => this.#letters.of(label)),
          isDelta: parts[k]!.factors.every(({ node }) => this.#store.node(node).kind === "delta"),
        })),
        ...(summed !== undefined && {
          summed: [this.#letters.of(summed)],
          turned: turned.filter((name) => standsTurned(name, whole)),
        }),
        result: whole,
      });
    }
    return { story: story.length > MOST_ACTS ? [] : story };
  }

  /** Factors as one array, its sides in the order of the letters; undefined where that is long. */
  #pieceForm({ factors, labels }: Piece): string | undefined {
    const id = this.#store.poly(labels, [{ coefficient: Q.ONE, factors }]);
    const form = tryForm(this.#recovery, id);
    if (!form) return undefined;
    const text = plain.write(form);
    return text.length > LONGEST_PIECE ? undefined : text;
  }
}

/** Whether a name is transposed wherever it stands in a form, and stands there. */
function standsTurned(name: string, form: string): boolean {
  return form.includes(`${name}'`) && !standsUpright(name, form);
}

function standsUpright(name: string, form: string): boolean {
  const literal = name.replace(/[^\w]/g, "\\$&");
  return new RegExp(`(?<!\\w)${literal}(?!['\\w])`).test(form);
}

/** Whether a matrix is met at its second letter in a product that is read along the result. */
function isTurned({ factors, labels }: Piece, summed: number, result: Piece): boolean {
  const [factor] = factors;
  if (factors.length !== 1 || labels.length !== 2 || factor!.indices.length !== 2) return false;
  const isLeft = labels.includes(result.labels[0]!);
  return (factor!.indices[0] === summed) === isLeft;
}

/** More acts, or longer forms, make no sentence. */
const MOST_ACTS = 5;
const LONGEST_PIECE = 40;

/** (B*A)', perhaps behind a number. */
function isTransposeOfProduct(form: Expression): boolean {
  const core = form.kind === "binary" && form.left.kind === "number" ? form.right : form;
  return core.kind === "transpose" && core.operand.kind === "binary";
}
