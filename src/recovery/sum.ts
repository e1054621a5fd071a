import * as Q from "../numbers/rational.ts";
import type { Expression } from "../syntax/expression.ts";
import { betweenTransposes } from "./between.ts";
import { factored } from "./factoring.ts";
import type { Forms } from "./forms.ts";
import type { Extent, Link, Piece } from "./link.ts";
import { link, productForm } from "./links.ts";
import { pieceForm, zeroForm } from "./piece.ts";

/** The form of a sum of pieces over the given extent: factored where that is shorter. */
export function sumForm(forms: Forms, pieces: readonly Piece[], extent: Extent): Expression {
  return pieceForm(forms, sumPiece(forms, pieces, extent), extent);
}

/** A sum as one piece, so that its number and scalars can join those of a product around it. */
export function sumPiece(forms: Forms, pieces: readonly Piece[], extent: Extent): Piece {
  if (pieces.length === 0) {
    const zero = zeroForm(forms, extent);
    return extent.row
      ? { coefficient: Q.ONE, scalars: new Map(), links: [link(zero)] }
      : { coefficient: Q.ZERO, scalars: new Map(), links: [] };
  }
  return betweenTransposes(forms, factored(forms, spread(forms, pieces, extent), extent));
}

/** Diagonals of one sum become one; a number beside matrices that are not entry-wise becomes c*ones. */
function spread(forms: Forms, pieces: readonly Piece[], extent: Extent): Piece[] {
  const diagonals = pieces.filter(({ isDiagonal }) => isDiagonal);
  let result = pieces.filter(({ isDiagonal }) => !isDiagonal);
  if (diagonals.length > 0) {
    const vectors = diagonals.map(({ coefficient, scalars, links }) => ({
      coefficient,
      scalars,
      links,
    }));
    const isMultiple = vectors.every(({ links }) => links.length === 0);
    const joined = factored(forms, vectors, isMultiple || !extent.row ? {} : { row: extent.row });
    const matrix =
      joined.links.length === 0
        ? forms.eye(extent.row!)
        : forms.diagonalMatrix(productForm(forms, joined.links), joined.links);
    result.push({
      coefficient: joined.coefficient,
      scalars: joined.scalars,
      links: [link(matrix)],
    });
  }
  const constant = result.filter(({ links }) => links.length === 0);
  const arrays = result.length - constant.length;
  if (extent.row && constant.length > 0) {
    const bare =
      arrays > 0 &&
      (!extent.column ||
        result.every(
          ({ links }) => links.length === 0 || (links.length === 1 && isEntrywise(links[0]!)),
        ));
    if (!bare) {
      const filler = link(
        extent.column ? forms.ones(extent.row, extent.column) : forms.ones(extent.row),
      );
      result = result.map((piece) =>
        piece.links.length === 0 ? { ...piece, links: [filler] } : piece,
      );
    }
  }
  return result;
}

function isEntrywise(each: Link): boolean {
  if (each.kind === "hadamard") return true;
  const { form } = each;
  if (form.kind === "name") return true;
  return form.kind === "call" && !["eye", "ones", "diag"].includes(form.callee);
}
