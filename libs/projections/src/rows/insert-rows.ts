import type { ProjectionTransaction } from '../projection.js';
import { chunks } from './chunks.js';
import { fromWire, identifier, type Columns, type RowOf } from './columns.js';
import type { Table } from './table.js';
import { unnest } from './unnest.js';

/** What follows the rows in the statement, for instance `ON CONFLICT DO NOTHING`. */
export const insertStatement = (schema: string, table: Table, onConflict: string): string => {
  const names = Object.keys(table.columns).map(identifier).join(', ');
  const values = Object.entries(table.columns).map(([name, type]) => fromWire(name, type));
  return `INSERT INTO ${schema}.${identifier(table.name)} (${names}) SELECT ${values.join(', ')} FROM ${unnest(table.columns)} ${onConflict}`;
};

/** Adds rows that are known to be new, in few statements. */
export const insertRows = async <C extends Columns>(
  transaction: ProjectionTransaction,
  schema: string,
  table: Table<C>,
  rows: Iterable<RowOf<C>>,
): Promise<void> => {
  const statement = insertStatement(schema, table as unknown as Table, '');
  for (const chunk of chunks(table.columns, rows)) await transaction.query(statement, chunk);
};
