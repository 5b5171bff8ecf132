const ordinary = require('../../jest.config.cjs');

/**
 * The tests that mutation testing runs for every mutant (docs/mutation.md): all of the rules in one file, so that the
 * modules are loaded once, with fewer random histories and one seed, and no test after the first that fails.
 */
module.exports = {
  ...ordinary,
  rootDir: '../..',
  roots: ['<rootDir>/tests/mutation'],
  testMatch: ['<rootDir>/tests/mutation/all.ts'],
  modulePathIgnorePatterns: [],
  testEnvironment: require.resolve('./environment.cjs'),
  moduleNameMapper: { ...ordinary.moduleNameMapper, '^fast-check$': '<rootDir>/tests/mutation/fewerRuns.cjs' },
};
