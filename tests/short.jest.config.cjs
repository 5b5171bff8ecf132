const { join } = require('node:path');
const all = require('../jest.config.cjs');
const long = require('./long.cjs');

/** `npm test`: all but the long ones. By its path with plain `jest` any of them can be run. */
module.exports = {
  ...all,
  rootDir: join(__dirname, '..'),
  testPathIgnorePatterns: [
    ...all.testPathIgnorePatterns,
    ...long.map((name) => `<rootDir>/tests/${name}\\.test\\.ts$`),
  ],
};
