import { setMaxListeners } from 'node:events';
import { dropAbandoned } from './builds/drop-builds.js';
import { ensureOwnerSchemas } from './builds/ensure-owner-schemas.js';
import { HeadWatcher } from './feed/head-watcher.js';
import { LeaseKeeper } from './feed/lease-keeper.js';
import { pause } from './feed/pause.js';
import { ProjectionLoop } from './feed/projection-loop.js';
import { safeReason } from './feed/safe-reason.js';
import { Slots } from './feed/slots.js';
import { Tail } from './feed/tail.js';
import type { ProjectionStatus } from './operations/status.js';
import { ProjectionOperations, type Which } from './projection-operations.js';
import type { ProjectionOptions } from './projection-options.js';

/** How often to look for builds that nobody goes on with, in milliseconds. */
const SWEEP = 60_000;

/** Whether `work` ends within so many milliseconds. */
const endsWithin = async (work: Promise<unknown>, milliseconds: number): Promise<boolean> => {
  const ended = new AbortController();
  const outcome = await Promise.race([work.then(() => true), pause(milliseconds, ended.signal).then(() => false)]);
  ended.abort();
  return outcome;
};

const nextNews = (): { heard: Promise<void>; tell: () => void } => {
  let tell = (): void => {};
  const heard = new Promise<void>((resolve) => (tell = resolve));
  return { heard, tell };
};

/**
 * Feeds projections from the log, for as long as its process runs. Any number of processes may run one: of each
 * projection, one of them holds the lease, and the others take over when it stops.
 */
export class ProjectionRunner extends ProjectionOperations {
  readonly #options: ProjectionOptions;
  #news = nextNews();
  #leases: LeaseKeeper | undefined;
  #stopping = new AbortController();
  #loops: readonly ProjectionLoop[] = [];
  #started: Promise<void> | undefined;
  #running: Promise<unknown> | undefined;
  #sweep: NodeJS.Timeout | undefined;

  constructor(options: ProjectionOptions) {
    super(options);
    this.#options = options;
  }

  /** Begins to feed. Resolves when every loop has begun, not when they have caught up; see `waitFor`. */
  start(): Promise<void> {
    this.#started ??= this.#start().catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    });
    return this.#started;
  }

  async #start(): Promise<void> {
    const { pollMs = { least: 100, most: 250 } } = this.#options;
    const { pool, store, logger, settings } = this;
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    // Each projection listens for the stop, in several places: that is no leak.
    setMaxListeners(0, signal);
    await this.migrate();
    await ensureOwnerSchemas(pool, this.projections);
    await dropAbandoned(pool, logger);
    await this.resume('all'); // a start is taken for a fix
    const leases = new LeaseKeeper(pool, settings.ownerId, settings.leaseMs, logger);
    this.#leases = leases;
    const head = new HeadWatcher(store, pollMs, logger, signal);
    const around = {
      pool,
      store,
      logger,
      head,
      tail: new Tail(store),
      signal,
      batchSize: settings.batchSize,
      bulkBatchSize: settings.bulkBatchSize,
      leases,
      batches: new Slots(settings.parallel),
      switches: new Slots(1),
      advanced: () => this.#tell(),
    };
    this.#loops = this.projections.map((projection) => new ProjectionLoop(projection, around));
    this.#running = Promise.all(this.#loops.map((loop) => loop.run())).then(() => head.settled());
    this.#sweep = setInterval(() => void this.#dropAbandoned(), SWEEP).unref();
  }

  /** Finishes the batches under way and gives the leases back, so that another process can go on at once. */
  async stop(): Promise<void> {
    await this.#started?.catch(() => {});
    if (!this.#running) return;
    clearInterval(this.#sweep);
    this.#stopping.abort();
    if (!(await endsWithin(this.#running, this.#options.stopMs ?? 10_000))) {
      this.logger.warn({}, 'read models were still being written when the process stopped');
      // Nothing of those batches is kept once another process goes on: their leases are not theirs any more, and the
      // server ends a transaction that stands still.
      await endsWithin(this.#leases!.releaseAll(), 1_000);
    }
    this.#running = undefined;
    this.#started = undefined;
  }

  override async status(): Promise<ProjectionStatus[]> {
    const known = await super.status();
    return known.map((status) => {
      const reason = this.#loops.find(({ projection }) => projection.name === status.projection)?.trouble ?? null;
      if (reason === null || status.lastError) return status;
      return { ...status, status: 'failed', ready: false, lastError: { reason, position: null, at: null } };
    });
  }

  override async resume(which: Which): Promise<void> {
    await super.resume(which);
    for (const loop of this.#loops) loop.wake();
  }

  override async rebuild(which: Which = 'all'): Promise<void> {
    await super.rebuild(which);
    await this.#leases?.renew(); // which notices that the old builds are gone
  }

  protected override news(): Promise<void> {
    return this.#news.heard;
  }

  #tell(): void {
    const { tell } = this.#news;
    this.#news = nextNews();
    tell();
  }

  async #dropAbandoned(): Promise<void> {
    await dropAbandoned(this.pool, this.logger).catch((error: unknown) => {
      this.logger.warn({ reason: safeReason(error) }, 'abandoned builds of read models could not be dropped');
    });
  }
}
