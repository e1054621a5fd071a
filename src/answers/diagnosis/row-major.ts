import type { Hypothesis } from "./hypothesis.ts";
import { isClose } from "./probe.ts";

/** vec taken row by row where it goes column by column. */
export const rowMajor: Hypothesis = {
  name: "row-major",
  explain({ answer, claimed, probe, question }) {
    if (!claimed || (answer.form !== "kron" && answer.form !== "hessian")) return undefined;
    const { wrt, wrt2 = wrt } = question;
    for (const [rowsByRow, columnsByRow] of WAYS) {
      const isRight = probe.samples.every(({ point, value, truth }, k) => {
        const first = point.values.get(wrt)!.shape;
        const [down, across] =
          answer.form === "kron" ? [value.shape, first] : [first, point.values.get(wrt2)!.shape];
        const byVec = { rows: columnMajor(down), columns: columnMajor(across) };
        const byRow = { rows: inOrder(down), columns: inOrder(across) };
        // Entry (r, c) of the answer stands in D where vec puts it; it is meant where the rows do.
        const width = byVec.columns.length;
        const meant: number[] = [];
        byVec.rows.forEach((rowPlace, r) => {
          byVec.columns.forEach((columnPlace, c) => {
            const row = rowsByRow ? byRow.rows[r]! : rowPlace;
            const column = columnsByRow ? byRow.columns[c]! : columnPlace;
            meant[row * width + column] = claimed[k]![rowPlace * width + columnPlace]!;
          });
        });
        return isClose(truth.data, meant);
      });
      if (!isRight) continue;
      const which =
        rowsByRow && columnsByRow ? "" : rowsByRow ? " along the rows" : " along the columns";
      return {
        kind: "row-major-vec",
        message: `The numbers are right, but vec was taken row by row${which}: vec stacks the columns, so vec(A*X*B) is kron(B', A)*vec(X).`,
      };
    }
    return undefined;
  },
};

const WAYS: readonly (readonly [boolean, boolean])[] = [
  [true, true],
  [true, false],
  [false, true],
];

function columnMajor([n = 1, m = 1]: readonly number[]): number[] {
  return Array.from({ length: n * m }, (_, k) => (k % n) * m + Math.floor(k / n));
}

function inOrder([n = 1, m = 1]: readonly number[]): number[] {
  return Array.from({ length: n * m }, (_, k) => k);
}
