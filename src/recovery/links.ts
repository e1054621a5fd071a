import * as Q from "../numbers/rational.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Forms } from "./forms.ts";
import type { HadamardFactor, Link } from "./link.ts";

export function link(form: Expression): Link {
  return { kind: "form", form };
}

/** The transpose of a product: the links in reverse order, each transposed. */
export function flipLinks(forms: Forms, links: readonly Link[]): Link[] {
  return links.map((each): Link => flipLink(forms, each)).reverse();
}

function flipLink(forms: Forms, each: Link): Link {
  if (each.kind === "form") return link(forms.transpose(each.form));
  // A flat product of vectors is transposed as a whole, a product of matrices factor by factor.
  if (each.flat) return link(forms.transpose(linkForm(forms, each)));
  return {
    kind: "hadamard",
    flat: false,
    factors: each.factors.map(({ form, exponent }) => ({ form: forms.transpose(form), exponent })),
  };
}

/** The entry-by-entry product of several matrix products, equal factors collected. */
export function hadamardLink(
  forms: Forms,
  products: readonly (readonly Link[])[],
  flat: boolean,
): Link {
  const collected = new Map<Expression, Q.Rational>();
  for (const links of products) {
    const [only] = links;
    const own: readonly HadamardFactor[] =
      links.length === 1 && only!.kind === "hadamard"
        ? only!.factors
        : [{ form: productForm(forms, links), exponent: Q.ONE }];
    for (const { form, exponent } of own) {
      collected.set(form, Q.add(collected.get(form) ?? Q.ZERO, exponent));
    }
  }
  const factors = [...collected]
    .filter(([, exponent]) => !Q.isZero(exponent))
    .map(([form, exponent]) => ({ form, exponent }));
  const [single] = factors;
  if (factors.length === 1 && Q.isOne(single!.exponent)) return link(single!.form);
  return { kind: "hadamard", factors, flat };
}

export function linkForm(forms: Forms, each: Link): Expression {
  if (each.kind === "form") return each.form;
  const form = hadamardForm(forms, each.factors);
  return each.flat ? form : forms.compact(form);
}

/** `a.*b.^2./c`, cheap factors first. */
export function hadamardForm(forms: Forms, factors: readonly HadamardFactor[]): Expression {
  const sorted = [...factors].sort((a, b) => forms.cost(a.form) - forms.cost(b.form));
  const above = sorted.filter(({ exponent }) => !Q.isNegative(exponent));
  const below = sorted.filter(({ exponent }) => Q.isNegative(exponent));
  const raise = (form: Expression, exponent: Q.Rational): Expression =>
    Q.isOne(exponent)
      ? form
      : Q.equal(exponent, Q.HALF)
        ? forms.call("sqrt", form)
        : forms.binary("entrywise-power", form, forms.number(exponent));
  let result: Expression | undefined;
  for (const { form, exponent } of above) {
    const factor = raise(form, exponent);
    result = result ? forms.binary("hadamard", result, factor) : factor;
  }
  for (const { form, exponent } of below) {
    const divisor = raise(form, Q.negate(exponent));
    result = forms.binary("entrywise-divide", result ?? forms.number(Q.ONE), divisor);
  }
  return result ?? forms.number(Q.ONE);
}

/** The links multiplied left to right, behind `scale`; what repeats becomes a power. */
export function productForm(forms: Forms, given: readonly Link[], scale?: Expression): Expression {
  const links = scaledFromBothSides(forms, given);
  const factors = links.map((each) => linkForm(forms, each));
  const period = factors.length > 3 ? periodOf(factors) : factors.length;
  if (period < factors.length && period > 1) {
    const block = productForm(forms, links.slice(0, period));
    const count = forms.number(Q.rational(factors.length / period));
    const whole = forms.binary("power", block, count);
    return scale ? forms.binary("multiply", scale, whole) : whole;
  }
  let result = scale;
  for (let k = 0; k < factors.length; ) {
    const form = factors[k]!;
    let count = 1;
    while (factors[k + count] === form) count++;
    const factor =
      count === 1 ? form : forms.binary("power", form, forms.number(Q.rational(count)));
    result = result ? forms.binary("multiply", result, factor) : factor;
    k += count;
  }
  if (links.length > 1 || scale) {
    forms.registerTurn(result!, () => productForm(forms, flipLinks(forms, links), scale));
  }
  if (links.length > 1 && !scale) forms.registerChain(result!, "product", links);
  return result!;
}

/** The length of the block that a product repeats: 2 for A*B*A*B. */
function periodOf(factors: readonly Expression[]): number {
  for (let period = 1; 2 * period <= factors.length; period++) {
    if (factors.length % period !== 0) continue;
    if (factors.every((form, k) => form === factors[k % period])) return period;
  }
  return factors.length;
}

/** diag(u)*M*diag(w) is (u*w').*M. */
function scaledFromBothSides(forms: Forms, links: readonly Link[]): readonly Link[] {
  const scaleAt = (k: number): Expression | undefined => {
    const each = links[k];
    const form = each?.kind === "form" ? each.form : undefined;
    const isScale = form?.kind === "call" && forms.isSquareDiagonal(form);
    return isScale ? form.arguments[0] : undefined;
  };
  for (let k = 0; k + 2 < links.length; k++) {
    const [left, right] = [scaleAt(k), scaleAt(k + 2)];
    if (!left || !right || scaleAt(k + 1)) continue;
    const outer = [link(left), link(forms.transpose(right))];
    const joined = hadamardLink(forms, [outer, [links[k + 1]!]], false);
    return scaledFromBothSides(forms, [...links.slice(0, k), joined, ...links.slice(k + 3)]);
  }
  return links;
}
