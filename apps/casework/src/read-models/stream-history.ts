import type { RecordedEvent } from '@ehc/event-store';
import { type PathwayEvent, readEvent } from '@ehc/pathway';

/** What a read model keeps of a stream, so that a correction of an earlier event can be applied: open payloads only. */
export interface StreamHistory {
  readonly authority: string;
  readonly child: string | null;
  readonly revision: number;
  readonly events: readonly PathwayEvent[];
}

/** The history with one more event; an event that is in it already changes nothing. */
export const withEvent = (history: StreamHistory | null, event: RecordedEvent): StreamHistory => {
  if (history && event.revision <= history.revision) return history;
  const read = readEvent(event);
  return {
    authority: event.authority,
    child: event.child ?? history?.child ?? null,
    revision: event.revision,
    events: read ? [...(history?.events ?? []), read] : (history?.events ?? []),
  };
};

/** Id of the entity whose stream an event stands in, where the stream is of that kind. */
export const entityOf =
  (kind: string) =>
  ({ stream }: Pick<RecordedEvent, 'stream'>): string | null =>
    stream.startsWith(`${kind}-`) ? stream.slice(kind.length + 1) : null;
