/**
 * An equality by which a product of a derivative is written shorter, one file each; proven by the
 * law of this folder, at several distinct sizes. Products match in any order and inside larger
 * products, a power also inside a higher one.
 */
export interface Recogniser {
  /** What it makes, as the file has it: `sigmoid-of-exponentials`. */
  readonly name: string;
  /**
   * The sizes of every letter: none for a number, which stands for an entry of any array too; two
   * for a whole matrix.
   */
  readonly sizes: Readonly<Record<string, readonly string[]>>;
  /** What is recognised, in plain notation: one product. */
  readonly from: string;
  /** What is written instead, in plain notation. */
  readonly to: string;
  /**
   * What must be known of the variable that a letter stands for. Such facts are about values, and are
   * used only where nothing is differentiated any more.
   */
  readonly given?: Readonly<Record<string, string>>;
  /** What must hold for both sides to have a value, as properties of the letters. */
  readonly where?: Readonly<Record<string, string>>;
  /** When it is tried: what says more of a product comes before what would hide that; default 0. */
  readonly turn?: number;
  /**
   * Whether it makes nothing shorter by itself, and is tried besides: beside sigmoid(a), 1 - sigmoid(a)
   * may combine with the rest where sigmoid(-a) does not.
   */
  readonly isAlternative?: true;
  /** Where it stands in the literature. */
  readonly source: string;
}
