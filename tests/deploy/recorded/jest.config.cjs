/** The deployment by its real libraries, against a server that stands in for the platform: npm run test:deploy. */
const base = require('../../../jest.config.cjs');

module.exports = {
  ...base,
  rootDir: '../../..',
  roots: ['<rootDir>/tests/deploy/recorded'],
  testMatch: ['**/*.recorded.ts'],
  testTimeout: 900_000,
};
