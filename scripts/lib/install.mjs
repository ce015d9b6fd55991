// What every entry point needs first: the packages installed and the code built, each only when it is missing or out of date.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

const run = (command, args) => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) throw error;
  if (status !== 0) {
    console.error(`ehc: "${command} ${args.join(' ')}" failed with exit status ${status}.`);
    process.exit(status ?? 1);
  }
};

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  console.error(`ehc: Node.js ${process.versions.node} is too old; 20.19 or later, or 22.12 or later, is needed.`);
  process.exit(1);
};

/** Installs the packages of package-lock.json, unless exactly those are installed already. */
export const ensureInstalled = () => {
  checkNode();
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const stamp = join(root, 'node_modules', '.ehc-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('ehc: installing packages (first time only) …');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lock);
};

const newest = (folder) => {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
};

/** Compiles apps/ and libs/ into dist/, unless dist/ is newer than every source file. */
export const ensureBuilt = () => {
  const stamp = join(root, 'dist', '.built');
  const sources = Math.max(newest(join(root, 'apps')), newest(join(root, 'libs')), statSync(join(root, '.swcrc')).mtimeMs);
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= sources) return;
  console.error('ehc: building …');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  run(process.execPath, [
    join(root, 'node_modules/@swc/cli/bin/swc.js'),
    'apps', 'libs', '-d', 'dist', '--copy-files', '--quiet', '--config-file', '.swcrc', '--ignore', '**/*.spec.ts',
  ]);
  writeFileSync(stamp, '');
};
