/** The bundle of internals.ts, which `npm run bench` makes before it starts. */
export const {
  build,
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
} = /** @type {typeof import("./internals.ts")} */ (
  await import(
    new URL("../../node_modules/.cache/indicial-bench/internals.js", import.meta.url).href
  )
);
