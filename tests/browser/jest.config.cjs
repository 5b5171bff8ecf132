/**
 * The built H5 client in Chromium, against the real local cloud with demo data.
 * Build first: npm run build:h5 and npm run build:functions. Screenshots go to reports/screens.
 */
module.exports = {
  rootDir: '../..',
  globalSetup: '<rootDir>/tests/browser/demoOnce.cjs',
  globalTeardown: '<rootDir>/tests/browser/demoGone.cjs',
  testEnvironment: 'node',
  roots: ['<rootDir>/tests/browser'],
  testMatch: ['**/*.browser.ts'],
  testTimeout: 300_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.stryker-tmp/', '<rootDir>/.local/', '<rootDir>/.cache/'],
  moduleNameMapper: { '^@shared/(.*)$': '<rootDir>/shared/$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};
