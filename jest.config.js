/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // What was built has a package.json of the same name.
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  // client-node is 900 modules, half of what there is to load: without this every file would have to begin with it.
  moduleNameMapper: { '^@dot-i/k8s-operator$': '<rootDir>/test/support/operator-base.ts' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Much of a suite's time is waiting for what it started, so that three keep two cores busy.
  maxWorkers: 3,
  // What a worker has imported for one file stays with it for all: after some hundred it would run out of memory.
  workerIdleMemoryLimit: '2GB',
  // A busy machine is no fault; what waits for something has a limit of its own, and says what it waits for.
  testTimeout: 120_000,
};
