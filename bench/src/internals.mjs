// The parts of the library that `derive` is made of, for timing each by itself. They are no public
// surface; the built files are read in their place, the types come from the sources.

/** @param {string} path in dist/, without the ending */
function built(path) {
  return import(new URL(`../../dist/${path}.js`, import.meta.url).href);
}

export const { differentiateLowered, lowerProblem } =
  /** @type {typeof import("../../src/answers/derivative.ts")} */ (
    await built("answers/derivative")
  );
export const { layoutOf, naturalForm } =
  /** @type {typeof import("../../src/answers/layouts.ts")} */ (await built("answers/layouts"));
export const { withLets } = /** @type {typeof import("../../src/answers/lets.ts")} */ (
  await built("answers/lets")
);
export const { readProblem } = /** @type {typeof import("../../src/answers/read-problem.ts")} */ (
  await built("answers/read-problem")
);
export const { elaborate } = /** @type {typeof import("../../src/elaboration/elaborate.ts")} */ (
  await built("elaboration/elaborate")
);
export const { checkDerivative } =
  /** @type {typeof import("../../src/evaluation/check-derivative.ts")} */ (
    await built("evaluation/check-derivative")
  );
export const { parts } = /** @type {typeof import("../../src/graph/node.ts")} */ (
  await built("graph/node")
);
export const { plain } = /** @type {typeof import("../../src/notations/plain.ts")} */ (
  await built("notations/plain")
);
export const { present } = /** @type {typeof import("../../src/recovery/present.ts")} */ (
  await built("recovery/present")
);
export const build = /** @type {typeof import("../../src/syntax/build.ts")} */ (
  await built("syntax/build")
);
