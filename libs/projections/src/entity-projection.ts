import type { RecordedEvent } from '@ehc/event-store';
import type { Projection, ProjectionTransaction, ReadModelTable } from './projection.js';
import type { Columns, RowOf } from './rows/columns.js';
import { deleteRows } from './rows/delete-rows.js';
import { insertRows } from './rows/insert-rows.js';
import { entityTable, loadEntities } from './rows/load-entities.js';
import type { Table } from './rows/table.js';
import { upsertRows } from './rows/upsert-rows.js';

/** Rows that are worked out from the state of one entity; see `entityRows`. */
export interface EntityRows<State> {
  readonly table: ReadModelTable;
  readonly write: (
    changed: ReadonlyMap<string, State | null>,
    transaction: ProjectionTransaction,
    schema: string,
  ) => Promise<void>;
}

/**
 * A table whose rows are worked out from the states of entities: whenever an entity changes, its rows are replaced by
 * what `rows` answers for the new state. `entityColumn` is the text column that holds the entity's id; where it alone
 * is the key (one row for each entity), rows are overwritten in place.
 */
export const entityRows = <State, C extends Columns>(options: {
  readonly table: Table<C>;
  readonly entityColumn: keyof C & string;
  readonly rows: (state: State, id: string) => readonly RowOf<C>[];
}): EntityRows<State> => {
  const { table, entityColumn, rows } = options;
  const oneRowEach = table.key.length === 1 && table.key[0] === entityColumn;
  return {
    table,
    write: async (changed, transaction, schema) => {
      const written: RowOf<C>[] = [];
      const emptied: string[] = [];
      for (const [id, state] of changed) {
        const ofEntity = state === null ? [] : rows(state, id);
        written.push(...ofEntity);
        if (!oneRowEach || ofEntity.length === 0) emptied.push(id);
      }
      const matches = emptied.map((id) => ({ [entityColumn]: id }) as Pick<RowOf<C>, keyof C & string>);
      await deleteRows(transaction, schema, table, matches);
      await (oneRowEach ? upsertRows : insertRows)(transaction, schema, table, written);
    },
  };
};

export interface EntityProjectionOptions<State> {
  readonly owner: string;
  readonly name: string;
  readonly version: number;
  readonly types?: readonly string[];
  /** Table of the states (`id`, `state`); `<name>_state` where left out. */
  readonly stateTable?: string;
  /** The entities that an event tells something about: their ids, or none. */
  readonly entitiesOf: (event: RecordedEvent) => string | readonly string[] | null;
  /**
   * The entity's state after an event; pure. `state` is null where nothing is known of the entity yet; answering null
   * forgets it and deletes its rows. States are kept as JSON: no `undefined`, `Date`, `Map` or bytes in them.
   */
  readonly fold: (state: State | null, event: RecordedEvent, id: string) => State | null;
  /** Tables worked out from the states. */
  readonly rows?: readonly EntityRows<State>[];
}

/**
 * The most usual shape of a read model: one state for each entity, kept as a JSON document and folded by a pure
 * function, and tables worked out from it. A batch costs one read and a few set-based writes, whatever its size.
 */
export const entityProjection = <State>(options: EntityProjectionOptions<State>): Projection => {
  const states = entityTable(options.stateTable ?? `${options.name}_state`);
  const tables = options.rows ?? [];
  return {
    owner: options.owner,
    name: options.name,
    version: options.version,
    types: options.types,
    tables: [states, ...tables.map(({ table }) => table)],
    handle: async (events, transaction, schema) => {
      const steps: (readonly [id: string, event: RecordedEvent])[] = [];
      for (const event of events) {
        const ids = options.entitiesOf(event) ?? [];
        for (const id of typeof ids === 'string' ? [ids] : new Set(ids)) steps.push([id, event]);
      }
      const changed = new Map<string, State | null>();
      const known = await loadEntities<State>(transaction, schema, states.name, new Set(steps.map(([id]) => id)));
      for (const [id, event] of steps) {
        const before = changed.has(id) ? changed.get(id)! : (known.get(id) ?? null);
        changed.set(id, options.fold(before, event, id));
      }
      const kept = [...changed].flatMap(([id, state]) => (state === null ? [] : [{ id, state }]));
      const forgotten = [...changed].flatMap(([id, state]) => (state === null ? [{ id }] : []));
      await deleteRows(transaction, schema, states, forgotten);
      await upsertRows(transaction, schema, states, kept);
      for (const { write } of tables) await write(changed, transaction, schema);
    },
  };
};
