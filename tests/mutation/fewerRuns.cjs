// fast-check with fewer runs of each property, from one seed, and no search for a smaller counterexample.
const real = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const most = Number(process.env.FAST_CHECK_RUNS || 30);
const assert = (property, parameters = {}) =>
  real.assert(property, {
    ...parameters,
    numRuns: Math.min(parameters.numRuns ?? 100, most),
    seed: 20260101,
    endOnFailure: true,
  });

module.exports = { ...real, assert, default: { ...real.default, assert }, __esModule: true };
