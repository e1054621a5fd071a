import * as Q from "../numbers/rational.ts";
import type { NumberSystem } from "../numbers/system.ts";
import { type Binary, children, type Expression, postorder } from "../syntax/expression.ts";
import { constantResult } from "./constants.ts";
import { formula } from "../notations/formulas.ts";
import { symbolicPower } from "./powers.ts";

/** A formula in numbers, ready to be evaluated often: derivatives and meanings of one entry. */
export type ScalarFormula = <T>(system: NumberSystem<T>, args: readonly T[]) => T;

type Instruction =
  | { readonly kind: "constant"; readonly value: Q.Rational }
  | { readonly kind: "parameter"; readonly position: number }
  | { readonly kind: "call"; readonly name: string; readonly from: readonly number[] }
  | { readonly kind: "negate"; readonly from: number }
  | { readonly kind: "power"; readonly from: number; readonly exponent: Q.Rational }
  | {
      readonly kind: "binary";
      readonly operator: Binary["operator"];
      readonly left: number;
      readonly right: number;
    };

const compiled = new Map<string, ScalarFormula>();

/**
 * Compiles a formula whose names are the parameters, or `pi`.
 * @throws Error where it is not a formula in numbers (a fault of the function's file)
 */
export function scalarFormula(text: string, parameters: readonly string[]): ScalarFormula {
  const key = `${parameters.join(",")}: ${text}`;
  let result = compiled.get(key);
  if (!result) {
    result = compile(text, parameters);
    compiled.set(key, result);
  }
  return result;
}

function compile(text: string, parameters: readonly string[]): ScalarFormula {
  const order = postorder(formula(text));
  const places = new Map(order.map((node, k) => [node, k]));
  const constants = new Map<Expression, Q.Rational>();
  const program = order.map((node): Instruction => {
    const constant = constantOf(node, constants);
    if (constant) {
      constants.set(node, constant);
      return { kind: "constant", value: constant };
    }
    const [left = 0, right = 0] = children(node).map((part) => places.get(part)!);
    switch (node.kind) {
      case "name": {
        const position = parameters.indexOf(node.name);
        return position < 0
          ? { kind: "call", name: node.name, from: [] }
          : { kind: "parameter", position };
      }
      case "negate":
        return { kind: "negate", from: left };
      case "binary": {
        const exponent = node.operator === "power" ? constants.get(node.right) : undefined;
        return exponent
          ? { kind: "power", from: left, exponent }
          : { kind: "binary", operator: node.operator, left, right };
      }
      case "call":
        return {
          kind: "call",
          name: node.callee,
          from: node.arguments.map((argument) => places.get(argument)!),
        };
      case "number":
      case "transpose":
      case "entry":
      case "delta":
      case "sum":
      case "derivative":
        throw new Error(`not a formula in numbers: ${text}`);
    }
  });
  return (system, args) => run(program, system, args);
}

function run<T>(program: readonly Instruction[], system: NumberSystem<T>, args: readonly T[]): T {
  const values: T[] = [];
  for (const step of program) values.push(execute(step, values, system, args));
  return values.at(-1) as T;
}

function execute<T>(
  step: Instruction,
  values: readonly T[],
  system: NumberSystem<T>,
  args: readonly T[],
): T {
  switch (step.kind) {
    case "constant":
      return system.fromRational(step.value);
    case "parameter":
      return args[step.position] as T;
    case "call":
      return system.apply(
        step.name,
        step.from.map((at) => values[at] as T),
      );
    case "negate":
      return system.negate(values[step.from] as T);
    case "power":
      return system.power(values[step.from] as T, step.exponent);
    case "binary":
      return combine(step.operator, system, values[step.left] as T, values[step.right] as T);
  }
}

function combine<T>(operator: Binary["operator"], system: NumberSystem<T>, a: T, b: T): T {
  switch (operator) {
    case "add":
      return system.add(a, b);
    case "subtract":
      return system.subtract(a, b);
    case "multiply":
    case "hadamard":
      return system.multiply(a, b);
    case "divide":
    case "entrywise-divide":
      return system.divide(a, b);
    case "power":
    case "entrywise-power":
      return symbolicPower(system, a, b);
  }
}

/** The value of a node made of numbers only; an exponent must be such a constant to be exact. */
function constantOf(
  node: Expression,
  constants: ReadonlyMap<Expression, Q.Rational>,
): Q.Rational | undefined {
  if (node.kind === "number") return node.value;
  const [a, b] = children(node).map((part) => constants.get(part));
  if (node.kind === "negate") return a && Q.negate(a);
  return node.kind === "binary" && a && b ? constantResult(node.operator, a, b) : undefined;
}
