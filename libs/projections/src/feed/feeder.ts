import { comparePositions, type EventStore, type Position } from '@ehc/event-store';
import { Fenced, ProjectionFailed, ProjectionFault } from '../errors.js';
import { followsStreams } from '../projection.js';
import { type Application, apply, passBy, stillOurs } from './apply.js';
import { beginningOf, remainderOf, type Batch } from './batch.js';
import { ATTEMPTS_AT_A_BATCH, type FeederOptions, persist, readPatiently } from './feeder-options.js';
import { Filler } from './filler.js';
import { filterOf, LogReader } from './log-reader.js';
import { safeReason } from './safe-reason.js';
import type { StreamReader } from './stream-reader.js';
import { writeBatch } from './write-batch.js';

/**
 * Feeds one build from the log under one lease: a new build of a projection that follows streams stream by stream up to
 * a position, and from there on, like every other, a batch of events at a time.
 */
export class Feeder {
  readonly #options: FeederOptions;
  readonly #reader: LogReader;
  #filler: Filler | null;
  #position: Position;
  #ahead: Batch | null = null;
  #farBehind: boolean;
  #atEnd = false;
  /** Most events in a transaction, once a batch has failed: halved until the event at fault stands alone. */
  #limit = Infinity;
  /** Up to where the limit holds: the end of the batch that failed. */
  #suspectUntil: Position | null = null;

  /** @param streams what a new build is filled from where several are filled side by side; its own where left out */
  constructor(options: FeederOptions, streams?: StreamReader) {
    const { store, projection, lease, build, tail } = options;
    const { checkpoint } = lease;
    this.#options = options;
    this.#reader = new LogReader(store, filterOf(projection), tail);
    this.#position = checkpoint.position;
    this.#farBehind = build.stage === 'building';
    this.#filler =
      checkpoint.filling && followsStreams(projection) ? new Filler(options, projection, checkpoint, streams) : null;
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
    if (this.#filler) return this.#fill(this.#filler, until);
    const batch = (this.#ahead ??= await this.#read());
    const next = beginningOf(batch, this.#position, this.#limit, until);
    if (comparePositions(next.upTo, this.#position) <= 0) {
      this.#atEnd = !batch.more;
      if (until === undefined || batch.upTo === this.#position) this.#ahead = null;
      return false;
    }
    const application: Application = {
      ...this.#options,
      from: { position: this.#position, filling: null },
      to: { position: next.upTo, filling: null },
      events: next.events.length,
      recordedAt: next.events.at(-1)?.recordedAt ?? null,
      write: writeBatch(this.#options, next.events, this.#position),
    };
    try {
      const attempts = next.events.length > 1 ? ATTEMPTS_AT_A_BATCH : undefined;
      const work = application.events === 0 ? passBy : apply;
      await persist(this.#options, () => work(this.#options.pool, application), attempts);
    } catch (error) {
      await this.#narrowDown(error, application, next, batch);
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

  async #fill(filler: Filler, until: Position | undefined): Promise<boolean> {
    await filler.step(until);
    const { position, filling } = filler.checkpoint;
    if (filling === null) {
      this.#filler = null;
      this.#position = position;
    }
    return true;
  }

  async #read(): Promise<Batch> {
    const { batchSize, bulkBatchSize } = this.#options;
    const batch = await readPatiently(this.#options, () =>
      this.#farBehind
        ? this.#reader.next(this.#position, bulkBatchSize)
        : this.#reader.latest(this.#position, batchSize),
    );
    this.#farBehind = batch.more;
    return batch;
  }

  /** After an error: looks at fewer events next time, until one is found that is at fault. */
  async #narrowDown(error: unknown, application: Application, batch: Batch, read: Batch): Promise<void> {
    const { pool, projection, signal } = this.#options;
    if (error instanceof Fenced || signal?.aborted) throw error;
    // Whoever lost the lease may stumble over the rows of the one that took it.
    if (!(await persist(this.#options, () => stillOurs(pool, application)))) throw new Fenced(projection.name);
    if (batch.events.length <= 1) {
      throw new ProjectionFailed(projection.name, batch.events[0]?.position ?? null, safeReason(error));
    }
    this.#limit = Math.floor(batch.events.length / 2);
    this.#suspectUntil = read.upTo;
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
