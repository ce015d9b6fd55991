// Runs jest with the flag that ESM needs on Node 20, in the same process tree, passing every argument on.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { root } from './lib/install.mjs';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
