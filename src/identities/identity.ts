import type { DerivativeForm } from "../evaluation/derivative-forms.ts";

/**
 * A known derivative, one file each. Every letter but the variable stands for anything that does not
 * depend on it: `d(A*x)/dx = A` also says what the derivative of (P*Q + R)*x is. Proven by the law of
 * this folder, at several distinct sizes.
 */
export interface Identity {
  /** The standard name, as the file has it: `quadratic-form`. */
  readonly name: string;
  /** Where the name has a capital or a sign: `squared Frobenius norm`. */
  readonly label?: string;
  /** The function, in plain notation; a single product. */
  readonly of: string;
  /** The variable to differentiate by. */
  readonly by: string;
  /** The sizes of every letter. */
  readonly sizes: Readonly<Record<string, readonly string[]>>;
  /** The derivative, in plain notation. */
  readonly gives: string;
  readonly form: DerivativeForm;
  /** Where it stands in the literature. */
  readonly source?: string;
}

/** What the identity is called in a sentence. */
export function labelOf({ name, label }: Identity): string {
  return label ?? name.replaceAll("-", " ");
}
