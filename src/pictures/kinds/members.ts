// Written by tools/members.mjs: the members of this folder. Do not edit; run `npm run members`.
import { graph } from "./graph.ts";
import { influence } from "./influence.ts";
import { sparsity } from "./sparsity.ts";
import { sum } from "./sum.ts";

export const members = [graph, influence, sparsity, sum] as const;
