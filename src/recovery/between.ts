import type { Expression } from "../syntax/expression.ts";
import { factored } from "./factoring.ts";
import type { Forms } from "./forms.ts";
import type { Link, Piece } from "./link.ts";
import { flipLinks, link } from "./links.ts";
import { pieceForm } from "./piece.ts";

/**
 * (A' + A'*B)*A is A'*(I + B)*A, which shows what is done to B. Only where the side is the transpose
 * of the factor beside it: elsewhere a bare factor stays apart, as in A*x + x.
 */
export function betweenTransposes(forms: Forms, piece: Piece): Piece {
  for (let k = 0; k + 1 < piece.links.length; k++) {
    const [here, next] = [piece.links[k]!, piece.links[k + 1]!];
    if (here.kind !== "form" || next.kind !== "form") continue;
    const joined = betweenSides(forms, here.form, next.form);
    if (!joined) continue;
    const links = [...piece.links.slice(0, k), ...joined, ...piece.links.slice(k + 2)];
    return { ...piece, links };
  }
  return piece;
}

/** L, I + M and L' where the sum is L + L*M and stands before L'. */
function betweenSides(forms: Forms, sum: Expression, right: Expression): Link[] | undefined {
  const isTurned = sum.kind === "transpose";
  const summands = forms.summandsOf(isTurned ? sum.operand : sum);
  const size = forms.rowsOf(right);
  if (!summands || !size || forms.isScalar(sum)) return undefined;
  const left = forms.transpose(right);
  const inner: Piece[] = [];
  for (const { coefficient, scalars, links, isDiagonal } of summands) {
    const [first, ...rest] = isTurned ? flipLinks(forms, links) : links;
    if (isDiagonal || first?.kind !== "form" || first.form !== left) return undefined;
    const own = rest.length > 0 ? rest : [link(forms.eye(size))];
    inner.push({ coefficient, scalars, links: own });
  }
  if (inner.every(({ links }, k) => links.length === summands[k]!.links.length)) return undefined;
  const extent = { row: size, column: size };
  const middle = pieceForm(forms, factored(forms, inner, extent), extent);
  return [link(left), link(middle), link(right)];
}
