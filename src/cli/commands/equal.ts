import { contentOfEquality } from "../../documents/content/verdict.ts";
import { several } from "../../documents/content/several.ts";
import { equal as compare } from "../../index.ts";
import { parseArguments, usage } from "../arguments.ts";
import type { Io } from "../io.ts";
import { PAGE_HELP, PAGE_OPTIONS, readPage, writePage } from "../page.ts";
import { complain } from "../report.ts";
import { EXIT, type RunningCommand } from "./command.ts";
import { PROBLEM_OPTIONS, readFields } from "./problem-fields.ts";

export const equal: RunningCommand = {
  help: `LEFT and RIGHT are expressions in quotes, such as "(A*B)'" "B'*A'".

  --var "A: matrix(n,m)"  declares a name (repeated); also "x in R^m", "c: scalar"
  --prop "A: symmetric"   a fact about the values of a name (repeated)
  --dim n=4               the size of a dimension (repeated)
  --from NOTATION         how both are written; left out: plain
${PAGE_HELP}

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
  ...PAGE_OPTIONS,
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
  const page = readPage(values);
  if (!page.ok) return complain(io, page.problem);
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
  if (result.status !== "ok" && !page.value.form.isData) {
    return complain(io, result.problem, { source: result.side === "right" ? right : left });
  }
  const content = result.status === "ok" ? contentOfEquality(result) : several("", [], result);
  await io.out(writePage(page.value, content, io));
  if (result.status !== "ok") return EXIT.input;
  return result.verdict === "equal" ? EXIT.done : EXIT.no;
}
