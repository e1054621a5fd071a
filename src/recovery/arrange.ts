import type { Dimension } from "../dimensions/dimension.ts";
import { multiplyDimensions } from "../dimensions/dimension.ts";
import type { Expression } from "../syntax/expression.ts";
import { COST, type Forms, ROUNDING } from "./forms.ts";
import type { Link } from "./link.ts";
import { flipLinks, hadamardLink, link, productForm } from "./links.ts";
import { NoMatrixForm, type Strand } from "./monomial.ts";
import { movedAcross, reordered, vecOf } from "./reorder.ts";

/**
 * The matrix product that places every strand on its row and column labels, each side slow to fast;
 * `axes` has the size of every label. Where labels stand in no fitting order they are put into one,
 * and commutation matrices put them back.
 * @throws NoMatrixForm
 */
export function arrange(
  forms: Forms,
  strands: readonly Strand[],
  axes: readonly Dimension[],
  rows: readonly number[],
  columns: readonly number[],
): Link[] {
  const placed = movedAcross(strands, isIdentity, rows, columns);
  const isCrowded = placed.some(({ row, column }) => {
    const side = rows.includes(row) ? rows : columns;
    return column !== undefined && side.length > 2 && side.includes(column);
  });
  if (!isCrowded) {
    try {
      return inOrder(forms, placed, axes, rows, columns);
    } catch (error) {
      if (!(error instanceof NoMatrixForm)) throw error;
    }
  }
  const other = reordered(forms, placed, axes, rows, columns);
  if (!other) return inOrder(forms, placed, axes, rows, columns);
  const inner = inOrder(forms, other.strands, other.axes, other.rows, other.columns);
  return [...other.left, ...inner, ...other.right];
}

/** A product without its identities, if anything else is left. */
function withoutIdentities(links: readonly Link[]): Link[] {
  const others = links.filter((each) => each.kind !== "form" || !isEye(each.form));
  return others.length > 0 ? others : links.slice(0, 1);
}

function isIdentity({ links }: Strand): boolean {
  const [only] = links;
  return links.length === 1 && only!.kind === "form" && isEye(only!.form);
}

/** The same where the labels stand in an order that Kronecker products can give. */
function inOrder(
  forms: Forms,
  strands: readonly Strand[],
  axes: readonly Dimension[],
  rows: readonly number[],
  columns: readonly number[],
): Link[] {
  const isRow = (label: number): boolean => rows.includes(label);
  const turned = strands.map((strand) => orient(forms, strand, rows, columns));
  const crossing = turned.filter(
    ({ row, column }) => column !== undefined && isRow(row) && !isRow(column),
  );
  const within = turned.filter((strand) => !crossing.includes(strand));
  const byRow = new Map<number, Strand[]>();
  for (const strand of crossing) byRow.set(strand.row, [...(byRow.get(strand.row) ?? []), strand]);
  const usedColumns = new Map<number, number>();
  for (const { row, column } of crossing) {
    const known = usedColumns.get(column!);
    if (known !== undefined && known !== row) return blockwise(forms, turned, axes, rows, columns);
    usedColumns.set(column!, row);
  }
  for (const group of byRow.values()) {
    if (new Set(group.map(({ column }) => column)).size > 1) {
      return blockwise(forms, turned, axes, rows, columns);
    }
  }
  if (crossing.length === 0) {
    const onRows = within.filter(({ row }) => isRow(row));
    const down = sideVector(forms, onRows, axes, rows);
    if (columns.length === 0) return down;
    const onColumns = within.filter(({ row }) => !isRow(row));
    return [...down, ...flipLinks(forms, sideVector(forms, onColumns, axes, columns))];
  }
  return crossed(forms, { crossing: [...byRow.values()], within, turned }, axes, rows, columns);
}

interface Split {
  readonly crossing: readonly (readonly Strand[])[];
  readonly within: readonly Strand[];
  readonly turned: readonly Strand[];
}

/** One factor of a Kronecker product: a row axis, a column axis, or only one of them. */
interface Block {
  readonly row: number | undefined;
  readonly column: number | undefined;
  readonly form: Expression;
}

function crossed(
  forms: Forms,
  { crossing, within, turned }: Split,
  axes: readonly Dimension[],
  rows: readonly number[],
  columns: readonly number[],
): Link[] {
  const vectorsOn = (label: number): Strand[] =>
    within.filter((strand) => strand.column === undefined && strand.row === label);
  const pairs = within.filter((strand) => strand.column !== undefined);
  const blocks: Block[] = crossing.map((group) => {
    const { row, column } = group[0]!;
    const matrix =
      group.length === 1
        ? group[0]!.links
        : [
            hadamardLink(
              forms,
              group.map(({ links }) => links),
              false,
            ),
          ];
    return { row, column, form: scaledBlock(forms, vectorsOn(row), matrix, vectorsOn(column!)) };
  });
  for (const row of rows) {
    if (blocks.some((block) => block.row === row)) continue;
    const own = vectorsOn(row);
    const form = own.length > 0 ? productForm(forms, joined(forms, own)) : forms.ones(axes[row]!);
    blocks.push({ row, column: undefined, form });
  }
  for (const column of columns) {
    if (blocks.some((block) => block.column === column)) continue;
    const own = vectorsOn(column);
    const form =
      own.length > 0 ? productForm(forms, joined(forms, own)) : forms.ones(axes[column]!);
    blocks.push({ row: undefined, column, form: forms.transpose(form) });
  }
  const scalings = pairs.map((pair) => {
    const isRow = rows.includes(pair.row);
    const vector = alongSide(forms, pair, axes, isRow ? rows : columns);
    return { isRow, form: forms.diagonalMatrix(productForm(forms, vector), vector) };
  });
  const product = kroneckerProduct(forms, blocks, axes, rows, columns);
  if (!product) return blockwise(forms, turned, axes, rows, columns);
  return withoutIdentities([
    ...scalings.filter(({ isRow }) => isRow).map(({ form }) => link(form)),
    ...product,
    ...scalings.filter(({ isRow }) => !isRow).map(({ form }) => link(form)),
  ]);
}

/** The blocks in an order that fits both sides, or crossed with a commutation matrix. */
function kroneckerProduct(
  forms: Forms,
  blocks: readonly Block[],
  axes: readonly Dimension[],
  rows: readonly number[],
  columns: readonly number[],
): Link[] | undefined {
  const rowPlace = (block: Block): number =>
    block.row === undefined ? -1 : rows.indexOf(block.row);
  const columnPlace = (block: Block): number =>
    block.column === undefined ? -1 : columns.indexOf(block.column);
  const sorted = topological(blocks, rowPlace, columnPlace);
  if (sorted) return [link(kronOf(forms, withOuterProducts(forms, sorted)))];
  if (blocks.length !== 2 || columns.length !== 2) return undefined;
  const [first, second] = [...blocks].sort((a, b) => rowPlace(a) - rowPlace(b)) as [Block, Block];
  const swap = forms.call(
    "commutation",
    forms.size(axes[first.column!]!),
    forms.size(axes[second.column!]!),
  );
  if (isEye(first.form) && isEye(second.form)) return [link(swap)];
  return [link(kronOf(forms, [first.form, second.form])), link(swap)];
}

/** A column beside a row is their outer product: kron(x, kron(y', A)) is kron(x*y', A). */
function withOuterProducts(forms: Forms, blocks: readonly Block[]): Expression[] {
  const factors: Expression[] = [];
  for (let k = 0; k < blocks.length; k++) {
    const [here, next] = [blocks[k]!, blocks[k + 1]];
    const isColumn = here.column === undefined && next?.row === undefined;
    const isRow = here.row === undefined && next?.column === undefined;
    if (next && (isColumn || isRow)) {
      const [column, row] = isColumn ? [here, next] : [next, here];
      factors.push(forms.binary("multiply", column.form, row.form));
      k++;
    } else factors.push(here.form);
  }
  return factors;
}

/** An order of the blocks in which the row axes and the column axes both ascend, if there is one. */
function topological(
  blocks: readonly Block[],
  rowPlace: (block: Block) => number,
  columnPlace: (block: Block) => number,
): Block[] | undefined {
  const rest = [...blocks];
  const result: Block[] = [];
  const before = (a: Block, b: Block): boolean =>
    (rowPlace(a) >= 0 && rowPlace(b) >= 0 && rowPlace(a) < rowPlace(b)) ||
    (columnPlace(a) >= 0 && columnPlace(b) >= 0 && columnPlace(a) < columnPlace(b));
  while (rest.length > 0) {
    const next = rest.findIndex(
      (block) => !rest.some((other) => other !== block && before(other, block)),
    );
    if (next < 0) return undefined;
    result.push(...rest.splice(next, 1));
  }
  return result;
}

function kronOf(forms: Forms, given: readonly Expression[]): Expression {
  const factors = given.map((factor) => forms.compact(factor));
  return factors.reduce((left, right) => {
    const joined = joinedConstants(forms, left, right);
    if (joined) return joined;
    const upright = forms.call("kron", left, right);
    const turned = forms.call("kron", forms.transpose(left), forms.transpose(right));
    return forms.cost(turned) + COST.transpose < forms.cost(upright) - ROUNDING
      ? forms.transpose(turned)
      : upright;
  });
}

/** The Kronecker product of two identities, or of two columns or rows of ones. */
function joinedConstants(
  forms: Forms,
  left: Expression,
  right: Expression,
): Expression | undefined {
  if (isEye(left) && isEye(right)) {
    const size = forms.binary("multiply", left.arguments[0]!, right.arguments[0]!);
    return forms.call("eye", size);
  }
  const [a, b] = [sizeOfOnes(left), sizeOfOnes(right)];
  if (!a || !b) return undefined;
  const [isRow, isRowToo] = [left.kind === "transpose", right.kind === "transpose"];
  if (isRow !== isRowToo) return isRow ? forms.call("ones", b, a) : forms.call("ones", a, b);
  const column = forms.call("ones", forms.binary("multiply", a, b));
  return isRow ? forms.transpose(column) : column;
}

/** The size of a column or row of ones. */
function sizeOfOnes(e: Expression): Expression | undefined {
  const column = e.kind === "transpose" ? e.operand : e;
  return column.kind === "call" && column.callee === "ones" && column.arguments.length === 1
    ? column.arguments[0]
    : undefined;
}

function isEye(e: Expression): e is Expression & { kind: "call" } {
  return e.kind === "call" && e.callee === "eye";
}

function scaledBlock(
  forms: Forms,
  down: readonly Strand[],
  matrix: readonly Link[],
  across: readonly Strand[],
): Expression {
  const single = matrix.length === 1 && matrix[0]!.kind === "form" ? matrix[0]!.form : undefined;
  const scale = [...down, ...across];
  if (single && isEye(single) && scale.length > 0) {
    return diagonalOf(forms, joined(forms, scale));
  }
  const diagonal = (strands: readonly Strand[]): Link[] =>
    strands.length === 0 ? [] : [link(diagonalOf(forms, joined(forms, strands)))];
  return productForm(forms, [...diagonal(down), ...matrix, ...diagonal(across)]);
}

function diagonalOf(forms: Forms, vector: readonly Link[]): Expression {
  return forms.diagonalMatrix(productForm(forms, vector), vector);
}

function joined(forms: Forms, strands: readonly Strand[]): readonly Link[] {
  if (strands.length === 1) return strands[0]!.links;
  return [
    hadamardLink(
      forms,
      strands.map(({ links }) => links),
      true,
    ),
  ];
}

/** What lies on one side alone, as a vector over its grouped axes. */
function sideVector(
  forms: Forms,
  strands: readonly Strand[],
  axes: readonly Dimension[],
  side: readonly number[],
): Link[] {
  const pairs = strands.filter(({ column }) => column !== undefined);
  const vectors = side.map((label) => {
    const own = strands.filter((strand) => strand.column === undefined && strand.row === label);
    return own.length > 0 ? productForm(forms, joined(forms, own)) : undefined;
  });
  const filled = side.map((label, k) => vectors[k] ?? forms.ones(axes[label]!));
  if (side.length === 1) return [link(filled[0]!)];
  const outer =
    pairs.length === 0
      ? [link(kronOf(forms, filled))]
      : vectors.some((vector) => vector !== undefined)
        ? [link(kronOf(forms, filled))]
        : [];
  const vecs = pairs.map((pair) => alongSide(forms, pair, axes, side));
  if (vecs.length === 0) return outer;
  if (vecs.length === 1 && outer.length === 0) return vecs[0]!;
  return [hadamardLink(forms, outer.length > 0 ? [...vecs, outer] : vecs, true)];
}

/** A matrix over two labels of one side as a vector over the whole side. */
function alongSide(
  forms: Forms,
  pair: Strand,
  axes: readonly Dimension[],
  side: readonly number[],
): Link[] {
  return side.length === 2
    ? [link(vecOf(forms, pair, side))]
    : arrange(forms, [pair], axes, side, []);
}

/** Row label first; within one side the slow label first. */
function orient(
  forms: Forms,
  strand: Strand,
  rows: readonly number[],
  columns: readonly number[],
): Strand {
  if (strand.column === undefined) return strand;
  const place = (label: number): number =>
    rows.includes(label) ? rows.indexOf(label) : rows.length + columns.indexOf(label);
  if (place(strand.row) <= place(strand.column)) return strand;
  return { links: flipLinks(forms, strand.links), row: strand.column, column: strand.row };
}

/**
 * Every strand spread over the whole matrix by ones, multiplied entry by entry: not pretty, always
 * right, used where nothing better fits.
 */
function blockwise(
  forms: Forms,
  strands: readonly Strand[],
  axes: readonly Dimension[],
  rows: readonly number[],
  columns: readonly number[],
): Link[] {
  const products = strands.map((strand): readonly Link[] => {
    const isRow = (label: number): boolean => rows.includes(label);
    if (strand.column !== undefined && isRow(strand.row) === isRow(strand.column)) {
      const side = isRow(strand.row) ? rows : columns;
      const vector = alongSide(forms, strand, axes, side);
      const other = isRow(strand.row) ? columns : rows;
      const filler = link(forms.ones(multiplyDimensions(other.map((label) => axes[label]!))));
      return isRow(strand.row)
        ? other.length === 0
          ? vector
          : [...vector, ...flipLinks(forms, [filler])]
        : [filler, ...flipLinks(forms, vector)];
    }
    const own: Block =
      strand.column !== undefined
        ? { row: strand.row, column: strand.column, form: productForm(forms, strand.links) }
        : isRow(strand.row)
          ? { row: strand.row, column: undefined, form: productForm(forms, strand.links) }
          : {
              row: undefined,
              column: strand.row,
              form: forms.transpose(productForm(forms, strand.links)),
            };
    const blocks: Block[] = [own];
    for (const row of rows) {
      if (row !== own.row) blocks.push({ row, column: undefined, form: forms.ones(axes[row]!) });
    }
    for (const column of columns) {
      if (column !== own.column) {
        blocks.push({
          row: undefined,
          column,
          form: forms.transpose(forms.ones(axes[column]!)),
        });
      }
    }
    const product = kroneckerProduct(forms, blocks, axes, rows, columns);
    if (!product) throw new NoMatrixForm("axes that cross");
    return product;
  });
  return [hadamardLink(forms, products, false)];
}
