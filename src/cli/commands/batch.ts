import { toJson } from "../../text/json.ts";
import { createReadStream } from "node:fs";
import { answerBatchLine } from "../../index.ts";
import { parseArguments, usage } from "../arguments.ts";
import { fileProblem } from "../files.ts";
import type { Io } from "../io.ts";
import { linesOf } from "../lines.ts";
import { complain } from "../report.ts";
import { EXIT, type RunningCommand } from "./command.ts";

const LONGEST_LINE = 10_000_000;

export const batch: RunningCommand = {
  help: `Reads one problem a line from FILE, or from standard input (also as \`-\`), and writes one
answer a line in the same order. Blank lines are skipped. A line that cannot be read gets an
answer that says so, and spoils no other.

  {"id": 1, "expr": "y'*A*x", "wrt": "x", "form": "gradient"}

Exit code 1 when any line was at fault, or an "answer" that was to be checked is not right.`,
  run: answerLines,
};

async function answerLines(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseArguments(args, {});
  if (!parsed.ok) return complain(io, parsed.problem);
  const [file = "-", ...more] = parsed.value.positionals;
  if (more.length > 0) {
    return complain(io, usage("One file is read at a time."));
  }
  let code: number = EXIT.done;
  try {
    for await (const line of linesOf(
      file === "-" ? io.input : createReadStream(file),
      LONGEST_LINE,
    )) {
      if (line.text?.trim() === "") continue;
      const answer =
        line.text === undefined ? tooLong(line.number) : answerBatchLine(line.text, line.number);
      code = Math.max(code, codeOf(answer));
      await io.out(`${answer}\n`);
    }
  } catch (error) {
    const problem = fileProblem(error, file);
    if (problem === undefined) throw error;
    return complain(io, problem);
  }
  return code;
}

function tooLong(line: number): string {
  const message = `Line ${line} is longer than ${LONGEST_LINE / 1e6} MB and was not read.`;
  return toJson({
    id: null,
    line,
    status: "error",
    problem: { code: "too-long", message },
  });
}

function codeOf(answer: string): number {
  const { status, problem, verdict } = JSON.parse(answer) as {
    status: string;
    problem?: { code: string };
    verdict?: string;
  };
  if (problem?.code === "internal-fault") return EXIT.fault;
  const isFalse = verdict !== undefined && verdict !== "right";
  return status === "error" || isFalse ? EXIT.no : EXIT.done;
}
