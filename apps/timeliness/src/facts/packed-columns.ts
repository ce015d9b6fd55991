/** Columns of facts: what the measures call them, what tables call them, and what is in them. */
import type { IntColumn } from '../measures/index.js';
import { type DayCell, dayNumberOfCell } from './day-cell.js';

/** A column whose name ends in `On` holds a day, any other a whole number. */
export type CellOf<Name extends string> = Name extends `${string}On` ? DayCell : number;

/** The cells of a row, by the names that the measures know them by. */
export type Cells<Name extends string> = { readonly [N in Name]: CellOf<N> };

/** `firstDecidedOn` to `first_decided_on`. */
type Snake<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${Snake<Tail>}`
    : `_${Lowercase<Head>}${Snake<Tail>}`
  : Name;

const known = new Map<string, string>();

export const snake = <Name extends string>(name: Name): Snake<Name> => {
  let column = known.get(name);
  if (column === undefined) {
    column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    known.set(name, column);
  }
  return column as Snake<Name>;
};

export const isDay = (name: string): boolean => name.endsWith('On');

/** Types of the columns as `defineTable` takes them. */
export const columnTypes = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [snake(name), isDay(name) ? 'date' : 'int not null'])) as {
    readonly [N in Name as Snake<N>]: N extends `${string}On` ? 'date' : 'int not null';
  };

/** Puts cells under the names of the table's columns: a new row, to which its other columns may be added. */
export const columnCells = <Name extends string>(names: readonly Name[]) => {
  const columns = names.map((name) => [name, snake(name)] as const);
  return (cells: Cells<Name>) => {
    // One by one and always in the same order: the engine then knows all rows of a table by one shape.
    const row: Record<string, unknown> = {};
    for (const [name, column] of columns) row[column] = cells[name];
    return row as { [N in Name as Snake<N>]: CellOf<N> };
  };
};

/** The cells of a row of the table, under the names that the measures know. */
export const cellsOf = <Name extends string>(names: readonly Name[], row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(names.map((name) => [name, row[snake(name)]])) as Cells<Name>;

/** Columns of rows that are not packed. */
export const columnsOf = <Name extends string>(
  names: readonly Name[],
  rows: readonly Cells<Name>[],
): Record<Name, IntColumn> =>
  Object.fromEntries(
    names.map((name): [string, IntColumn] => [
      name,
      Int32Array.from(rows, (row) => {
        const cell: DayCell | number = row[name];
        return typeof cell === 'number' ? cell : dayNumberOfCell(cell);
      }),
    ]),
  ) as Record<Name, IntColumn>;
