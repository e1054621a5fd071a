import { contentOfDerivative } from "../../src/documents/content/derivative.ts";
import { contentOfVerdict } from "../../src/documents/content/verdict.ts";
import { evidenceWords, stepEvidenceWords } from "../../src/documents/content/evidence.ts";
import { markdown } from "../../src/documents/markdown.ts";
import { sentenceMarkdown } from "../../src/documents/typesetting/markdown-text.ts";
import {
  check,
  derive,
  type DerivativeProblem,
  type Picture,
  pictures,
  writeSvg,
  type Written,
  type WrittenStep,
} from "../../src/index.ts";
import { latex } from "../../src/notations/latex.ts";
import { plain } from "../../src/notations/plain.ts";

const LAYER = { expr: "W*x", wrt: "x", declare: ["W: matrix(n,m)", "x: vector(m)"] };
const PICTURE_FILE = "linear-layer.svg";

type Method = "indices" | "identities" | "differentials";

/**
 * The course page on the linear layer: the words between are a teacher's, every formula, every reason
 * and every verdict is the program's.
 */
export function linearLayer(): string {
  const influence = influenceOf(LAYER);
  const layer = told(LAYER.expr, "x", LAYER.declare);
  const compound = told("(A*B + C)*v", "v");
  const form = told("y'*A*x", "x");
  return `# The linear layer

A layer of a network takes the numbers $x_1, \\dots, x_m$ and gives $f_1, \\dots, f_n$:

$$f = ${layer.functionLatex}$$

How does $f$ change when $x$ does? Each of the $n$ outputs may change with each of the $m$ inputs.
All these answers stand in one table: ${layer.wanted}

Nobody has to know a rule for matrices to find it. Look at **one entry**, calculate with plain
numbers, and read the matrix off at the end.

## One output

${layer.display("indices", "entry-form")}

${layer.reason("indices", "entry-form")} Two letters, two roles: the free one says which output is
meant; the summed one runs through all inputs, and is gone when the sum is done.

Every input streams into every output. On its way from $x_j$ to $f_i$ it is multiplied by one
weight, and whatever arrives at $f_i$ is added up:

![${influence.title}. ${influence.description}](${PICTURE_FILE})

When $x_j$ grows a little, $f_i$ grows by that much times the weight on the stream between them.
The derivation says the same in formulas.

## One entry of the Jacobian

The output $i$ by the input $j$. The letter $j$ is new: the other one is taken, it counts inside
the sum.

${layer.display("indices", "sum-rule")}

${layer.reason("indices", "sum-rule")}

${layer.display("indices", "constant-rule")}

${layer.reason("indices", "constant-rule")} What is left to differentiate is one entry of $x$ by
another.

## The delta

${layer.display("indices", "kronecker-delta")}

${layer.reason("indices", "kronecker-delta")} The delta is a question with the answers 1 and 0, and
some write the question itself, in Iverson's brackets: $\\delta_{pj} = [p = j]$.

## The sum goes

${layer.display("indices", "delta-sum")}

${layer.reason("indices", "delta-sum")} With three inputs and $j = 2$ the sum has three terms, and
two of them are 0:

$$${[1, 2, 3].map((p) => `${layer.entryAt("i", p)} \\cdot ${p === 2 ? 1 : 0}`).join(" + ")} = ${layer.entryAt("i", 2)}$$

## Back to the matrix

${layer.display("indices", "assemble")}

${layer.reason("indices", "assemble")}

${layer.checked}

## Reusing it

Once is enough. Where a matrix stands before the variable again, it **is** this result. Take
$${compound.functionLatex}$ by $v$:

${compound.display("identities", "known-identity")}

${compound.reason("identities", "known-identity")}

And $${form.functionLatex}$ by $x$:

${form.display("identities", "known-identity")}

${form.reason("identities", "known-identity")} ${form.twin}

## Right, or does it only need a transpose?

Everybody's question. The shape answers it where $n$ and $m$ differ; \`indicial check\` answers it
always.

${[
  verdictOn("W*x", "x", "W"),
  verdictOn("W*x", "x", "W'"),
  verdictOn("y'*A*x", "x", "A'*y"),
  verdictOn("y'*A*x", "x", "y'*A"),
  verdictOn("x'*A*x", "x", "A*x"),
].join("\n\n")}
`;
}

/** One derivation and what a page takes from it. */
function told(expr: string, wrt: string, declare: readonly string[] = []) {
  const answer = derive({ expr, wrt, declare }, { steps: "all" });
  if (answer.status !== "ok") throw new Error(`${expr}: ${answer.problem.message}`);
  const { vocabulary } = contentOfDerivative(answer);
  const say = (sentence: string): string => sentenceMarkdown(sentence, vocabulary);
  const derivations = [answer.derivation, ...(answer.otherDerivations ?? [])];
  const find = (method: Method, rule: string): { step: WrittenStep; left: Written | undefined } => {
    const derivation = derivations.find((each) => each?.method === method);
    let left: Written | undefined;
    for (const step of derivation?.steps ?? []) {
      left = step.left ?? left;
      if (step.rule === rule) return { step, left };
    }
    throw new Error(`${expr}: no step ${rule} by ${method}`);
  };
  const entry = answer.index;
  return {
    functionLatex: answer.display!.function!.latex,
    wanted: say(answer.derivation!.wanted),
    twin: answer.twin ? say(answer.twin.why) : "",
    checked: say(`${evidenceWords(answer.evidence)} ${stepEvidenceWords(answer.derivation!)}`),
    /** The entry of the answer with other letters, or numbers, for its own. */
    entryAt: (i: string | number, j: string | number): string =>
      toLatex(entry.replaceAll(/\bi\b/g, String(i)).replaceAll(/\bj\b/g, String(j))),
    display: (method: Method, rule: string): string => {
      const { step, left } = find(method, rule);
      return `$$${left ? `${left.latex} ` : ""}= ${step.right.latex}$$`;
    },
    reason: (method: Method, rule: string): string => say(find(method, rule).step.reason),
  };
}

function influenceOf(problem: DerivativeProblem): Picture {
  const drawn = pictures(problem, { kind: "influence" });
  const [picture] = drawn.status === "ok" ? drawn.pictures : [];
  if (!picture) throw new Error(`no picture of ${problem.expr}`);
  return picture;
}

/** The picture in that page: which input reaches which output, and with which weight. */
export function linearLayerPicture(): { file: string; svg: string } {
  return { file: PICTURE_FILE, svg: writeSvg(influenceOf(LAYER)) };
}

function verdictOn(expr: string, wrt: string, answer: string): string {
  const verdict = check({ expr, wrt, answer });
  if (verdict.status !== "ok") throw new Error(`${expr}: ${verdict.problem.message}`);
  const text = markdown.write(contentOfVerdict(verdict), { fragment: true }).trimEnd();
  const asked = `$${toLatex(expr)}$ by $${wrt}$, answered $${toLatex(answer)}$:`;
  return `### ${asked}\n\n${text}`;
}

function toLatex(text: string): string {
  const read = plain.read(text);
  if (!read.ok) throw new Error(read.problem.message);
  return latex.write(read.value);
}
