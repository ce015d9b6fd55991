import type { EventStore } from '@ehc/event-store';
import type { Pool } from 'pg';
import type { Build } from '../builds/build.js';
import { ProjectionFailed } from '../errors.js';
import type { ProjectionLogger } from '../logger.js';
import type { Projection } from '../projection.js';
import { isTransient } from '../sql/is-transient.js';
import type { Lease } from './lease.js';
import { retry } from './retry.js';
import { safeReason } from './safe-reason.js';
import type { Tail } from './tail.js';

/** What of a store projections are fed from. */
export type Log = Pick<EventStore, 'readAll' | 'readStreams' | 'readByStream' | 'head'>;

export interface FeederOptions {
  readonly pool: Pool;
  readonly store: Log;
  readonly projection: Projection;
  readonly build: Build;
  readonly lease: Lease;
  readonly leaseMs: number;
  /** Events in one transaction while the projection keeps up. */
  readonly batchSize: number;
  /** Events in one transaction while it is far behind. */
  readonly bulkBatchSize: number;
  readonly logger: ProjectionLogger;
  /** What is read of the log for several projections at once; each reads for itself where left out. */
  readonly tail?: Tail | undefined;
  /** Aborted to stop retrying. */
  readonly signal?: AbortSignal | undefined;
}

/** How often a read of the log that fails for no passing reason is tried before the projection stops. */
const READ_ATTEMPTS = 5;

/**
 * How often a batch of several events is tried before smaller ones are: what fails again and again for reasons of the
 * moment may just take too long (a transaction may stand still only so long; a long one is likelier to meet a deadlock).
 */
export const ATTEMPTS_AT_A_BATCH = 3;

/** Retries errors of the moment on behalf of a projection, and says so. */
export const persist = <Result>(
  { logger, projection, signal }: FeederOptions,
  work: () => Promise<Result>,
  attempts?: number,
): Promise<Result> =>
  retry(work, {
    signal,
    attempts,
    onRetry: (error, attempt) => {
      if (attempt > 3 && attempt % 10 !== 0) return;
      logger.warn({ projection: projection.name, attempt, reason: safeReason(error) }, 'a read model tries again');
    },
  });

/** Reads the log. @throws ProjectionFailed when that fails again and again, for no reason of the moment */
export const readPatiently = async <Result>(options: FeederOptions, read: () => Promise<Result>): Promise<Result> => {
  for (let failures = 1; ; failures++) {
    try {
      return await persist(options, read);
    } catch (error) {
      if (isTransient(error)) throw error;
      if (failures < READ_ATTEMPTS) continue;
      const reason = `the log cannot be read: ${safeReason(error)}`;
      throw new ProjectionFailed(options.projection.name, null, reason);
    }
  }
};
