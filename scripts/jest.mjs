// `node scripts/jest.mjs unit|int [arguments of jest …]`: runs one kind of test, with the flag that ESM needs on Node 20.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { root } from './lib/root.mjs';

const [project, ...rest] = process.argv.slice(2);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  // The option takes all the words that follow it, so it comes last.
  ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...rest, '--selectProjects', project],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
