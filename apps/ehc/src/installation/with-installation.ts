import type { Position } from '@ehc/event-store';
import { ProjectionRunner } from '@ehc/projections';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Installation, openInstallation } from './open-installation.js';
import { readModels } from './read-models.js';

/** A command that only reads must not answer from a new, empty installation because its folder was mistyped. */
const refuseToMake = (dataDir: string): void => {
  if (process.env['DATABASE_URL'] || existsSync(join(resolve(dataDir), 'postgres'))) return;
  throw new Error(
    `There is no installation in ${resolve(dataDir)}. Give its folder with --data, or make one with "npm start".`,
  );
};

/** How long a command waits for the read models after what it has written, in milliseconds. */
export const CATCH_UP = 10 * 60_000;

export interface CommandInstallation extends Installation {
  readonly runner: ProjectionRunner;
  /** Resolves when the read models hold everything up to a position (default: the log's head). */
  caughtUp(position?: Position): Promise<void>;
}

/**
 * Opens the installation for one command and closes it after. Beside a running service the service goes on feeding the
 * read models; without one the command does it. `mayMake`: whether a new installation is made where there is none.
 * `feedsAtOnce`: whether the command begins to feed them before its work, or, for work that takes both processors, when
 * they are waited for.
 */
export const withInstallation = async <T>(
  dataDir: string,
  work: (installation: CommandInstallation) => Promise<T>,
  { mayMake = false, feedsAtOnce = true }: { mayMake?: boolean; feedsAtOnce?: boolean } = {},
): Promise<T> => {
  if (!mayMake) refuseToMake(dataDir);
  const installation = await openInstallation(dataDir);
  const runner = new ProjectionRunner({
    store: installation.store,
    pool: installation.pool,
    projections: readModels(installation),
  });
  try {
    if (feedsAtOnce) await runner.start();
    return await work({
      ...installation,
      runner,
      caughtUp: async (position) => {
        await runner.start();
        await runner.waitFor(position ?? (await installation.store.head()), 'all', CATCH_UP);
      },
    });
  } finally {
    await runner.stop();
    await installation.close();
  }
};
