import type { EventStore, Position } from '@ehc/event-store';
import type { Batch } from './batch.js';

/** Reads the log for one projection, a batch ahead while there is much to read. */
export class LogReader {
  #ahead: { readonly after: Position; readonly batch: Promise<Batch> } | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'readAll' | 'head'>,
    private readonly types: readonly string[] | undefined,
  ) {}

  /** The next stretch of the log, of up to `limit` events of the followed types. */
  async next(after: Position, limit: number): Promise<Batch> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const batch = await (ahead?.after === after ? ahead.batch : this.#read(after, limit));
    if (batch.more) {
      // The database writes the last batch while this process parses the next one.
      const next = this.#read(batch.upTo, limit);
      next.catch(() => {}); // seen when it is asked for
      this.#ahead = { after: batch.upTo, batch: next };
    }
    return batch;
  }

  async #read(after: Position, limit: number): Promise<Batch> {
    // The head is asked for first: whatever lies at or before it is committed and so is seen by the read behind it.
    // That is what lets the checkpoint pass events of other types.
    const head = this.types === undefined ? null : await this.store.head();
    const events = await this.store.readAll(after, limit, this.types && { types: this.types });
    const last = events.at(-1)?.position ?? after;
    const more = events.length >= limit;
    return { events, more, upTo: more || head === null || BigInt(head) < BigInt(last) ? last : head };
  }
}
