import { randomUUID } from 'node:crypto';
import { link, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './error.js';
import { isAlive, startMark } from './process-identity.js';

/**
 * Runs `work` while holding the lock file `path`, so that of two processes which start at once one creates and starts
 * the server and the other finds it. A lock whose process has ended is taken over.
 *
 * It saves work and noise; that two servers never run on one directory is PostgreSQL's own doing.
 *
 * @param timeoutMs how long to wait for another process
 * @throws EmbeddedPostgresError `locked` when another process still holds it then
 */
export async function withStartLock<T>(path: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const mine = `${path}.${process.pid}.${randomUUID()}`;
  await writeFile(mine, JSON.stringify({ pid: process.pid, mark: startMark(process.pid) }), { mode: 0o600 });
  try {
    await acquire(path, mine, Date.now() + timeoutMs);
    try {
      return await work();
    } finally {
      await unlink(path).catch(() => undefined);
    }
  } finally {
    await unlink(mine).catch(() => undefined);
  }
}

async function acquire(path: string, mine: string, deadline: number): Promise<void> {
  for (;;) {
    try {
      // A hard link appears whole or not at all: nobody reads a half-written lock.
      await link(mine, path);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readHolder(path);
    if (holder && hasEnded(holder)) {
      await removeStale(path, mine);
      continue;
    }
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        'locked',
        `Process ${holder?.pid ?? '?'} is starting PostgreSQL and has not finished; ${path} is its lock. ` +
          'Wait for it, or end it and try again.',
      );
    }
    await sleep(20);
  }
}

interface Holder {
  pid: number;
  mark?: string;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function hasEnded({ pid, mark }: Holder): boolean {
  return !isAlive(pid) || (mark !== undefined && mark !== startMark(pid));
}

/**
 * Removes the lock of a process that has ended. Only the holder of a second lock may, after looking again: otherwise,
 * of two that saw the stale one, the slower would remove the fresh lock of the faster.
 */
async function removeStale(path: string, mine: string): Promise<void> {
  const breaking = `${path}.breaking`;
  try {
    await link(mine, breaking);
  } catch {
    // Held for less than a millisecond, unless its process was killed in it.
    const age =
      Date.now() -
      (await stat(breaking).then(
        (s) => s.ctimeMs,
        () => Date.now(),
      ));
    if (age > 10_000)
      await rename(breaking, `${mine}.old`).then(
        () => unlink(`${mine}.old`),
        () => undefined,
      );
    await sleep(20);
    return;
  }
  try {
    const holder = await readHolder(path);
    if (holder && hasEnded(holder)) await unlink(path).catch(() => undefined);
  } finally {
    await unlink(breaking).catch(() => undefined);
  }
}
