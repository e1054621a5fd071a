/** Greek letters by the words for them. */
const GREEK: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ " +
    "nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω " +
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω"
  )
    .match(/\S+ \S+/g)!
    .map((pair) => pair.split(" ") as [string, string]),
);

/** A variable as formulas show it: a Greek letter for its word, a number at its end below it. */
export function VariableName({ name }: { readonly name: string }) {
  const [, base = name, below = ""] = /^([A-Za-z]+)_?(\d*)$/.exec(name) ?? [];
  return (
    <var class="name" title={name.length > LONGEST ? name : undefined}>
      {GREEK[base] ?? base}
      {below !== "" && <sub>{below}</sub>}
    </var>
  );
}

/** Longer names are cut where they stand. */
const LONGEST = 20;
