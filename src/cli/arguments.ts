import { parseArgs } from "node:util";
import { nearestName } from "../text/nearest.ts";
import { notBuilt } from "./commands/command.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";

interface OptionKind {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
}

/** What an option of that kind holds. */
type ValueOf<O extends OptionKind> = O["type"] extends "boolean"
  ? boolean
  : O["multiple"] extends true
    ? string[]
    : string;

export interface Arguments<T extends Readonly<Record<string, OptionKind>>> {
  readonly values: { readonly [K in keyof T]?: ValueOf<T[K]> };
  readonly positionals: readonly string[];
}

/**
 * The arguments of one command. An argument that begins with one minus sign is an expression such as
 * `-x'*x`, or `-` for standard input, never a bundle of short options: there are none but `-h`.
 */
export function parseArguments<const T extends Readonly<Record<string, OptionKind>>>(
  args: readonly string[],
  options: T,
): Result<Arguments<T>> {
  // A space in front keeps parseArgs from reading the minus sign.
  const shielded = args.map((argument) => (/^-[^-]/.test(argument) ? ` ${argument}` : argument));
  const { tokens, positionals } = parseArgs({
    args: shielded,
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values = new Map<string, string | boolean | string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) return failure(unknownOption(token.name, token.rawName, options));
    const { value, rawName } = token;
    if (option.type === "boolean") {
      if (value !== undefined) return failure(usage(`${rawName} takes no value.`));
      values.set(token.name, true);
      continue;
    }
    if (value === undefined || (value.startsWith("--") && !token.inlineValue)) {
      return failure(usage(`${rawName} needs a value.`));
    }
    const known = values.get(token.name);
    if (option.multiple) {
      values.set(token.name, [...(Array.isArray(known) ? known : []), unshielded(value)]);
    } else if (known === undefined) {
      values.set(token.name, unshielded(value));
    } else {
      return failure(usage(`${rawName} was given twice.`));
    }
  }
  return success({
    values: Object.fromEntries(values) as Arguments<T>["values"],
    positionals: positionals.map(unshielded),
  });
}

function unshielded(text: string): string {
  return text.startsWith(" -") ? text.slice(1) : text;
}

function unknownOption(name: string, rawName: string, options: object): Problem {
  const near = nearestName(name, Object.keys(options));
  const remedy =
    near === undefined
      ? "An expression that begins with two signs goes behind a lone --."
      : `Did you mean --${near}?`;
  return usage(`There is no option ${rawName}.`, remedy);
}

/** The words that an option takes; null: planned, not built yet. */
export type Words<T> = ReadonlyMap<string, T | null>;

/** What the word behind an option stands for. */
export function chosen<T>(
  option: string,
  word: string | undefined,
  words: Words<T>,
  otherwise: T,
): Result<T> {
  if (word === undefined) return success(otherwise);
  const value = words.get(word);
  if (value === null) return failure(notBuilt(`--${option} ${word}`));
  if (value !== undefined) return success(value);
  const near = nearestName(word, words.keys());
  const built = [...words].filter(([, known]) => known !== null).map(([name]) => name);
  const remedy = near === undefined ? `It takes ${built.join(", ")}.` : `Did you mean ${near}?`;
  return failure(usage(`--${option} does not know ${word}.`, remedy));
}

/** A problem with the command line itself. */
export function usage(message: string, remedy?: string): Problem {
  return { code: "usage", message, ...(remedy !== undefined && { remedy }) };
}
