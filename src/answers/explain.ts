import type { FunctionDefinition, Overload } from "../functions/definition.ts";
import { parseSignature } from "../functions/signature.ts";
import { canonicalFunctionName, functionNamed, functionNames } from "../functions/table.ts";
import type { Identity } from "../identities/identity.ts";
import { members as identities } from "../identities/members.ts";
import { type RulePage, rules } from "../rules/pages.ts";
import { nearestName } from "../text/nearest.ts";
import { failure, type Result, success } from "../text/problem.ts";
import type { WrittenDerivation } from "./answer.ts";
import { derive } from "./derive.ts";

/** Where something that a derivation appeals to comes from. */
export type Explanation = RuleExplanation | FunctionExplanation | IdentityExplanation;

export interface RuleExplanation extends RulePage {
  readonly kind: "rule";
  /** The derivation of the example, in which the rule is used. */
  readonly derivation: WrittenDerivation;
}

export interface FunctionExplanation {
  readonly kind: "function";
  readonly name: string;
  readonly summary: string;
  /** Where the rule comes from, in a few words. */
  readonly source?: string;
  /** The equations that lead to its derivative, in plain notation, each with its reason. */
  readonly lines: readonly { readonly equation: string; readonly why: string }[];
}

export interface IdentityExplanation {
  readonly kind: "identity";
  readonly name: string;
  readonly of: string;
  readonly by: string;
  readonly gives: string;
  readonly source?: string;
  /** By indices, from nothing but the delta. */
  readonly derivation: WrittenDerivation;
}

/**
 * What a rule, a function's rule or an identity says and where it comes from, by the name that a
 * derivation cites: the rule's name, what a textbook calls it, or the title of a step; a mistake in
 * the name comes back as a `Problem`.
 */
export function explain(name: string): Result<Explanation> {
  const known = nameMeant(name);
  const found = known === undefined ? undefined : explained(known);
  if (found) return success(found);
  const near = nearestName(name, explainable());
  return failure({
    code: "unknown-rule",
    message: `There is no rule, function or identity ${name}.`,
    remedy: near === undefined ? `There is ${explainable().join(", ")}.` : `Did you mean ${near}?`,
  });
}

function explained(name: string): Explanation | undefined {
  return ruleExplanation(name) ?? functionExplanation(name) ?? identityExplanation(name);
}

/** The name of a rule, a function or an identity that is cited in those words. */
function nameMeant(cited: string): string | undefined {
  const names = [...explainable(), ...functionNames()];
  if (names.includes(cited)) return cited;
  const words = inWords(cited);
  const byName = names.find((name) => inWords(name) === words);
  const byLabel = rules().find(({ label }) => inWords(label) === words)?.name;
  const function_ = canonicalFunctionName(words.replace(/^(the )?(derivative|rule) of /, ""));
  const bySource = functionNames().find((name) => inWords(functionNamed(name)?.source) === words);
  return byName ?? byLabel ?? function_ ?? bySource ?? ruleWithTitle(words);
}

/** The rule in whose example a step has that title. */
function ruleWithTitle(words: string): string | undefined {
  for (const { name } of rules()) {
    const steps = ruleExplanation(name)?.derivation.steps ?? [];
    if (steps.some((step) => step.rule === name && inWords(step.title) === words)) return name;
  }
  return undefined;
}

/** `delta-sum`, `Delta sum` and `the delta sum` are the same words. */
function inWords(text = ""): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll("-", " ")
    .replace(/^(the|known:) /, "");
}

/** Every name that `explain` lists. */
export function explainable(): readonly string[] {
  const functions = functionNames().filter((name) => functionNamed(name)?.derivation);
  const known = (identities as readonly Identity[]).map(({ name }) => name);
  return [...rules().map(({ name }) => name), ...functions, ...known];
}

function ruleExplanation(name: string): RuleExplanation | undefined {
  const page = rules().find((rule) => rule.name === name);
  if (!page) return undefined;
  const { method, detail, ...problem } = page.example;
  const result = derive(problem, { steps: method, ...(detail && { detail }) });
  if (result.status !== "ok" || !result.derivation) return undefined;
  return { kind: "rule", ...page, derivation: result.derivation };
}

function functionExplanation(name: string): FunctionExplanation | undefined {
  const definition = functionNamed(name);
  if (!definition) return undefined;
  const { summary, source, derivation } = definition;
  const lines = derivation?.lines ?? linesOfDefinition(definition);
  if (lines.length === 0) return undefined;
  return {
    kind: "function",
    name,
    summary,
    ...(source !== undefined && { source }),
    lines,
  };
}

/** What is kept of a function whose derivative is not derived: its meaning, or the derivative itself. */
function linesOfDefinition({ name, overloads }: FunctionDefinition): FunctionExplanation["lines"] {
  const lines = overloads.flatMap((overload) => linesOfOverload(name, overload));
  return lines.filter(
    ({ equation }, k) => lines.findIndex((line) => line.equation === equation) === k,
  );
}

function linesOfOverload(name: string, overload: Overload): FunctionExplanation["lines"] {
  switch (overload.kind) {
    case "entrywise": {
      const call = `${name}(${overload.parameters.join(", ")})`;
      if (overload.meaning !== undefined) {
        return [{ equation: `${call} = ${overload.meaning}`, why: "The meaning, of each entry." }];
      }
      return (overload.derivatives ?? []).map((derivative, k) => ({
        equation: `d(${call})/d(${overload.parameters[k]!}) = ${derivative}`,
        why: "The slope, of each entry.",
      }));
    }
    case "defined": {
      const { parameters } = parseSignature(overload.signature);
      const letters = [...(overload.rows ?? []), ...(overload.columns ?? [])];
      const call = `${name}(${parameters.map((parameter) => parameter.name).join(", ")})`;
      const at = letters.length === 0 ? "" : `[${letters.join(",")}]`;
      return [{ equation: `${call}${at} = ${overload.entry}`, why: "The definition." }];
    }
    case "primitive":
      return Object.entries(overload.derivatives).map(([by, { output, input, formula }]) => {
        const at = (letters: readonly string[]): string =>
          letters.length === 0 ? "" : `[${letters.join(",")}]`;
        return {
          equation: `d(${name}(${by})${at(output)})/d(${by}${at(input)}) = ${formula}`,
          why: "The derivative, entry by entry.",
        };
      });
  }
}

function identityExplanation(name: string): IdentityExplanation | undefined {
  const identity = (identities as readonly Identity[]).find((each) => each.name === name);
  if (!identity) return undefined;
  const { of, by, gives, sizes, source } = identity;
  const result = derive({ expr: of, wrt: by, vars: sizes }, { steps: "indices" });
  if (result.status !== "ok" || !result.derivation) return undefined;
  return {
    kind: "identity",
    name,
    of,
    by,
    gives,
    ...(source !== undefined && { source }),
    derivation: result.derivation,
  };
}
