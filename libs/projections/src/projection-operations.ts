import type { Position } from '@ehc/event-store';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Pool } from 'pg';
import { checkProjections } from './builds/check-projections.js';
import { dropAbandoned } from './builds/drop-builds.js';
import { ensureOwnerSchemas } from './builds/ensure-owner-schemas.js';
import { UnknownProjection } from './errors.js';
import { silentLogger, type ProjectionLogger } from './logger.js';
import { rebuildProjections } from './operations/rebuild.js';
import { projectionStatus, type ProjectionStatus } from './operations/status.js';
import { verifyProjection, type Verification } from './operations/verify.js';
import { waitForProjections } from './operations/wait-for.js';
import type { Workshop } from './operations/with-own-build.js';
import type { Projection } from './projection.js';
import type { ProjectionOptions } from './projection-options.js';
import { migrateProjections } from './schema/migrate-projections.js';

/** Names of projections, or all of them. */
export type Which = readonly string[] | 'all';

/**
 * What can be done to projections from any process, beside the one that feeds them: the command line, say. The database
 * is all that the processes share.
 */
export class ProjectionOperations {
  protected readonly pool: Pool;
  protected readonly store: ProjectionOptions['store'];
  protected readonly logger: ProjectionLogger;
  protected readonly projections: readonly Projection[];
  protected readonly settings: Required<
    Pick<ProjectionOptions, 'leaseMs' | 'batchSize' | 'bulkBatchSize' | 'parallel' | 'ownerId'>
  >;

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
      bulkBatchSize: options.bulkBatchSize ?? 2_000,
      parallel: options.parallel ?? 4,
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
   * default), whichever process feeds them, and were filled by this version. With `START` it waits until they are served
   * at all.
   *
   * @throws ProjectionFailed when one of them has stopped before that position
   * @throws WaitTimeout when they are not there after `timeoutMs`
   */
  async waitFor(position: Position, which: Which = 'all', timeoutMs = 10_000): Promise<void> {
    await waitForProjections(this.pool, position, this.chosen(which), timeoutMs, () => this.news());
  }

  /** Lets projections that have stopped at an error try again, after the cause was put right. */
  async resume(which: Which): Promise<void> {
    const names = this.chosen(which).map(({ name }) => name);
    await this.pool.query(
      `UPDATE projections.build SET error = NULL, error_position = NULL, error_at = NULL
        WHERE name = ANY ($1) AND stage <> 'retired' AND error IS NOT NULL`,
      [names],
    );
  }

  /**
   * Fills new tables from the whole log beside the served ones, then puts them in their place; several projections side
   * by side. Whoever feeds the old ones, in this process or another, follows. An interrupted rebuild changes nothing.
   *
   * @throws RebuildRunning when one of them is being rebuilt already; nothing is begun then
   * @throws ProjectionFailed at an event that cannot be handled; the served tables stay, and the other projections are
   * rebuilt all the same
   */
  async rebuild(which: Which = 'all'): Promise<void> {
    await this.#prepare();
    await rebuildProjections(this.#workshop(), this.chosen(which));
  }

  /**
   * Replays the log into scratch tables and compares them with the served ones, row for row, at one position. Nothing
   * is changed, and readers are not held up; new events wait for the last moments of the replay.
   *
   * @throws NotServed when there is nothing to compare with, or it was built by another version
   * @throws ProjectionFailed at an event that cannot be handled
   */
  async verify(which: Which = 'all'): Promise<Verification[]> {
    await this.#prepare();
    const verifications: Verification[] = [];
    for (const projection of this.chosen(which)) {
      verifications.push(await verifyProjection(this.#workshop(), projection));
    }
    return verifications;
  }

  async #prepare(): Promise<void> {
    await this.migrate();
    await ensureOwnerSchemas(this.pool, this.projections);
    await dropAbandoned(this.pool, this.logger);
  }

  #workshop(): Workshop {
    const { pool, store, logger, settings } = this;
    return { pool, store, logger, ...settings };
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
