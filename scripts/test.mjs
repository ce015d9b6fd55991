// `npm test`: all checks and all tests. The last line is `N passed, N failed, N skipped`; each check that fails counts as
// one failure. The exit status is 0 only if nothing failed, nothing was skipped and there were tests at all.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { runJest } from './lib/jest-run.mjs';
import { root } from './lib/root.mjs';

const total = { passed: 0, failed: 0, skipped: 0 };
const took = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

// Also when installing or building ends the process.
process.once('exit', (status) => {
  if (status !== 0 && total.failed === 0 && total.skipped === 0) total.failed = 1;
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
});

const check = (name, script, args) => {
  const start = performance.now();
  console.error(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: ['ignore', 2, 2] });
  console.error(`── ${name}: ${status === 0 ? 'good' : 'FAILED'}, ${took(start)}`);
  if (status !== 0) total.failed += 1;
};

const test = async (name, project) => {
  const start = performance.now();
  console.error(`\n── ${name}`);
  const counts = await runJest(project);
  for (const key of Object.keys(total)) total[key] += counts[key];
  console.error(
    `── ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${took(start)}`,
  );
  if (counts.passed + counts.failed === 0) {
    console.error(`── ${name}: there are none.`);
    total.failed += 1;
  }
};

ensureInstalled();
check('build', 'scripts/build.mjs', []);
check('types', 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']);
check('lint', 'node_modules/oxlint/bin/oxlint', ['--deny-warnings']);
check('format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']);
check('dependencies', 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', [
  '--config',
  '.dependency-cruiser.mjs',
  'apps',
  'libs',
  'test',
]);
check('packages of others', 'scripts/check-packages.mjs', []);
check('reference pages', 'scripts/docs/generate-reference.mjs', ['--check']);
await test('unit tests', 'unit');
await test('property tests', 'prop');
await test('tests on PostgreSQL', 'int');
process.exitCode = total.failed > 0 || total.skipped > 0 ? 1 : 0;
