import { toJson } from "../../text/json.ts";
import {
  explain,
  explainable,
  type Explanation,
  type RuleExplanation,
  type WrittenDerivation,
} from "../../index.ts";
import { parseArguments, usage } from "../arguments.ts";
import { harmless, type Io } from "../io.ts";
import { complain } from "../report.ts";
import { EXIT, type RunningCommand } from "./command.ts";

export const rule: RunningCommand = {
  help: `NAME is what a step of a derivation cites: a rule such as delta-sum or "sifting property", a
function such as inv, an identity such as quadratic-form. Without a name: all that are derived.

  --json                  one JSON document`,
  run: explainRule,
};

async function explainRule(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseArguments(args, { json: { type: "boolean" } });
  if (!parsed.ok) return complain(io, parsed.problem);
  const { values, positionals } = parsed.value;
  const [name, ...more] = positionals;
  if (more.length > 0) return complain(io, usage("One name is explained at a time."));
  if (name === undefined) {
    const names = explainable();
    await io.out(values.json ? `${toJson({ version: 1, names })}\n` : `${names.join("\n")}\n`);
    return EXIT.done;
  }
  const found = explain(name);
  if (!found.ok) return complain(io, found.problem);
  const page = values.json
    ? `${toJson({ version: 1, ...found.value })}\n`
    : `${linesOf(found.value, io).join("\n")}\n`;
  await io.out(harmless(page));
  return EXIT.done;
}

function linesOf(found: Explanation, io: Io): string[] {
  switch (found.kind) {
    case "rule":
      return [
        `${found.name}: ${found.label}`,
        "",
        found.says,
        `Why: ${found.why}`,
        "",
        exampleWords(found.example),
        ...formulas(found.derivation, io, found.name),
      ];
    case "function":
      return [
        `${found.name}: ${found.summary}`,
        "",
        ...(found.source === undefined
          ? []
          : [`Where its derivative comes from: ${found.source}.`]),
        ...found.lines.flatMap(({ equation, why }, k) => [
          "",
          `${k + 1}. ${equation}`,
          `   ${why}`,
        ]),
      ];
    case "identity":
      return [
        `${found.name}: of ${found.of} by ${found.by} the derivative is ${found.gives}`,
        ...(found.source === undefined ? [] : [found.source]),
        "",
        ...formulas(found.derivation, io),
      ];
  }
}

/** The problem of an example, with what is known of its names. */
function exampleWords({ expr, wrt, props = {}, structure }: RuleExplanation["example"]): string {
  const known = Object.entries(props).map(([name, fact]) => `${name} is ${fact}`);
  if (structure !== undefined) known.push(`${wrt} is ${structure}`);
  const where = known.length === 0 ? "" : `, where ${known.join(" and ")}`;
  return `Example: ${expr} by ${wrt}${where}`;
}

/** The lines of a derivation, with a mark at those of one rule. */
function formulas({ steps }: WrittenDerivation, io: Io, marked?: string): string[] {
  const { unicode } = io.terminal;
  return steps.map(({ rule: name, left, right }) => {
    const text = unicode ? right.unicode : right.plain;
    const before = left ? (unicode ? left.unicode : left.plain) : "";
    return `${name === marked ? ">" : " "} ${before === "" ? "    " : `${before} `}= ${text}   (${name})`;
  });
}
