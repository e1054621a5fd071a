/**
 * What is measured against what: `bound` is the largest ratio of the two times that is accepted.
 * @typedef {object} Case
 * @property {string} name
 * @property {() => unknown} measured
 * @property {() => unknown} against
 * @property {number} bound
 */

/** @type {readonly Case[]} */
export const cases = [];
