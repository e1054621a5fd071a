// The parts that `derive` is made of, for timing each by itself. They are no public surface; `npm run
// bench` bundles them from the sources (see built.mjs).
export { differentiateLowered, lowerProblem } from "../../src/answers/derivative.ts";
export { layoutOf, naturalForm } from "../../src/answers/layouts.ts";
export { withLets } from "../../src/answers/lets.ts";
export { readProblem } from "../../src/answers/read-any.ts";
export { elaborate } from "../../src/elaboration/elaborate.ts";
export { checkDerivative } from "../../src/evaluation/check-derivative.ts";
export { parts } from "../../src/graph/node.ts";
export { plain } from "../../src/notations/plain.ts";
export { present } from "../../src/recovery/present.ts";
export * as build from "../../src/syntax/build.ts";
