import { type Dimension, symbol } from "../dimensions/dimension.ts";
import { type Declared, type Elaboration, elaborate } from "../elaboration/elaborate.ts";
import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import type { Structure } from "../evaluation/directional.ts";
import { propertyNames, readDeclaration, readDimension } from "../notations/declarations.ts";
import { notationNamed, notationNames } from "../notations/table.ts";
import { hasIndexLetters } from "../syntax/implicit-sums.ts";
import type { Expression } from "../syntax/expression.ts";
import { canonicalName } from "../text/greek.ts";
import { nearestName } from "../text/nearest.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import type { DerivativeProblem } from "./answer.ts";

const FORMS: readonly DerivativeForm[] = [
  "gradient",
  "row",
  "jacobian",
  "kron",
  "hessian",
  "plain",
  "tensor",
];
const STRUCTURES: readonly Structure[] = [
  "symmetric",
  "diagonal",
  "toeplitz",
  "symmetric-toeplitz",
];

/** A problem read, checked and elaborated. */
export interface ReadProblem {
  readonly typed: Expression;
  readonly elaboration: Elaboration;
  readonly wrt: string;
  readonly wrt2: string | undefined;
  readonly order: 1 | 2;
  readonly form: DerivativeForm | undefined;
  readonly indices: readonly string[] | undefined;
  readonly structure: Structure | undefined;
  readonly properties: ReadonlyMap<string, readonly string[]>;
  readonly pinnedSizes: ReadonlyMap<string, number>;
}

/**
 * Reads a problem: its expression in its notation, its declarations, what to differentiate by. All
 * that is wrong with it comes back as a `Problem`; spans are in `expr`.
 */
export function readProblem(problem: DerivativeProblem): Result<ReadProblem> {
  const malformed = typeProblem(problem);
  if (malformed) return failure(malformed);
  const declared = readDeclarations(problem);
  if (!declared.ok) return declared;
  const { declarations, functions, properties } = declared.value;
  const read = readExpression(problem, new Set(declarations.keys()), functions);
  if (!read.ok) return read;
  const typed = read.value;
  if (hasIndexLetters(typed) || problem.free !== undefined) {
    return failure({
      code: "not-supported",
      message: "An expression in index letters cannot be differentiated yet.",
      remedy: "Write it with whole matrices, as in W*x for sum(k, W[i,k]*x[k]).",
    });
  }
  const wanted = [problem.wrt, problem.wrt2].flatMap((name) =>
    name === undefined ? [] : [canonicalName(name)],
  );
  const elaborated = elaborate(typed, { declarations, functions, wanted });
  if (!elaborated.ok) return elaborated;
  const elaboration = elaborated.value;
  const wrt = wanted[0] === undefined ? onlyVariable(elaboration) : success(wanted[0]);
  if (!wrt.ok) return wrt;
  const wrt2 = problem.wrt2 === undefined ? undefined : canonicalName(problem.wrt2);
  const order = problem.order ?? (wrt2 !== undefined || problem.form === "hessian" ? 2 : 1);
  if (order !== 1 && order !== 2) {
    return failure({
      code: "not-supported",
      message: `A derivative of order ${order} is not supported yet.`,
      remedy: "Ask for order 1 or 2.",
    });
  }
  return success({
    typed,
    elaboration,
    wrt: wrt.value,
    wrt2,
    order,
    form: problem.form as DerivativeForm | undefined,
    indices: problem.indices,
    structure: problem.structure as Structure | undefined,
    properties,
    pinnedSizes: new Map(Object.entries(problem.dims ?? {})),
  });
}

function readExpression(
  { expr, from = "plain" }: DerivativeProblem,
  variables: ReadonlySet<string>,
  functions: ReadonlySet<string>,
): Result<Expression> {
  const notation = notationNamed(from);
  if (!notation) {
    const near = nearestName(from, notationNames());
    return failure({
      code: "unknown-notation",
      message: `There is no notation named ${from}.`,
      remedy: near ? `did you mean ${near}?` : `The notations are ${notationNames().join(", ")}.`,
    });
  }
  return notation.read(expr, { variables, functions });
}

interface Declarations {
  readonly declarations: ReadonlyMap<string, Declared>;
  readonly functions: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

function readDeclarations(problem: DerivativeProblem): Result<Declarations> {
  const declarations = new Map<string, Declared>();
  const functions = new Set<string>();
  const properties = new Map<string, string[]>();
  const addProperties = (name: string, more: readonly string[]): void => {
    properties.set(name, [...(properties.get(name) ?? []), ...more]);
  };
  for (const [spelled, sizes] of Object.entries(problem.vars ?? {})) {
    const name = canonicalName(spelled);
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
  return success({ declarations, functions, properties });
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

function onlyVariable({ variables }: Elaboration): Result<string> {
  const names = [...variables.keys()];
  if (names.length === 1) return success(names[0]!);
  if (names.length === 0) {
    return failure({
      code: "no-variable",
      message: "There is no variable to differentiate by.",
      remedy: "Name one and declare it, as in x: vector(n).",
    });
  }
  return failure({
    code: "which-variable",
    message: `Which variable to differentiate by: ${names.join(", ")}?`,
    facts: names.map((name) => ({ text: name })),
    remedy: `Say it, as in wrt ${names[names.length - 1]}.`,
  });
}

/** Wrong types and unknown words in the fields themselves. */
function typeProblem(problem: DerivativeProblem): Problem | undefined {
  const field = (name: string, expected: string): Problem => ({
    code: "bad-field",
    message: `The field ${name} must be ${expected}.`,
  });
  const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
  const isList = (value: unknown): boolean =>
    value === undefined ||
    (Array.isArray(value) && value.every((item) => typeof item === "string"));
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (typeof problem.expr !== "string") return field("expr", "a text");
  for (const name of ["from", "wrt", "wrt2", "structure", "form"] as const) {
    if (!isText(problem[name])) return field(name, "a text");
  }
  for (const name of ["declare", "indices", "free"] as const) {
    if (!isList(problem[name])) return field(name, "a list of texts");
  }
  const { vars, props, dims, form, structure, order } = problem;
  if (vars !== undefined) {
    if (!isRecord(vars)) return field("vars", "an object of names and sizes");
    const isSizes = (sizes: unknown): boolean =>
      Array.isArray(sizes) &&
      sizes.every(
        (size) =>
          typeof size === "string" ||
          (typeof size === "number" && Number.isSafeInteger(size) && size > 0),
      );
    for (const [name, sizes] of Object.entries(vars)) {
      if (!isSizes(sizes)) return field(`vars.${name}`, 'a list of sizes, as ["n", "m"]');
    }
  }
  if (props !== undefined) {
    if (!isRecord(props)) return field("props", "an object of names and properties");
    for (const [name, value] of Object.entries(props)) {
      if (typeof value !== "string" && !isList(value))
        return field(`props.${name}`, "a property or a list of them");
    }
  }
  if (dims !== undefined) {
    if (!isRecord(dims)) return field("dims", "an object of sizes");
    for (const [name, size] of Object.entries(dims)) {
      if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 1)
        return field(`dims.${name}`, "a positive whole number");
    }
  }
  if (
    order !== undefined &&
    !(typeof order === "number" && Number.isSafeInteger(order) && order > 0)
  )
    return field("order", "a positive whole number");
  if (form !== undefined && !FORMS.some((known) => known === form))
    return unknownWord("form", form, FORMS);
  if (structure !== undefined && !STRUCTURES.some((known) => known === structure))
    return unknownWord("structure", structure, STRUCTURES);
  return undefined;
}

function unknownWord(field: string, word: string, known: readonly string[]): Problem {
  const near = nearestName(word, known);
  return {
    code: `unknown-${field}`,
    message: `There is no ${field} named ${word}.`,
    remedy: near ? `did you mean ${near}?` : `The ${field}s are ${known.join(", ")}.`,
  };
}

/** The scope sizes of an elaboration: every size symbol stands for itself. */
export function sizeScope({ dimensionNames }: Elaboration): Map<string, readonly Dimension[]> {
  return new Map(dimensionNames.map((name) => [name, [symbol(name)]]));
}
