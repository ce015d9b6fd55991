import type { HistoryEvent } from '@ehc/event-store';
import { type PathwayEvent, readEvent } from '@ehc/pathway';
import { documentTable, type FollowedStream, rowsOfStream, type StreamRows } from '@ehc/projections';

/** What a read model keeps of a stream, to be folded when it is read: open payloads only. */
export interface StreamHistory {
  readonly authority: string;
  readonly child: string | null;
  readonly revision: number;
  readonly events: readonly PathwayEvent[];
}

const lastOf = (events: readonly HistoryEvent[]): HistoryEvent => events.at(-1)!;

/** A stream as its read model keeps it. */
export const historyOf = ({ events }: FollowedStream): StreamHistory => ({
  authority: lastOf(events).authority,
  child: events.findLast(({ child }) => child !== null)?.child ?? null,
  revision: lastOf(events).revision,
  events: events.map(readEvent).filter((event) => event !== null),
});

/** The table that keeps the histories of one kind of stream, one document each. */
export const historyRows = <State extends { readonly history: StreamHistory }>(table: string): StreamRows<State> =>
  rowsOfStream<State, ReturnType<typeof documentTable>['columns']>({
    table: documentTable(table),
    idColumn: 'id',
    rows: ({ history }, id) => [{ id, authority: history.authority, state: history }],
  });
