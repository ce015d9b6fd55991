import type { HistoryEvent } from '@ehc/event-store';
import {
  defineTable,
  documentTable,
  rowsOfStream,
  streamProjection,
  upsertRows,
  type EventProjection,
  type StreamProjection,
} from '../src/index.js';
import { loadRows } from '../src/rows/load-rows.js';

/** What the events of these tests carry. */
export interface Counted {
  readonly amount: number;
  readonly label: string | null;
}

export const counter = defineTable({
  name: 'counter',
  columns: {
    stream: 'text not null',
    total: 'bigint not null',
    happened_on: 'date',
    label: 'text',
    labels: 'text[]',
    last: 'jsonb',
    seal: 'bytea',
  },
  key: ['stream'],
  indexes: ['(total)'],
});

export const daily = defineTable({
  name: 'counter_by_day',
  columns: { day: 'date not null', authority: 'text not null', events: 'int not null' },
  key: ['day', 'authority'],
});

const payload = (event: HistoryEvent): Counted => event.payload as Counted;

/**
 * Adds up what was counted. On purpose it adds to the rows that are there, so that a batch applied twice, or half, is
 * seen in the sums.
 */
export const counterProjection = (options: Partial<EventProjection> = {}): EventProjection => ({
  owner: 'sample',
  name: 'counter',
  version: 1,
  types: ['Counted', 'Cleared'],
  tables: [counter, daily],
  handle: async (events, transaction, schema) => {
    const streams = [...new Set(events.map(({ stream }) => stream))];
    const known = await loadRows(transaction, schema, counter, 'stream', streams);
    const rows = new Map(known.map((row) => [row.stream, row]));
    const gone = new Set<string>();
    for (const event of events) {
      if (event.type === 'Cleared') {
        rows.delete(event.stream);
        gone.add(event.stream);
        continue;
      }
      const { amount, label } = payload(event);
      const before = rows.get(event.stream);
      rows.set(event.stream, {
        stream: event.stream,
        total: String(BigInt(before?.total ?? 0) + BigInt(amount)),
        happened_on: event.happenedOn,
        label,
        labels: label === null ? (before?.labels ?? null) : [...(before?.labels ?? []), label],
        last: { amount, label },
        seal: Buffer.from(`${event.stream}${amount}`),
      });
    }
    await transaction.query(`DELETE FROM ${schema}.counter WHERE stream = ANY ($1)`, [[...gone]]);
    await upsertRows(transaction, schema, counter, rows.values());
    await transaction.query(
      `INSERT INTO ${schema}.counter_by_day AS d
       SELECT day, authority, count(*) FROM unnest($1::date[], $2::text[]) AS e (day, authority) GROUP BY 1, 2
       ON CONFLICT (day, authority) DO UPDATE SET events = d.events + excluded.events`,
      [events.map(({ happenedOn }) => happenedOn), events.map(({ authority }) => authority)],
    );
  },
  ...options,
});

interface Tally {
  readonly total: number;
  readonly byLabel: Readonly<Record<string, number>>;
}

export const tallyLabel = defineTable({
  name: 'tally_label',
  columns: { stream: 'text not null', label: 'text not null', total: 'int not null' },
  key: ['stream', 'label'],
});

export const tally = defineTable({
  name: 'tally',
  columns: { stream: 'text not null', total: 'int not null', labels: 'text[] not null' },
  key: ['stream'],
});

/** The state after an event; null once it is cleared. */
const tallied = (state: Tally | null, event: HistoryEvent): Tally | null => {
  if (event.type === 'Cleared') return null;
  const { amount, label } = payload(event);
  const before = state ?? { total: 0, byLabel: {} };
  const key = label ?? 'none';
  return {
    total: before.total + amount,
    byLabel: { ...before.byLabel, [key]: (before.byLabel[key] ?? 0) + amount },
  };
};

/** The same with the helper for streams: one row for each stream, and one for each stream and label. */
export const tallyProjection = (): StreamProjection =>
  streamProjection<Tally | null>({
    owner: 'sample',
    name: 'tally',
    version: 1,
    streams: ['case'],
    types: ['Counted', 'Cleared'],
    state: ({ events }) => events.reduce(tallied, null),
    rows: [
      rowsOfStream({
        table: documentTable('tally_state'),
        idColumn: 'id',
        rows: (state: Tally | null, id) => (state === null ? [] : [{ id, authority: '301', state }]),
      }),
      rowsOfStream({
        table: tally,
        idColumn: 'stream',
        rows: (state: Tally | null, stream) =>
          state === null || state.total === 0
            ? []
            : [{ stream, total: state.total, labels: Object.keys(state.byLabel) }],
      }),
      rowsOfStream({
        table: tallyLabel,
        idColumn: 'stream',
        rows: (state: Tally | null, stream) =>
          Object.entries(state?.byLabel ?? {}).map(([label, total]) => ({ stream, label, total })),
      }),
    ],
  });
