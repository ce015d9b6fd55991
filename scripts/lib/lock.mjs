// A lock among processes of this machine: a file that names its holder. Synchronous, for use before anything is built.
import { linkSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';

const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const remove = (path) => {
  try {
    unlinkSync(path);
  } catch {
    // Gone already.
  }
};

export const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const holderOf = (path) => {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** True when `path` was made a name of our own file: a hard link appears whole or not at all. */
const link = (mine, path) => {
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
};

/**
 * Runs `work` while no other process does under the same `path`; waits up to `timeoutMs`. The lock of a process that
 * has ended is taken over.
 */
export const withLock = (path, timeoutMs, work) => {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  const deadline = Date.now() + timeoutMs;
  try {
    while (!link(mine, path)) {
      const holder = holderOf(path);
      if (holder !== undefined && !isAlive(holder)) {
        // Only whoever holds the second lock removes, after looking again: else a fresh lock could be removed.
        const breaking = `${path}.breaking`;
        if (link(mine, breaking)) {
          const found = holderOf(path);
          if (found !== undefined && !isAlive(found)) remove(path);
          remove(breaking);
          continue;
        }
        const age = Date.now() - (statSync(breaking, { throwIfNoEntry: false })?.ctimeMs ?? Date.now());
        if (age > 10_000) remove(breaking);
      }
      if (Date.now() > deadline) throw new Error(`process ${holder} holds ${path}; wait for it, or end it`);
      sleep(50);
    }
    try {
      return work();
    } finally {
      remove(path);
    }
  } finally {
    remove(mine);
  }
};
