/**
 * What clings to a formula that was copied: characters that nobody sees, the marks of Markdown and of
 * quotations, backslashes doubled by a program, and a few words before it. Each is blanked out place
 * by place, so that places in the result are places in what was typed.
 */
export function withoutTraces(text: string): string {
  if (!/[^\n -~]|[`"?]|\*\*|\\\\|[A-Za-z]{3}\s/.test(text)) return text;
  let result = text.replace(UNSEEN, (sign: string, at: number) =>
    // Within a word it may divide two names, or nothing.
    /\w/.test(text[at - 1] ?? "") && /\w/.test(text[at + sign.length] ?? "") ? sign : blank(sign),
  );
  result = withoutMarks(result);
  result = result.replace(/\?(?=["'”’`*$)\]}\\\s]*$)/, " ");
  result = withSingleBackslashes(result);
  return result.replace(INTRODUCTION, blank);
}

/** Zero-width characters and joiners; what turns the direction of writing is left for the reader to refuse. */
const UNSEEN = /\u00ad|\u034f|[\u200b-\u200d]|[\u2060-\u2064]|\p{Variation_Selector}|\ufeff/gu;

const MARKS: readonly RegExp[] = [
  /^(\s*```[A-Za-z]*[^\S\n]*\n)([^`]*)(```\s*)$/,
  /^(\s*`{1,3})([^`]*)(`{1,3}[.,;]?\s*)$/,
  /^(\s*\$`)([^`]*)(`\$\s*)$/,
  /^(\s*\*\*)((?:(?!\*\*)[\s\S])*)(\*\*[.,;]?\s*)$/,
  /^(\s*["“«])([^"“”«»]*)(["”»][.,;]?\s*)$/,
  /^(\s*[•▪‣]\s)([\s\S]*)()$/,
];

/** The text within backticks, asterisks or quotation marks; dollar signs stay. */
function withoutMarks(text: string): string {
  let result = text;
  for (let round = 0; round < 3; round++) {
    for (const mark of MARKS) {
      result = result.replace(mark, (_, before: string, inner: string, after: string) =>
        [blankMark(before), inner, blankMark(after)].join(""),
      );
    }
  }
  return result;
}

function blankMark(text: string): string {
  return text.replace(/[^\n$]/g, " ");
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

/** `\\\\frac`, as LaTeX stands in a program's text: where no command has a single backslash. */
function withSingleBackslashes(text: string): string {
  const runs = text.match(/\\+(?=[A-Za-z])/g);
  if (!runs?.every((run) => run.length === 2)) return text;
  const words = text.match(/\\\\[A-Za-z]+/g)!;
  return words.some((word) => WRITTEN_BY_PROGRAMS.test(word))
    ? text.replace(/\\\\(?=[A-Za-z{}|,;:!^()[\]])/g, " \\")
    : text;
}

const WRITTEN_BY_PROGRAMS =
  /^\\\\(?:[dt]?frac|top|left|mathbf|boldsymbol|operatorname|partial|sum|lVert|Vert|log|sqrt|text|mathrm|nabla|begin|cdot|lambda|beta|Sigma|theta)$/;

/** "Find the derivative of", "Compute" before a sign of differentiation. */
const INTRODUCTION =
  /^\s*(?:(?:please\s+)?(?:find|compute|calculate|evaluate|determine|derive|take|what(?:'s|’s|\s+is)|how\s+(?:to|do\s+I|can\s+I)\s+(?:find|compute|calculate|derive|take))\s+(?=\\nabla|\\frac\s*\{\s*(?:\\partial|d|\\mathrm)|\\dfrac\s*\{\s*\\partial|\\partial|∇|∂|d\/d|\$)|(?:(?:please\s+)?(?:find|compute|calculate|evaluate|determine|derive|take|what(?:'s|’s|\s+is)|how\s+(?:to|do\s+I|can\s+I)\s+(?:find|compute|calculate|derive|take))\s+)?(?:(?:the|a)\s+)?(?:(?:partial|matrix|vector|total|first)\s+)*(?:(?:derivative|gradient|jacobian)s?\s+(?:of|for)|differentiate)(?:\s+the)?(?:\s+(?:scalar|function|expression|objective|loss|cost))*\s*:?(?=[\s$\\]))/i;
