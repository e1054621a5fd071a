// Written by tools/members.mjs: the members of this folder. Do not edit; run `npm run members`.
import { latex } from "./latex.ts";
import { plain } from "./plain.ts";
import { unicode } from "./unicode.ts";

export const members = [latex, plain, unicode] as const;
