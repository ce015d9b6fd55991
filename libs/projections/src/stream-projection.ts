import type { FollowedStream, ProjectionTransaction, ReadModelTable, StreamProjection } from './projection.js';
import type { Columns, RowOf } from './rows/columns.js';
import { deleteRows } from './rows/delete-rows.js';
import { insertRows } from './rows/insert-rows.js';
import type { Table } from './rows/table.js';
import { upsertRows } from './rows/upsert-rows.js';

/** What became of a stream: whether it has rows already, and its state now. */
export interface StreamState<State> {
  readonly id: string;
  readonly isNew: boolean;
  readonly state: State;
}

/** Rows that are worked out from the state of one stream; see `rowsOfStream`. */
export interface StreamRows<State> {
  readonly table: ReadModelTable;
  readonly write: (
    states: readonly StreamState<State>[],
    transaction: ProjectionTransaction,
    schema: string,
  ) => Promise<void>;
}

/**
 * A table whose rows are worked out from the states of streams: whenever a stream grows, its rows are replaced by what
 * `rows` answers for the new state. `idColumn` is the text column that holds the stream's id; where it alone is the key
 * (one row for each stream), rows are overwritten in place.
 */
export const rowsOfStream = <State, C extends Columns>(options: {
  readonly table: Table<C>;
  readonly idColumn: keyof C & string;
  readonly rows: (state: State, id: string) => readonly RowOf<C>[];
}): StreamRows<State> => {
  const { table, idColumn, rows } = options;
  const oneRowEach = table.key.length === 1 && table.key[0] === idColumn;
  return {
    table,
    write: async (states, transaction, schema) => {
      const added: RowOf<C>[] = [];
      const replaced: RowOf<C>[] = [];
      const emptied: string[] = [];
      for (const { id, isNew, state } of states) {
        const ofStream = rows(state, id);
        (isNew ? added : replaced).push(...ofStream);
        if (!isNew && (!oneRowEach || ofStream.length === 0)) emptied.push(id);
      }
      const matches = emptied.map((id) => ({ [idColumn]: id }) as Pick<RowOf<C>, keyof C & string>);
      await deleteRows(transaction, schema, table, matches);
      await (oneRowEach ? upsertRows : insertRows)(transaction, schema, table, replaced);
      await insertRows(transaction, schema, table, added);
    },
  };
};

export interface StreamProjectionOptions<State> extends Omit<StreamProjection, 'tables' | 'write'> {
  /** What a stream's history comes to; pure. */
  readonly state: (stream: FollowedStream) => State;
  /** Tables worked out from the states. */
  readonly rows: readonly StreamRows<State>[];
}

/** The most usual shape of a read model: each stream is folded by a pure function, and its rows follow from that. */
export const streamProjection = <State>({
  state,
  rows,
  ...about
}: StreamProjectionOptions<State>): StreamProjection => ({
  ...about,
  tables: rows.map(({ table }) => table),
  write: async (streams, transaction, schema) => {
    const states = streams.map((stream) => ({ id: stream.id, isNew: stream.known === 0, state: state(stream) }));
    for (const { write } of rows) await write(states, transaction, schema);
  },
});
