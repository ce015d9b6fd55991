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

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Whether npm's own list of what lies in node_modules has every package of the lock file in its version. */
const isComplete = () => {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
};

const isInstalled = (digest) => {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return true;
  // Somebody has run npm by hand.
  if (!isComplete()) return false;
  writeStamp(digest);
  return true;
};

const writeStamp = (digest) => {
  try {
    writeFileSync(stamp, digest);
  } catch {
    // Read-only: then it is looked at in full each time.
  }
};

const install = () => {
  console.error('ehc: installing packages …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  // `npm ci` first removes what is there, under the feet of a service that runs from it; so only where there is nothing.
  // It refuses a lock file that scripts/complete-lock.mjs would complete; `npm install` takes that too.
  if (!existsSync(join(root, 'node_modules')) && tryRun(npm, ['ci', ...options]) === 0) return;
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
    writeStamp(digest);
  });
};
