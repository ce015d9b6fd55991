import type { Pool } from 'pg';
import type { Build } from '../builds/build.js';
import { claimBuild } from '../builds/claim-build.js';
import { dropAbandoned } from '../builds/drop-builds.js';
import { goLive, takeStatistics } from '../builds/go-live.js';
import { Fenced, ProjectionFailed } from '../errors.js';
import type { ProjectionLogger } from '../logger.js';
import type { Projection } from '../projection.js';
import { checkLogReaches, Feeder } from './feeder.js';
import type { Log } from './feeder-options.js';
import type { HeadWatcher } from './head-watcher.js';
import type { Lease } from './lease.js';
import type { LeaseKeeper } from './lease-keeper.js';
import { pause } from './pause.js';
import { recordFailure } from './record-failure.js';
import { retry } from './retry.js';
import { isTransient } from '../sql/is-transient.js';
import { safeReason } from './safe-reason.js';
import type { Slots } from './slots.js';
import type { Tail } from './tail.js';

/** Longest pause after another has taken over, in milliseconds. */
const AFTER_FENCE = 50;

/** What the loops of one process share. */
export interface LoopSurroundings {
  readonly pool: Pool;
  readonly store: Log;
  readonly logger: ProjectionLogger;
  readonly leases: LeaseKeeper;
  readonly head: HeadWatcher;
  readonly tail: Tail;
  /** How many batches are written at once. */
  readonly batches: Slots;
  /** One switch at a time, since each needs two connections. */
  readonly switches: Slots;
  readonly batchSize: number;
  readonly bulkBatchSize: number;
  /** Aborted when the process stops. */
  readonly signal: AbortSignal;
  /** Called after each committed batch. */
  readonly advanced: () => void;
}

/** Follows the log for one projection for as long as its process runs. */
export class ProjectionLoop {
  /** Aborted to make the loop look again at what it waits for. */
  #idle = new AbortController();
  #mayReplace = true;
  #said = '';
  #trouble: string | null = null;

  constructor(
    readonly projection: Projection,
    private readonly around: LoopSurroundings,
  ) {}

  /** Why it cannot even begin, where that is so: the tables cannot be made, say. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** Resolves once the process stops, with the lease given back. */
  async run(): Promise<void> {
    const { signal } = this.around;
    signal.addEventListener('abort', () => this.wake(), { once: true });
    while (!signal.aborted) {
      try {
        await this.#round();
      } catch (error) {
        // Somebody else's turn: look again at who feeds what.
        if (error instanceof Fenced) await this.#idleFor(AFTER_FENCE * Math.random());
        else await this.#sayAndIdle(error);
      }
    }
  }

  /** Looks at once at what it would look at soon. */
  wake(): void {
    this.#idle.abort();
    this.#idle = new AbortController();
  }

  /** One build, from taking its lease to giving it back. */
  async #round(): Promise<void> {
    const { pool, leases } = this.around;
    const build = await claimBuild(pool, this.projection, this.#mayReplace);
    this.#mayReplace = false;
    const given = build === null || build.failed ? null : await leases.acquire(build.id);
    this.#trouble = null;
    if (build === null) this.#say('a newer version of the read model is served; this one waits');
    if (build === null || given === null) return this.#idleFor(Math.min(1_000, leases.milliseconds / 4));
    try {
      await this.#feed(build, given);
    } finally {
      await leases.release(given).catch(() => {}); // then it runs out by itself
    }
  }

  async #feed(build: Build, lease: Lease): Promise<void> {
    const { around, projection } = this;
    this.#say(build.stage === 'live' ? 'follows the log' : 'is built from the log', { build: build.id });
    const feeder = new Feeder({ ...around, projection, build, lease, leaseMs: around.leases.milliseconds });
    try {
      await retry(() => checkLogReaches(around.store, feeder.position), around);
      let building = build.stage === 'building';
      while (!around.signal.aborted && !lease.loss.signal.aborted) {
        const moved = await around.batches.use(() => feeder.step());
        if (moved) around.advanced();
        if (building && feeder.atEnd) {
          await this.#goLive(build, lease, feeder);
          building = false;
        } else if (!moved || feeder.atEnd) {
          await around.head.beyond(feeder.position, lease.loss.signal);
        }
      }
    } catch (error) {
      if (error instanceof Fenced) throw error;
      if (around.signal.aborted) throw error;
      const failure =
        error instanceof ProjectionFailed ? error : new ProjectionFailed(projection.name, null, safeReason(error));
      const { position, reason } = failure;
      around.logger.error({ projection: projection.name, position, reason }, 'a read model has stopped');
      await recordFailure(around.pool, lease, feeder.position, failure, around.signal);
    }
  }

  async #goLive(build: Build, lease: Lease, feeder: Feeder): Promise<void> {
    const { pool, switches, advanced, logger } = this.around;
    await retry(() => takeStatistics(pool, this.projection, build), this.around);
    const goingLive = () => goLive(pool, this.projection, build, lease, (position) => feeder.catchUp(position));
    await switches.use(() => retry(goingLive, this.around));
    this.#say('is served', { build: build.id });
    advanced();
    await dropAbandoned(pool, logger).catch(() => {}); // what it replaced; a sweep looks again
  }

  /** After an error that has no build to be recorded with. */
  async #sayAndIdle(error: unknown): Promise<void> {
    const { signal, logger, leases } = this.around;
    if (signal.aborted) return;
    const reason = safeReason(error);
    if (isTransient(error)) {
      logger.warn({ projection: this.projection.name, reason }, 'a read model cannot be fed just now');
    } else {
      this.#trouble = reason;
      logger.error({ projection: this.projection.name, reason }, 'a read model cannot be fed');
    }
    await this.#idleFor(Math.min(1_000, leases.milliseconds / 4));
  }

  async #idleFor(milliseconds: number): Promise<void> {
    await pause(milliseconds, this.#idle.signal);
  }

  /** Says it once, however often it is found to be so. */
  #say(what: string, details: object = {}): void {
    const { name, version } = this.projection;
    const saying = JSON.stringify([what, details]);
    if (saying !== this.#said) this.around.logger.info({ projection: name, version, ...details }, what);
    this.#said = saying;
  }
}
