import type { BinaryOperator } from "../syntax/expression.ts";
import type { EntrywiseOverload, FunctionDefinition } from "./definition.ts";
import { members } from "./members.ts";

const byName = new Map<string, FunctionDefinition>();
const canonicalNames = new Map<string, string>();
const entrywise = new Map<string, EntrywiseOverload>();
const undone = new Set<string>();
for (const member of members as readonly FunctionDefinition[]) {
  byName.set(member.name, member);
  canonicalNames.set(member.name, member.name);
  for (const alias of member.aliases ?? []) canonicalNames.set(alias, member.name);
  const overload = member.overloads.find(({ kind }) => kind === "entrywise");
  if (overload?.kind !== "entrywise") continue;
  entrywise.set(member.name, overload);
  for (const other of overload.undoes ?? []) undone.add(other);
}

/** The function of that canonical name, or undefined. */
export function functionNamed(name: string): FunctionDefinition | undefined {
  return byName.get(name);
}

/** How the function of that canonical name acts on each entry, where it does. */
export function entrywiseOverload(name: string): EntrywiseOverload | undefined {
  return entrywise.get(name);
}

/** Whether the sign of a function means something else about a matrix, as in |X|. */
export function isNamedOfMatrix(name: string): boolean {
  const spelling = byName.get(name)?.latex;
  return spelling !== undefined && "open" in spelling && spelling.namedOfMatrix === true;
}

/** Whether some function undoes the one of that canonical name, entry by entry, as log does exp. */
export function isUndone(name: string): boolean {
  return undone.has(name);
}

/** The canonical name behind a spelling (`trace` is `tr`), or undefined. */
export function canonicalFunctionName(spelling: string): string | undefined {
  return canonicalNames.get(spelling);
}

/** What the function of that canonical name is called in a sentence: as it is written. */
export function functionWords(name: string): string {
  return byName.get(name)?.writtenAs ?? name;
}

export function functionNames(): readonly string[] {
  return [...byName.keys()];
}

/** Every spelling of a function that is understood, aliases included. */
export function functionSpellings(): readonly string[] {
  return [...canonicalNames.keys()];
}

/** The operator of whose value that function is the trace: the power, of `trpower`. */
export function operatorTracedBy(name: string): BinaryOperator | undefined {
  const traced = (members as readonly FunctionDefinition[]).find(({ overloads }) =>
    overloads.some((overload) => overload.kind === "primitive" && overload.trace === name),
  );
  return traced?.operator;
}

/** The function that is written by that operator where the operator's own rules do not do. */
export function functionOfOperator(operator: BinaryOperator): FunctionDefinition | undefined {
  return (members as readonly FunctionDefinition[]).find((member) => member.operator === operator);
}
