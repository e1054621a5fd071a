import { expect, test } from "vitest";
import { plain } from "../../src/notations/plain.ts";
import { unicode } from "../../src/notations/unicode.ts";
import * as build from "../../src/syntax/build.ts";

function toUnicode(text: string): string {
  const result = plain.read(text);
  if (!result.ok) throw new Error(result.problem.message);
  return unicode.write(result.value);
}

test.each([
  ["y'*A*x", "yᵀ A x"],
  ["mu'*Sigma_1", "μᵀ Σ₁"],
  ["delta(p,j)*x_max[p]", "δ_pj [x_max]_p".replace("x_max", "x_{max}")],
  ["X^-1*x^2", "X⁻¹ x²"],
  ["x^(n - 1)", "x^(n - 1)"],
  ["inv(X)*pinv(A)", "X⁻¹ A⁺"],
  ["norm2(A*x - b)^2/2", "‖A x - b‖₂²/2"],
  ["normF(X)", "‖X‖_F"],
  ["kron(A, B + C)", "A ⊗ (B + C)"],
  ["x.*y./z", "x ⊙ y ⊘ z"],
  ["sqrt(x) + abs(x)", "√(x) + |x|"],
  ["logdet(X)", "logdet(X)"],
  ["2*3*x", "2·3 x"],
  ["(a/b)*x", "(a/b) x"],
  ["eye(n)*x", "I_n x"],
  ["sum(k, W[i,k]*x[k])", "Σ_k W_ik x_k"],
  ["X[1,2]", "X_{1,2}"],
  ["(A*x)[i]", "[A x]_i"],
])("%s", (text, expected) => {
  expect(toUnicode(text)).toBe(expected);
});

test("a line of a derivation", () => {
  const y = build.entry(build.name("y"), ["p"]);
  const A = build.entry(build.name("A"), ["p", "q"]);
  const x = (index: string) => build.entry(build.name("x"), [index]);
  const slope = { kind: "derivative", body: x("q"), by: x("j") } as const;
  const term = build.binary("multiply", build.binary("multiply", y, A), slope);
  expect(unicode.write(build.sum(["p", "q"], term))).toBe("Σ_p Σ_q y_p A_pq ∂x_q/∂x_j");
});
