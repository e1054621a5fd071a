import { contentOfVerdict } from "../../documents/content/verdict.ts";
import { several } from "../../documents/content/several.ts";
import { check as judge } from "../../index.ts";
import { parseArguments, usage } from "../arguments.ts";
import type { Io } from "../io.ts";
import { readText } from "../read-text.ts";
import { PAGE_HELP, PAGE_OPTIONS, readPage, writePage } from "../page.ts";
import { complain } from "../report.ts";
import { EXIT, type RunningCommand } from "./command.ts";
import { PROBLEM_OPTIONS, readFields } from "./problem-fields.ts";

export const check: RunningCommand = {
  help: `EXPR is text such as "y'*A*x", in quotes, or - to read it from standard input.

  --answer ANSWER         your derivative, in plain notation or in that of EXPR
  --wrt x                 the variable
  --form FORM             how it is laid out: gradient, row, jacobian, kron, hessian, plain,
                          tensor; left out: the natural one
  --indices i,j           of a tensor: its free indices in order
  --wrt2 y, --order 2     a second derivative
  --var "A: matrix(n,m)"  declares a name (repeated); also "x in R^m", "c: scalar"
  --prop "A: symmetric"   a fact about the values of a name (repeated)
  --dim n=4               the size of a dimension (repeated)
  --from NOTATION         how EXPR is written; left out: plain
${PAGE_HELP}

Exit code 0 for a right answer, 1 for one that is not right, 2 where the input is at fault.`,
  run: checkOne,
};

const OPTIONS = {
  ...PROBLEM_OPTIONS,
  wrt: { type: "string" },
  answer: { type: "string" },
  indices: { type: "string" },
  ...PAGE_OPTIONS,
} as const;

async function checkOne(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseArguments(args, OPTIONS);
  if (!parsed.ok) return complain(io, parsed.problem);
  const { values, positionals } = parsed.value;
  const [expression, ...more] = positionals;
  if (expression === undefined) {
    const example = `indicial check "y'*A*x" --wrt x --answer "A'*y"`;
    return complain(io, usage("There is no expression.", `Type it in quotes: ${example}`));
  }
  if (more.length > 0) {
    return complain(
      io,
      usage("One answer is checked at a time.", "Put each expression in quotes."),
    );
  }
  if (values.answer === undefined) {
    return complain(io, usage("There is no answer to check.", `Add it: --answer "A'*y"`));
  }
  const page = readPage(values);
  if (!page.ok) return complain(io, page.problem);
  const fields = readFields(values);
  if (!fields.ok) return complain(io, fields.problem);
  const expr = await readText(expression, io);
  if (!expr.ok) return complain(io, expr.problem);
  const indices = values.indices?.split(/[\s,]+/).filter((letter) => letter !== "");
  const result = judge({
    ...fields.value,
    expr: expr.value,
    ...(values.wrt !== undefined && { wrt: values.wrt }),
    answer: { plain: values.answer, ...(indices && { indices }) },
  });
  const fault = result.problem;
  if (fault && !page.value.form.isData) {
    const source = result.status === "ok" ? values.answer : expr.value;
    return complain(io, fault, { source });
  }
  const content = result.status === "ok" ? contentOfVerdict(result) : several("", [], result);
  await io.out(writePage(page.value, content, io));
  if (result.status !== "ok" || fault) return EXIT.input;
  return result.verdict === "right" ? EXIT.done : EXIT.no;
}
