import { type Position, START } from '@ehc/event-store';
import { Fenced, ProjectionFailed } from '../errors.js';
import type { FollowedStream, StreamProjection } from '../projection.js';
import { type Application, apply, fails, neverTakenOver, stillOurs } from './apply.js';
import type { Checkpoint, Filling } from './checkpoint.js';
import { ATTEMPTS_AT_A_BATCH, type FeederOptions, persist, readPatiently } from './feeder-options.js';
import { newStreams } from './followed-streams.js';
import { safeReason } from './safe-reason.js';
import { StreamReader } from './stream-reader.js';

/** Why a page is not written: the one before was not, which says why itself. */
class PageBeforeFailed extends Error {}

const gaveUp = (): never => {
  throw new PageBeforeFailed();
};

/** Keeps the promise alone: a page that kept the one before would keep them all, until the whole log is in memory. */
const waitFor = (written: Promise<void>) => (): Promise<void> => written.catch(gaveUp);

/** A page of streams on its way into the tables. */
interface Page {
  readonly streams: readonly FollowedStream[];
  readonly application: Application;
  /** Resolves when it is in the tables, and the checkpoint behind it. */
  readonly written: Promise<void>;
}

/**
 * Fills a new build stream by stream, a page at a time, under one lease: each stream is folded once and each row written
 * once, however many events of other streams were recorded between its own.
 *
 * Where nobody else can take the build over, the next page is worked out while the database writes the one before; of
 * it only what is copied is written ahead, the rest and its checkpoint wait for the other.
 */
export class Filler {
  readonly #options: FeederOptions;
  readonly #projection: StreamProjection;
  #reader: StreamReader | undefined;
  /** As it is stored. */
  #checkpoint: Checkpoint;
  /** How far the streams have been looked at; those behind the checkpoint are of other kinds, or under way. */
  #reached: string;
  #underWay: Page | null = null;
  #ahead: { readonly streams: readonly FollowedStream[]; readonly last: string | null } | null = null;
  /** Most streams in a transaction, once a page has failed: halved until the one at fault stands alone. */
  #limit = Infinity;

  constructor(options: FeederOptions, projection: StreamProjection, checkpoint: Checkpoint, reader?: StreamReader) {
    this.#options = options;
    this.#projection = projection;
    this.#checkpoint = checkpoint;
    this.#reached = checkpoint.filling!.stream;
    this.#reader = reader;
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /**
   * Writes the rows of what comes next, at most one page; after the last one, makes the indexes and puts the checkpoint
   * at the position up to which histories were taken: `until` where it is given, else the end of the log.
   *
   * @throws Fenced, ProjectionFailed
   */
  async step(until?: Position): Promise<void> {
    const reader = (this.#reader ??= await this.#begin(until));
    const page = this.#isPastOurs ? null : (this.#ahead ??= await this.#read(reader));
    if (page === null || page.last === null) return (await this.#landed(null)) ? this.#finish(reader.upTo) : undefined;
    const streams = page.streams.slice(0, this.#limit);
    const rest = page.streams.slice(streams.length);
    this.#reached = rest.length === 0 ? page.last : streams.at(-1)!.stream;
    this.#ahead = rest.length === 0 ? null : { ...page, streams: rest };
    if (streams.length > 0) {
      const next = this.#write(streams, { stream: this.#reached, upTo: reader.upTo });
      const inTurn = this.#limit < Infinity || !neverTakenOver(this.#options.build);
      if (!(await this.#landed(next)) || (inTurn && !(await this.#landed(null)))) return;
    }
    if (rest.length === 0) this.#limit = Infinity;
  }

  /** Whether what is left to read is of kinds that others follow, who share the reader. */
  get #isPastOurs(): boolean {
    const reached = this.#reached;
    return this.#projection.streams.every((kind) => `${kind}-` < reached && !reached.startsWith(`${kind}-`));
  }

  /** Begins to write streams behind those that are under way. */
  #write(streams: readonly FollowedStream[], filling: Filling): Page {
    const before = this.#underWay;
    const events = streams.reduce((sum, stream) => sum + stream.events.length, 0);
    const application: Application = {
      ...this.#application({ position: START, filling }, events, (...into) => this.#projection.write(streams, ...into)),
      ...(before && { from: before.application.to, after: waitFor(before.written) }),
    };
    const attempts = streams.length > 1 ? ATTEMPTS_AT_A_BATCH : undefined;
    const written = persist(this.#options, () => apply(this.#options.pool, application), attempts);
    written.catch(() => {}); // seen when it is waited for
    return { streams, application, written };
  }

  /**
   * Waits for what is under way, and puts what follows it in its place.
   * @returns false where it failed: then what follows is not written either, and comes again behind the checkpoint
   */
  async #landed(next: Page | null): Promise<boolean> {
    const page = this.#underWay;
    this.#underWay = next;
    if (page === null) return true;
    try {
      await page.written;
      this.#checkpoint = page.application.to;
      return true;
    } catch (error) {
      this.#underWay = null;
      this.#ahead = null;
      this.#reached = this.#checkpoint.filling!.stream;
      await next?.written.catch(() => {});
      await this.#narrowDown(error, page.application, page.streams);
      return false;
    }
  }

  async #begin(until: Position | undefined): Promise<StreamReader> {
    const { store, bulkBatchSize } = this.#options;
    const upTo = this.#checkpoint.filling!.upTo ?? until ?? (await readPatiently(this.#options, () => store.head()));
    return new StreamReader(store, this.#projection.streams, upTo, bulkBatchSize);
  }

  async #read(reader: StreamReader): Promise<{ streams: FollowedStream[]; last: string | null }> {
    const { histories, last } = await readPatiently(this.#options, () => reader.next(this.#reached));
    return { streams: newStreams(this.#projection, histories), last };
  }

  async #finish(upTo: Position): Promise<void> {
    const to = { position: upTo, filling: null };
    const application = this.#application(to, 0, async (transaction, schema) => {
      for (const { indexDdl } of this.#projection.tables) {
        if (indexDdl) await transaction.query(indexDdl(schema));
      }
    });
    await persist(this.#options, () => apply(this.#options.pool, application));
    this.#checkpoint = to;
  }

  #application(to: Checkpoint, events: number, write: Application['write']): Application {
    return { ...this.#options, from: this.#checkpoint, to, events, recordedAt: null, write };
  }

  /** After an error: writes fewer streams next time, until one is found that is at fault. */
  async #narrowDown(error: unknown, application: Application, streams: readonly FollowedStream[]): Promise<void> {
    const { pool, signal } = this.#options;
    const { name } = this.#projection;
    if (error instanceof Fenced || signal?.aborted) throw error;
    // Whoever lost the lease may stumble over the rows of the one that took it.
    if (!(await persist(this.#options, () => stillOurs(pool, application)))) throw new Fenced(name);
    if (streams.length === 1) throw new ProjectionFailed(name, await this.#faultIn(streams[0]!), safeReason(error));
    this.#limit = Math.floor(streams.length / 2);
  }

  /** The event at which a stream's rows can be written no more. */
  async #faultIn(stream: FollowedStream): Promise<Position> {
    const { events } = stream;
    let [written, failed] = [0, events.length];
    while (failed - written > 1) {
      const middle = (written + failed) >> 1;
      const beginning = { ...stream, events: events.slice(0, middle) };
      const application = this.#application(this.#checkpoint, middle, (...into) =>
        this.#projection.write([beginning], ...into),
      );
      if (await fails(this.#options.pool, application)) failed = middle;
      else written = middle;
    }
    return events[failed - 1]!.position;
  }
}
