import { matchOverload } from "../functions/match.ts";
import { functionOfOperator } from "../functions/table.ts";
import { NoValue, type NumberSystem, type Tensor } from "../numbers/system.ts";

/** A power whose exponent is no constant number. */
export function symbolicPower<T>(system: NumberSystem<T>, base: T, exponent: T): T {
  return system.apply(functionOfOperator("entrywise-power")!.name, [base, exponent]);
}

/** The same of a square matrix. @throws NoValue where the exponent is no whole number */
export function symbolicMatrixPower<T>(
  system: NumberSystem<T>,
  base: Tensor<T>,
  exponent: Tensor<T>,
): Tensor<T> {
  const match = matchOverload(functionOfOperator("power")!, ["matrix", "scalar"]);
  if (match?.overload.kind !== "primitive") throw new NoValue("no power of a matrix");
  return match.overload.value(system, base, exponent);
}
