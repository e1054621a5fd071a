/**
 * What mathematicians and programmers write that is no function here, and what to write instead.
 * A product of letters is never meant by these, whether they have a backslash or not.
 */
const MINIMUM =
  "Of what is minimised write the function alone; its gradient is what is zero there.";
const SPECTRUM = "Eigenvalues and singular values are not known here.";
const PROBABILITY = "Expectations are not known here; write the sum or the integrand.";
const LIMIT = "Write what stands behind the limit alone.";

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["min", `The smallest entry is -max(-x). ${MINIMUM}`],
  ...["argmin", "argmax", "arg", "minimize", "minimise", "maximize", "maximise"].map(
    (word): [string, string] => [word, MINIMUM],
  ),
  ...["sup", "inf", "lim", "limsup", "liminf"].map((word): [string, string] => [word, LIMIT]),
  ...["eig", "eigs", "eigh", "svd", "svds", "rank", "cond", "spec", "eigvals"].map(
    (word): [string, string] => [word, SPECTRUM],
  ),
  ...["Pr", "Var", "Cov", "var", "cov", "std", "corr"].map((word): [string, string] => [
    word,
    PROBABILITY,
  ]),
  ["sec", "Write 1/cos(x)."],
  ["csc", "Write 1/sin(x)."],
  ["cot", "Write 1/tan(x)."],
  ["sech", "Write 1/cosh(x)."],
  ["csch", "Write 1/sinh(x)."],
  ["coth", "Write 1/tanh(x)."],
  ["prox", "A proximal map is a minimum; write the function that it is of."],
  ["KL", "Write the divergence out, as a sum of p log(p/q)."],
  ["expm", "The matrix exponential is not known here; exp(X) is taken of each entry."],
  ["logm", "The matrix logarithm is not known here; log(X) is taken of each entry."],
  ["sqrtm", "The root of a matrix is not known here; sqrt(X) is taken of each entry."],
  ["transpose", "Write x' for the transpose."],
  ["solve", "Write inv(A)*b for the solution of A*x = b."],
  ["inverse", "Write inv(A)."],
  ["matmul", "Write A*B for a matrix product."],
  ["multiply", "Write A.*B for a product entry by entry."],
  ["outer", "Write x*y' for the outer product."],
  ["floor", "Rounding is not known here; its derivative is zero nearly everywhere."],
  ["ceil", "Rounding is not known here; its derivative is zero nearly everywhere."],
  ["round", "Rounding is not known here; its derivative is zero nearly everywhere."],
  ["cumsum", "Write the sum over an index, with a triangular matrix of ones."],
  ["prod", "Write a product of all entries as exp(sum(log(x))), where they are positive."],
]);

/** What to write for a word that is no function here; undefined for other words. */
export function remedyForWord(word: string): string | undefined {
  return REMEDIES.get(word);
}

/** Words of a sentence, which as names or as products of letters would be false. */
const SENTENCE: ReadonlySet<string> = new Set(
  "of is to the and for are let with that this where which then when such times plus minus squared cubed divided transposed subject".split(
    " ",
  ),
);

/** Whether a word belongs to a sentence about a formula. */
export function isOfSentence(word: string): boolean {
  return SENTENCE.has(word);
}
