import {
  comparePositions,
  type EventStore,
  type HistoryEvent,
  type Position,
  type RecordedEvent,
} from '@ehc/event-store';
import type { FollowedStream, StreamProjection } from '../projection.js';

/** Events by stream, each in the order in which they came. */
export const byStream = <Event extends HistoryEvent>(events: Iterable<Event>): Map<string, Event[]> => {
  const streams = new Map<string, Event[]>();
  for (const event of events) {
    const stream = streams.get(event.stream);
    if (stream) stream.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
};

/** What a stream's name says behind the kind. */
const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** Streams of which the tables know nothing yet, as far as the projection follows them. */
export const newStreams = (
  { streams, types }: StreamProjection,
  histories: Iterable<readonly HistoryEvent[]>,
): FollowedStream[] => {
  const prefixes = streams.map((kind) => `${kind}-`);
  const followed = types && new Set(types);
  const found: FollowedStream[] = [];
  for (const history of histories) {
    const { stream } = history[0]!;
    if (!prefixes.some((prefix) => stream.startsWith(prefix))) continue;
    const events = followed ? history.filter(({ type }) => followed.has(type)) : history;
    if (events.length > 0) found.push({ stream, id: idOf(stream), events, known: 0 });
  }
  return found;
};

/**
 * The streams that a batch makes grow, each with its history up to the batch's end. What came before is read from the
 * log, save of streams that begin in the batch.
 *
 * @param batch followed events after `from`, in order
 */
export const grownStreams = async (
  store: Pick<EventStore, 'readStreams'>,
  { types }: StreamProjection,
  batch: readonly RecordedEvent[],
  from: Position,
): Promise<FollowedStream[]> => {
  const added = byStream(batch);
  const older = [...added].filter(([, [first]]) => first!.revision > 0).map(([stream]) => stream);
  const histories = older.length === 0 ? new Map<string, RecordedEvent[]>() : await store.readStreams(older);
  const followed = types && new Set(types);
  return [...added].map(([stream, ofBatch]) => {
    const known = (histories.get(stream) ?? []).filter(
      ({ position, type }) => comparePositions(position, from) <= 0 && (followed?.has(type) ?? true),
    );
    return { stream, id: idOf(stream), events: [...known, ...ofBatch], known: known.length };
  });
};
