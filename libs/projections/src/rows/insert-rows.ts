import type { ProjectionTransaction } from '../projection.js';
import { chunks } from './chunks.js';
import { fromWire, identifier, type Columns, type RowOf } from './columns.js';
import { CopyBuffer, copyValue } from './copy-buffer.js';
import type { Table } from './table.js';
import { unnest } from './unnest.js';

/** Bytes in a piece, more or less: some rows at a time, so that none of them is held for long. */
const PIECE = 65_536;

function* pieces<C extends Columns>(table: Table<C>, rows: readonly RowOf<C>[]): Generator<Buffer> {
  const columns = Object.entries(table.columns).map(([name, type]) => ({ name, write: copyValue(type) }));
  let piece = new CopyBuffer(PIECE);
  piece.begin();
  for (const row of rows) {
    if (piece.size >= PIECE) {
      yield piece.finish();
      piece = new CopyBuffer(PIECE);
    }
    piece.row(columns.length);
    for (const { name, write } of columns) write(piece, row[name]);
  }
  piece.end();
  yield piece.finish();
}

/** The statement that inserts a chunk of rows. */
export const insertInto = (into: string, { columns }: Pick<Table, 'columns'>): string => {
  const values = Object.entries(columns).map(([name, type]) => fromWire(name, type));
  return `INSERT INTO ${into} SELECT ${values.join(', ')} FROM ${unnest(columns)}`;
};

/** Adds rows that are known to be new. */
export const insertRows = async <C extends Columns>(
  transaction: ProjectionTransaction,
  schema: string,
  table: Table<C>,
  rows: readonly RowOf<C>[],
): Promise<void> => {
  if (rows.length === 0) return;
  const names = Object.keys(table.columns).map(identifier).join(', ');
  const into = `${schema}.${identifier(table.name)} (${names})`;
  if (transaction.copy) return transaction.copy(`COPY ${into} FROM STDIN (FORMAT binary)`, pieces(table, rows));
  for (const chunk of chunks(table.columns, rows)) await transaction.query(insertInto(into, table), chunk);
};
