import type { RuleExample } from "./rule.ts";
import { ruleNamed, ruleNames } from "./table.ts";

/** What there is to read of a rule. */
export interface RulePage {
  readonly name: string;
  /** What a textbook calls it. */
  readonly label: string;
  readonly says: string;
  readonly why: string;
  /** A problem in whose derivation it is used, and by which method. */
  readonly example: RuleExample;
}

/** The page of every rule that lines of derivations cite, in the order of their names. */
export function rules(): readonly RulePage[] {
  return ruleNames().map((rule) => {
    const { name, label, says, why, example } = ruleNamed(rule)!;
    return { name, label, says, why, example };
  });
}
