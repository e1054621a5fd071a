import { functionOfOperator } from "../functions/table.ts";
import type { NumberSystem } from "../numbers/system.ts";

/** A power whose exponent is no constant number. */
export function symbolicPower<T>(system: NumberSystem<T>, base: T, exponent: T): T {
  return system.apply(functionOfOperator("entrywise-power")!.name, [base, exponent]);
}
