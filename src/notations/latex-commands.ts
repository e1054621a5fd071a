import type { MathTokenKind } from "./math-token.ts";

// What the commands of LaTeX mean to a reader of matrix expressions.

export interface Command {
  readonly kind: MathTokenKind;
  readonly text: string;
  readonly upright?: true;
  /** How many arguments follow, each one digit where it has no braces: `\frac12`. */
  readonly arguments?: number;
}

function symbols(text: string, ...commands: readonly string[]): [string, Command][] {
  return commands.map((command) => [command, { kind: "symbol", text }]);
}

/** By name, without the backslash. Functions and Greek letters are known by their own names. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ...symbols("cdot", "cdot", "bullet", "bigcdot", "cdotp"),
  ...symbols("times", "times"),
  ...symbols("*", "ast"),
  ...symbols("/", "div", "slash"),
  ...symbols("hadamard", "odot", "circ", "hadamard"),
  ...symbols("oslash", "oslash"),
  ...symbols("kron", "otimes", "kron"),
  ...symbols("top", "top", "intercal", "T", "tp", "trans", "transp", "tran", "transpose"),
  ...symbols("dagger", "dagger", "dag"),
  ...symbols("star", "star"),
  ...symbols("'", "prime"),
  ...symbols(
    "=",
    "coloneqq",
    "coloneq",
    "triangleq",
    "equiv",
    "vcentcolon",
    "defeq",
    "eqdef",
    "doteq",
  ),
  ...symbols("in", "in"),
  ...symbols(":", "colon"),
  ["frac", { kind: "special", text: "frac", arguments: 2 }],
  ["tfrac", { kind: "special", text: "frac", arguments: 2 }],
  ["dfrac", { kind: "special", text: "frac", arguments: 2 }],
  ["cfrac", { kind: "special", text: "frac", arguments: 2 }],
  ["nicefrac", { kind: "special", text: "frac", arguments: 2 }],
  ["sfrac", { kind: "special", text: "frac", arguments: 2 }],
  ["over", { kind: "special", text: "over" }],
  ["sqrt", { kind: "special", text: "sqrt", arguments: 1 }],
  ["sum", { kind: "special", text: "sum" }],
  ["partial", { kind: "special", text: "partial" }],
  ["nabla", { kind: "special", text: "nabla" }],
  ["grad", { kind: "special", text: "nabla" }],
  ["norm", { kind: "special", text: "norm" }],
  ["Norm", { kind: "special", text: "norm" }],
  ["abs", { kind: "special", text: "abs" }],
  ["Abs", { kind: "special", text: "abs" }],
  ["inner", { kind: "special", text: "inner" }],
  ["ip", { kind: "special", text: "inner" }],
  ["innerproduct", { kind: "special", text: "inner" }],
  ["pd", { kind: "special", text: "pd" }],
  ["pdv", { kind: "special", text: "pd" }],
  ["dv", { kind: "special", text: "pd" }],
  ["R", { kind: "word", text: "R", upright: true }],
  ["Reals", { kind: "word", text: "R", upright: true }],
  ["reals", { kind: "word", text: "R", upright: true }],
  ["real", { kind: "word", text: "R", upright: true }],
  ["dd", { kind: "name", text: "d", upright: true }],
  ["dif", { kind: "name", text: "d", upright: true }],
  ["ell", { kind: "name", text: "ell" }],
  ["ones", { kind: "special", text: "ones" }],
  ["one", { kind: "special", text: "ones" }],
  ["bone", { kind: "special", text: "ones" }],
  ["vone", { kind: "special", text: "ones" }],
  ["zeros", { kind: "special", text: "zeros" }],
]);

/** Greek letters that are the same letter drawn otherwise. */
export const VARIANTS: ReadonlyMap<string, string> = new Map([
  ["varepsilon", "epsilon"],
  ["vartheta", "theta"],
  ["varphi", "phi"],
  ["varrho", "rho"],
  ["varsigma", "sigma"],
  ["varpi", "pi"],
  ["varkappa", "kappa"],
  ["varSigma", "Sigma"],
  ["varOmega", "Omega"],
]);

/** Commands that set a space. */
export const SPACES: ReadonlySet<string> = new Set([
  "\\,",
  "\\;",
  "\\:",
  "\\!",
  "\\ ",
  "\\>",
  "\\/",
  "\\\n",
  "\\quad",
  "\\qquad",
  "\\thinspace",
  "\\medspace",
  "\\thickspace",
  "\\enspace",
  "\\space",
]);

/** Commands that only say how something looks. */
export const IGNORED: ReadonlySet<string> = new Set([
  "displaystyle",
  "textstyle",
  "scriptstyle",
  "scriptscriptstyle",
  "boxed",
  "fbox",
  "mathopen",
  "mathclose",
  "mathpunct",
  "mathinner",
  "allowdisplaybreaks",
  "limits",
  "nolimits",
  "nonumber",
  "notag",
  "centering",
  "noindent",
  "mathstrut",
  "strut",
  "null",
  "relax",
  "mathrel",
  "mathbin",
  "mathord",
  "allowbreak",
  "ensuremath",
  "qty",
]);

/** Environments that hold formulas. */
export const ENVIRONMENTS: ReadonlySet<string> = new Set([
  "equation",
  "align",
  "aligned",
  "alignat",
  "gather",
  "gathered",
  "multline",
  "split",
  "eqnarray",
  "displaymath",
  "math",
  "flalign",
  "document",
]);
