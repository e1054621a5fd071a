/** The characters for the commands that the functions' LaTeX spellings are made of. */
export const LATEX_SIGNS: ReadonlyMap<string, string> = new Map([
  ["\\lVert", "‖"],
  ["\\rVert", "‖"],
  ["\\lvert", "|"],
  ["\\rvert", "|"],
  ["\\left|", "|"],
  ["\\right|", "|"],
  ["\\lfloor", "⌊"],
  ["\\rfloor", "⌋"],
  ["\\otimes", "⊗"],
  ["\\odot", "⊙"],
  ["\\oplus", "⊕"],
  ["\\circ", "∘"],
  ["\\star", "⋆"],
  ["\\dagger", "†"],
  ["\\sqrt{", "√("],
]);
