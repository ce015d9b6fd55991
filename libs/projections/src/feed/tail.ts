import type { EventStore, Position, RecordedEvent } from '@ehc/event-store';

/** Most events that are read for all at once. */
const MOST = 500;

/** How many stretches are kept for those who come a little later. */
const KEPT = 4;

/**
 * The end of the log, read and parsed once for all projections of a process, which mostly stand at the same position.
 * What lies in a stretch of the log never changes, so nobody is told less than the log holds there.
 */
export class Tail {
  readonly #stretches = new Map<Position, Promise<readonly RecordedEvent[]>>();

  constructor(private readonly store: Pick<EventStore, 'readAll'>) {}

  /** Every event after a position; null where there are many, of which each had better read only those that it follows. */
  async after(position: Position): Promise<readonly RecordedEvent[] | null> {
    const events = await (this.#stretches.get(position) ?? this.#read(position));
    return events.length < MOST ? events : null;
  }

  #read(position: Position): Promise<readonly RecordedEvent[]> {
    const reading = this.store.readAll(position, MOST);
    this.#stretches.set(position, reading);
    const forget = (): void => {
      if (this.#stretches.get(position) === reading) this.#stretches.delete(position);
    };
    // An empty stretch is one that grows.
    reading.then((events) => events.length === 0 && forget(), forget);
    for (const [oldest] of this.#stretches) if (this.#stretches.size > KEPT) this.#stretches.delete(oldest);
    return reading;
  }
}
