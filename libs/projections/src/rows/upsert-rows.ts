import type { ProjectionTransaction } from '../projection.js';
import { chunks } from './chunks.js';
import { encode, identifier, type Columns, type RowOf } from './columns.js';
import { insertInto } from './insert-rows.js';
import type { Table } from './table.js';

/** One statement cannot write a row twice (SQLSTATE 21000): of rows with the same key the last is kept. */
const lastOfEachKey = <C extends Columns>(table: Table<C>, rows: Iterable<RowOf<C>>): Iterable<RowOf<C>> => {
  const byKey = new Map<string, RowOf<C>>();
  for (const row of rows) byKey.set(table.key.map((name) => encode(table.columns[name]!, row[name])).join(), row);
  return byKey.values();
};

/**
 * Writes rows by their key, in few statements: adds what is new, replaces what is there. Of several rows with one key
 * the last one holds, as if they had been written one after the other.
 */
export const upsertRows = async <C extends Columns>(
  transaction: ProjectionTransaction,
  schema: string,
  table: Table<C>,
  rows: Iterable<RowOf<C>>,
): Promise<void> => {
  const replaced = Object.keys(table.columns).filter((name) => !table.key.includes(name));
  const assignments = replaced.map((name) => `${identifier(name)} = excluded.${identifier(name)}`);
  const conflict = `ON CONFLICT (${table.key.map(identifier).join(', ')})`;
  const action = assignments.length === 0 ? 'DO NOTHING' : `DO UPDATE SET ${assignments.join(', ')}`;
  const names = Object.keys(table.columns).map(identifier).join(', ');
  const insert = insertInto(`${schema}.${identifier(table.name)} (${names})`, table);
  const statement = `${insert} ${conflict} ${action}`;
  for (const chunk of chunks(table.columns, lastOfEachKey(table, rows))) await transaction.query(statement, chunk);
};
