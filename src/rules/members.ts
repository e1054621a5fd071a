// Written by tools/members.mjs: the members of this folder. Do not edit; run `npm run members`.
import { asBefore } from "./as-before.ts";
import { assemble } from "./assemble.ts";
import { canonicalDifferential } from "./canonical-differential.ts";
import { chainRule } from "./chain-rule.ts";
import { collect } from "./collect.ts";
import { constantRule } from "./constant-rule.ts";
import { deltaSum } from "./delta-sum.ts";
import { differential } from "./differential.ts";
import { entryForm } from "./entry-form.ts";
import { facts } from "./facts.ts";
import { functionRule } from "./function-rule.ts";
import { identify } from "./identify.ts";
import { knownIdentity } from "./known-identity.ts";
import { kroneckerDelta } from "./kronecker-delta.ts";
import { part } from "./part.ts";
import { productRule } from "./product-rule.ts";
import { recognise } from "./recognise.ts";
import { selfDerivative } from "./self-derivative.ts";
import { shorter } from "./shorter.ts";
import { structure } from "./structure.ts";
import { substitution } from "./substitution.ts";
import { sumRule } from "./sum-rule.ts";
import { vecForm } from "./vec-form.ts";

export const members = [
  asBefore,
  assemble,
  canonicalDifferential,
  chainRule,
  collect,
  constantRule,
  deltaSum,
  differential,
  entryForm,
  facts,
  functionRule,
  identify,
  knownIdentity,
  kroneckerDelta,
  part,
  productRule,
  recognise,
  selfDerivative,
  shorter,
  structure,
  substitution,
  sumRule,
  vecForm,
] as const;
