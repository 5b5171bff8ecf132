/** Node tests: rules, functions, the local cloud. Screens run in a browser (npm run test:browser). */
module.exports = {
  maxWorkers: '100%',
  testSequencer: '<rootDir>/tests/longestFirst.cjs',
  globalSetup: '<rootDir>/tests/functionsOnce.cjs',
  globalTeardown: '<rootDir>/tests/functionsGone.cjs',
  testEnvironment: 'node',
  // No test asserts a time; this only ends one that hangs. A busy machine must not fail what is right.
  testTimeout: 120_000,
  roots: [
    '<rootDir>/shared',
    '<rootDir>/tests',
    '<rootDir>/localcloud',
    '<rootDir>/cloudfunctions',
    '<rootDir>/client',
  ],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/browser/', '<rootDir>/tests/weapp/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.stryker-tmp/', '<rootDir>/.local/', '<rootDir>/.cache/'],
  moduleNameMapper: { '^@shared/(.*)$': '<rootDir>/shared/$1' },
  // Written as modules alone, which the tests' own loader does not read.
  transformIgnorePatterns: ['/node_modules/(?!@noble/)'],
  transform: {
    '/node_modules/@noble/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};
