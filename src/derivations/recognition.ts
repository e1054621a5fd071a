import type { NodeId, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import { plain } from "../notations/plain.ts";
import * as Q from "../numbers/rational.ts";
import { groupedForm } from "../recovery/grouped.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import type { Recovery } from "../recovery/recover.ts";
import * as B from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Letters } from "./letters.ts";
import type { LineWriter } from "./lines.ts";
import type { Step } from "./step.ts";
import { type Reading, words } from "./words.ts";

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
    if (!form || form.kind === "name") return undefined;
    const letters = labels.map((label) => this.#letters.of(label));
    const left = this.#writer.line([term], free);
    const reason = words.recognise({
      asked: letters,
      summed: this.#writer.summedLetters([term], free),
      turned: this.#turnedNames(term, labels),
      isTurnedWhole: isTransposeOfProduct(form),
      ...this.#asLine(term, labels),
      factors: term.factors.filter(({ indices }) => indices.length > 0).length,
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

  /** Matrices that the chain from the first free letter enters by their second letter. */
  #turnedNames(term: Term, labels: readonly number[]): string[] {
    const names: string[] = [];
    const rest = new Set(term.factors);
    let at = labels[0];
    for (;;) {
      const next = [...rest].find(
        ({ indices }) => indices.length === 2 && at !== undefined && indices.includes(at),
      );
      if (!next) return [...new Set(names)];
      rest.delete(next);
      const node = this.#store.node(next.node);
      if (next.indices[1] === at && next.indices[0] !== at && node.kind !== "delta") {
        names.push(
          node.kind === "variable" ? node.name : plain.write(this.#recovery.form(next.node)),
        );
      }
      at = next.indices[0] === at ? next.indices[1] : next.indices[0];
    }
  }
}

/** (B*A)', perhaps behind a number. */
function isTransposeOfProduct(form: Expression): boolean {
  const core = form.kind === "binary" && form.left.kind === "number" ? form.right : form;
  return core.kind === "transpose" && core.operand.kind === "binary";
}
