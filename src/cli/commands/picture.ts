import { toJson } from "../../text/json.ts";
import { toAscii } from "../../documents/typesetting/ascii.ts";
import { wrapProse } from "../../documents/typesetting/wrap.ts";
import {
  type Picture,
  pictureKinds,
  type PictureOptions,
  pictures as draw,
  type Pictures,
  writeDot,
  writeSvg,
  writeTikz,
} from "../../index.ts";
import { nearestName } from "../../text/nearest.ts";
import { failure, type Result, success } from "../../text/problem.ts";
import { parseArguments, usage } from "../arguments.ts";
import type { Io, Terminal } from "../io.ts";
import { readText } from "../read-text.ts";
import { complain } from "../report.ts";
import { EXIT, type RunningCommand } from "./command.ts";
import { PROBLEM_OPTIONS, readFields } from "./problem-fields.ts";

export const picture: RunningCommand = {
  help: `EXPR is text such as "W*x", in quotes, or - to read it from standard input.

  --wrt x                 the variable; left out: the only one
  --kind KIND             left out: every kind that there is, of which svg, dot, tikz take the first
${kindLines()}
  --as FORMAT             text (left out), svg, tikz, dot, json
  --entry 2,3             the entry to follow: indices of the function, then of the variable
  --size n=3,m=4          sizes to draw with; left out: small ones that differ
  --var, --prop, --dim, --from, --structure   as for derive
  --json                  the same as --as json
  --ascii                 text without signs beyond ASCII`,
  run: drawPictures,
};

function kindLines(): string {
  return pictureKinds()
    .map(({ name, summary }) => `                          ${name.padEnd(10)} ${summary}`)
    .join("\n");
}

const OPTIONS = {
  ...PROBLEM_OPTIONS,
  wrt: { type: "string" },
  kind: { type: "string" },
  as: { type: "string" },
  entry: { type: "string" },
  size: { type: "string", multiple: true },
  json: { type: "boolean" },
  ascii: { type: "boolean" },
} as const;

type Format = (pictures: Pictures, terminal: Terminal) => string;

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["text", asPage],
  ["svg", ({ pictures }) => writeSvg(pictures[0]!)],
  ["tikz", ({ pictures }) => writeTikz(pictures[0]!)],
  ["dot", ({ pictures }) => writeDot(pictures[0]!)],
  ["json", asJson],
]);

async function drawPictures(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseArguments(args, OPTIONS);
  if (!parsed.ok) return complain(io, parsed.problem);
  const { values, positionals } = parsed.value;
  const [expression, ...more] = positionals;
  if (expression === undefined || more.length > 0) {
    return complain(
      io,
      usage("One expression is drawn.", `Put it in quotes: indicial picture "W*x" --wrt x`),
    );
  }
  const name = values.as ?? (values.json ? "json" : "text");
  const format = FORMATS.get(name);
  if (!format) {
    const near = nearestName(name, FORMATS.keys());
    const remedy = near ? `Did you mean ${near}?` : `It takes ${[...FORMATS.keys()].join(", ")}.`;
    return complain(io, usage(`--as does not know ${name}.`, remedy));
  }
  if (values.json && name !== "json") {
    return complain(io, usage(`--json and --as ${name} are two formats: not both.`));
  }
  const fields = readFields(values);
  if (!fields.ok) return complain(io, fields.problem);
  const options = readOptions(values);
  if (!options.ok) return complain(io, options.problem);
  const source = await readText(expression, io);
  if (!source.ok) return complain(io, source.problem);
  const { wrt } = values;
  const result = draw(
    { ...fields.value, expr: source.value, ...(wrt !== undefined && { wrt }) },
    options.value,
  );
  if (result.status !== "ok") {
    if (name === "json") await io.out(`${toJson({ version: 1, ...result })}\n`);
    else await complain(io, result.problem, { source: source.value });
    return result.status === "error" ? EXIT.input : EXIT.refused;
  }
  const { terminal } = io;
  const unicode = terminal.unicode && !values.ascii;
  await io.out(format(result, { ...terminal, unicode }));
  return EXIT.done;
}

function readOptions(values: {
  readonly kind?: string;
  readonly entry?: string;
  readonly size?: readonly string[];
}): Result<PictureOptions> {
  const { kind, entry, size } = values;
  const sizes = new Map<string, number>();
  for (const text of (size ?? []).flatMap((list) => list.split(","))) {
    const [, name, digits] = /^\s*([^\s=]+)\s*=\s*(\d{1,9})\s*$/u.exec(text) ?? [];
    if (name === undefined) {
      return failure(usage(`--size ${text} is not understood.`, "It is written n=3,m=4."));
    }
    sizes.set(name, Number(digits));
  }
  if (entry !== undefined && !/^\s*\d{1,9}(\s*,\s*\d{1,9})*\s*$/.test(entry)) {
    return failure(usage(`--entry ${entry} is not understood.`, "It is written 2,3."));
  }
  return success({
    ...(kind !== undefined && { kind }),
    ...(entry !== undefined && { entry: entry.split(",").map(Number) }),
    ...(size && { sizes: Object.fromEntries(sizes) }),
  });
}

function asJson(result: Pictures): string {
  return `${toJson({ version: 1, ...result })}\n`;
}

function asPage({ pictures, missing }: Pictures, { width, unicode }: Terminal): string {
  const prose = (text: string): string => wrapProse(text, width).join("\n");
  const block = ({ title, text, description, evidence }: Picture): string =>
    [title, "", text, "", prose(description), "", prose(evidence)].join("\n");
  const absent = missing.map(({ kind, problem }) => prose(`No ${kind}: ${problem.message}`));
  const page = `${[...pictures.map(block), ...absent].join("\n\n\n")}\n`;
  return unicode ? page : page.split("\n").map(toAscii).join("\n");
}
