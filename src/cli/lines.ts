import { StringDecoder } from "node:string_decoder";

/** A line of input, or the fact that it was longer than the limit and its text was dropped. */
export type InputLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly text: undefined };

/**
 * The lines of a stream of UTF-8, numbered from 1; CR LF ends a line too, and a byte order mark is
 * skipped. Unlike `node:readline` this holds at most `limit` characters of a line.
 */
export async function* linesOf(
  input: AsyncIterable<Uint8Array | string>,
  limit: number,
): AsyncGenerator<InputLine> {
  let parts: string[] = [];
  let length = 0;
  let number = 1;
  const take = (): InputLine => {
    const text = length > limit ? undefined : parts.join("").replace(/\r$/, "");
    const line = { number, text };
    parts = [];
    length = 0;
    number++;
    return line;
  };
  const add = (part: string): void => {
    if (part === "") return;
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  let isFirst = true;
  for await (const chunk of decoded(input)) {
    let from = isFirst && chunk.startsWith("\ufeff") ? 1 : 0;
    isFirst = false;
    for (;;) {
      const end = chunk.indexOf("\n", from);
      if (end < 0) break;
      add(chunk.slice(from, end));
      yield take();
      from = end + 1;
    }
    add(chunk.slice(from));
  }
  if (length > 0) yield take();
}

/** All of a stream as one text, or undefined where it is longer than `limit` characters. */
export async function textOf(
  input: AsyncIterable<Uint8Array | string>,
  limit: number,
): Promise<string | undefined> {
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of decoded(input)) {
    length += chunk.length;
    if (length > limit) return undefined;
    parts.push(chunk);
  }
  return parts.join("").replace(/^\ufeff/, "");
}

async function* decoded(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  for await (const chunk of input) {
    const text = typeof chunk === "string" ? chunk : decoder.write(chunk);
    if (text !== "") yield text;
  }
  const rest = decoder.end();
  if (rest !== "") yield rest;
}
