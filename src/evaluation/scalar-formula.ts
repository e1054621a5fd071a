import * as Q from "../numbers/rational.ts";
import type { NumberSystem } from "../numbers/system.ts";
import { type Binary, children, type Expression, fold } from "../syntax/expression.ts";
import { constantResult } from "./constants.ts";
import { formula } from "../notations/formulas.ts";
import { symbolicPower } from "./powers.ts";

/** A formula in numbers, ready to be evaluated often: derivatives and meanings of one entry. */
export type ScalarFormula = <T>(system: NumberSystem<T>, args: readonly T[]) => T;

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

/** The formulas of functions are short: there is a function for each part of one. */
function compile(text: string, parameters: readonly string[]): ScalarFormula {
  const constants = new Map<Expression, Q.Rational>();
  return fold<ScalarFormula>(formula(text), (node, parts) => {
    const constant = constantOf(node, constants);
    if (constant) {
      constants.set(node, constant);
      return (system) => system.fromRational(constant);
    }
    const [left, right] = parts;
    switch (node.kind) {
      case "name": {
        const { name } = node;
        const position = parameters.indexOf(name);
        if (position < 0) return (system) => system.apply(name, []);
        return (_, args) => args[position]!;
      }
      case "negate":
        return (system, args) => system.negate(left!(system, args));
      case "binary": {
        const { operator } = node;
        const exponent = operator === "power" ? constants.get(node.right) : undefined;
        if (exponent) return (system, args) => system.power(left!(system, args), exponent);
        return (system, args) =>
          combine(operator, system, left!(system, args), right!(system, args));
      }
      case "call": {
        const { callee } = node;
        return (system, args) =>
          system.apply(
            callee,
            parts.map((part) => part(system, args)),
          );
      }
      case "number":
      case "transpose":
      case "entry":
      case "delta":
      case "sum":
      case "derivative":
        throw new Error(`not a formula in numbers: ${text}`);
    }
  });
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
