import type { ProjectionTransaction } from '../projection.js';
import { encode, identifier, wireType, type Columns, type ReadRowOf, type RowOf } from './columns.js';
import type { Table } from './table.js';

/** The rows whose `column` holds one of `values`, ordered by the table's key. */
export const loadRows = async <C extends Columns, K extends keyof C & string>(
  transaction: ProjectionTransaction,
  schema: string,
  table: Table<C>,
  column: K,
  values: readonly NonNullable<RowOf<C>[K]>[],
): Promise<ReadRowOf<C>[]> => {
  if (values.length === 0) return [];
  const type = table.columns[column]!;
  return transaction.query<ReadRowOf<C>>(
    `SELECT ${Object.keys(table.columns).map(identifier).join(', ')} FROM ${schema}.${identifier(table.name)}
      WHERE ${identifier(column)} = ANY ($1::${wireType(type)}) ORDER BY ${table.key.map(identifier).join(', ')}`,
    [`{${values.map((value) => encode(type, value)).join(',')}}`],
  );
};
