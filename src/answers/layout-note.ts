import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import type { ReadProblem } from "./read-problem.ts";

/**
 * How the form of an answer relates to the other forms, and whose convention each is.
 *
 * Sources: J. Magnus, H. Neudecker, Matrix Differential Calculus (numerator layout, vec); the
 * documentation of matrixcalculus.org, PyTorch (`Tensor.grad`, `torch.autograd.functional`), JAX
 * (`jacobian`) and SymPy (`Matrix.jacobian`, `derive_by_array`); K. Petersen, M. Pedersen, The Matrix
 * Cookbook, section 2.8 (structured matrices).
 */
export function layoutNote(form: DerivativeForm, problem: ReadProblem): string {
  const { wrt, wrt2 = wrt, order, structure, elaboration } = problem;
  const axes = elaboration.variables.get(wrt)!.axes.length;
  const note = noteOf(form, { wrt, wrt2, order, axes });
  const why = structure === undefined ? "" : STRUCTURE_NOTES[structure];
  return why ? `${note} ${why}` : note;
}

interface Asked {
  readonly wrt: string;
  readonly wrt2: string;
  readonly order: number;
  /** How many axes the variable has. */
  readonly axes: number;
}

function noteOf(form: DerivativeForm, { wrt, wrt2, order, axes }: Asked): string {
  switch (form) {
    case "gradient":
      if (axes === 0) return "With one variable and one output there is one number only.";
      return axes === 1
        ? `The gradient has the shape of ${wrt}, as at matrixcalculus.org and in PyTorch; its transpose is the row, the Jacobian of Magnus and Neudecker (numerator layout).`
        : `The gradient has the shape of ${wrt}: its entry i, j is the derivative by ${wrt}[i,j], as at matrixcalculus.org, in PyTorch, SymPy and the Matrix Cookbook; Magnus and Neudecker write vec of it as a row.`;
    case "row":
      return `The row is the Jacobian of a single output, as in Magnus and Neudecker (numerator layout); its transpose is the gradient, as at matrixcalculus.org and in PyTorch.`;
    case "jacobian":
      return `Row i belongs to output i and column j to ${wrt}[j] (numerator layout), as in Magnus and Neudecker, in SymPy, PyTorch and JAX; books that use the denominator layout print the transpose.`;
    case "plain":
      return axes === 0
        ? `A derivative by the scalar ${wrt} has the shape of the function in every convention.`
        : `The axes of the function come first, then those of ${wrt}.`;
    case "kron":
      return `This is d vec(f) / d vec(${wrt})', the Jacobian of Magnus and Neudecker, with vec stacking the columns; flattening row by row, as NumPy and PyTorch do, gives the same numbers in another order.`;
    case "hessian":
      if (wrt2 !== wrt)
        return `Rows go by ${wrt} and columns by ${wrt2}; in the other order of the two variables it is the transpose.`;
      return axes === 2
        ? `Rows and columns both run over vec(${wrt}), column by column, as in Magnus and Neudecker; it is symmetric.`
        : "It is symmetric, so all conventions agree.";
    case "tensor":
      return order === 1
        ? `The indices are those of the function, then those of ${wrt}, as in PyTorch's and JAX's jacobian; SymPy's derive_by_array puts those of ${wrt} first.`
        : "The indices are those of the function, then those of each variable in the order of differentiation, as in JAX.";
  }
}

const STRUCTURE_NOTES: Readonly<Record<string, string>> = {
  symmetric:
    "It goes along the parameters of a symmetric matrix, of which one off the diagonal moves two entries (G + G' - G.*I, as in the Matrix Cookbook); within the space of symmetric matrices the gradient is (G + G')/2.",
  diagonal: "It goes along the entries on the diagonal only, as in the Matrix Cookbook.",
  toeplitz:
    "It goes along the parameters of a Toeplitz matrix: each entry is the sum over its diagonal, as in the Matrix Cookbook (eq. 143), written out for the size that was given.",
  "symmetric-toeplitz":
    "It goes along the parameters of a symmetric Toeplitz matrix: each entry is the sum over its diagonal and over the mirrored one, as in the Matrix Cookbook (eq. 144), written out for the size that was given.",
};
