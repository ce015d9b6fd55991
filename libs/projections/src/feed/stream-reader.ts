import type { EventStore, Position, HistoryEvent } from '@ehc/event-store';
import { byStream } from './followed-streams.js';

/** Whole streams, one after the other. */
export interface StreamPage {
  /** The histories of some streams, in order of their names. */
  readonly histories: readonly (readonly HistoryEvent[])[];
  /** Name of the last one; null behind the last of all. */
  readonly last: string | null;
}

/** Behind the last event of any stream. */
const END_OF_STREAM = 2 ** 31 - 1;

/**
 * Goes through the log stream by stream, as it stood at a position, a page ahead. Several builds that are filled side
 * by side share one, and so each page: whoever asks for the page behind the same stream is given the same.
 */
export class StreamReader {
  readonly #prefixes: readonly string[];
  readonly #pages = new Map<string, Promise<StreamPage>>();

  /**
   * @param kinds of the streams to read: `case` for `case-<id>`
   * @param upTo where histories end
   * @param limit events in a page, more or less
   */
  constructor(
    private readonly store: Pick<EventStore, 'readByStream'>,
    kinds: Iterable<string>,
    readonly upTo: Position,
    private readonly limit: number,
  ) {
    this.#prefixes = [...new Set(kinds)].map((kind) => `${kind}-`).toSorted();
  }

  /** The page behind a stream; the first one for ''. */
  async next(after: string): Promise<StreamPage> {
    const page = await this.#page(after);
    for (const known of this.#pages.keys()) if (known !== after && known !== page.last) this.#pages.delete(known);
    // The database reads and writes while this process folds.
    if (page.last !== null) this.#page(page.last).catch(() => {}); // seen when it is asked for
    return page;
  }

  #page(after: string): Promise<StreamPage> {
    let page = this.#pages.get(after);
    if (!page) {
      page = this.#read(after);
      page.catch(() => this.#pages.delete(after));
      this.#pages.set(after, page);
    }
    return page;
  }

  async #read(after: string): Promise<StreamPage> {
    for (const prefix of this.#prefixes) {
      const within = after.startsWith(prefix);
      if (!within && prefix < after) continue;
      const events = await this.#wholeStreams(prefix, within ? after : null);
      if (events.length > 0) return { histories: [...byStream(events).values()], last: events.at(-1)!.stream };
    }
    return { histories: [], last: null };
  }

  async #wholeStreams(prefix: string, after: string | null): Promise<HistoryEvent[]> {
    const { store, upTo, limit } = this;
    const behind = after === null ? undefined : { stream: after, revision: END_OF_STREAM };
    const events = await store.readByStream(limit, { prefix, upTo, after: behind });
    if (events.length < limit) return events;
    const cut = events.at(-1)!.stream;
    const whole = events.filter(({ stream }) => stream !== cut);
    if (whole.length > 0) return whole;
    for (;;) {
      const more = await store.readByStream(limit, { prefix, upTo, after: events.at(-1)! });
      const rest = more.filter(({ stream }) => stream === cut);
      events.push(...rest);
      if (rest.length < limit) return events;
    }
  }
}
