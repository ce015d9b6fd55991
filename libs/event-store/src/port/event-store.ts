import type { HistoryEvent, NewEvent, Position, RecordedEvent } from './envelope.js';

/** The revision that the appender saw last: there is no append without one. */
export type ExpectedRevision = 'no_stream' | number;

export interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** At least one; recorded together or not at all. */
  readonly events: readonly NewEvent[];
}

export interface Appended {
  /** Revision of the stream's last event of this append. */
  readonly revision: number;
  /** Position of the last event of this append. */
  readonly position: Position;
  /** Instant at which these events were recorded. */
  readonly recordedAt: string;
  /**
   * True where every event had been recorded before, with the same content, and nothing new was; also where this very
   * append was, but the connection broke before the answer came and the store had to ask again.
   */
  readonly repeated: boolean;
}

export interface ReadAllOptions {
  /** Only events of these types. */
  readonly types?: readonly string[];
  /** Only streams whose name begins with one of these ("case-"). */
  readonly prefixes?: readonly string[];
  /** Only events of this authority. */
  readonly authority?: string;
}

/** A place in the log for who goes through it stream by stream. */
export interface StreamPlace {
  readonly stream: string;
  readonly revision: number;
}

export interface ReadByStreamOptions {
  /** Only streams whose name begins with this ("case-"), in ASCII. */
  readonly prefix: string;
  /** Nothing that was recorded after this position. */
  readonly upTo: Position;
  /** Where to go on; from the first stream where left out. */
  readonly after?: StreamPlace | undefined;
}

/**
 * The log of everything that happened: one way in (append), one way out (read from a position).
 *
 * Promises that every adapter keeps (`../../testing` holds the suite that proves it):
 * - positions are given in the order of commit: who has read position n will never be shown a smaller one later;
 * - an append names the revision it has seen; if the stream has moved on, it is refused and nothing is recorded;
 * - the same event id with the same content is recorded once, and the append answers as it did the first time;
 * - an append whose conflict is refused never fails another stream's append.
 */
export interface EventStore {
  /**
   * @throws WrongExpectedRevision when the stream is not at `expected`
   * @throws EventIdConflict when an event id is known with other content, or in another stream
   * @throws AppendTooLarge when the events come to more than 900 KiB
   */
  append(append: Append): Promise<Appended>;

  /** A stream's events in order, from `fromRevision` (default 0); empty where there is no such stream. */
  readStream(stream: string, fromRevision?: number): Promise<RecordedEvent[]>;

  /** Several whole streams at once, by name; a stream that does not exist is left out. */
  readStreams(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>>;

  /**
   * Up to `limit` events after a position, in order of position. With filters, fewer than `limit` means that nothing
   * more matches up to the head as it was before the call: a reader who asked for `head()` first may go on from there,
   * and must, lest each call search again all that did not match.
   */
  readAll(after: Position, limit: number, options?: ReadAllOptions): Promise<RecordedEvent[]>;

  /**
   * Up to `limit` events in order of stream (by the bytes of its name) and revision: whole histories one after the
   * other, for who works them out from the beginning. Fewer than `limit` means that nothing is left.
   */
  readByStream(limit: number, options: ReadByStreamOptions): Promise<HistoryEvent[]>;

  /** Position of the newest event; `START` in an empty store. */
  head(): Promise<Position>;

  /**
   * The last position recorded for an authority at or before an instant (ISO 8601);
   * null where nothing of that authority had been recorded by then. The answer for an instant at which or after which
   * something of the authority was recorded never changes.
   *
   * @throws RangeError where the text is no instant with an offset
   */
  positionAt(authority: string, instant: string): Promise<Position | null>;

  /**
   * Resolves as soon as the store may hold something after `after`, or after `timeoutMs`.
   * A hint to look again, never the truth: readers keep polling.
   */
  waitForMore(after: Position, timeoutMs: number): Promise<void>;
}

/** DI token of the store. */
export const EVENT_STORE = Symbol('EventStore');
