/** Compiled pages of dist/weapp, rendered by WeChat's own compiler and simulator. Build first: npm run build:weapp. */
module.exports = {
  rootDir: '../..',
  testEnvironment: 'jsdom',
  // The simulator and WeChat's compiler are looked up as Node would, not as a browser would.
  testEnvironmentOptions: { customExportConditions: ['node', 'require', 'default'] },
  roots: ['<rootDir>/tests/weapp'],
  testMatch: ['**/*.weapp.ts'],
  testTimeout: 60_000,
  moduleNameMapper: { '^@shared/(.*)$': '<rootDir>/shared/$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};
