/**
 * Greek letters and their ASCII names are one spelling of one name: `μ` and `mu`, `Σ` and `Sigma`.
 * The ASCII name is the canonical one.
 */
const LOWER_CASE =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega";

const nameOfLetter = new Map<string, string>();
const letterOfName = new Map<string, string>();

{
  const names = LOWER_CASE.split(" ");
  names.forEach((name, k) => {
    // U+03C2, the final sigma, stands between rho and sigma.
    const offset = k < names.indexOf("sigma") ? k : k + 1;
    const capital = name[0]!.toUpperCase() + name.slice(1);
    enter(String.fromCharCode(0x3b1 + offset), name);
    enter(String.fromCharCode(0x391 + offset), capital);
  });
}
for (const [letter, name] of [
  ["ς", "sigma"],
  ["ϑ", "theta"],
  ["ϕ", "phi"],
  ["ϖ", "pi"],
  ["ϰ", "kappa"],
  ["ϱ", "rho"],
  ["ϵ", "epsilon"],
  ["ϴ", "Theta"],
  ["µ", "mu"], // the micro sign U+00B5
  ["Ω", "Omega"], // the ohm sign U+2126
] as const) {
  nameOfLetter.set(letter, name);
}

function enter(letter: string, name: string): void {
  nameOfLetter.set(letter, name);
  letterOfName.set(name, letter);
}

/** Whether a character is a Greek letter that can stand in a name. */
export function isGreekLetter(character: string): boolean {
  return nameOfLetter.has(character);
}

/** The ASCII name of a Greek letter (`mu` of `μ`), or undefined. */
export function nameOfGreekLetter(letter: string): string | undefined {
  return nameOfLetter.get(letter);
}

/** The Greek letter of an ASCII name (`μ` of `mu`), or undefined. */
export function greekLetterNamed(name: string): string | undefined {
  return letterOfName.get(name);
}

/** A name with every Greek letter in it spelled in ASCII: `μ_1` is `mu_1`. */
export function canonicalName(spelling: string): string {
  if (/^\w*$/.test(spelling)) return spelling;
  let result = "";
  for (const character of spelling) result += nameOfLetter.get(character) ?? character;
  return result;
}
