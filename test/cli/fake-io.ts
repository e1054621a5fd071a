import type { Io, Terminal } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line on streams of its own. */
export async function runWith(
  argv: readonly string[],
  {
    input = [],
    terminal,
  }: { input?: readonly (string | Uint8Array)[]; terminal?: Partial<Terminal> } = {},
): Promise<Outcome> {
  let out = "";
  let err = "";
  const io: Io = {
    input: streamOf(input),
    out: async (text) => {
      out += text;
    },
    err: async (text) => {
      err += text;
    },
    terminal: { colour: false, width: 80, unicode: true, ...terminal },
  };
  const code = await run(argv, io);
  return { code, out, err };
}

export async function* streamOf<T>(chunks: readonly T[]): AsyncGenerator<T> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}
