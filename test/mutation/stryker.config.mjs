import { partAsked } from './parts.mjs';

const { name, mutate, atLeast } = partAsked();

export default {
  mutate,
  plugins: ['./test/mutation/in-process-runner.mjs'],
  testRunner: 'in-process',
  coverageAnalysis: 'perTest',
  concurrency: Number(process.env.EHC_MUTATION_WORKERS ?? 2),
  // A machine under load is slow, not in an endless loop.
  timeoutMS: 30_000,
  timeoutFactor: 10,
  tempDirName: `.cache/mutation/${name}`,
  ignorePatterns: ['/.cache', '/.data', '/dist', '/docs', '/test/data', '/apps/casework', '/apps/ehc'],
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `.cache/mutation/${name}.json` },
  thresholds: { high: 95, low: atLeast, break: atLeast },
};
