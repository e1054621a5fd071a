import { failure, type Result, success } from "../text/problem.ts";
import { fileProblem } from "./files.ts";
import type { Io } from "./io.ts";
import { textOf } from "./lines.ts";

const LONGEST_INPUT = 10_000_000;

/** An expression on the command line, or what is on standard input where it says `-`. */
export async function readText(argument: string, io: Io): Promise<Result<string>> {
  if (argument !== "-") return success(argument);
  try {
    const text = await textOf(io.input, LONGEST_INPUT);
    if (text !== undefined) return success(text.trimEnd());
  } catch (error) {
    const problem = fileProblem(error, argument);
    if (problem === undefined) throw error;
    return failure(problem);
  }
  const message = `The expression on standard input is longer than ${LONGEST_INPUT / 1e6} MB.`;
  return failure({ code: "too-long", message });
}
