import type { ProjectionTransaction } from '../projection.js';
import { copyCell, identifier, type Columns, type RowOf } from './columns.js';
import type { Table } from './table.js';

/** Characters in a piece, more or less: some rows at a time, so that none of them is held for long. */
const PIECE = 65_536;

function* lines<C extends Columns>(table: Table<C>, rows: readonly RowOf<C>[]): Generator<string> {
  const cells = Object.entries(table.columns).map(([name, type]) => [name, copyCell(type)] as const);
  let piece = '';
  for (const row of rows) {
    let separator = '';
    for (const [name, write] of cells) {
      piece += separator + write(row[name]);
      separator = '\t';
    }
    piece += '\n';
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** Adds rows that are known to be new. */
export const insertRows = async <C extends Columns>(
  transaction: ProjectionTransaction,
  schema: string,
  table: Table<C>,
  rows: readonly RowOf<C>[],
): Promise<void> => {
  if (rows.length === 0) return;
  const names = Object.keys(table.columns).map(identifier).join(', ');
  const statement = `COPY ${schema}.${identifier(table.name)} (${names}) FROM STDIN`;
  await transaction.copy(statement, lines(table, rows));
};
