import { spawnSync } from 'node:child_process';
import { root } from './root.mjs';

/** Runs a command in the checkout; its output goes to standard error, since ours may be read by a program. */
export const tryRun = (command, args) => {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error) console.error(`ehc: "${command}" cannot be run: ${error.message}`);
  return error ? 127 : (status ?? 1);
};

/** Runs a command, and ends this process with its exit status if it fails. */
export const run = (command, args) => {
  const status = tryRun(command, args);
  if (status === 0) return;
  console.error(`ehc: "${command} ${args.join(' ')}" failed with exit status ${status}.`);
  process.exit(status);
};
