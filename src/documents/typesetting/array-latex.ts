import { type Cell, isDots } from "../content/content.ts";

const DOTS = { across: "\\cdots", down: "\\vdots", diagonal: "\\ddots" } as const;

/** Rows of entries and dots as a matrix in brackets. */
export function arrayLatex(array: readonly (readonly Cell[])[]): string {
  const rows = array.map((row) =>
    row.map((cell) => (isDots(cell) ? DOTS[cell] : cell.latex)).join(" & "),
  );
  return `\\begin{bmatrix} ${rows.join(" \\\\ ")} \\end{bmatrix}`;
}
