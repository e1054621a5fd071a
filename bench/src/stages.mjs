import {
  checkDerivative,
  differentiateLowered,
  elaborate,
  layoutOf,
  lowerProblem,
  naturalForm,
  parts,
  plain,
  present,
  readProblem,
  withLets,
} from "./built.mjs";

/**
 * Milliseconds that each part of the way took.
 * @typedef {object} Stages
 * @property {number} read the text parsed, its shapes inferred
 * @property {number} differentiate lowered to the graph and differentiated
 * @property {number} recover the matrix form found and printed, with names for shared parts
 * @property {number} check the printed text read back and proved
 * @property {number} nodes of the derivative's graph
 * @property {number} lets names for shared parts
 */

/** @typedef {import("indicial").DerivativeProblem} Problem */
/** @typedef {import("../../src/syntax/expression.ts").Expression} Expression */

/**
 * Derives as the library does, part by part.
 * @param {Problem} problem
 * @param {Expression} [shared] stands in place of the text of the problem, which only declares: a
 * residual net is small as a graph and endless as a text
 * @param {() => number} [now] milliseconds
 * @returns {Stages | undefined} undefined where the library does not answer by a matrix
 */
export function stages(problem, shared, now = () => performance.now()) {
  const clock = stopwatch(now);
  const read = readProblem(problem);
  if (!read.ok) return undefined;
  const asked = shared ? withExpression(read.value, shared) : read.value;
  const { elaboration, properties, structure } = asked;
  const readTime = clock();

  const differentiated = differentiateLowered(asked, lowerProblem(asked));
  if (!differentiated.ok) return undefined;
  const { store, d, layout, vocabulary } = differentiated.value;
  const differentiateTime = clock();

  const names = [...elaboration.variables.keys()];
  const form = asked.form ?? naturalForm(layout);
  const laidOut = layoutOf(form, layout);
  if (!laidOut) return undefined;
  const recovered = attempt(() => present(store, d, laidOut, vocabulary).expression);
  if (!recovered) return undefined;
  const { expression, bindings } = withLets(recovered, new Set(names));
  const text = plain.write(expression);
  const lets = bindings.map(([name, means]) => [name, plain.write(means)]);
  const recoverTime = clock();

  const known = new Set([...names, ...bindings.map(([name]) => name)]);
  const judgement = checkDerivative({
    f: elaboration.expression,
    free: asked.free,
    wrt: asked.wrt,
    ...(asked.wrt2 !== undefined && { wrt2: asked.wrt2 }),
    order: asked.order,
    ...(structure !== undefined && { structure }),
    variables: elaboration.variables,
    properties,
    pinnedSizes: asked.pinnedSizes,
    answer: {
      expression: readBack(text, known),
      form,
      let: lets.map(([name = "", means = ""]) => [name, readBack(means, known)]),
    },
  });
  if (judgement.verdict !== "agrees") throw new Error(`${text.slice(0, 80)} is not proved`);
  return {
    read: readTime,
    differentiate: differentiateTime,
    recover: recoverTime,
    check: clock(),
    nodes: store.reachable(d, parts).length,
    lets: lets.length,
  };
}

/**
 * @param {import("../../src/answers/read-problem.ts").ReadProblem} problem
 * @param {Expression} typed
 */
function withExpression(problem, typed) {
  const declarations = new Map(
    [...problem.elaboration.variables].map(([name, { axes }]) => [name, { axes, said: name }]),
  );
  const { functions, wrt } = problem;
  const elaborated = elaborate(typed, { declarations, functions, wanted: [wrt] });
  if (!elaborated.ok) throw new Error(elaborated.problem.message);
  return { ...problem, typed, elaboration: elaborated.value };
}

/**
 * @param {string} text
 * @param {ReadonlySet<string>} variables
 */
function readBack(text, variables) {
  const read = plain.read(text, { variables });
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

/**
 * What throws here has no matrix form; the library then answers by an entry.
 * @template T
 * @param {() => T} run
 */
function attempt(run) {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/**
 * A clock that tells the milliseconds since it was last asked.
 * @param {() => number} now
 */
function stopwatch(now) {
  let last = now();
  return () => {
    const passed = now() - last;
    last += passed;
    return passed;
  };
}
