import {
  type Columns,
  type ProjectionTransaction,
  type ReadModelTable,
  type RowOf,
  defineTable,
  insertRows,
} from '@ehc/projections';
import { packerOf, type RowLayout } from './packed-rows.js';

/** What is added to the columns of every fact. */
type Believed<C extends Columns> = C & {
  readonly authority: 'text not null';
  readonly from_position: 'bigint not null';
};
type Past<C extends Columns> = Believed<C> & { readonly to_position: 'bigint not null' };

/** Rows of one entity as they are believed from a position on. */
export interface Version<Row> {
  readonly from: string;
  /** Made for this version alone: what is kept beside them is added in place. */
  readonly rows: readonly Row[];
}

/** What became of one entity in a batch. */
export interface Change<Row> {
  readonly id: string;
  readonly authority: string;
  /** In order of position; at least one. */
  readonly versions: readonly Version<Row>[];
  /** Whether rows of it may be there from earlier batches. */
  readonly known: boolean;
}

/**
 * Facts of one kind, kept with the interval of positions during which each row was believed, so that any measure can be
 * asked as at any past moment. What is believed now and what was believed once lie in two tables, because nearly every
 * question is about now: its table stays as small as the facts are many.
 */
export interface BelievedTable<C extends Columns> {
  readonly name: string;
  readonly tables: readonly ReadModelTable[];
  /** Replaces the rows of each changed entity; what was believed before goes to the table of the past. */
  readonly write: (
    transaction: ProjectionTransaction,
    schema: string,
    changes: readonly Change<RowOf<C>>[],
  ) => Promise<void>;
}

/** SQL of a table of the rows believed at a position (`$n`) of an authority (`$m`), seen through the served views. */
export const believedAt = (table: string, columns: string, authority: string, position: string): string =>
  `(SELECT ${columns} FROM timeliness.${table} WHERE authority = ${authority} AND from_position <= ${position}
    UNION ALL
    SELECT ${columns} FROM timeliness.${table}_past
     WHERE authority = ${authority} AND from_position <= ${position} AND to_position > ${position})`;

export const defineBelievedTable = <const C extends Columns>(definition: {
  readonly name: string;
  /** Besides `authority` and the positions. */
  readonly columns: C;
  /** The column that holds the entity's id, and what else tells its rows apart. */
  readonly key: readonly [keyof C & string, ...(keyof C & string)[]];
  /** What follows `CREATE INDEX ON <table>`, on both tables. */
  readonly indexes?: readonly string[];
  /** How each row is packed into a column `packed`. */
  readonly packed?: RowLayout;
}): BelievedTable<C> => {
  const { name, key, packed } = definition;
  const [idColumn] = key;
  const idType = String(definition.columns[idColumn]).replace(' not null', '');
  const pack = packed && packerOf(packed);
  const columns = {
    ...definition.columns,
    ...(pack && { packed: 'bytea not null' }),
    authority: 'text not null',
    from_position: 'bigint not null',
  } as unknown as Believed<C>;
  // What was believed at a position is found by the index alone; of ten years' versions nearly none is of that moment.
  const now = defineTable({
    name,
    columns,
    key,
    indexes: ['(authority, from_position)', ...(definition.indexes ?? [])],
  });
  const past = defineTable({
    name: `${name}_past`,
    columns: { ...columns, to_position: 'bigint not null' } as unknown as Past<C>,
    key: [...key, 'from_position'] as (keyof Past<C> & string)[],
    indexes: ['(authority, to_position, from_position)', ...(definition.indexes ?? [])],
  });
  const kept = Object.keys(columns);
  const retire = (schema: string): string =>
    `WITH gone AS (
       DELETE FROM ${schema}.${name} AS f USING unnest($1::${idType}[], $2::bigint[]) AS changed (id, position)
        WHERE f.${idColumn} = changed.id RETURNING f.*, changed.position AS until
     )
     INSERT INTO ${schema}.${name}_past (${kept.join(', ')}, to_position)
     SELECT ${kept.join(', ')}, until FROM gone WHERE from_position <> until`;
  return {
    name,
    tables: [now, past],
    write: async (transaction, schema, changes) => {
      const known = changes.filter((change) => change.known);
      if (known.length > 0) {
        await transaction.query(retire(schema), [
          known.map(({ id }) => id),
          known.map(({ versions }) => versions[0]!.from),
        ]);
      }
      const [believed, superseded]: [unknown[], unknown[]] = [[], []];
      for (const { authority, versions } of changes) {
        versions.forEach(({ from, rows }, index) => {
          const until = versions[index + 1]?.from;
          for (const row of rows) {
            const placed = Object.assign(row as object, pack && { packed: pack(row) }, {
              authority,
              from_position: from,
            });
            if (until === undefined) believed.push(placed);
            else superseded.push(Object.assign(placed, { to_position: until }));
          }
        });
      }
      await insertRows(transaction, schema, now, believed as RowOf<Believed<C>>[]);
      await insertRows(transaction, schema, past, superseded as RowOf<Past<C>>[]);
    },
  };
};
