import { functionNamed, functionNames } from "../functions/table.ts";
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
 * derivation cites; a mistake in the name comes back as a `Problem`.
 */
export function explain(name: string): Result<Explanation> {
  const found = ruleExplanation(name) ?? functionExplanation(name) ?? identityExplanation(name);
  if (found) return success(found);
  const near = nearestName(name, explainable());
  return failure({
    code: "unknown-rule",
    message: `There is no rule, function or identity ${name}.`,
    remedy: near === undefined ? `There is ${explainable().join(", ")}.` : `Did you mean ${near}?`,
  });
}

/** Every name that `explain` takes. */
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
  if (!definition?.derivation) return undefined;
  const { summary, source, derivation } = definition;
  return {
    kind: "function",
    name,
    summary,
    ...(source !== undefined && { source }),
    lines: derivation.lines,
  };
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
