import type { Problem } from "../../text/problem.ts";
import type { Io } from "../io.ts";

/** The exit codes of every command. */
export const EXIT = {
  done: 0,
  /** A checked answer is not right; a batch with an error. */
  no: 1,
  /** The input is at fault. */
  input: 2,
  /** Refused or stopped: it cannot be done, or not yet. */
  refused: 3,
  /** A fault of ours. */
  fault: 70,
} as const;

/** A command as the table of commands knows it; what runs is loaded when it is called. */
export interface Command {
  readonly name: string;
  /** What stands behind the name in a usage line. */
  readonly synopsis: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Absent while the command is not built. */
  readonly load?: () => Promise<RunningCommand>;
}

export interface RunningCommand {
  /** What `--help` prints below the usage line. */
  readonly help: string;
  /** Returns the exit code. */
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

export const NOT_BUILT = "not-built";

/** Says that something is planned and missing. */
export function notBuilt(what: string): Problem {
  return { code: NOT_BUILT, message: `${what} is not built yet.` };
}
