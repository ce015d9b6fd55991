import { readFile, realpath, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, isPostgresIn } from './process-identity.js';

/** What a running server writes into `postmaster.pid`. */
export interface PostmasterPid {
  readonly pid: number;
  readonly port: number;
}

/** Reads the file as it stands, whether or not its process lives; undefined when there is none, or half of one. */
export async function readPostmasterPid(clusterDir: string): Promise<PostmasterPid | undefined> {
  let lines: string[];
  try {
    lines = (await readFile(join(clusterDir, 'postmaster.pid'), 'latin1')).split('\n');
  } catch {
    return undefined;
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 ? { pid, port: port > 0 ? port : 0 } : undefined;
}

/** A live process that `postmaster.pid` names. */
export interface LivePostmaster extends PostmasterPid {
  /** False where the system does not let us see whether it is the server, and not a later process of the same id. */
  readonly certain: boolean;
}

/** The server's own process, if `postmaster.pid` names a live one that may be it. */
export async function livePostmaster(clusterDir: string): Promise<LivePostmaster | undefined> {
  const found = await readPostmasterPid(clusterDir);
  if (!found || !isAlive(found.pid)) return undefined;
  const isOurs = isPostgresIn(found.pid, await realpath(clusterDir));
  return isOurs === false ? undefined : { ...found, certain: isOurs === true };
}

/**
 * Removes a `postmaster.pid` whose server is gone. PostgreSQL does so itself, except when the id now belongs to some
 * other process (after a restart of the machine or container): then it would refuse to start.
 */
export async function removeStalePid(clusterDir: string): Promise<boolean> {
  const removed = await unlink(join(clusterDir, 'postmaster.pid')).then(
    () => true,
    () => false,
  );
  return removed;
}
