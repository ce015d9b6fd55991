// `node scripts/jest.mjs unit|prop|int [arguments of jest …]`: runs one kind of test.
import { spawnSync } from 'node:child_process';
import { ensureInstalled } from './lib/install.mjs';
import { jestArguments } from './lib/jest-run.mjs';
import { root } from './lib/root.mjs';

ensureInstalled();
const [project, ...rest] = process.argv.slice(2);
const { status } = spawnSync(process.execPath, jestArguments(project, rest), { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
