import { writeEquality } from "../../documents/verdict.ts";
import { equal as compare } from "../../index.ts";
import { parseArguments, usage } from "../arguments.ts";
import type { Io } from "../io.ts";
import { complain } from "../report.ts";
import { EXIT, type RunningCommand } from "./command.ts";
import { PROBLEM_OPTIONS, readFields } from "./problem-fields.ts";

export const equal: RunningCommand = {
  help: `LEFT and RIGHT are expressions in quotes, such as "(A*B)'" "B'*A'".

  --var "A: matrix(n,m)"  declares a name (repeated); also "x in R^m", "c: scalar"
  --prop "A: symmetric"   a fact about the values of a name (repeated)
  --dim n=4               the size of a dimension (repeated)
  --from NOTATION         how both are written; left out: plain
  --json                  one JSON document
  --ascii                 nothing beyond ASCII

Exit code 0 where they are equal, 1 where they are not (or nothing could be decided), 2 where the
input is at fault.`,
  run: compareTwo,
};

const { var: declarations, prop, dim, from } = PROBLEM_OPTIONS;
const OPTIONS = {
  var: declarations,
  prop,
  dim,
  from,
  json: { type: "boolean" },
  ascii: { type: "boolean" },
} as const;

async function compareTwo(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseArguments(args, OPTIONS);
  if (!parsed.ok) return complain(io, parsed.problem);
  const { values, positionals } = parsed.value;
  const [left, right, ...more] = positionals;
  if (left === undefined || right === undefined || more.length > 0) {
    const example = `indicial equal "(A*B)'" "B'*A'"`;
    return complain(io, usage("Two expressions are compared.", `Put each in quotes: ${example}`));
  }
  const fields = readFields(values);
  if (!fields.ok) return complain(io, fields.problem);
  const { declare, props, dims, from: notation } = fields.value;
  const result = compare({
    left,
    right,
    ...(declare && { declare }),
    ...(props && { props }),
    ...(dims && { dims }),
    ...(notation !== undefined && { from: notation }),
  });
  if (values.json) await io.out(`${JSON.stringify({ version: 1, ...result })}\n`);
  if (result.status !== "ok") {
    const source = result.side === "right" ? right : left;
    return values.json ? EXIT.input : complain(io, result.problem, { source });
  }
  if (!values.json) {
    const { terminal } = io;
    const unicode = terminal.unicode && !values.ascii;
    await io.out(writeEquality(result, { ...terminal, unicode }));
  }
  return result.verdict === "equal" ? EXIT.done : EXIT.no;
}
