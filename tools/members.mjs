// Writes the member lists of the open folders (`members.ts`): explicit imports, derived from the
// files that are there. `node tools/members.mjs` writes, `--check` fails where a list is stale.
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The open folders. A file is a member when it declares `export const NAME: TYPE`, where NAME is
 * the file's name in camelCase; every other file of the folder is shared code.
 */
export const OPEN_FOLDERS = [
  { folder: "src/functions", type: "FunctionDefinition" },
  { folder: "src/notations", type: "Notation" },
  { folder: "src/identities", type: "Identity" },
  { folder: "src/pictures/kinds", type: "PictureKind" },
  { folder: "src/documents", type: "DocumentForm" },
  { folder: "src/recovery/recognisers", type: "Recogniser" },
  { folder: "src/rules", type: "Rule" },
];

const LINE_WIDTH = 100;

/**
 * @param {string} fileName such as `norm-two.ts`
 * @returns {string} such as `normTwo`
 */
export function memberName(fileName) {
  return basename(fileName, ".ts").replace(/-\w/g, (match) => match.charAt(1).toUpperCase());
}

/**
 * The members of one folder in the order of their names, and what is wrong with its files.
 * @param {string} directory
 * @param {string} type
 * @returns {{ members: { name: string, file: string }[], problems: string[] }}
 */
export function findMembers(directory, type) {
  const members = [];
  const problems = [];
  const declaration = new RegExp(`^export const (\\w+)\\s*:\\s*${type}\\b(?!\\s*[\\[<|&])`, "gm");
  for (const file of readdirSync(directory)) {
    if (!file.endsWith(".ts") || file.endsWith(".d.ts") || file === "members.ts") continue;
    const text = readFileSync(join(directory, file), "utf8");
    const names = [...text.matchAll(declaration)].map((match) => match[1]);
    if (names.length === 0) continue;
    const expected = memberName(file);
    if (names.length > 1) {
      problems.push(`${file} exports ${names.join(", ")}: one ${type} a file`);
    } else if (names[0] !== expected) {
      problems.push(`${file} exports ${names[0]}: the name of the file asks for ${expected}`);
    } else {
      members.push({ name: expected, file });
    }
  }
  members.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { members, problems };
}

/**
 * The text of a `members.ts`, as the formatter would leave it.
 * @param {readonly { name: string, file: string }[]} members
 */
export function membersText(members) {
  const names = members.map((member) => member.name);
  const line = `export const members = [${names.join(", ")}] as const;`;
  const list =
    line.length <= LINE_WIDTH
      ? line
      : `export const members = [\n${names.map((name) => `  ${name},\n`).join("")}] as const;`;
  return [
    "// Written by tools/members.mjs: the members of this folder. Do not edit; run `npm run members`.",
    ...members.map(({ name, file }) => `import { ${name} } from "./${file}";`),
    "",
    list,
    "",
  ].join("\n");
}

/**
 * Writes (or, to check, compares) every member list below `root`.
 * @param {string} root
 * @param {{ check: boolean }} options
 * @returns {{ problems: string[], written: string[] }}
 */
export function updateMembers(root, { check }) {
  const problems = [];
  const written = [];
  for (const { folder, type } of OPEN_FOLDERS) {
    const directory = join(root, folder);
    if (!existsSync(directory)) continue;
    const found = findMembers(directory, type);
    problems.push(...found.problems.map((problem) => `${folder}/${problem}`));
    const target = join(directory, "members.ts");
    const current = existsSync(target) ? readFileSync(target, "utf8") : undefined;
    if (found.members.length === 0 && current === undefined) continue;
    const text = membersText(found.members);
    if (text === current) continue;
    if (check) problems.push(`${folder}/members.ts is stale: run npm run members`);
    else writeFileSync(target, text);
    written.push(`${folder}/members.ts`);
  }
  return { problems, written: check ? [] : written };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { problems, written } = updateMembers(root, { check: process.argv.includes("--check") });
  for (const file of written) console.log(`wrote ${file}`);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
