import type { FileKeyStore, PostgresEventStore, Sealer } from '@ehc/event-store';
import { type ProjectionLogger, ProjectionRunner, type ProjectionStatus } from '@ehc/projections';
import type { SealingStatus } from '@ehc/tamper-evidence';
import type pg from 'pg';
import { readModels } from '../installation/read-models.js';
import { openSealing } from '../seal/open-sealing.js';

/**
 * What follows the log for the whole service: it fills the read models and seals what was recorded. (Policies are
 * followed where commands are handled, by the apps.)
 */
export interface Followers {
  /** Begins to fill the read models; does not wait until they have caught up. */
  fillReadModels(): Promise<void>;
  /** Begins to seal; does not wait until everything is. */
  seal(): Promise<void>;
  status(): Promise<FollowersStatus>;
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

export interface FollowersStatus {
  readonly readModels: readonly ProjectionStatus[];
  readonly sealing: SealingStatus;
}

/** What followers need of an installation. */
export interface Followed {
  readonly dataDir: string;
  readonly store: PostgresEventStore;
  readonly pool: pg.Pool;
  readonly sealer: Sealer;
  readonly keyStore: FileKeyStore;
}

/** Followers in the thread that calls. */
export const openFollowers = async (followed: Followed, logger: ProjectionLogger): Promise<Followers> => {
  const { store, pool } = followed;
  const runner = new ProjectionRunner({ store, pool, projections: readModels(followed), logger });
  const sealing = await openSealing(followed, logger);
  return {
    fillReadModels: () => runner.start(),
    seal: () => sealing.start(),
    status: async () => ({ readModels: await runner.status(), sealing: await sealing.status() }),
    stop: async () => {
      await sealing.stop();
      await runner.stop();
    },
  };
};
