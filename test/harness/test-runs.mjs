import { readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../scripts/lib/lock.mjs';

/** How the data directories of test runs begin, in the folder for temporary files. */
export const PREFIX = 'ehc-test-';

export const removeRun = async (dataDir, running) => {
  await running.stop();
  await rm(dataDir, { recursive: true, force: true });
};

/** A run that was killed could not stop its server: the next one does. */
export const removeRunsThatWereKilled = async ({ findRunning, startEmbeddedPostgres }) => {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const dataDir = join(tmpdir(), name);
    const owner = Number(await readFile(join(dataDir, 'jest.pid'), 'utf8').catch(() => ''));
    // Without an owner it is just being made, or not ours.
    if (!owner || isAlive(owner)) continue;
    try {
      // To join it makes us its only user, and the last one to leave stops it.
      if (await findRunning(dataDir)) await (await startEmbeddedPostgres({ dataDir })).stop();
      await rm(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's, or another run is at it too.
    }
  }
};
