import type { Problem } from "../text/problem.ts";
import { renderProblem } from "../text/report.ts";
import { EXIT, NOT_BUILT } from "./commands/command.ts";
import { harmless, type Io } from "./io.ts";

/**
 * Prints a problem to standard error, with an excerpt where its span is in `source`. Returns the exit
 * code that a command line with this problem ends with.
 */
export async function complain(
  io: Io,
  problem: Problem,
  { source }: { source?: string } = {},
): Promise<number> {
  await io.err(`${harmless(renderProblem(problem, source))}\n`);
  return problem.code === NOT_BUILT ? EXIT.refused : EXIT.input;
}
