import * as Q from "../numbers/rational.ts";
import type { Call, Expression } from "../syntax/expression.ts";
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
  const all = [...collected]
    .filter(([, exponent]) => !Q.isZero(exponent))
    .map(([form, exponent]) => ({ form, exponent }));
  // Ones change nothing beside anything else.
  const others = all.filter(({ form }) => !isOnes(form));
  const factors = others.length > 0 ? others : all.slice(0, 1);
  const [single] = factors;
  if (factors.length === 1 && Q.isOne(single!.exponent)) return link(single!.form);
  return { kind: "hadamard", factors, flat };
}

export function linkForm(forms: Forms, each: Link): Expression {
  if (each.kind === "form") return each.form;
  const form = hadamardForm(forms, each.factors);
  return each.flat ? form : forms.compact(form);
}

/** `a.*b.^2./c`, names first, then what is cheap. */
export function hadamardForm(forms: Forms, given: readonly HadamardFactor[]): Expression {
  const factors = withOneDiagonal(forms, given.map(withoutReciprocal));
  const sorted = [...factors].sort((a, b) => forms.besides(a.form, b.form));
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

/** 1./b is b to the power -1. */
function withoutReciprocal({ form, exponent }: HadamardFactor): HadamardFactor {
  const isReciprocal =
    form.kind === "binary" &&
    form.operator === "entrywise-divide" &&
    form.left.kind === "number" &&
    Q.isOne(form.left.value);
  return isReciprocal ? { form: form.right, exponent: Q.negate(exponent) } : { form, exponent };
}

/** diag(A).*diag(B) is diag(A.*B). */
function withOneDiagonal(
  forms: Forms,
  factors: readonly HadamardFactor[],
): readonly HadamardFactor[] {
  const matrices = factors.flatMap(({ form, exponent }) =>
    Q.isOne(exponent) && isDiagonalOf(forms, form) ? [{ form: form.arguments[0]!, exponent }] : [],
  );
  if (matrices.length < 2) return factors;
  const others = factors.filter(
    ({ form, exponent }) => !Q.isOne(exponent) || !isDiagonalOf(forms, form),
  );
  const diagonal = forms.call("diag", hadamardForm(forms, matrices));
  return [...others, { form: diagonal, exponent: Q.ONE }];
}

/** Whether a form is the vector of the diagonal of a matrix. */
function isDiagonalOf(forms: Forms, form: Expression): form is Call {
  return form.kind === "call" && form.callee === "diag" && !forms.isSquareDiagonal(form);
}

/** The links multiplied left to right, behind `scale`; what repeats becomes a power. */
export function productForm(forms: Forms, given: readonly Link[], scale?: Expression): Expression {
  const links = withoutOnes(forms, scaledFromBothSides(forms, given));
  const [only] = links;
  if (links.length === 1 && !scale) return linkForm(forms, only!);
  const factors = links.map((each) => linkForm(forms, each));
  let result = scale;
  for (let k = 0; k < factors.length; ) {
    const { length, count } = repetitionAt(factors, k);
    const block = productForm(forms, links.slice(k, k + length));
    const factor =
      count === 1 ? block : forms.binary("power", block, forms.number(Q.rational(count)));
    result = result ? forms.binary("multiply", result, factor) : factor;
    k += length * count;
  }
  if (links.length > 1 || scale) {
    forms.registerTurn(result!, () => productForm(forms, flipLinks(forms, links), scale));
  }
  if (links.length > 1 && !scale) forms.registerChain(result!, "product", links);
  return result!;
}

/** Longer blocks are not looked for. */
const LONGEST_BLOCK = 4;

/** How often the block of factors that begins at a place repeats itself: A*B twice in A*B*A*B*x. */
function repetitionAt(
  factors: readonly Expression[],
  start: number,
): { readonly length: number; readonly count: number } {
  for (let length = 1; length <= LONGEST_BLOCK && start + 2 * length <= factors.length; length++) {
    let same = 0;
    while (factors[start + length + same] === factors[start + same]) {
      if (start + length + same >= factors.length) break;
      same++;
    }
    const count = 1 + Math.floor(same / length);
    if (count > 1) return { length, count };
  }
  return { length: 1, count: 1 };
}

/** The vector u of a factor diag(u). */
function scaleOf(forms: Forms, each: Link | undefined): Expression | undefined {
  const form = each?.kind === "form" ? each.form : undefined;
  const isScale = form?.kind === "call" && forms.isSquareDiagonal(form);
  return isScale ? form.arguments[0] : undefined;
}

/** diag(u)*(I - 1*w') is diag(u) - u*w', and (I - w*1')*diag(u) is diag(u) - w*u'. */
function withoutOnes(forms: Forms, links: readonly Link[]): readonly Link[] {
  for (let k = 0; k + 1 < links.length; k++) {
    const [here, next] = [links[k]!, links[k + 1]!];
    const before = scaleOf(forms, here);
    const after = before ? undefined : scaleOf(forms, next);
    const other = before ? next : here;
    const vector = before ?? after;
    if (!vector || other.kind !== "form") continue;
    const { form } = other;
    if (form.kind !== "binary" || form.operator !== "subtract") continue;
    if (form.left.kind !== "call" || form.left.callee !== "eye") continue;
    const outer = forms.chainOf(form.right, "product");
    const end = before ? outer?.[0] : outer?.[outer.length - 1];
    if (!outer || end?.kind !== "form" || !isColumnOfOnes(end.form)) continue;
    const product = before
      ? [link(vector), ...outer.slice(1)]
      : [...outer.slice(0, -1), link(forms.transpose(vector))];
    const diagonal = (before ? here : next) as Link & { kind: "form" };
    const joined = forms.binary("subtract", diagonal.form, productForm(forms, product));
    return withoutOnes(forms, [...links.slice(0, k), link(joined), ...links.slice(k + 2)]);
  }
  return links;
}

function isOnes(form: Expression): boolean {
  const upright = form.kind === "transpose" ? form.operand : form;
  return upright.kind === "call" && upright.callee === "ones";
}

/** ones(n), or its transpose. */
function isColumnOfOnes(form: Expression): boolean {
  const column = form.kind === "transpose" ? form.operand : form;
  return column.kind === "call" && column.callee === "ones" && column.arguments.length === 1;
}

/** diag(u)*M*diag(w) is (u*w').*M. */
function scaledFromBothSides(forms: Forms, links: readonly Link[]): readonly Link[] {
  for (let k = 0; k + 2 < links.length; k++) {
    const [left, right] = [scaleOf(forms, links[k]), scaleOf(forms, links[k + 2])];
    if (!left || !right || scaleOf(forms, links[k + 1])) continue;
    const outer = [link(left), link(forms.transpose(right))];
    const joined = hadamardLink(forms, [outer, [links[k + 1]!]], false);
    return scaledFromBothSides(forms, [...links.slice(0, k), joined, ...links.slice(k + 3)]);
  }
  return links;
}
