import * as Q from "../numbers/rational.ts";
import { exactPower } from "../numbers/roots.ts";
import type { Expression } from "../syntax/expression.ts";
import { COST, type Forms, ROUNDING } from "./forms.ts";
import type { Extent, HadamardFactor, Link, Piece, ScalarFactor } from "./link.ts";
import { flipLinks, link, productForm } from "./links.ts";

/** Equal scalars collected, those to the power 0 dropped. */
export function collectScalars(factors: readonly ScalarFactor[]): Map<Expression, Q.Rational> {
  const scalars = new Map<Expression, Q.Rational>();
  for (const { form, exponent } of factors) {
    const total = Q.add(scalars.get(form) ?? Q.ZERO, exponent);
    if (Q.isZero(total)) scalars.delete(form);
    else scalars.set(form, total);
  }
  return scalars;
}

/**
 * A piece times scalars to the power `sign`. What a fractional power kept together comes apart where
 * the power turns out whole: (a*b)^(-3/2) over (a*b)^(-1/2) is 1/(a*b), and a may cancel.
 */
export function timesScalars(
  forms: Forms,
  piece: Piece,
  scalars: ReadonlyMap<Expression, Q.Rational>,
  sign: Q.Rational = Q.ONE,
): Piece {
  const factors: ScalarFactor[] = [...piece.scalars].map(([form, exponent]) => ({
    form,
    exponent,
  }));
  let { coefficient } = piece;
  for (const [form, exponent] of scalars) {
    const before = piece.scalars.get(form) ?? Q.ZERO;
    const change = Q.multiply(exponent, sign);
    const total = Q.add(before, change);
    const parts = forms.factorsOf(form);
    const number = parts && Q.isInteger(total) && exactPower(parts.coefficient, total);
    if (!number || Q.isInteger(before)) {
      factors.push({ form, exponent: change });
      continue;
    }
    coefficient = Q.multiply(coefficient, number);
    factors.push({ form, exponent: Q.negate(before) });
    for (const [part, inner] of parts.scalars) {
      factors.push({ form: part, exponent: Q.multiply(inner, total) });
    }
  }
  return { ...piece, coefficient, scalars: collectScalars(factors) };
}

/** The transposed piece; scalars stay. */
export function flipPiece(forms: Forms, piece: Piece): Piece {
  return piece.isDiagonal ? piece : { ...piece, links: flipLinks(forms, piece.links) };
}

/** Zero over the given extent. */
export function zeroForm(forms: Forms, { row, column }: Extent): Expression {
  if (!row) return forms.number(Q.ZERO);
  return column ? forms.zeros(row, column) : forms.zeros(row);
}

/** Largest denominator that is printed as a fraction; beyond it a decimal reads better. */
const LARGEST_DENOMINATOR = 10_000n;

/** `2*s*A*x/(3*t)`: number, scalars, matrices, over the scalars with negative powers. */
export function pieceForm(forms: Forms, given: Piece, extent: Extent): Expression {
  const piece = multipliedIntoSums(forms, withoutLeadingMinus(forms, withFewerRoots(given)));
  const links =
    piece.links.length === 0 && extent.row
      ? [link(extent.column ? forms.ones(extent.row, extent.column) : forms.ones(extent.row))]
      : piece.links;
  if (Q.isZero(piece.coefficient)) return zeroForm(forms, extent);
  const size = Q.absolute(piece.coefficient);
  const isFraction = size.denominator <= LARGEST_DENOMINATOR && !forms.isDecimal(size);
  const above: Expression[] = [];
  const below: Expression[] = [];
  const front = isFraction ? Q.rational(size.numerator) : size;
  if (!Q.isOne(front)) above.push(forms.number(front));
  if (isFraction && size.denominator !== 1n) below.push(forms.number(Q.rational(size.denominator)));
  const scalars = [...piece.scalars].sort(([a], [b]) => forms.besides(a, b));
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

/** 2/sqrt(2) is sqrt(2). */
function withFewerRoots(piece: Piece): Piece {
  let { coefficient, scalars } = piece;
  for (const [form, exponent] of piece.scalars) {
    if (form.kind !== "number" || Q.isInteger(exponent) || !Q.isInteger(form.value)) continue;
    const base = form.value;
    const isAbove = !Q.isNegative(exponent);
    const { numerator, denominator } = coefficient;
    if (base.numerator < 2n || (isAbove ? denominator : numerator) % base.numerator !== 0n)
      continue;
    const step = isAbove ? Q.MINUS_ONE : Q.ONE;
    coefficient = Q.multiply(coefficient, isAbove ? base : Q.power(base, -1n));
    scalars = new Map([...scalars, [form, Q.add(exponent, step)]]);
  }
  return coefficient === piece.coefficient ? piece : { ...piece, coefficient, scalars };
}

function multiplied(forms: Forms, factors: readonly Expression[]): Expression {
  if (factors.length === 0) return forms.number(Q.ONE);
  for (const factor of factors) forms.markScalar(factor);
  return factors.reduce((left, right) => forms.markScalar(forms.binary("multiply", left, right)));
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

/** -2*A'*(b - A*x) is 2*A'*(A*x - b). */
function withoutLeadingMinus(forms: Forms, piece: Piece): Piece {
  if (!Q.isNegative(piece.coefficient)) return piece;
  const coefficient = Q.negate(piece.coefficient);
  for (const [form, exponent] of piece.scalars) {
    const turned = Q.isOne(exponent) ? opposite(forms, form) : undefined;
    if (!turned) continue;
    const scalars = [...piece.scalars].map(([each, power]): [Expression, Q.Rational] => [
      each === form ? forms.markScalar(turned) : each,
      power,
    ]);
    return { ...piece, coefficient, scalars: new Map(scalars) };
  }
  for (const each of piece.links) {
    const turned = oppositeLink(forms, each);
    const isSame = (other: Link): boolean =>
      other === each || (other.kind === "form" && each.kind === "form" && other.form === each.form);
    // A square stays one: turned twice it would keep its sign.
    if (!turned || piece.links.filter(isSame).length % 2 === 0) continue;
    const links = piece.links.map((other) => (isSame(other) ? turned : other));
    return { ...piece, coefficient, links };
  }
  return piece;
}

function oppositeLink(forms: Forms, each: Link): Link | undefined {
  if (each.kind === "form") {
    const turned = opposite(forms, each.form);
    return turned && link(turned);
  }
  for (const factor of each.factors) {
    const turned = Q.isOne(factor.exponent) ? opposite(forms, factor.form) : undefined;
    if (!turned) continue;
    const factors = each.factors.map(
      (other): HadamardFactor => (other === factor ? { ...factor, form: turned } : other),
    );
    return { ...each, factors };
  }
  return undefined;
}

/** b - a for a - b; not for 1 - p and I - P, which are what they are called. */
function opposite(forms: Forms, e: Expression): Expression | undefined {
  if (e.kind === "transpose") {
    const turned = opposite(forms, e.operand);
    return turned && forms.transpose(turned);
  }
  if (e.kind !== "binary" || e.operator !== "subtract") return undefined;
  const { left, right } = e;
  if (left.kind === "number" || (left.kind === "call" && left.callee === "eye")) return undefined;
  if (left.kind === "binary" && (left.operator === "add" || left.operator === "subtract")) {
    return undefined;
  }
  return forms.binary("subtract", right, left);
}

/** v*(q/v + 1) is q + v, and 1/(v*(q/v + 1)) is 1/(q + v): a scalar that cancels in a sum goes in. */
function multipliedIntoSums(forms: Forms, piece: Piece): Piece {
  for (const [sum, power] of piece.scalars) {
    const summands = Q.isOne(Q.absolute(power)) ? forms.summandsOf(sum) : undefined;
    if (!summands) continue;
    const common = leastCommonDenominator(summands);
    const { numerator, denominator } = piece.coefficient;
    if (common > 1n && (Q.isNegative(power) ? denominator : numerator) % common === 0n) {
      const inner = summands.map((each) => ({
        ...each,
        coefficient: Q.multiply(each.coefficient, Q.rational(common)),
      }));
      const replaced = replaceSum(forms, piece, sum, power, inner);
      if (replaced) {
        const factor = Q.power(Q.rational(common), Q.isNegative(power) ? 1n : -1n);
        const coefficient = Q.multiply(piece.coefficient, factor);
        return multipliedIntoSums(forms, { ...replaced, coefficient });
      }
    }
    for (const [scalar, exponent] of piece.scalars) {
      if (scalar === sum || Q.isNegative(exponent) !== Q.isNegative(power)) continue;
      if (Q.compare(Q.absolute(exponent), Q.ONE) < 0) continue;
      const cancels = summands.some((each) => {
        const inner = each.scalars.get(scalar);
        return inner !== undefined && Q.compare(inner, Q.MINUS_ONE) <= 0;
      });
      if (!cancels) continue;
      const once = new Map([[scalar, Q.ONE]]);
      const inner = summands.map((each) => timesScalars(forms, each, once));
      const rest = timesScalars(forms, piece, new Map([[scalar, Q.negate(power)]]));
      const replaced = replaceSum(forms, rest, sum, power, inner);
      if (replaced) return multipliedIntoSums(forms, replaced);
    }
  }
  return piece;
}

function replaceSum(
  forms: Forms,
  piece: Piece,
  sum: Expression,
  power: Q.Rational,
  inner: readonly Piece[],
): Piece | undefined {
  const form = signedSum(forms, inner, {}, false);
  if (forms.cost(form) > forms.cost(sum) + COST.symbol + ROUNDING) return undefined;
  const scalars = new Map(piece.scalars);
  scalars.delete(sum);
  scalars.set(form, Q.add(scalars.get(form) ?? Q.ZERO, power));
  return { ...piece, scalars };
}

function leastCommonDenominator(pieces: readonly Piece[]): bigint {
  return pieces.reduce((least, { coefficient: { denominator } }) => {
    let [a, b] = [least, denominator];
    while (b !== 0n) [a, b] = [b, a % b];
    return (least / a) * denominator;
  }, 1n);
}

/** Positive terms first, numbers last, otherwise in the order in which the user named things. */
export function signedSum(
  forms: Forms,
  pieces: readonly Piece[],
  extent: Extent,
  isArray: boolean,
): Expression {
  const isColumnOfOnes = ({ links }: Piece): boolean => {
    const [only] = links;
    const form = links.length === 1 && only!.kind === "form" ? only!.form : undefined;
    return form?.kind === "call" && form.callee === "ones" && form.arguments.length === 1;
  };
  const spreads = pieces.some((piece) => piece.links.length > 0 && !isColumnOfOnes(piece));
  const summands = pieces.map((given) => {
    // Beside another column, 1 says what ones(n) says.
    const piece = spreads && isColumnOfOnes(given) ? { ...given, links: [] } : given;
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
  if (pieces.length > 1) forms.registerSum(isArray ? total! : forms.markScalar(total!), pieces);
  return total!;
}
