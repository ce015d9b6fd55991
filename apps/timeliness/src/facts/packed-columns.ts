/**
 * Rows of facts, packed by the database itself into bytes, so that the measures of a large authority read a few megabytes
 * at once and not tens of thousands of rows. The readable columns stand beside them.
 *
 * A day is packed as PostgreSQL sends a date: days since 1 January 2000 in four bytes, big-endian, and its infinities as
 * the smallest and the greatest number.
 */
import { dayNumberOf } from '@ehc/statutory-clock';
import { type IntColumn, NEVER, UNDATED } from '../measures/index.js';
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

const snake = <Name extends string>(name: Name) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) as Snake<Name>;

const isDay = (name: string): boolean => name.endsWith('On');

/** Types of the columns as `defineTable` takes them. */
export const columnTypes = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [snake(name), isDay(name) ? 'date' : 'int not null'])) as {
    readonly [N in Name as Snake<N>]: N extends `${string}On` ? 'date' : 'int not null';
  };

/** The cells under the names of the table's columns. */
export const columnCells = <Name extends string>(names: readonly Name[], cells: Cells<Name>) =>
  Object.fromEntries(names.map((name) => [snake(name), cells[name]])) as {
    readonly [N in Name as Snake<N>]: CellOf<N>;
  };

/** The cells of a row of the table, under the names that the measures know. */
export const cellsOf = <Name extends string>(names: readonly Name[], row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(names.map((name) => [name, row[snake(name)]])) as Cells<Name>;

/** SQL expressions that pack the columns, in order. All are immutable, as a generated column needs. */
export const packExpressions = (names: readonly string[]): string[] =>
  names.map((name) =>
    isDay(name) ? `date_send(coalesce(${snake(name)}, 'infinity'::date))` : `int4send(${snake(name)})`,
  );

/** Day number of 1 January 2000, from which PostgreSQL counts days. */
const EPOCH = dayNumberOf(2000, 1, 1);

export const unpackDay = (packed: number): number => (packed === NEVER || packed === UNDATED ? packed : packed + EPOCH);
export const packDay = (cell: DayCell): number => {
  const day = dayNumberOfCell(cell);
  return day === NEVER || day === UNDATED ? day : day - EPOCH;
};

/** Reads packed rows one after another. */
export class PackedReader {
  #offset = 0;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.#offset >= this.bytes.length;
  }

  /** Sixteen bytes of a UUID, as a string that serves as a key and no more. */
  uuid(): string {
    const key = this.bytes.toString('latin1', this.#offset, this.#offset + 16);
    this.#offset += 16;
    return key;
  }

  int(): number {
    const value = this.bytes.readInt32BE(this.#offset);
    this.#offset += 4;
    return value;
  }

  day(): number {
    return unpackDay(this.int());
  }
}

/** Columns that grow row by row. */
export class ColumnsBuilder<Name extends string> {
  readonly #columns: Record<Name, number[]>;
  readonly #names: readonly Name[];
  readonly #days: readonly boolean[];
  count = 0;

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#days = names.map(isDay);
    this.#columns = Object.fromEntries(names.map((name): [string, number[]] => [name, []])) as Record<Name, number[]>;
  }

  /** Adds a row from bytes. */
  read(reader: PackedReader): void {
    for (let column = 0; column < this.#names.length; column++) {
      this.#columns[this.#names[column]!].push(this.#days[column] ? reader.day() : reader.int());
    }
    this.count += 1;
  }

  /** Adds a row from cells. */
  add(cells: Cells<Name>): void {
    for (const name of this.#names) {
      const cell: DayCell | number = cells[name];
      this.#columns[name].push(typeof cell === 'number' ? cell : dayNumberOfCell(cell));
    }
    this.count += 1;
  }

  build(): Record<Name, IntColumn> {
    return Object.fromEntries(
      this.#names.map((name): [string, IntColumn] => [name, Int32Array.from(this.#columns[name])]),
    ) as Record<Name, IntColumn>;
  }
}
