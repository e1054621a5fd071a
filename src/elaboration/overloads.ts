import type { FunctionDefinition, Overload } from "../functions/definition.ts";
import { parseSignature, type Signature } from "../functions/signature.ts";

/** The parameters and result of an overload, undefined for an entrywise one. */
export function signatureOf(overload: Overload): Signature | undefined {
  return overload.kind === "entrywise" ? undefined : parseSignature(overload.signature);
}

export function parameterCount(overload: Overload): number {
  return overload.kind === "entrywise"
    ? overload.parameters.length
    : parseSignature(overload.signature).parameters.length;
}

/** The overloads that take that many arguments. */
export function overloadsTaking(definition: FunctionDefinition, count: number): Overload[] {
  return definition.overloads.filter((overload) => parameterCount(overload) === count);
}

/** Whether the argument at that place is a size (`n` in `ones(n)`) rather than a value. */
export function isSizePosition(definition: FunctionDefinition, count: number, at: number): boolean {
  const overloads = overloadsTaking(definition, count);
  return (
    overloads.length > 0 &&
    overloads.every((overload) => signatureOf(overload)?.parameters[at]?.kind === "dimension")
  );
}
