import type { EventStore, Position } from '@ehc/event-store';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Pool } from 'pg';
import { checkProjections } from './builds/check-projections.js';
import { UnknownProjection } from './errors.js';
import { silentLogger, type ProjectionLogger } from './logger.js';
import { projectionStatus, type ProjectionStatus } from './operations/status.js';
import { waitForProjections } from './operations/wait-for.js';
import type { Projection } from './projection.js';
import type { ProjectionOptions } from './runner-options.js';
import { migrateProjections } from './schema/migrate.js';

/** Names of projections, or all of them. */
export type Which = readonly string[] | 'all';

/**
 * What can be done to projections from any process, beside the one that feeds them: the command line, say. The database
 * is all that the processes share.
 */
export class ProjectionOperations {
  protected readonly pool: Pool;
  protected readonly store: Pick<EventStore, 'readAll' | 'head' | 'waitForMore'>;
  protected readonly logger: ProjectionLogger;
  protected readonly projections: readonly Projection[];
  protected readonly settings: Required<Pick<ProjectionOptions, 'leaseMs' | 'batchSize' | 'bulkBatchSize' | 'ownerId'>>;

  /** @throws RangeError when the projections' names will not do */
  constructor(options: ProjectionOptions) {
    checkProjections(options.projections);
    this.pool = options.pool;
    this.store = options.store;
    this.projections = options.projections;
    this.logger = options.logger ?? silentLogger;
    this.settings = {
      ownerId: options.ownerId ?? `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`,
      leaseMs: options.leaseMs ?? 10_000,
      batchSize: options.batchSize ?? 500,
      bulkBatchSize: options.bulkBatchSize ?? 5_000,
    };
  }

  /** Brings the schema `projections` up to date. */
  async migrate(): Promise<void> {
    await migrateProjections(this.pool);
  }

  /** How each projection is doing. */
  async status(): Promise<ProjectionStatus[]> {
    return projectionStatus(this.pool, this.store, this.projections);
  }

  /**
   * Resolves when everything up to `position` is in the served tables of the named projections (all of them by
   * default), whichever process feeds them. With `START` it waits until they are served at all.
   *
   * @throws ProjectionFailed when one of them has stopped before that position
   * @throws WaitTimeout when they are not there after `timeoutMs`
   */
  async waitFor(position: Position, which: Which = 'all', timeoutMs = 10_000): Promise<void> {
    const names = this.chosen(which).map(({ name }) => name);
    await waitForProjections(this.pool, position, names, timeoutMs, () => this.news());
  }

  /** Lets a projection that has stopped at an error try again, after the cause was put right. */
  async resume(name: string): Promise<void> {
    this.chosen([name]);
    await this.pool.query(
      `UPDATE projections.build SET error = NULL, error_position = NULL, error_at = NULL
        WHERE name = $1 AND stage <> 'retired' AND error IS NOT NULL`,
      [name],
    );
  }

  /** @throws UnknownProjection */
  protected chosen(which: Which): readonly Projection[] {
    if (which === 'all') return this.projections;
    return which.map((name) => {
      const projection = this.projections.find((each) => each.name === name);
      if (!projection) throw new UnknownProjection(name);
      return projection;
    });
  }

  /** Resolves when a checkpoint has moved, as far as this process knows; never, where it feeds nothing. */
  protected news(): Promise<void> {
    return new Promise(() => {});
  }
}
