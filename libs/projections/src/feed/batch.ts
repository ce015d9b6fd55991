import { comparePositions, type Position, type RecordedEvent } from '@ehc/event-store';

/** A stretch of the log, with those of its events that a projection follows. */
export interface Batch {
  readonly events: readonly RecordedEvent[];
  /** The end of the stretch: no event up to here is missing from `events`. */
  readonly upTo: Position;
  /** Whether the log probably goes on behind it. */
  readonly more: boolean;
}

/** The first `limit` events of a batch, or as many as lie at or before `until`. */
export const beginningOf = (batch: Batch, after: Position, limit: number, until?: Position): Batch => {
  const { events, upTo } = batch;
  const cut = until === undefined ? -1 : events.findIndex(({ position }) => comparePositions(position, until) > 0);
  const count = Math.min(limit, cut === -1 ? events.length : cut);
  if (count === events.length) {
    const beyond = until !== undefined && comparePositions(upTo, until) > 0;
    return { events, upTo: beyond ? until : upTo, more: batch.more };
  }
  const kept = events.slice(0, count);
  if (count === cut) return { events: kept, upTo: until!, more: true };
  return { events: kept, upTo: kept.at(-1)?.position ?? after, more: true };
};

/** What a batch holds behind its beginning. */
export const remainderOf = (batch: Batch, beginning: Batch): Batch | null =>
  comparePositions(beginning.upTo, batch.upTo) >= 0
    ? null
    : { ...batch, events: batch.events.slice(beginning.events.length) };
