import { comparePositions, type EventStore, type Position } from '@ehc/event-store';
import type { Pool } from 'pg';
import type { Build } from '../builds/build.js';
import { Fenced, ProjectionFailed, ProjectionFault } from '../errors.js';
import type { ProjectionLogger } from '../logger.js';
import type { Projection } from '../projection.js';
import { isTransient } from '../sql/is-transient.js';
import { applyBatch, stillOurs, type Application } from './apply-batch.js';
import { beginningOf, remainderOf, type Batch } from './batch.js';
import type { Lease } from './lease.js';
import { LogReader } from './log-reader.js';
import { retry } from './retry.js';
import { safeReason } from './safe-reason.js';

export interface FeederOptions {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly projection: Projection;
  readonly build: Build;
  readonly lease: Lease;
  readonly leaseMs: number;
  /** Events in one transaction while the projection keeps up. */
  readonly batchSize: number;
  /** Events in one transaction while it is far behind. */
  readonly bulkBatchSize: number;
  readonly logger: ProjectionLogger;
  /** Aborted to stop retrying. */
  readonly signal?: AbortSignal;
}

/** How often a read of the log that fails for no passing reason is tried before the projection stops. */
const READ_ATTEMPTS = 5;

/**
 * How often a batch of several events is tried before smaller ones are: what fails again and again for reasons of the
 * moment may just take too long (a transaction may stand still only so long; a long one is likelier to meet a deadlock).
 */
const ATTEMPTS_AT_A_BATCH = 3;

/** Feeds one build from the log, a batch at a time, under one lease. */
export class Feeder {
  readonly #options: FeederOptions;
  readonly #reader: LogReader;
  #position: Position;
  #ahead: Batch | null = null;
  #farBehind: boolean;
  #atEnd = false;
  #readFailures = 0;
  /** Most events in a transaction, once a batch has failed: halved until the event at fault stands alone. */
  #limit = Infinity;
  /** Up to where the limit holds: the end of the batch that failed. */
  #suspectUntil: Position | null = null;

  constructor(options: FeederOptions) {
    this.#options = options;
    this.#reader = new LogReader(options.store, options.projection.types);
    this.#position = options.lease.position;
    this.#farBehind = options.build.stage === 'building';
  }

  /** The checkpoint: everything up to here is in the tables. */
  get position(): Position {
    return this.#position;
  }

  /**
   * Whether the tables were at the end of the log when it was last read. Unlike "nothing left to do", this comes true
   * however fast the log grows.
   */
  get atEnd(): boolean {
    return this.#atEnd;
  }

  /**
   * Applies what comes next, at most one batch, and nothing beyond `until`. Errors of the moment are retried.
   * @returns false when nothing is left to do for now
   * @throws Fenced when another process feeds the build, or it was replaced
   * @throws ProjectionFailed at an event that cannot be handled; everything before it has been applied
   */
  async step(until?: Position): Promise<boolean> {
    const batch = (this.#ahead ??= await this.#read());
    const next = beginningOf(batch, this.#position, this.#limit, until);
    if (comparePositions(next.upTo, this.#position) <= 0) {
      this.#atEnd = !batch.more;
      if (until === undefined || batch.upTo === this.#position) this.#ahead = null;
      return false;
    }
    const application = { ...this.#options, from: this.#position, batch: next };
    try {
      const attempts = next.events.length > 1 ? ATTEMPTS_AT_A_BATCH : undefined;
      await this.#retry(() => applyBatch(this.#options.pool, application), attempts);
    } catch (error) {
      await this.#narrowDown(error, application, batch);
      return true;
    }
    this.#position = next.upTo;
    this.#ahead = remainderOf(batch, next);
    this.#atEnd = this.#ahead === null && !batch.more;
    if (this.#suspectUntil !== null && comparePositions(this.#position, this.#suspectUntil) >= 0) {
      this.#limit = Infinity;
      this.#suspectUntil = null;
    }
    return true;
  }

  /** Steps until everything up to `until` is applied, or the log ends before it. */
  async catchUp(until: Position): Promise<void> {
    // What was read ahead may be older than the question: only the second "nothing left" in a row is an answer.
    let idle = 0;
    while (comparePositions(this.#position, until) < 0 && idle < 2) idle = (await this.step(until)) ? 0 : idle + 1;
  }

  async #read(): Promise<Batch> {
    const { batchSize, bulkBatchSize, projection } = this.#options;
    try {
      const batch = await this.#retry(() =>
        this.#reader.next(this.#position, this.#farBehind ? bulkBatchSize : batchSize),
      );
      this.#farBehind = batch.more;
      this.#readFailures = 0;
      return batch;
    } catch (error) {
      if (isTransient(error)) throw error;
      this.#readFailures += 1;
      if (this.#readFailures < READ_ATTEMPTS) return this.#read();
      throw new ProjectionFailed(projection.name, null, `the log cannot be read: ${safeReason(error)}`);
    }
  }

  /** After an error: looks at fewer events next time, until one is found that is at fault. */
  async #narrowDown(error: unknown, application: Application, read: Batch): Promise<void> {
    const { pool, projection, signal } = this.#options;
    const { batch } = application;
    if (error instanceof Fenced || signal?.aborted) throw error;
    // Whoever lost the lease may stumble over the rows of the one that took it.
    if (!(await this.#retry(() => stillOurs(pool, application)))) throw new Fenced(projection.name);
    if (batch.events.length <= 1) {
      throw new ProjectionFailed(projection.name, batch.events[0]?.position ?? null, safeReason(error));
    }
    this.#limit = Math.floor(batch.events.length / 2);
    this.#suspectUntil = read.upTo;
  }

  #retry<Result>(work: () => Promise<Result>, attempts?: number): Promise<Result> {
    const { logger, projection, signal } = this.#options;
    return retry(work, {
      signal,
      attempts,
      onRetry: (error, attempt) => {
        if (attempt > 3 && attempt % 10 !== 0) return;
        logger.warn({ projection: projection.name, attempt, reason: safeReason(error) }, 'a read model tries again');
      },
    });
  }
}

/**
 * @throws ProjectionFault when the log ends before a checkpoint: it is not the log that the tables were filled from
 */
export const checkLogReaches = async (store: Pick<EventStore, 'head'>, position: Position): Promise<void> => {
  if (comparePositions(await store.head(), position) < 0) {
    throw new ProjectionFault('the log ends before the checkpoint; if an older log was restored, rebuild');
  }
};
