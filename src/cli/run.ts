import { nearestName } from "../text/nearest.ts";
import { type Command, EXIT, notBuilt } from "./commands/command.ts";
import { COMMANDS } from "./commands/table.ts";
import { type Io, harmless } from "./io.ts";
import { complain } from "./report.ts";
import { version } from "./version.ts";

/**
 * Runs one command line, `argv` without the program's name. Returns the exit code; never throws but
 * where `io` does.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (isClosedPipe(error)) throw error;
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const first = harmless(what.split("\n")[0]!.slice(0, 200));
    await io.err(
      `This is a fault of Indicial ${version()}, not of your input (${first}); please report it together with the command that you typed.\n`,
    );
    return EXIT.fault;
  }
}

/** Whoever read our output has gone. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

const HELP_FLAGS: ReadonlySet<string> = new Set(["--help", "-h"]);

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined || HELP_FLAGS.has(first) || (first === "help" && rest.length === 0)) {
    await io.out(overview());
    return EXIT.done;
  }
  if (first === "--version" || first === "-V") {
    await io.out(`${version()}\n`);
    return EXIT.done;
  }
  const [name, args] = first === "help" ? [rest[0]!, ["--help"]] : [first, rest];
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) return complain(io, unknownCommand(name));
  if (!command.load) {
    return complain(io, notBuilt(`The command ${command.name}`));
  }
  const { help, run: runCommand } = await command.load();
  if (asksForHelp(args)) {
    await io.out(`${usage(command)}\n\n${help}\n`);
    return EXIT.done;
  }
  return runCommand(args, io);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).some((argument) => HELP_FLAGS.has(argument));
}

function unknownCommand(name: string) {
  const names = COMMANDS.map((command) => command.name);
  const near = nearestName(name, names) ?? sameBeginning(name, names);
  const isExpression = /[^\w-]/.test(name);
  const remedy =
    near !== undefined
      ? `Did you mean ${near}?`
      : isExpression
        ? `To differentiate it: indicial derive "${name}"`
        : `The commands are ${names.join(", ")}.`;
  return { code: "unknown-command", message: `There is no command ${name}.`, remedy };
}

/** `derivative` and `derv` for `derive`. */
function sameBeginning(word: string, names: readonly string[]): string | undefined {
  const beginning = word.toLowerCase().slice(0, 3);
  return beginning.length < 3 ? undefined : names.find((name) => name.startsWith(beginning));
}

function usage({ name, synopsis }: Command): string {
  return `usage: indicial ${name} ${synopsis}`;
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const line = ({ name, summary, load }: Command): string =>
    `  ${name.padEnd(width)}  ${summary}${load ? "" : " (not built yet)"}`;
  return `Indicial ${version()}: matrix calculus by the index method, every step shown.

usage: indicial COMMAND ...

${COMMANDS.map(line).join("\n")}

  indicial derive "y'*A*x" --wrt x
  indicial COMMAND --help

Exit codes: 0 done, 1 an answer is not right or a batch has an error, 2 the input is at fault,
3 cannot be derived, 70 a fault of ours.
`;
}
