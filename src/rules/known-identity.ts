import { carryOut } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const knownIdentity: Rule = {
  name: "known-identity",
  label: "known identity",
  says: "A derivative that was found once and for all; its letters stand for anything that does not depend on the variable.",
  why: "It is proven where it is kept. Only its form was used, so what the letters stand for does not matter.",
  example: { expr: "(A*B + C)*v", wrt: "v", method: "identities" },
  apply: (line, context) => carryOut("known-identity", line, context),
};
