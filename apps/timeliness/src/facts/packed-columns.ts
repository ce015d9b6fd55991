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

const known = new Map<string, string>();

const snake = <Name extends string>(name: Name): Snake<Name> => {
  let column = known.get(name);
  if (column === undefined) {
    column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    known.set(name, column);
  }
  return column as Snake<Name>;
};

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

const unpackDay = (packed: number): number => (packed === NEVER || packed === UNDATED ? packed : packed + EPOCH);

/** A day as PostgreSQL sends it. */
export const packDay = (cell: DayCell): number => {
  const day = dayNumberOfCell(cell);
  return day === NEVER || day === UNDATED ? day : day - EPOCH;
};

/** Numbers that a UUID takes. */
export const UUID_INTS = 4;

/** Packed rows as the four-byte numbers of which they consist. A megabyte takes about a millisecond. */
export class PackedInts {
  readonly length: number;
  readonly #bytes: Buffer;
  readonly #ints: Int32Array;

  /** @param packed big-endian; left as it is */
  constructor(packed: Uint8Array) {
    // A copy of its own is aligned, so that numbers can be read in place once they are in this machine's byte order.
    this.#bytes = Buffer.from(new Uint8Array(packed).buffer).swap32();
    this.#ints = new Int32Array(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length / 4);
    this.length = this.#ints.length;
  }

  int(place: number): number {
    return this.#ints[place]!;
  }

  /** A key that stands for the UUID at this place; see `keyOfUuid`. */
  uuid(place: number): string {
    return this.#bytes.toString('latin1', place * 4, (place + UUID_INTS) * 4);
  }

  /** Columns that stand one behind the other in each row, from the places given. */
  columns<Name extends string>(names: readonly Name[], places: Int32Array): Record<Name, IntColumn> {
    return Object.fromEntries(
      names.map((name, offset): [string, IntColumn] => [name, this.#column(places, offset, isDay(name))]),
    ) as Record<Name, IntColumn>;
  }

  #column(places: Int32Array, offset: number, days: boolean): IntColumn {
    const ints = this.#ints;
    const column = new Int32Array(places.length);
    if (days) for (let row = 0; row < places.length; row++) column[row] = unpackDay(ints[places[row]! + offset]!);
    else for (let row = 0; row < places.length; row++) column[row] = ints[places[row]! + offset]!;
    return column;
  }
}

/** The key under which `PackedInts` names a UUID. */
export const keyOfUuid = (uuid: string): string =>
  Buffer.from(uuid.replaceAll('-', ''), 'hex').swap32().toString('latin1');

/** The places of rows of one length, each `first` numbers behind its start. */
export const placesOfRows = (ints: number, length: number, first: number): Int32Array => {
  const places = new Int32Array(ints / length);
  for (let row = 0; row < places.length; row++) places[row] = row * length + first;
  return places;
};

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
