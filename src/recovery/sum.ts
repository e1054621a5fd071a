import type { Dimension } from "../dimensions/dimension.ts";
import * as Q from "../numbers/rational.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Forms } from "./forms.ts";
import {
  flipLinks,
  type HadamardFactor,
  type Link,
  link,
  linkForm,
  productForm,
  type ScalarFactor,
} from "./monomial.ts";

/**
 * One summand on its way to being printed: a number times scalars times a matrix product. Without
 * links it is the same in every entry.
 */
export interface Piece {
  readonly coefficient: Q.Rational;
  readonly scalars: ReadonlyMap<Expression, Q.Rational>;
  readonly links: readonly Link[];
  /** The links make a vector, and the diagonal matrix of it is meant. */
  readonly isDiagonal?: boolean;
}

/** The sizes of the sum: none, rows only (a column), or both. */
export interface Extent {
  readonly row?: Dimension;
  readonly column?: Dimension;
}

export function collectScalars(factors: readonly ScalarFactor[]): Map<Expression, Q.Rational> {
  const scalars = new Map<Expression, Q.Rational>();
  for (const { form, exponent } of factors) {
    const total = Q.add(scalars.get(form) ?? Q.ZERO, exponent);
    if (Q.isZero(total)) scalars.delete(form);
    else scalars.set(form, total);
  }
  return scalars;
}

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
  return factored(forms, spread(forms, pieces, extent), extent);
}

function zeroForm(forms: Forms, { row, column }: Extent): Expression {
  if (!row) return forms.number(Q.ZERO);
  return column ? forms.zeros(row, column) : forms.zeros(row);
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
        : forms.diagonalMatrix(productForm(forms, joined.links));
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

/** A shared part that two or more pieces could give up. */
interface Candidate {
  readonly weight: number;
  readonly members: readonly Piece[];
  readonly without: (piece: Piece) => Piece;
  readonly wrap: (inner: Piece) => Piece;
}

/** One piece that equals the sum of all. */
function factored(forms: Forms, pieces: readonly Piece[], extent: Extent): Piece {
  let rest = [...pieces];
  while (rest.length > 1) {
    const candidate = bestCandidate(forms, rest);
    if (!candidate) break;
    const inner = factored(forms, candidate.members.map(candidate.without), extent);
    const joined = candidate.wrap(inner);
    if (candidate.members.length === rest.length) return joined;
    rest = rest.filter((piece) => !candidate.members.includes(piece));
    rest.push(joined);
  }
  if (rest.length === 1) return rest[0]!;
  return plainSum(forms, rest, extent);
}

function bestCandidate(forms: Forms, pieces: readonly Piece[]): Candidate | undefined {
  const common = commonScalars(forms, pieces);
  if (common) return common;
  const found = [
    ...sharedScalars(forms, pieces),
    ...sharedEnds(forms, pieces, "left"),
    ...sharedEnds(forms, pieces, "right"),
    ...sharedEntrywise(forms, pieces),
  ];
  return found.reduce<Candidate | undefined>(
    (best, each) => (best && best.weight >= each.weight ? best : each),
    undefined,
  );
}

/** A number or scalars that every piece has. */
function commonScalars(forms: Forms, pieces: readonly Piece[]): Candidate | undefined {
  const [first] = pieces;
  const scalars = new Map<Expression, Q.Rational>();
  for (const [form, exponent] of first!.scalars) {
    let least: Q.Rational | undefined = exponent;
    for (const piece of pieces) {
      const other = piece.scalars.get(form);
      if (!other || Q.isNegative(other) !== Q.isNegative(exponent)) {
        least = undefined;
        break;
      }
      if (Q.compare(Q.absolute(other), Q.absolute(least)) < 0) least = other;
    }
    if (least) scalars.set(form, least);
  }
  const size = Q.absolute(first!.coefficient);
  const sameSize = pieces.every(({ coefficient }) => Q.equal(Q.absolute(coefficient), size));
  const allNegative = pieces.every(({ coefficient }) => Q.isNegative(coefficient));
  const coefficient = Q.multiply(sameSize ? size : Q.ONE, allNegative ? Q.MINUS_ONE : Q.ONE);
  if (scalars.size === 0 && Q.isOne(coefficient)) return undefined;
  return byScalars(forms, pieces, scalars, coefficient);
}

/** Pieces with exactly the same scalars. */
function sharedScalars(forms: Forms, pieces: readonly Piece[]): Candidate[] {
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    if (piece.scalars.size === 0) continue;
    const key = [...piece.scalars]
      .map(([form, exponent]) => `${forms.id(form)}^${Q.toText(exponent)}`)
      .sort()
      .join();
    groups.set(key, [...(groups.get(key) ?? []), piece]);
  }
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => byScalars(forms, members, members[0]!.scalars, Q.ONE));
}

function byScalars(
  forms: Forms,
  members: readonly Piece[],
  scalars: ReadonlyMap<Expression, Q.Rational>,
  coefficient: Q.Rational,
): Candidate {
  let weight = 0;
  for (const form of scalars.keys()) weight += forms.cost(form);
  return {
    weight: weight * (members.length - 1),
    members,
    without: (piece) => ({
      ...piece,
      coefficient: Q.divide(piece.coefficient, coefficient),
      scalars: merged(piece.scalars, scalars, Q.MINUS_ONE),
    }),
    wrap: (inner) => ({
      ...inner,
      coefficient: Q.multiply(inner.coefficient, coefficient),
      scalars: merged(inner.scalars, scalars, Q.ONE),
    }),
  };
}

function merged(
  a: ReadonlyMap<Expression, Q.Rational>,
  b: ReadonlyMap<Expression, Q.Rational>,
  sign: Q.Rational,
): Map<Expression, Q.Rational> {
  const result = new Map(a);
  for (const [form, exponent] of b) {
    const total = Q.add(result.get(form) ?? Q.ZERO, Q.multiply(exponent, sign));
    if (Q.isZero(total)) result.delete(form);
    else result.set(form, total);
  }
  return result;
}

/** A first or last factor of several products; never the whole product (no (A + I)*x from A*x + x). */
function sharedEnds(forms: Forms, pieces: readonly Piece[], end: "left" | "right"): Candidate[] {
  const groups = new Map<Expression, Piece[]>();
  for (const piece of pieces) {
    if (piece.links.length < 2) continue;
    const each = end === "left" ? piece.links[0]! : piece.links[piece.links.length - 1]!;
    const form = linkForm(forms, each);
    groups.set(form, [...(groups.get(form) ?? []), piece]);
  }
  const result: Candidate[] = [];
  for (const [form, members] of groups) {
    if (members.length < 2) continue;
    result.push({
      weight: forms.cost(form) * (members.length - 1),
      members,
      without: (piece) => ({
        ...piece,
        links: end === "left" ? piece.links.slice(1) : piece.links.slice(0, -1),
      }),
      wrap: (inner) => ({
        ...inner,
        links: end === "left" ? [link(form), ...inner.links] : [...inner.links, link(form)],
      }),
    });
  }
  return result;
}

/** A common factor of entry-by-entry products; here the whole piece may be given up, leaving 1. */
function sharedEntrywise(forms: Forms, pieces: readonly Piece[]): Candidate[] {
  const groups = new Map<Expression, Piece[]>();
  for (const piece of pieces) {
    if (piece.links.length !== 1 || piece.isDiagonal) continue;
    for (const { form, exponent } of entrywiseFactors(piece.links[0]!)) {
      if (Q.isNegative(exponent)) continue;
      groups.set(form, [...(groups.get(form) ?? []), piece]);
    }
  }
  const result: Candidate[] = [];
  for (const [form, members] of groups) {
    if (members.length < 2 || !members.some(({ links }) => links[0]!.kind === "hadamard")) continue;
    const exponents = members.map(
      ({ links }) => entrywiseFactors(links[0]!).find((factor) => factor.form === form)!.exponent,
    );
    const least = exponents.reduce((a, b) => (Q.compare(a, b) < 0 ? a : b));
    result.push({
      weight: forms.cost(form) * (members.length - 1),
      members,
      without: (piece) => ({ ...piece, links: withoutEntrywise(piece.links[0]!, form, least) }),
      wrap: (inner) => ({ ...inner, links: withEntrywise(inner.links, form, least) }),
    });
  }
  return result;

  function withEntrywise(links: readonly Link[], factor: Expression, exponent: Q.Rational): Link[] {
    const own: HadamardFactor[] =
      links.length === 0
        ? []
        : links.length === 1
          ? [...entrywiseFactors(links[0]!)]
          : [{ form: productForm(forms, links), exponent: Q.ONE }];
    return hadamardLinks([{ form: factor, exponent }, ...own]);
  }
}

function entrywiseFactors(each: Link): readonly HadamardFactor[] {
  return each.kind === "hadamard" ? each.factors : [{ form: each.form, exponent: Q.ONE }];
}

function withoutEntrywise(each: Link, form: Expression, exponent: Q.Rational): Link[] {
  return hadamardLinks(
    entrywiseFactors(each)
      .map((factor) =>
        factor.form === form ? { form, exponent: Q.subtract(factor.exponent, exponent) } : factor,
      )
      .filter((factor) => !Q.isZero(factor.exponent)),
  );
}

function hadamardLinks(factors: readonly HadamardFactor[]): Link[] {
  const [only] = factors;
  if (factors.length === 0) return [];
  if (factors.length === 1 && Q.isOne(only!.exponent)) return [link(only!.form)];
  return [{ kind: "hadamard", factors, flat: true }];
}

/** Positive terms first, numbers last, otherwise in the order in which the user named things. */
function plainSum(forms: Forms, pieces: readonly Piece[], extent: Extent): Piece {
  // Where a common factor was the whole of every piece, what is left is a sum of numbers.
  const isArray = extent.row !== undefined && pieces.some(({ links }) => links.length > 0);
  const summands = pieces.map((piece) => {
    const size = { ...piece, coefficient: Q.absolute(piece.coefficient) };
    const form = pieceForm(forms, size, isArray && piece.links.length > 0 ? extent : {});
    const isNumber = form.kind === "number";
    return { form, isNegative: Q.isNegative(piece.coefficient), isNumber };
  });
  summands.sort(
    (a, b) =>
      Number(a.isNegative) - Number(b.isNegative) ||
      Number(a.isNumber) - Number(b.isNumber) ||
      forms.lead(a.form) - forms.lead(b.form) ||
      forms.cost(a.form) - forms.cost(b.form),
  );
  let total: Expression | undefined;
  for (const { form, isNegative } of summands) {
    if (total) total = forms.binary(isNegative ? "subtract" : "add", total, form);
    else total = isNegative ? forms.negate(form) : form;
  }
  return isArray
    ? { coefficient: Q.ONE, scalars: new Map(), links: [link(total!)] }
    : { coefficient: Q.ONE, scalars: new Map([[total!, Q.ONE]]), links: [] };
}

/** Largest denominator that is printed as a fraction; beyond it a decimal reads better. */
const LARGEST_DENOMINATOR = 10_000n;

/** `2*s*A*x/(3*t)`: number, scalars, matrices, over the scalars with negative powers. */
export function pieceForm(forms: Forms, piece: Piece, extent: Extent): Expression {
  const links =
    piece.links.length === 0 && extent.row
      ? [link(extent.column ? forms.ones(extent.row, extent.column) : forms.ones(extent.row))]
      : piece.links;
  if (Q.isZero(piece.coefficient)) return zeroForm(forms, extent);
  const size = Q.absolute(piece.coefficient);
  const isFraction = size.denominator <= LARGEST_DENOMINATOR;
  const above: Expression[] = [];
  const below: Expression[] = [];
  const front = isFraction ? Q.rational(size.numerator) : size;
  if (!Q.isOne(front)) above.push(forms.number(front));
  if (isFraction && size.denominator !== 1n) below.push(forms.number(Q.rational(size.denominator)));
  const scalars = [...piece.scalars].sort(([a], [b]) => forms.cost(a) - forms.cost(b));
  for (const [form, exponent] of scalars) {
    if (Q.isNegative(exponent)) below.push(...scalarPower(forms, form, Q.negate(exponent)));
    else above.push(...scalarPower(forms, form, exponent));
  }
  const scale = above.length > 0 ? multiplied(forms, above) : undefined;
  const numerator =
    links.length > 0 ? productForm(forms, links, scale) : (scale ?? forms.number(Q.ONE));
  const form =
    below.length === 0 ? numerator : forms.binary("divide", numerator, multiplied(forms, below));
  return Q.isNegative(piece.coefficient) ? forms.negate(form) : form;
}

function multiplied(forms: Forms, factors: readonly Expression[]): Expression {
  if (factors.length === 0) return forms.number(Q.ONE);
  return factors.reduce((left, right) => forms.binary("multiply", left, right));
}

function scalarPower(forms: Forms, form: Expression, exponent: Q.Rational): Expression[] {
  if (Q.isOne(exponent)) return [form];
  if (Q.equal(exponent, Q.HALF)) return [forms.call("sqrt", form)];
  if (form.kind === "call" && form.callee === "norm2" && Q.isEvenInteger(exponent)) {
    const vector = form.arguments[0]!;
    if (vector.kind === "name") {
      const dot = forms.binary("multiply", forms.transpose(vector), vector);
      const half = Q.multiply(exponent, Q.HALF);
      return [Q.isOne(half) ? dot : forms.binary("power", dot, forms.number(half))];
    }
  }
  return [forms.binary("power", form, forms.number(exponent))];
}

/** The transposed piece; scalars stay. */
export function flipPiece(forms: Forms, piece: Piece): Piece {
  return piece.isDiagonal ? piece : { ...piece, links: flipLinks(forms, piece.links) };
}
