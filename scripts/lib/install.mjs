// What every entry point needs first: the packages installed and the code built, each only when it is missing or out of date.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { root } from './root.mjs';
import { run, tryRun } from './run.mjs';

export { ensureBuilt } from './build.mjs';
export { root } from './root.mjs';

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  console.error(`ehc: Node.js ${process.versions.node} is too old; 20.19 or later, or 22.12 or later, is needed.`);
  process.exit(1);
};

const stamp = join(root, 'node_modules', '.ehc-installed');

const isInstalled = (digest) => existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === digest;

const install = () => {
  console.error('ehc: installing packages …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  // `npm ci` refuses a lock file that does not name the packages of other platforms, which npm leaves out when it
  // writes the file beside an installation (npm/cli#4828). `npm install` does not mind.
  if (tryRun(npm, ['ci', ...options]) === 0) return;
  console.error('ehc: "npm ci" did not do it; trying "npm install" …');
  run(npm, ['install', '--no-save', ...options]);
};

/** Installs the packages of package-lock.json, unless exactly those are installed already. Ends this process if that fails. */
export const ensureInstalled = () => {
  checkNode();
  const lockFile = join(root, 'package-lock.json');
  // An installed image may hold only what it needs.
  if (!existsSync(lockFile)) return;
  const digest = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (isInstalled(digest)) return;
  mkdirSync(join(root, '.cache'), { recursive: true });
  withLock(join(root, '.cache', 'install.lock'), 900_000, () => {
    if (isInstalled(digest)) return;
    install();
    writeFileSync(stamp, digest);
  });
};
