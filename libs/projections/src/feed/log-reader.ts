import type { EventStore, Position, ReadAllOptions, RecordedEvent } from '@ehc/event-store';
import { followsStreams, type Projection } from '../projection.js';
import type { Batch } from './batch.js';
import type { Tail } from './tail.js';

/** The part of the log that a projection follows; undefined where that is all of it. */
export const filterOf = (projection: Projection): ReadAllOptions | undefined => {
  const { types } = projection;
  const prefixes = followsStreams(projection) ? projection.streams.map((kind) => `${kind}-`) : undefined;
  if (types === undefined && prefixes === undefined) return undefined;
  return { ...(types && { types }), ...(prefixes && { prefixes }) };
};

const follows =
  ({ types, prefixes }: ReadAllOptions) =>
  ({ type, stream }: RecordedEvent): boolean =>
    (types?.includes(type) ?? true) && (prefixes?.some((prefix) => stream.startsWith(prefix)) ?? true);

/** Reads the log for one projection, a batch ahead while there is much to read. */
export class LogReader {
  #ahead: { readonly after: Position; readonly batch: Promise<Batch> } | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'readAll' | 'head'>,
    private readonly filter: ReadAllOptions | undefined,
    private readonly tail?: Tail,
  ) {}

  /** As `next`, for a projection that keeps up: from what was read for all that do. */
  async latest(after: Position, limit: number): Promise<Batch> {
    const all = this.#ahead ? null : await this.tail?.after(after);
    if (!all) return this.next(after, limit);
    const followed = this.filter ? all.filter(follows(this.filter)) : all;
    const events = followed.slice(0, limit);
    const more = events.length < followed.length;
    return { events, more, upTo: (more ? events : all).at(-1)?.position ?? after };
  }

  /** The next stretch of the log, of up to `limit` followed events. */
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
    // That is what lets the checkpoint pass events that are not followed.
    const head = this.filter === undefined ? null : await this.store.head();
    const events = await this.store.readAll(after, limit, this.filter);
    const last = events.at(-1)?.position ?? after;
    const more = events.length >= limit;
    return { events, more, upTo: more || head === null || BigInt(head) < BigInt(last) ? last : head };
  }
}
