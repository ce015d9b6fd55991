// Kinds of test, told apart by the file's name:
//   *.unit.spec.ts                pure, no I/O (fast feedback)
//   *.prop.spec.ts                pure, over thousands of made-up cases
//   *.int.spec.ts, *.e2e.spec.ts  on a real PostgreSQL
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    '^@ehc/([a-z-]+)/testing$': '<rootDir>/libs/$1/testing/index.ts',
    '^@ehc/(pathway|statutory-clock|event-store|projections|platform|case-clocks|recording|identity|tamper-evidence)$':
      '<rootDir>/libs/$1/src/index.ts',
    '^@ehc/(casework|advice|timeliness)$': '<rootDir>/apps/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
};

export default {
  projects: [
    { ...common, displayName: 'unit', testMatch: ['**/*.unit.spec.ts'] },
    { ...common, displayName: 'prop', testMatch: ['**/*.prop.spec.ts'] },
    {
      ...common,
      displayName: 'int',
      testMatch: ['**/*.int.spec.ts', '**/*.e2e.spec.ts'],
      globalSetup: '<rootDir>/test/harness/global-setup.mjs',
      globalTeardown: '<rootDir>/test/harness/global-teardown.mjs',
    },
  ],
  testTimeout: 60_000,
};
