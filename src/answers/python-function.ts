import { pythonName } from "../notations/python.ts";
import type { DerivativeAnswer, Written } from "./answer.ts";

/** What a function is called that gives a derivative of this form. */
const NAMES: Readonly<Record<string, string>> = {
  gradient: "gradient",
  jacobian: "jacobian",
  row: "jacobian",
  kron: "jacobian",
  hessian: "hessian",
};

/** What the shape of the value is, in numbers of axes that NumPy has. */
function shapeWords(form: string, shape: readonly string[]): string {
  const axes = form === "row" ? shape.slice(1) : shape;
  if (axes.length === 0) return "a number";
  return `an array of shape ${tuple(axes)}`;
}

function tuple(axes: readonly string[]): string {
  const sizes = axes.map((axis) => axis.replaceAll("*", " * "));
  return `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`;
}

/**
 * A function of Python with NumPy that gives the answer, ready to be run; undefined where NumPy has
 * no expression for it. Vectors are arrays with one axis. The answer must be written in the notation
 * python besides (`notations: ["python"]`).
 */
export function pythonFunction(answer: DerivativeAnswer): string | undefined {
  const { display, form, shape, variables, wrt, reading } = answer;
  const python = (written: Written | undefined): string | undefined => written?.more?.["python"];
  const value = python(display?.answer);
  const names = (display?.names ?? []).map(({ name, means }) => [name, python(means)] as const);
  if (value === undefined || names.some(([, means]) => means === undefined)) return undefined;
  const texts = [value, ...names.map(([, means]) => means!)];
  const arrays = variables.map(({ name, shape: axes }) => ({ name: pythonName(name), axes }));
  const used = arrays.filter(({ name }) => texts.some((text) => mentions(text, name)));
  const sizes = sizesIn(texts, arrays);
  const parameters = [
    ...new Set([
      ...used.map(({ name }) => name),
      ...sizes.flatMap(({ from }) => (from === undefined ? [] : [from.array])),
      ...sizes.flatMap(({ size, from }) => (from === undefined ? [size] : [])),
    ]),
  ];
  const shapes = arrays
    .filter(({ name }) => parameters.includes(name))
    .map(({ name, axes }) => `${name}: ${axes.length === 0 ? "a number" : tuple(axes)}`);
  const kind = NAMES[form] ?? "derivative";
  return [
    ...(texts.some((text) => text.includes("math.")) ? ["import math", ""] : []),
    "import numpy as np",
    "",
    "",
    `def ${kind}(${parameters.join(", ")}):`,
    `    """The ${kind} of ${reading} by ${wrt}, ${shapeWords(form, shape)}.`,
    "",
    `    ${shapes.join(", ") || "It is the same everywhere."}`,
    '    """',
    ...sizes.flatMap(({ size, from }) =>
      from === undefined ? [] : [`    ${size} = ${from.array}.shape[${from.axis}]`],
    ),
    ...names.map(([name, means]) => `    ${pythonName(name)} = ${means}`),
    `    return ${value}`,
    "",
  ].join("\n");
}

interface Size {
  readonly size: string;
  /** An array whose axis has this size; undefined where no axis has it alone. */
  readonly from: { readonly array: string; readonly axis: number } | undefined;
}

/** The sizes that the texts speak of. */
function sizesIn(
  texts: readonly string[],
  arrays: readonly { readonly name: string; readonly axes: readonly string[] }[],
): readonly Size[] {
  const symbols = new Set(arrays.flatMap(({ axes }) => axes.flatMap((axis) => axis.split("*"))));
  const isName = (symbol: string): boolean => /^[A-Za-z_]/.test(symbol);
  return [...symbols]
    .filter((symbol) => isName(symbol) && texts.some((text) => mentions(text, pythonName(symbol))))
    .map((symbol) => {
      const array = arrays.find(({ axes }) => axes.includes(symbol));
      const from = array && { array: array.name, axis: array.axes.indexOf(symbol) };
      return { size: pythonName(symbol), from };
    });
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w."])${name}(?![\\w"])`).test(text);
}
