/**
 * A product is inlined into another only up to this many factors. Without the barrier the gradient
 * of 1,000 layers took 10 to 28 s in a trial, with it 0.1 to 0.25 s, growing linearly.
 */
export const PRODUCT_BARRIER = 12;

/** A sum is flattened into another only up to this many terms. */
export const SUM_BARRIER = 24;

/** About 1 GB of nodes. */
export const NODE_BUDGET = 2_000_000;

/** Matrix powers beyond this are refused: their derivative has as many terms. */
export const MATRIX_POWER_LIMIT = 4096;
