import type { Dimension } from "../dimensions/dimension.ts";
import type { Declared } from "../elaboration/elaborate.ts";
import { propertyNames, readDeclaration, readDimension } from "../notations/declarations.ts";
import { functionSpellings } from "../functions/table.ts";
import { canonicalName } from "../text/greek.ts";
import { nearestName } from "../text/nearest.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import type { DerivativeProblem } from "./answer.ts";

/** What a problem says of its names before using them. */
export interface Declarations {
  readonly declarations: ReadonlyMap<string, Declared>;
  readonly functions: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

/**
 * The declarations of a problem, from `vars`, `declare`, `functions` said as `f: function`, and
 * `props`. Names that mean two things are a problem here, before anything is read with them.
 */
export function readDeclarations(problem: DerivativeProblem): Result<Declarations> {
  const declarations = new Map<string, Declared>();
  const functions = new Set<string>();
  const properties = new Map<string, string[]>();
  const addProperties = (name: string, more: readonly string[]): void => {
    properties.set(name, [...(properties.get(name) ?? []), ...more]);
  };
  for (const [spelled, sizes] of Object.entries(problem.vars ?? {})) {
    const name = canonicalName(spelled);
    if (!NAME.test(name)) return failure(badName(spelled, "vars"));
    if (declarations.has(name)) return failure(declaredTwice(spelled));
    const axes: Dimension[] = [];
    for (const size of sizes) {
      const dimension = readDimension(String(size));
      if (!dimension.ok)
        return inField(dimension.problem, `The size ${String(size)} of ${spelled}`);
      axes.push(dimension.value);
    }
    declarations.set(name, { axes, said: saidAs(spelled, sizes) });
  }
  for (const text of problem.declare ?? []) {
    const declaration = readDeclaration(text);
    if (!declaration.ok) return inField(declaration.problem, `The declaration ${text}`);
    const { name, axes, isFunction } = declaration.value;
    const before = declarations.get(name);
    const isSame = before && !isFunction && sameAxes(before.axes, axes);
    if ((before && !isSame) || functions.has(name)) return failure(declaredTwice(name));
    if (isFunction && functionSpellings().includes(name)) return failure(knownFunction(name));
    if (isFunction) functions.add(name);
    else declarations.set(name, { axes, said: text.trim() });
    if (declaration.value.properties.length > 0) addProperties(name, declaration.value.properties);
  }
  for (const [spelled, value] of Object.entries(problem.props ?? {})) {
    const list = typeof value === "string" ? value.split(/[\s,]+/).filter(Boolean) : value;
    const unknown = list.find((property) => !propertyNames().includes(property));
    if (unknown !== undefined) return failure(unknownProperty(unknown));
    addProperties(canonicalName(spelled), list);
  }
  for (const [name, { axes }] of declarations) {
    const size = axes
      .flatMap(({ symbols }) => symbols)
      .find((symbol) => declarations.has(symbol) || functions.has(symbol));
    if (size !== undefined) return failure(sizeAndVariable(size, name));
  }
  return success({ declarations, functions, properties });
}

/** A name in ASCII letters, as `canonicalName` gives it. */
export const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

function sameAxes(a: readonly Dimension[], b: readonly Dimension[]): boolean {
  return a.length === b.length && a.every(({ key }, k) => key === b[k]!.key);
}

export function badName(spelled: string, field: string): Problem {
  const shown = spelled.length > 40 ? `${spelled.slice(0, 40)}...` : spelled;
  return {
    code: "bad-name",
    message: `In ${field}, ${JSON.stringify(shown)} is not a name.`,
    remedy: "A name is a letter, then letters, digits and underscores, as x, W1 or mu.",
  };
}

function declaredTwice(name: string): Problem {
  return {
    code: "declared-twice",
    message: `${name} is declared twice.`,
    remedy: "Keep one of the two declarations.",
  };
}

function knownFunction(name: string): Problem {
  return {
    code: "name-clash",
    message: `${name} is a function that is known already.`,
    remedy: "Give the unknown function another name, as f.",
  };
}

function sizeAndVariable(size: string, name: string): Problem {
  return {
    code: "name-clash",
    message: `${size} is declared as a variable, and it is a size of ${name}.`,
    remedy: "Give one of the two another name.",
  };
}

function saidAs(name: string, sizes: readonly (string | number)[]): string {
  const kind = ["scalar", "vector", "matrix"][sizes.length] ?? "tensor";
  return sizes.length === 0 ? `${name}: scalar` : `${name}: ${kind}(${sizes.join(",")})`;
}

function unknownProperty(property: string): Problem {
  const near = nearestName(property, propertyNames());
  return {
    code: "unknown-property",
    message: `${property} is no property of a matrix that is known here.`,
    remedy: near ? `did you mean ${near}?` : `The properties are ${propertyNames().join(", ")}.`,
  };
}

/** A problem in a field other than `expr`: its place is told in words, for spans belong to `expr`. */
function inField(problem: Problem, where: string): Result<never> {
  const { span: _span, ...rest } = problem;
  return failure({ ...rest, message: `${where} cannot be read. ${problem.message}` });
}
