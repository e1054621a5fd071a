// Written by tools/members.mjs: the members of this folder. Do not edit; run `npm run members`.
import { index } from "./index.ts";
import { latex } from "./latex.ts";
import { mathml } from "./mathml.ts";
import { plain } from "./plain.ts";
import { python } from "./python.ts";
import { spoken } from "./spoken.ts";
import { stacked } from "./stacked.ts";
import { unicode } from "./unicode.ts";

export const members = [index, latex, mathml, plain, python, spoken, stacked, unicode] as const;
