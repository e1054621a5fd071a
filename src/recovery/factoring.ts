import * as Q from "../numbers/rational.ts";
import type { Expression } from "../syntax/expression.ts";
import { COST, type Forms, ROUNDING } from "./forms.ts";
import type { Extent, HadamardFactor, Link, Piece } from "./link.ts";
import { flipLinks, link, linkForm, productForm } from "./links.ts";
import { signedSum, timesScalars } from "./piece.ts";

/** A shared part that two or more pieces could give up. */
interface Candidate {
  /** What is saved by writing the part once. */
  readonly weight: number;
  readonly members: readonly Piece[];
  readonly without: (piece: Piece) => Piece;
  readonly wrap: (inner: Piece) => Piece;
  /** The sizes of what is left in the brackets, where they are not those of the sum. */
  readonly innerExtent?: Extent;
}

/** One piece that equals the sum of all: the dearest common part is taken out, and so on. */
export function factored(forms: Forms, pieces: readonly Piece[], extent: Extent): Piece {
  let rest = withOneDiagonal(forms, collected(forms, pieces), extent);
  if (rest.length === 0) return { coefficient: Q.ZERO, scalars: new Map(), links: [] };
  while (rest.length > 1) {
    const candidate = bestCandidate(forms, rest, extent);
    if (!candidate) break;
    const members = candidate.members.map(candidate.without);
    const inner = inBrackets(forms, members, candidate.innerExtent ?? extent);
    const joined = candidate.wrap(inner);
    if (candidate.members.length === rest.length) return joined;
    rest = rest.filter((piece) => !candidate.members.includes(piece));
    rest.push(joined);
  }
  if (rest.length === 1) return rest[0]!;
  return plainSum(forms, rest, extent);
}

/** Like terms added up, and what cancels left out: what differed in the graph may read the same. */
function collected(forms: Forms, pieces: readonly Piece[]): Piece[] {
  const byKey = new Map<string, Piece>();
  for (const piece of pieces) {
    const scalars = [...piece.scalars].map(
      ([form, power]) => `${forms.id(form)}^${Q.toText(power)}`,
    );
    const links = piece.links.map((each) => forms.id(linkForm(forms, each)));
    const key = `${scalars.sort().join()} ${links.join()} ${piece.isDiagonal ?? false}`;
    const known = byKey.get(key);
    const coefficient = known ? Q.add(known.coefficient, piece.coefficient) : piece.coefficient;
    byKey.set(key, known ? { ...known, coefficient } : piece);
  }
  const distinct = [...byKey.values()];
  return distinct.length === pieces.length
    ? [...pieces]
    : distinct.filter(({ coefficient }) => !Q.isZero(coefficient));
}

/** diag(u) - diag(u.^2) is diag(u.*(1 - u)), and I - diag(u) is diag(1 - u). */
function withOneDiagonal(forms: Forms, pieces: readonly Piece[], extent: Extent): Piece[] {
  const vectors: Piece[] = [];
  const others: Piece[] = [];
  for (const piece of pieces) {
    const [only] = piece.links;
    const form = piece.links.length === 1 && only!.kind === "form" ? only!.form : undefined;
    const isIdentity = form?.kind === "call" && form.callee === "eye";
    const links = isIdentity ? [] : form && forms.chainOf(form, "diagonal");
    if (links) vectors.push({ ...piece, links });
    else others.push(piece);
  }
  if (vectors.length < 2 || !extent.row || vectors.every(({ links }) => links.length === 0)) {
    return [...pieces];
  }
  const joined = factored(forms, vectors, { row: extent.row });
  if (joined.links.length === 0) return [...pieces];
  const matrix = forms.diagonalMatrix(productForm(forms, joined.links), joined.links);
  return [...others, { ...joined, links: [link(matrix)] }];
}

/** Of what stands in brackets the common number leaves them too: x.*(4*y - 2*z) is 2*x.*(2*y - z). */
function inBrackets(forms: Forms, pieces: readonly Piece[], extent: Extent): Piece {
  const common = greatestCommonDivisor(pieces);
  if (common === 1n) return factored(forms, pieces, extent);
  const size = Q.rational(common);
  const smaller = pieces.map((piece) => ({
    ...piece,
    coefficient: Q.divide(piece.coefficient, size),
  }));
  const inner = factored(forms, smaller, extent);
  return { ...inner, coefficient: Q.multiply(inner.coefficient, size) };
}

/** Of the numbers before the pieces; 1 where one of them is a fraction. */
function greatestCommonDivisor(pieces: readonly Piece[]): bigint {
  return pieces.reduce((common, { coefficient }) => {
    if (!Q.isInteger(coefficient)) return 1n;
    let [a, b] = [common, Q.absolute(coefficient).numerator];
    while (b !== 0n) [a, b] = [b, a % b];
    return a;
  }, 0n);
}

function plainSum(forms: Forms, pieces: readonly Piece[], extent: Extent): Piece {
  // Where a common factor was the whole of every piece, what is left is a sum of numbers.
  const isArray = extent.row !== undefined && pieces.some(({ links }) => links.length > 0);
  const total = signedSum(forms, pieces, extent, isArray);
  return isArray
    ? { coefficient: Q.ONE, scalars: new Map(), links: [link(total)] }
    : { coefficient: Q.ONE, scalars: new Map([[total, Q.ONE]]), links: [] };
}

/**
 * Up to this saving X*X*A + X*A*X + A*X*X stays as it is: a short factor could be taken out of this
 * pair of terms or of that.
 */
const LEAST_CLEAR_SAVING = COST.symbol + ROUNDING;

function bestCandidate(
  forms: Forms,
  pieces: readonly Piece[],
  extent: Extent,
): Candidate | undefined {
  const common = commonScalars(forms, pieces);
  if (common) return common;
  const found = [
    ...sharedScalars(forms, pieces),
    ...sharedProducts(forms, pieces),
    ...sharedEnds(forms, pieces, "left", extent),
    ...sharedEnds(forms, pieces, "right", extent),
    ...sharedEntrywise(forms, pieces),
    ...sharedInKronecker(forms, pieces),
    ...sharedInTrace(forms, pieces, extent),
    ...sharedNumbers(forms, pieces),
  ];
  const best = found.reduce<Candidate | undefined>(
    (known, each) => (known && known.weight >= each.weight ? known : each),
    undefined,
  );
  if (!best || best.members.length === pieces.length || best.weight > LEAST_CLEAR_SAVING) {
    return best;
  }
  const isAmbiguous = found.some(
    (other) =>
      other !== best &&
      other.weight > best.weight - ROUNDING &&
      other.members.some((piece) => best.members.includes(piece)) &&
      other.members.some((piece) => !best.members.includes(piece)),
  );
  return isAmbiguous ? undefined : best;
}

/** A number or scalars that every piece has. */
function commonScalars(forms: Forms, pieces: readonly Piece[]): Candidate | undefined {
  const scalars = scalarsOfAll(pieces);
  const coefficient = numberOfAll(pieces);
  if (scalars.size === 0 && Q.isOne(coefficient)) return undefined;
  return byScalars(forms, pieces, scalars, coefficient);
}

function scalarsOfAll(pieces: readonly Piece[]): Map<Expression, Q.Rational> {
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
  return scalars;
}

/** The size of the number factors where it is the same in all pieces, with the sign that all have. */
function numberOfAll(pieces: readonly Piece[]): Q.Rational {
  const size = Q.absolute(pieces[0]!.coefficient);
  const sameSize = pieces.every(({ coefficient }) => Q.equal(Q.absolute(coefficient), size));
  const allNegative = pieces.every(({ coefficient }) => Q.isNegative(coefficient));
  return Q.multiply(sameSize ? size : Q.ONE, allNegative ? Q.MINUS_ONE : Q.ONE);
}

/** Some pieces with a scalar in common, and with it all that these have in common. */
function sharedScalars(forms: Forms, pieces: readonly Piece[]): Candidate[] {
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    for (const [form, exponent] of piece.scalars) {
      const key = `${forms.id(form)} ${Q.isNegative(exponent)}`;
      groups.set(key, [...(groups.get(key) ?? []), piece]);
    }
  }
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => byScalars(forms, members, scalarsOfAll(members), numberOfAll(members)));
}

/** Some pieces with the same number: 2*A - 2*B + C is 2*(A - B) + C. */
function sharedNumbers(forms: Forms, pieces: readonly Piece[]): Candidate[] {
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const size = Q.absolute(piece.coefficient);
    const isBare = piece.links.length === 0 && piece.scalars.size === 0;
    if (Q.isOne(size) || isBare) continue;
    const key = Q.toText(size);
    groups.set(key, [...(groups.get(key) ?? []), piece]);
  }
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => byScalars(forms, members, new Map(), numberOfAll(members)));
}

function byScalars(
  forms: Forms,
  members: readonly Piece[],
  scalars: ReadonlyMap<Expression, Q.Rational>,
  coefficient: Q.Rational,
): Candidate {
  let weight = Q.isOne(Q.absolute(coefficient)) ? 0 : COST.number + COST.product;
  for (const form of scalars.keys()) weight += forms.cost(form);
  return {
    weight: weight * (members.length - 1),
    members,
    without: (piece) =>
      timesScalars(
        forms,
        { ...piece, coefficient: Q.divide(piece.coefficient, coefficient) },
        scalars,
        Q.MINUS_ONE,
      ),
    wrap: (inner) =>
      timesScalars(
        forms,
        { ...inner, coefficient: Q.multiply(inner.coefficient, coefficient) },
        scalars,
      ),
  };
}

/** The same product with several numbers before it: s*x - t*x is (s - t)*x. */
function sharedProducts(forms: Forms, pieces: readonly Piece[]): Candidate[] {
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    if (piece.links.length === 0) continue;
    const key = `${piece.isDiagonal} ${piece.links.map((each) => forms.id(linkForm(forms, each))).join()}`;
    groups.set(key, [...(groups.get(key) ?? []), piece]);
  }
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => ({
      weight: costOfLinks(forms, members[0]!.links) * (members.length - 1),
      members,
      without: (piece) => ({ ...piece, links: [] }),
      wrap: (inner) => ({ ...inner, links: members[0]!.links }),
      innerExtent: {},
    }));
}

/** A piece as it stands, or with a number such as b'*x written as a product at its end. */
interface Reading {
  readonly piece: Piece;
  readonly read: Piece;
  /** What the reading costs more than the piece, as where a factor must be transposed. */
  readonly extra: number;
}

/**
 * The readings of a piece as a matrix product: a dot product beside a column may stand at its end,
 * x'*b*a = a*b'*x, and alone it is a product itself.
 */
function readings(forms: Forms, piece: Piece, extent: Extent): Reading[] {
  const plain = { piece, read: piece, extra: 0 };
  if (!forms.style.joinsNumbers || extent.column) return [plain];
  if (extent.row && piece.links.length === 0) return [plain];
  const dots = [...piece.scalars].flatMap(([form, exponent]) => {
    const links = Q.isOne(exponent) ? forms.chainOf(form, "dot") : undefined;
    return links ? [{ form, links }] : [];
  });
  if (dots.length !== 1) return [plain];
  const [{ form, links }] = dots as [(typeof dots)[number]];
  const scalars = new Map(piece.scalars);
  scalars.delete(form);
  return [
    plain,
    ...[links, flipLinks(forms, links)].map((tail) => ({
      piece,
      read: { ...piece, scalars, links: [...piece.links, ...tail] },
      extra: costOfLinks(forms, tail) - costOfLinks(forms, links),
    })),
  ];
}

/** The readings that have a factor in common; of each piece the one that costs least. */
function addTo<Key>(groups: Map<Key, Map<Piece, Reading>>, key: Key, reading: Reading): void {
  const group = groups.get(key) ?? new Map<Piece, Reading>();
  const known = group.get(reading.piece);
  if (!known || reading.extra < known.extra) group.set(reading.piece, reading);
  groups.set(key, group);
}

/** What is saved by writing a common factor of that cost once. */
function saving(cost: number, group: ReadonlyMap<Piece, Reading>): number {
  const extra = [...group.values()].reduce((sum, reading) => sum + reading.extra, 0);
  return cost * (group.size - 1) - extra;
}

function costOfLinks(forms: Forms, links: readonly Link[]): number {
  return links.reduce((sum, each) => sum + forms.cost(linkForm(forms, each)), 0);
}

/** A first or last factor of several products; never the whole product (no (A + I)*x from A*x + x). */
function sharedEnds(
  forms: Forms,
  pieces: readonly Piece[],
  end: "left" | "right",
  extent: Extent,
): Candidate[] {
  const groups = new Map<string, Map<Piece, Reading>>();
  const shared = new Map<string, Expression>();
  for (const reading of pieces.flatMap((each) => readings(forms, each, extent))) {
    const { links } = reading.read;
    if (links.length < 2) continue;
    const form = linkForm(forms, end === "left" ? links[0]! : links[links.length - 1]!);
    // (v'*A*v)*v/(v'*v) beside A*v is a number times v, and stays so.
    const key = `${forms.id(form)} ${reading.read === reading.piece}`;
    shared.set(key, form);
    addTo(groups, key, reading);
  }
  const result: Candidate[] = [];
  for (const [key, group] of groups) {
    const form = shared.get(key)!;
    const members = [...group.keys()];
    if (members.length < 2) continue;
    const isScalar = extent.row === undefined;
    result.push({
      weight: saving(forms.cost(form), group),
      members,
      without: (piece) => {
        const { read } = group.get(piece)!;
        const { links } = read;
        return { ...read, links: end === "left" ? links.slice(1) : links.slice(0, -1) };
      },
      wrap: (inner) => {
        const links = end === "left" ? [link(form), ...inner.links] : [...inner.links, link(form)];
        return isScalar ? dotPiece(forms, inner, links) : { ...inner, links };
      },
      // Left of a column stands a matrix: what is in the brackets has another shape than the sum.
      innerExtent: end === "left" ? { ...UNKNOWN_SIZES, ...extent } : UNKNOWN_SQUARE,
    });
  }
  return result;
}

/** What is in brackets always has links here, so that its sizes are never written. */
const UNKNOWN_SIZES: Extent = { row: { key: "", coefficient: 1, symbols: [] } };

function dotPiece(forms: Forms, inner: Piece, links: readonly Link[]): Piece {
  const there = productForm(forms, links);
  const flipped = flipLinks(forms, links);
  const back = productForm(forms, flipped);
  const isBackShorter = forms.cost(back) < forms.cost(there) - 1e-9;
  const form = forms.markScalar(isBackShorter ? back : there);
  forms.registerChain(form, "dot", isBackShorter ? flipped : links);
  return { ...inner, links: [], scalars: new Map([...inner.scalars, [form, Q.ONE]]) };
}

/** tr(F*A) + tr(F*B) is tr(F*(A + B)). */
function sharedInTrace(forms: Forms, pieces: readonly Piece[], extent: Extent): Candidate[] {
  if (extent.row || !forms.style.joinsNumbers) return [];
  const groups = new Map<string, Map<Piece, Reading>>();
  const shared = new Map<string, readonly Link[]>();
  for (const piece of pieces) {
    const traces = [...piece.scalars].flatMap(([form, exponent]) => {
      const links = Q.isOne(exponent) ? forms.chainOf(form, "trace") : undefined;
      return links ? [{ form, links }] : [];
    });
    if (traces.length !== 1) continue;
    const [{ form, links }] = traces as [(typeof traces)[number]];
    if (links.length < 2 || links.length > LONGEST_TRACE) continue;
    const scalars = new Map(piece.scalars);
    scalars.delete(form);
    for (const chain of [links, flipLinks(forms, links)]) {
      const extra = costOfLinks(forms, chain) - costOfLinks(forms, links);
      for (let start = 0; start < chain.length; start++) {
        const rotated = [...chain.slice(start), ...chain.slice(0, start)];
        let key = "";
        for (let count = 1; count < chain.length; count++) {
          key += ` ${forms.id(linkForm(forms, rotated[count - 1]!))}`;
          const read = { ...piece, scalars, links: rotated.slice(count) };
          addTo(groups, key, { piece, read, extra });
          shared.set(key, rotated.slice(0, count));
        }
      }
    }
  }
  return [...groups].flatMap(([key, group]) => {
    const members = [...group.keys()];
    if (members.length < 2) return [];
    const first = shared.get(key)!;
    return {
      weight:
        saving(costOfLinks(forms, first), group) +
        (COST.call + first.length * COST.product) * (members.length - 1),
      members,
      without: (piece) => group.get(piece)!.read,
      wrap: (inner) => {
        const links = [...first, ...inner.links];
        const trace = forms.markScalar(forms.call("tr", productForm(forms, links)));
        forms.registerChain(trace, "trace", links);
        return { ...inner, links: [], scalars: new Map([...inner.scalars, [trace, Q.ONE]]) };
      },
      innerExtent: UNKNOWN_SQUARE,
    };
  });
}

/** Longer products are not tried in every rotation. */
const LONGEST_TRACE = 12;

const UNKNOWN_SQUARE: Extent = {
  ...UNKNOWN_SIZES,
  column: { key: "", coefficient: 1, symbols: [] },
};

/** kron(A, P) + kron(A, Q) is kron(A, P + Q). */
function sharedInKronecker(forms: Forms, pieces: readonly Piece[]): Candidate[] {
  const result: Candidate[] = [];
  for (const side of [0, 1] as const) {
    const groups = new Map<Expression, Map<Piece, Expression>>();
    for (const piece of pieces) {
      const [only] = piece.links;
      if (piece.links.length !== 1 || only!.kind !== "form" || piece.isDiagonal) continue;
      const { form } = only!;
      if (form.kind !== "call" || form.callee !== "kron") continue;
      const group = groups.get(form.arguments[side]!) ?? new Map<Piece, Expression>();
      group.set(piece, form.arguments[1 - side]!);
      groups.set(form.arguments[side]!, group);
    }
    for (const [form, group] of groups) {
      const members = [...group.keys()];
      if (members.length < 2) continue;
      result.push({
        weight: (forms.cost(form) + COST.call) * (members.length - 1),
        members,
        without: (piece) => ({ ...piece, links: [link(group.get(piece)!)] }),
        wrap: (inner) => {
          const other = productForm(forms, inner.links);
          const factors = side === 0 ? [form, other] : [other, form];
          return { ...inner, links: [link(forms.call("kron", ...factors))] };
        },
        innerExtent: UNKNOWN_SQUARE,
      });
    }
  }
  return result;
}

/** A common factor of entry-by-entry products; here the whole piece may be given up, leaving 1. */
function sharedEntrywise(forms: Forms, pieces: readonly Piece[]): Candidate[] {
  const isProduct = ({ links }: Piece): boolean =>
    links.length === 1 && links[0]!.kind === "hadamard";
  if (!pieces.some(isProduct)) return [];
  const groups = new Map<string, { form: Expression; members: Piece[] }>();
  for (const piece of pieces) {
    if (piece.links.length === 0 || piece.isDiagonal) continue;
    for (const { form, exponent } of entrywiseFactors(forms, piece.links)) {
      const key = `${forms.id(form)} ${Q.isNegative(exponent)}`;
      const group = groups.get(key) ?? { form, members: [] };
      group.members.push(piece);
      groups.set(key, group);
    }
  }
  const result: Candidate[] = [];
  for (const { form, members } of groups.values()) {
    if (members.length < 2 || !members.some(isProduct)) continue;
    const exponents = members.map(
      ({ links }) =>
        entrywiseFactors(forms, links).find((factor) => factor.form === form)!.exponent,
    );
    const least = exponents.reduce((a, b) => (Q.compare(Q.absolute(a), Q.absolute(b)) < 0 ? a : b));
    result.push({
      weight: forms.cost(form) * (members.length - 1),
      members,
      without: (piece) => ({
        ...piece,
        links: withoutEntrywise(forms, piece.links, form, least),
      }),
      wrap: (inner) => ({ ...inner, links: withEntrywise(inner.links, form, least) }),
    });
  }
  return result;

  function withEntrywise(
    links: readonly Link[],
    factor: Expression,
    exponent: Q.Rational,
  ): readonly Link[] {
    const own = links.length === 0 ? [] : entrywiseFactors(forms, links);
    return hadamardLinks(forms, [{ form: factor, exponent }, ...own]);
  }
}

/** A product as entry-by-entry factors: one of matrices is a factor as a whole. */
function entrywiseFactors(forms: Forms, links: readonly Link[]): readonly HadamardFactor[] {
  const [only] = links;
  if (links.length === 1 && only!.kind === "hadamard") return only!.factors;
  return [{ form: productForm(forms, links), exponent: Q.ONE }];
}

function withoutEntrywise(
  forms: Forms,
  links: readonly Link[],
  form: Expression,
  exponent: Q.Rational,
): readonly Link[] {
  return hadamardLinks(
    forms,
    entrywiseFactors(forms, links)
      .map((factor) =>
        factor.form === form ? { form, exponent: Q.subtract(factor.exponent, exponent) } : factor,
      )
      .filter((factor) => !Q.isZero(factor.exponent)),
  );
}

function hadamardLinks(forms: Forms, factors: readonly HadamardFactor[]): readonly Link[] {
  const [only] = factors;
  if (factors.length === 0) return [];
  if (factors.length === 1 && Q.isOne(only!.exponent)) {
    return forms.chainOf(only!.form, "product") ?? [link(only!.form)];
  }
  return [{ kind: "hadamard", factors, flat: true }];
}
