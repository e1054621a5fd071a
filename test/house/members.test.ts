import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findMembers, memberName, membersText, updateMembers } from "../../tools/members.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "indicial-members-"));
  mkdirSync(join(root, "src", "functions"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const folder = () => join(root, "src", "functions");
const write = (file: string, text: string) => writeFileSync(join(folder(), file), text);
const member = (name: string) => `export const ${name}: FunctionDefinition = {\n};\n`;

describe("the members of a folder", () => {
  it("are named after their files", () => {
    expect(["tr.ts", "norm2.ts", "norm-two.ts", "log-sum-exp.ts"].map(memberName)).toEqual([
      "tr",
      "norm2",
      "normTwo",
      "logSumExp",
    ]);
  });

  it("are the files that declare a member; the rest is shared code", () => {
    write("tr.ts", member("tr"));
    write("exp.ts", member("exp"));
    write("table.ts", "export const byName = new Map<string, FunctionDefinition>();\n");
    write("definition.ts", "export interface FunctionDefinition {}\n");
    write("all.ts", "export const all: FunctionDefinition[] = [];\n");
    expect(findMembers(folder(), "FunctionDefinition")).toEqual({
      members: [
        { name: "exp", file: "exp.ts" },
        { name: "tr", file: "tr.ts" },
      ],
      problems: [],
    });
  });

  it("with the wrong name, or two in a file, are faults", () => {
    write("tr.ts", member("trace"));
    write("two.ts", member("two") + member("three"));
    const { members, problems } = findMembers(folder(), "FunctionDefinition");
    expect(members).toEqual([]);
    expect(problems.sort()).toEqual([
      "tr.ts exports trace: the name of the file asks for tr",
      "two.ts exports two, three: one FunctionDefinition a file",
    ]);
  });
});

describe("the list", () => {
  it("is written once, then fresh, and stale as soon as a file is added", () => {
    write("tr.ts", member("tr"));
    expect(updateMembers(root, { check: true }).problems).toEqual([
      "src/functions/members.ts is stale: run npm run members",
    ]);
    expect(updateMembers(root, { check: false }).written).toEqual(["src/functions/members.ts"]);
    expect(readFileSync(join(folder(), "members.ts"), "utf8")).toContain(
      `import { tr } from "./tr.ts";\n\nexport const members = [tr] as const;\n`,
    );
    expect(updateMembers(root, { check: true })).toEqual({ problems: [], written: [] });
    write("exp.ts", member("exp"));
    expect(updateMembers(root, { check: true }).problems).toHaveLength(1);
  });

  it("breaks its line where the formatter would", () => {
    const names = Array.from({ length: 20 }, (_, i) => `name${i + 10}`);
    const list = names.map((name) => ({ name, file: `${name}.ts` }));
    expect(membersText(list.slice(0, 5))).toContain("[name10, name11, name12, name13, name14] as");
    expect(membersText(list)).toContain("members = [\n  name10,\n  name11,\n");
    expect(
      membersText(list)
        .split("\n")
        .every((line) => line.length <= 100),
    ).toBe(true);
  });
});
