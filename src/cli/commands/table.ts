import type { Command } from "./command.ts";

/** Every command, in the order of the help page. To add one: a file beside this, and a line here. */
export const COMMANDS: readonly Command[] = [
  {
    name: "derive",
    synopsis: "EXPR [--wrt x]... [options]",
    summary: "the derivative of an expression, step by step",
    load: async () => (await import("./derive.ts")).derive,
  },
  {
    name: "batch",
    synopsis: "[FILE]",
    summary: "problems as JSON, one a line, to answers as JSON, one a line",
    load: async () => (await import("./batch.ts")).batch,
  },
  {
    name: "check",
    synopsis: "EXPR --wrt x --answer ANSWER",
    summary: "whether your own derivative is right, and where not",
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "equal",
    synopsis: "LEFT RIGHT",
    summary: "whether two expressions are equal",
    load: async () => (await import("./equal.ts")).equal,
  },
  {
    name: "picture",
    synopsis: "EXPR --wrt x [--kind KIND] [--as FORMAT]",
    summary: "a derivative in pictures: streams, sparsity, a sum written out, parts",
    load: async () => (await import("./picture.ts")).picture,
  },
  {
    name: "rule",
    synopsis: "[NAME]",
    summary: "what a rule of a derivation says, and where it comes from",
    load: async () => (await import("./rule.ts")).rule,
  },
  { name: "review", synopsis: "FILE...", summary: "the derivatives claimed in a text" },
  { name: "emit", synopsis: "EXPR --wrt x --to LANGUAGE", summary: "code for a derivative" },
  { name: "cookbook", synopsis: "[QUERY]", summary: "known derivatives, proven" },
  { name: "lesson", synopsis: "[N]", summary: "lessons in the index method" },
  {
    name: "web",
    synopsis: "[--port P]",
    summary: "the workbench in a browser",
    load: async () => (await import("./web.ts")).web,
  },
];
