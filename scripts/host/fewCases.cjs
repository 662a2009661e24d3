// Preloaded where the same tests run once for every mutant: a property checks at most PROPERTY_CASES cases, always the same
// ones, and does not look for the smallest failure.
const fastCheck = require('fast-check');

const CASES = Number(process.env.PROPERTY_CASES ?? 100);
const { assert: original, ...rest } = fastCheck.default;

/** @type {typeof original} */
const assert = (property, parameters = {}) =>
  original(property, {
    ...parameters,
    numRuns: Math.min(parameters.numRuns ?? CASES, CASES),
    seed: 1,
    endOnFailure: true,
  });

Object.defineProperty(fastCheck, 'default', { value: { ...rest, assert } });
