import { encode, type Columns } from './columns.js';

/** Most rows that one statement carries; measured: beyond 5,000 nothing is gained. */
const MAX_ROWS = 5_000;

/** Most characters that one statement carries, so that neither side holds huge strings. */
const MAX_CHARACTERS = 8_000_000;

/** Rows cut into statements: each chunk is one array literal per column. */
export function* chunks(columns: Columns, rows: Iterable<Readonly<Record<string, unknown>>>): Generator<string[]> {
  const entries = Object.entries(columns);
  let cells: string[][] = entries.map(() => []);
  let count = 0;
  let characters = 0;
  for (const row of rows) {
    entries.forEach(([name, type], column) => {
      const cell = encode(type, row[name]);
      characters += cell.length;
      cells[column]!.push(cell);
    });
    count += 1;
    if (count >= MAX_ROWS || characters >= MAX_CHARACTERS) {
      yield cells.map((column) => `{${column.join(',')}}`);
      cells = entries.map(() => []);
      count = 0;
      characters = 0;
    }
  }
  if (count > 0) yield cells.map((column) => `{${column.join(',')}}`);
}
