const { join } = require('node:path');
const all = require('../jest.config.cjs');
const long = require('./long.cjs');

/** `npm run test:long`: the long ones alone. */
module.exports = {
  ...all,
  rootDir: join(__dirname, '..'),
  testMatch: long.map((name) => `<rootDir>/tests/${name}.test.ts`),
};
