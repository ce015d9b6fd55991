import { dropAbandoned } from './builds/drop-builds.js';
import { ensureOwnerSchemas } from './builds/ensure-owner-schemas.js';
import { HeadWatcher } from './feed/head-watcher.js';
import { LeaseKeeper } from './feed/lease-keeper.js';
import { pause } from './feed/pause.js';
import { ProjectionLoop } from './feed/projection-loop.js';
import { safeReason } from './feed/safe-reason.js';
import { Slots } from './feed/slots.js';
import type { ProjectionStatus } from './operations/status.js';
import { ProjectionOperations } from './projection-operations.js';
import type { ProjectionOptions } from './runner-options.js';

/** How often to look for builds that nobody goes on with, in milliseconds. */
const SWEEP = 60_000;

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
  #stopping = new AbortController();
  #loops: readonly ProjectionLoop[] = [];
  #running: Promise<unknown> | undefined;
  #sweep: NodeJS.Timeout | undefined;

  constructor(options: ProjectionOptions) {
    super(options);
    this.#options = options;
  }

  /** Begins to feed. Resolves when every loop has begun, not when they have caught up; see `waitFor`. */
  async start(): Promise<void> {
    if (this.#running) return;
    const { parallel = 4, pollMs = { least: 50, most: 250 } } = this.#options;
    const { pool, store, logger, settings } = this;
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    await this.migrate();
    await ensureOwnerSchemas(pool, this.projections);
    await dropAbandoned(pool, logger);
    pool.on('error', this.#idleConnectionLost);
    const head = new HeadWatcher(store, pollMs, logger, signal);
    const around = {
      pool,
      store,
      logger,
      head,
      signal,
      batchSize: settings.batchSize,
      bulkBatchSize: settings.bulkBatchSize,
      leases: new LeaseKeeper(pool, settings.ownerId, settings.leaseMs, logger),
      batches: new Slots(parallel),
      switches: new Slots(1),
      advanced: () => this.#tell(),
    };
    this.#loops = this.projections.map((projection) => new ProjectionLoop(projection, around));
    this.#running = Promise.all(this.#loops.map((loop) => loop.run())).then(() => head.settled());
    this.#sweep = setInterval(() => void this.#dropAbandoned(), SWEEP).unref();
  }

  /** Finishes the batches under way and gives the leases back, so that another process can go on at once. */
  async stop(): Promise<void> {
    if (!this.#running) return;
    clearInterval(this.#sweep);
    this.#stopping.abort();
    const limit = this.#options.stopMs ?? 10_000;
    const givenUp = new AbortController();
    const outcome = await Promise.race([
      this.#running.then(() => 'stopped'),
      pause(limit, givenUp.signal).then(() => 'late'),
    ]);
    givenUp.abort();
    // The server ends a transaction that stands still, and its lease runs out: nothing is written after a successor.
    if (outcome === 'late')
      this.logger.warn({ limit }, 'read models were still being written when the process stopped');
    this.#running = undefined;
    this.pool.off('error', this.#idleConnectionLost);
  }

  override async status(): Promise<ProjectionStatus[]> {
    const known = await super.status();
    return known.map((status) => {
      const reason = this.#loops.find(({ projection }) => projection.name === status.projection)?.trouble ?? null;
      if (reason === null || status.lastError) return status;
      return { ...status, status: 'failed', ready: false, lastError: { reason, position: null, at: null } };
    });
  }

  override async resume(name: string): Promise<void> {
    await super.resume(name);
    for (const loop of this.#loops) if (loop.projection.name === name) loop.wake();
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

  /** Unheard, the loss of a connection that nobody uses would end the process. */
  readonly #idleConnectionLost = (error: Error): void => {
    this.logger.warn({ reason: safeReason(error) }, 'a database connection of the read models was lost');
  };
}
