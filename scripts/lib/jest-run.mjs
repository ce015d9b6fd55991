import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './root.mjs';

/** How long jest may take to end after it has written its results, in milliseconds. */
const GRACE = 30_000;

/** Tests on PostgreSQL run one file at a time: they share one server, and some measure time. */
const workers = { unit: '--maxWorkers=100%', int: '--maxWorkers=1' };

/**
 * Arguments of node for one project of jest.config.mjs. Node 20 needs a flag for jest to load ES modules.
 *
 * @param {string} project
 * @param {readonly string[]} rest
 */
export const jestArguments = (project, rest) => [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  // Not imported above: in a fresh clone it is installed only later.
  createRequire(import.meta.url).resolve('jest/bin/jest'),
  ...(rest.some((one) => one.startsWith('--maxWorkers')) ? [] : [workers[project] ?? '--maxWorkers=50%']),
  ...rest,
  // Takes all the words that follow it, so it comes last.
  '--selectProjects',
  project,
];

/**
 * Runs one project and counts its tests. A file that cannot be run counts as one failed test; so does a run that ends
 * without results, or does not end because something was left open.
 */
export const runJest = async (project, rest = []) => {
  const folder = join(root, '.cache', 'test');
  const results = join(folder, `${project}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(results, { force: true });

  const child = spawn(process.execPath, jestArguments(project, ['--json', `--outputFile=${results}`, ...rest]), {
    cwd: root,
    // With --json jest prints its results on standard output, besides the file.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let hangs = false;
  const watch = setInterval(() => {
    if (!existsSync(results) || hangs) return;
    hangs = true;
    setTimeout(() => child.kill('SIGKILL'), GRACE).unref();
  }, 1_000);
  const status = await new Promise((ended) => {
    child.once('exit', (code) => ended(code));
    child.once('error', () => ended(127));
  });
  clearInterval(watch);

  let counts;
  try {
    counts = JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    console.error(`The tests of "${project}" ended without results (exit status ${status}).`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  if (status === null) console.error(`The tests of "${project}" did not end: something was left open.`);
  return {
    passed: counts.numPassedTests,
    // Whatever else jest holds against the run (an obsolete snapshot, an error after the last test) is a failure too.
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: counts.numPendingTests + counts.numTodoTests,
  };
};
