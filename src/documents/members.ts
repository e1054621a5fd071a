// Written by tools/members.mjs: the members of this folder. Do not edit; run `npm run members`.
import { html } from "./html.ts";
import { json } from "./json.ts";
import { latex } from "./latex.ts";
import { markdown } from "./markdown.ts";
import { text } from "./text.ts";

export const members = [html, json, latex, markdown, text] as const;
