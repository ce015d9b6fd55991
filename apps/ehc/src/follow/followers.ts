import { type ProjectionLogger, ProjectionRunner, type ProjectionStatus } from '@ehc/projections';
import type { SealingStatus } from '@ehc/tamper-evidence';
import type { Installation } from '../installation/open-installation.js';
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
  /** How each read model is doing. */
  readModels(): Promise<readonly ProjectionStatus[]>;
  /** How the sealing is doing. */
  sealing(): Promise<SealingStatus>;
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

/** What followers need of an installation. */
export type Followed = Pick<Installation, 'dataDir' | 'store' | 'pool' | 'sealer' | 'keyStore'>;

/** Followers in the thread that calls. */
export const openFollowers = async (followed: Followed, logger: ProjectionLogger): Promise<Followers> => {
  const { store, pool } = followed;
  const runner = new ProjectionRunner({ store, pool, projections: readModels(followed), logger });
  const sealing = await openSealing(followed, logger);
  return {
    fillReadModels: () => runner.start(),
    seal: () => sealing.start(),
    readModels: () => runner.status(),
    sealing: () => sealing.status(),
    stop: async () => {
      await sealing.stop();
      await runner.stop();
    },
  };
};
