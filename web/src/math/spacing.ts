/** A little air between factors that carry indices, so that each is seen on its own. */
export function spaced(latex: string): string {
  return latex.replaceAll(
    /(?<!\\(?:sum|limits)_\{[^{}]*)(?<!\\limits_\{\\htmlClass\{delta\}\{[^{}]*\})\} (?=[A-Za-z]|\\(?:delta|frac|left|htmlClass))/g,
    "}\\, ",
  );
}

/** A function stands close to its parenthesis. */
export function closed(latex: string): string {
  return latex.replaceAll(/(\\operatorname\{[^{}]*\}|\\[a-z]+)\\left\(/g, "$1\\mathopen{}\\left(");
}
