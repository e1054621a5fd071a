import { greekLetterNamed } from "../text/greek.ts";

const STYLED =
  /\\(?:mathbf|boldsymbol|bm|vec|mathrm|mathsf|mathcal|mathit|text|textrm|operatorname|underline)\s*(?:\{([^{}]*)\}|([A-Za-z]))/g;

/** A declaration in LaTeX in the words of plain notation: `A \in \mathbb{R}^{n \times m}`. */
export function latexDeclaration(text: string): string {
  return text
    .replace(/[$&~]|\\[,;:! ]|\\(?:quad|qquad|left|right|displaystyle)(?![A-Za-z])/g, " ")
    .replace(/\\(?:mathbb|mathds|mathbf|bf)\s*\{?\s*R\s*\}?|\\(?:R|Reals|reals)(?![A-Za-z])/g, " R")
    .replace(STYLED, (_, braced?: string, single?: string) => braced ?? single ?? "")
    .replace(STYLED, (_, braced?: string, single?: string) => braced ?? single ?? "")
    .replace(/\\(?:hat|widehat)\s*\{?\s*(\\?[A-Za-z]+)\s*\}?/g, "$1_hat")
    .replace(/\\in(?![A-Za-z])/g, " in ")
    .replace(/\\times(?![A-Za-z])/g, " x ")
    .replace(/\\cdot(?![A-Za-z])|\\ast(?![A-Za-z])/g, "*")
    .replace(/\\colon(?![A-Za-z])/g, ":")
    .replace(/\\([A-Za-z]+)/g, (whole, name: string) =>
      greekLetterNamed(name) === undefined ? whole : ` ${name} `,
    )
    .replace(/_\{?(\d+)\}?/g, "$1")
    .replace(/_\{([A-Za-z]\w*)\}/g, "_$1")
    .replace(/\^\s*\{\s*(\w+)\s*\}/g, "^$1")
    .replace(/\^\s*\{([^{}]*)\}/g, "^($1)")
    .replace(/[\s.,;]+$/, "");
}
