import type { DerivativeProblem, Written } from "../answers/answer.ts";
import { derive } from "../answers/derive.ts";
import { withUnitAxes } from "../answers/unit-axes.ts";
import { Letters } from "../derivations/letters.ts";
import { splitIntoParts, usualName } from "../derivations/parts.ts";
import { tryForm } from "../derivations/recognition.ts";
import { valueOf } from "../evaluation/directional.ts";
import { evaluate, type Evaluated } from "../evaluation/evaluate.ts";
import { Unevaluable } from "../evaluation/layout.ts";
import { floatEntries, samplePoint } from "../evaluation/sample.ts";
import { floats } from "../evaluation/systems.ts";
import { parts as partsOf } from "../graph/node.ts";
import { plain } from "../notations/plain.ts";
import { randomFrom } from "../numbers/random.ts";
import { NoValue } from "../numbers/system.ts";
import { Recovery } from "../recovery/recover.ts";
import * as B from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";
import { labelIfShort } from "./labels.ts";
import type { Subject } from "./subject.ts";

/** A part of the function under a name of its own, in terms of the parts before it. */
export interface NamedPiece {
  readonly name: string;
  readonly means: Expression;
  /** The sizes of its axes, as they are declared. */
  readonly shape: readonly string[];
  /** The pieces, or the variable, that it is made of. */
  readonly uses: readonly string[];
}

/** More parts are not drawn. */
export const MOST_PIECES = 12;

/**
 * The function as a chain of named pieces, as the derivation by indices names them; the last one is
 * the function itself. Their number where they are too many, none where the variable is not in
 * it, undefined where one has no matrix form.
 *
 * Confirmed by putting values in: the last piece has the value of the function.
 */
export function namedPieces(subject: Subject): NamedPiece[] | number | undefined {
  const { problem, differentiated, fName } = subject;
  const { elaboration, wrt } = problem;
  const { store, f } = differentiated.general;
  const names = [...elaboration.variables.keys()];
  const by = store.reachable(f, partsOf).find((id) => {
    const node = store.node(id);
    return node.kind === "variable" && node.name === wrt;
  });
  if (by === undefined) return [];
  const letters = new Letters([...names, ...elaboration.dimensionNames, fName]);
  for (const label of [...store.labelsFor(f), ...store.labelsFor(by)]) letters.free(label);
  const pieces: NamedPiece[] = [];
  const recovery = new Recovery(store, names);
  const known = new Map([[by, wrt]]);
  const parts = splitIntoParts(store, f, by, (node) => letters.name(usualName(node)));
  if (parts.length > MOST_PIECES) return parts.length;
  for (const part of parts) {
    const symbol = part.symbol === undefined ? undefined : store.node(part.symbol);
    const name = symbol?.kind === "variable" ? symbol.name : fName;
    // A function in one piece is what the user wrote.
    const isTyped = symbol === undefined && pieces.length === 0 && problem.free.length === 0;
    const form = isTyped ? elaboration.expression : tryForm(recovery, part.meaning);
    if (!form) return undefined;
    const used = store
      .reachable(part.meaning, partsOf)
      .flatMap((id) => (known.has(id) ? [known.get(id)!] : []));
    pieces.push({
      name,
      means: isTyped ? form : withUnitAxes(form, elaboration.variables),
      shape:
        symbol === undefined
          ? differentiated.axes.slice(0, differentiated.rank).map(({ size }) => size.key)
          : store.node(part.node).axes.map(({ key }) => key),
      uses: [...new Set(used)],
    });
    if (part.symbol !== undefined) known.set(part.symbol, name);
  }
  return isConfirmed(subject, pieces) ? pieces : undefined;
}

/** Whether the pieces, put together, have the value of the function at a random point. */
function isConfirmed(
  { problem, differentiation, sizes, letterSizes }: Subject,
  pieces: readonly NamedPiece[],
): boolean {
  const random = randomFrom(61);
  for (let tries = 0; tries < 12; tries++) {
    const source = floatEntries(random, tries % 2 === 0 ? "mixed" : "positive");
    const values = samplePoint(problem.elaboration.variables, problem.properties, sizes, source);
    if (!values) return false;
    try {
      const bindings = new Map<string, Evaluated<number>>();
      const point = { values, sizes, letterSizes, bindings };
      const truth = valueOf(differentiation, point, floats);
      for (const { name, means } of pieces) bindings.set(name, evaluate(means, point, floats));
      const whole = bindings.get(pieces[pieces.length - 1]!.name)!;
      const isSame = (x: number, k: number): boolean =>
        Math.abs(x - truth.data[k]!) <= 1e-8 * Math.max(1, Math.abs(truth.data[k]!));
      return String(whole.shape) === String(truth.shape) && whole.data.every(isSame);
    } catch (error) {
      if (error instanceof Unevaluable) return false;
      if (!(error instanceof NoValue)) throw error;
    }
  }
  return false;
}

/** A local Jacobian with what it is the derivative of and by. */
export interface LocalJacobian {
  /** `∂s/∂u`, of matrices `∂vec(S)/∂vec(U)`. */
  readonly slope: Expression;
  /** Absent where it cannot be written in short. */
  readonly means?: Written;
}

/**
 * The Jacobian of a piece by one that it is made of, so that they multiply along a way; matrices count
 * as their vec. Checked as every answer is.
 */
export function localJacobian(
  { problem }: Subject,
  pieces: readonly NamedPiece[],
  piece: NamedPiece,
  by: string,
): LocalJacobian {
  const vars: Record<string, readonly string[]> = {};
  for (const { name, axes } of problem.elaboration.variables.values()) {
    vars[name] = axes.map(({ key }) => key);
  }
  for (const { name, shape } of pieces) vars[name] = shape;
  const about: DerivativeProblem = {
    expr: plain.write(piece.means),
    vars,
    declare: [...problem.functions].map((name) => `${name}: function`),
    dims: Object.fromEntries(problem.pinnedSizes),
    wrt: by,
  };
  const vecOf = (name: string): Expression =>
    vars[name]!.length > 1 ? B.call("vec", B.name(name)) : B.name(name);
  const isVec = vars[piece.name]!.length > 1 || vars[by]!.length > 1;
  const form = isVec ? "kron" : "jacobian";
  const slope: Expression = { kind: "derivative", body: vecOf(piece.name), by: vecOf(by) };
  const answer = derive({ ...about, form });
  if (answer.status !== "ok" || answer.let || answer.form !== form) return { slope };
  const names = { variables: new Set(Object.keys(vars)), functions: problem.functions };
  const readBack = plain.read(answer.plain, names);
  const means = readBack.ok ? labelIfShort(readBack.value) : undefined;
  return means ? { slope, means } : { slope };
}
