/** What a command reads and writes; the process, or a test. */
export interface Io {
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Resolves when the reader is ready for more. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => Promise<void>;
  readonly terminal: Terminal;
}

/** How answers may be shown. */
export interface Terminal {
  readonly colour: boolean;
  /** In characters. */
  readonly width: number;
  readonly unicode: boolean;
}

const USUAL_WIDTH = 80;
/** Longer lines are hard to read. */
const WIDEST = 100;

/** What the environment says of the terminal; `isTerminal` and `columns` are of standard output. */
export function terminalOf(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean | undefined,
  columns: number | undefined,
): Terminal {
  const { NO_COLOR, TERM, COLUMNS, LC_ALL, LC_CTYPE, LANG } = environment;
  const told = Number(COLUMNS);
  const width = columns ?? (Number.isSafeInteger(told) && told > 0 ? told : USUAL_WIDTH);
  const locale = LC_ALL || LC_CTYPE || LANG || "";
  return {
    // https://no-color.org: any value but the empty one.
    colour: isTerminal === true && !NO_COLOR && TERM !== "dumb",
    width: Math.min(width, WIDEST),
    // An unset locale says nothing; these two say ASCII.
    unicode: !/^(C|POSIX)$/.test(locale),
  };
}

/** What would move the cursor or change the terminal is drawn instead; line breaks stay. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (character) => {
    if (character === "\n") return character;
    const code = character.codePointAt(0)!;
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
  });
}
