import type { ProjectionTransaction } from '../projection.js';
import { chunks } from './chunks.js';
import { fromWire, identifier, type Columns, type RowOf } from './columns.js';
import type { Table } from './table.js';
import { unnest } from './unnest.js';

/**
 * Deletes every row that matches one of `matches` in the columns that these name: the whole key, or a part of it to
 * delete everything under it. Each of `matches` names the same columns, none of them null.
 */
export const deleteRows = async <C extends Columns, K extends keyof C & string>(
  transaction: ProjectionTransaction,
  schema: string,
  table: Table<C>,
  matches: readonly Pick<RowOf<C>, K>[],
): Promise<void> => {
  if (matches.length === 0) return;
  const columns: Columns = Object.fromEntries(Object.keys(matches[0]!).map((name) => [name, table.columns[name]!]));
  const same = Object.entries(columns).map(([name, type]) => `t.${identifier(name)} = r.${fromWire(name, type)}`);
  const statement = `DELETE FROM ${schema}.${identifier(table.name)} AS t USING ${unnest(columns)} WHERE ${same.join(' AND ')}`;
  for (const chunk of chunks(columns, matches)) await transaction.query(statement, chunk);
};
