import { alongStructure } from "../calculus/structure.ts";
import type { NodeId } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import { present } from "../recovery/present.ts";
import type { SymmetricReading } from "./answer.ts";
import type { Differentiated } from "./derivative.ts";
import { type ReadProblem, symmetricNames } from "./read-problem.ts";
import type { Shown } from "./show.ts";
import { type Writing, writtenAs } from "./written.ts";

type Kind = SymmetricReading["reading"];

const WHY: Readonly<Record<Kind, (name: string) => string>> = {
  "independent-entries": (name) =>
    `Each entry of ${name} moves by itself, as if ${name} were not symmetric. This is the default.`,
  "symmetric-parameters": (name) =>
    `An entry off the diagonal moves its mirror image with it, and so counts twice: G + G' - G.*I (Matrix Cookbook, eq. 138). Its inner product with a change of ${name} is not the change of the function.`,
  "symmetric-matrices": (name) =>
    `The gradient within the space of symmetric matrices, (G + G')/2: the direction in which the function grows fastest while ${name} stays symmetric.`,
};

/**
 * What else is called the derivative of a scalar by a matrix that is known to be symmetric; undefined
 * where it is no such derivative, or the user said which is meant.
 */
export function symmetricReadings(
  problem: ReadProblem,
  { store, d, layout, rank, vocabulary }: Differentiated,
  { form }: Shown,
  writing: Writing,
): readonly SymmetricReading[] | undefined {
  const { wrt, order, structure, properties } = problem;
  const isMeant = form === "gradient" && order === 1 && structure === undefined && rank === 0;
  if (!isMeant || !symmetricNames(properties).has(wrt)) return undefined;
  const [row, column] = [layout.first.rows[0], layout.first.columns[0]];
  if (row === undefined || column === undefined || store.node(d).axes.length !== 2)
    return undefined;
  const readings: SymmetricReading[] = [];
  const add = (reading: Kind, node: NodeId): void => {
    const sides = { rows: [row], columns: [column] };
    const { expression } = present(store, node, sides, vocabulary);
    readings.push({ reading, ...writtenAs(expression, writing), why: WHY[reading](wrt) });
  };
  try {
    add("independent-entries", d);
    add("symmetric-parameters", alongStructure(store, d, "symmetric"));
    add("symmetric-matrices", symmetricPart(store, d));
  } catch (error) {
    if (error instanceof NoMatrixForm) return undefined;
    throw error;
  }
  return readings;
}

/** (G + G')/2 of a square matrix. */
function symmetricPart(store: Store, id: NodeId): NodeId {
  const [i, j] = store.labelsFor(id) as [number, number];
  const half = (indices: readonly number[]) => ({
    coefficient: Q.HALF,
    factors: [store.factor({ node: id, indices })],
  });
  return store.poly([i, j], [half([i, j]), half([j, i])]);
}
