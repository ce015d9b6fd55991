// Compiles apps/ and libs/, and of test/ what runs outside jest, when their content has changed.
//
// Each build lies in a folder of its own, .cache/builds/<digest of the sources>, and dist/ is a link to the newest.
// Node.js resolves links when it loads a module, so a service that runs from one build is not disturbed when another
// process (`npx ehc` after an edit, say) makes the next; a build that somebody runs from is kept.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { isAlive, withLock } from './lock.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

const dist = join(root, 'dist');
const builds = join(root, '.cache', 'builds');
const users = join(root, '.cache', 'build-users');

/** What is compiled. An installed image has no tests. */
const folders = () =>
  ['apps', 'libs', 'test/bench', 'test/faults', 'test/harness', 'test/privacy'].filter((folder) =>
    existsSync(join(root, folder)),
  );

const isSource = (name) => !name.endsWith('.spec.ts');

const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return isSource(entry.name) ? [path] : [];
    });

/** What a build depends on: names and contents, so that a removed or renamed file counts as a change. */
const digestOfSources = () => {
  const hash = createHash('sha256');
  const files = folders().flatMap((folder) => filesUnder(join(root, folder)));
  for (const path of [join(root, '.swcrc'), join(root, 'scripts/lib/build.mjs'), ...files]) {
    let content;
    try {
      content = readFileSync(path);
    } catch {
      continue; // Removed while we look; the second look finds the change.
    }
    hash.update(`${relative(root, path)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
};

const currentBuild = () => {
  try {
    return basename(readlinkSync(dist));
  } catch {
    return undefined;
  }
};

const compile = (folder) =>
  run(process.execPath, [
    join(root, 'node_modules/@swc/cli/bin/swc.js'),
    ...folders(),
    '-d',
    folder,
    '--copy-files',
    '--quiet',
    '--config-file',
    '.swcrc',
    '--ignore',
    '**/*.spec.ts',
  ]);

/** Makes dist/ a link to the build, in one step. */
const publish = (digest) => {
  const link = join(root, '.cache', `dist-${process.pid}`);
  rmSync(link, { force: true });
  symlinkSync(process.platform === 'win32' ? join(builds, digest) : join('.cache', 'builds', digest), link, 'junction');
  const found = lstatSync(dist, { throwIfNoEntry: false });
  if (found && (found.isDirectory() || process.platform === 'win32')) rmSync(dist, { recursive: true });
  renameSync(link, dist);
};

const isInUse = (digest) => {
  const folder = join(users, digest);
  return existsSync(folder) && readdirSync(folder).some((pid) => isAlive(Number(pid)));
};

/** Removes builds that nobody runs from, save the newest three: one edits back and forth. */
const prune = () => {
  const old = readdirSync(builds)
    .filter((name) => name !== currentBuild() && !name.startsWith('.'))
    .map((name) => ({ name, time: statSync(join(builds, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time)
    .slice(2);
  for (const { name } of old) {
    if (isInUse(name)) continue;
    rmSync(join(builds, name), { recursive: true, force: true });
    rmSync(join(users, name), { recursive: true, force: true });
  }
};

/** Says that this process runs from a build. Where nothing can be written, nothing is pruned either. */
const register = (digest) => {
  try {
    mkdirSync(join(users, digest), { recursive: true });
    writeFileSync(join(users, digest, String(process.pid)), '');
    process.once('exit', () => rmSync(join(users, digest, String(process.pid)), { force: true }));
  } catch {
    // Read-only.
  }
};

const build = () => {
  mkdirSync(builds, { recursive: true });
  // Under the lock all but our own are left behind by builds that were cut short.
  for (const name of readdirSync(builds)) {
    if (name.startsWith('.making-')) rmSync(join(builds, name), { recursive: true, force: true });
  }
  for (let attempt = 1; ; attempt += 1) {
    const digest = digestOfSources();
    const target = join(builds, digest);
    if (!existsSync(target)) {
      console.error('ehc: building …');
      const making = mkdtempSync(join(builds, '.making-'));
      compile(making);
      // A folder for temporary files is closed to other users; the code is not secret.
      chmodSync(making, 0o755);
      // Edited while it was compiled: what came out is a mixture.
      if (digestOfSources() !== digest && attempt < 3) continue;
      renameSync(making, target);
    }
    if (currentBuild() !== digest) publish(digest);
    prune();
    return digest;
  }
};

/**
 * Compiles what has changed since the last build, if anything; some 10 ms where nothing has. Two processes that find
 * the same change build once. Ends this process if the code does not compile.
 */
export const ensureBuilt = () => {
  // An installed image may hold the build and not the sources.
  if (!existsSync(join(root, 'libs')) && existsSync(dist)) return;
  const digest = digestOfSources();
  if (currentBuild() === digest && existsSync(join(builds, digest))) {
    register(digest);
    return;
  }
  mkdirSync(join(root, '.cache'), { recursive: true });
  register(withLock(join(root, '.cache', 'build.lock'), 300_000, build));
};
