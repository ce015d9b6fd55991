// The browser for tests of pages. It is no npm package: those that bring one download it from elsewhere.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withLock } from './lock.mjs';
import { root } from './root.mjs';
import { tryRun } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const inPath = (name) => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder !== '' && isProgram(join(folder, name))) return join(folder, name);
  }
  return undefined;
};

const find = () => {
  const named = process.env.EHC_CHROMIUM;
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(`EHC_CHROMIUM is ${named}, where there is no program.`);
  }
  return NAMES.map(inPath).find(Boolean) ?? (isProgram(MAC) ? MAC : undefined);
};

/** What has to stand before `apt-get`; undefined where this user may not install anything. */
const asRoot = () => {
  if (!inPath('apt-get')) return undefined;
  if (process.getuid() === 0) return [];
  return inPath('sudo') && tryRun('sudo', ['--non-interactive', 'true']) === 0
    ? ['sudo', '--non-interactive']
    : undefined;
};

/**
 * The path of Chromium or Chrome. Where there is none, Debian's is installed, by root or by whoever may become root
 * without a password.
 */
export const ensureChromium = () => {
  const found = find();
  if (found) return found;
  const prefix = asRoot();
  if (!prefix) {
    throw new Error(
      'Tests of pages need Chromium or Chrome, and there is none here that this user may install. Install it (on Debian and Ubuntu: apt-get install chromium), or name it in EHC_CHROMIUM.',
    );
  }
  mkdirSync(join(root, '.cache'), { recursive: true });
  return withLock(join(root, '.cache', 'chromium.lock'), 900_000, () => {
    const installedMeanwhile = find();
    if (installedMeanwhile) return installedMeanwhile;
    console.error('ehc: installing Chromium for tests of pages …');
    const aptGet = (...args) => {
      const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-y', ...args];
      return tryRun(command, rest);
    };
    aptGet('update');
    aptGet('install', '--no-install-recommends', 'chromium');
    const path = find();
    if (path) return path;
    throw new Error('Chromium could not be installed. What apt-get said is above.');
  });
};
