/**
 * Rows of facts packed into bytes when they are written, so that a question reads a megabyte or two of one authority at
 * once and not tens of thousands of rows. The readable columns stand beside them.
 *
 * A packed row is made of numbers of four bytes, big-endian: the ids of the row, four numbers each; a number whose bits
 * tell which columns hold something; those columns, from the first to the last; whatever else belongs to the row, its
 * tail. Most steps of most cases were never taken: leaving them out makes a row a third as long.
 */
import { type IntColumn, NEVER } from '../measures/index.js';
import { type DayCell, dayNumberOfCell } from './day-cell.js';
import { isDay, snake } from './packed-columns.js';

/** Bytes of a number. */
const INT = 4;

/** Numbers that a UUID takes. */
const UUID_INTS = 4;

/** What a column holds where nothing is packed. */
const blankOf = (name: string): number => (isDay(name) ? NEVER : 0);

/** How the rows of a table are packed. */
export interface RowLayout {
  /** Columns that hold the ids. */
  readonly ids: readonly string[];
  /** At most 32, by the names that the measures know; a day where the name ends in `On`. */
  readonly names: readonly string[];
  /** A column of bytes, whole numbers of four, whose count stands in the last of `names`. */
  readonly tail?: string;
}

type Row = Readonly<Record<string, unknown>>;

const asItIs = (cell: unknown): number => cell as number;

/** Writes the bytes of a UUID; where there is none, zeros are left. */
const writeUuid = (bytes: Buffer, uuid: unknown, offset: number): void => {
  if (uuid !== null) bytes.write((uuid as string).replaceAll('-', ''), offset, 'hex');
};

const uuidBytes = (uuid: string): Buffer => {
  const bytes = Buffer.alloc(UUID_INTS * INT);
  writeUuid(bytes, uuid, 0);
  return bytes;
};

const NOTHING = new Uint8Array(0);

/** Packs rows of a table, whose columns are named in PostgreSQL's way. */
export const packerOf = ({ ids, names, tail }: RowLayout): ((row: Row) => Uint8Array) => {
  const columns = names.map((name) => ({
    column: snake(name),
    numberOf: isDay(name) ? (cell: unknown) => dayNumberOfCell(cell as DayCell) : asItIs,
    blank: blankOf(name),
  }));
  return (row) => {
    const values: number[] = [];
    let held = 0;
    columns.forEach(({ column, numberOf, blank }, place) => {
      const value = numberOf(row[column]);
      if (value === blank) return;
      held |= 1 << place;
      values.push(value);
    });
    const end = tail === undefined ? NOTHING : (row[tail] as Uint8Array);
    const bytes = Buffer.alloc((ids.length * UUID_INTS + 1 + values.length) * INT + end.length);
    ids.forEach((id, place) => writeUuid(bytes, row[id], place * UUID_INTS * INT));
    let offset = bytes.writeInt32BE(held, ids.length * UUID_INTS * INT);
    for (const value of values) offset = bytes.writeInt32BE(value, offset);
    bytes.set(end, offset);
    return bytes;
  };
};

/** Bytes of packed rows as the numbers of which they consist. */
export class PackedInts {
  readonly ints: Int32Array;
  readonly #bytes: Buffer;

  /** @param packed big-endian; left as it is */
  constructor(packed: Uint8Array) {
    // A copy of its own is aligned, so that numbers can be read in place once they are in this machine's byte order.
    this.#bytes = Buffer.from(new Uint8Array(packed).buffer).swap32();
    this.ints = new Int32Array(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length / INT);
  }

  /** A key that stands for the UUID at this place; see `keyOfUuid`. */
  key(place: number): string {
    return this.#bytes.toString('latin1', place * INT, (place + UUID_INTS) * INT);
  }
}

/** The key under which `PackedInts` names a UUID. */
export const keyOfUuid = (uuid: string): string => uuidBytes(uuid).swap32().toString('latin1');

/** The UUID for which a key stands. */
export const uuidOfKey = (key: string): string => {
  const hex = Buffer.from(key, 'latin1').swap32().toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** The numbers of a UUID, as packed rows have them. */
export const uuidInts = (uuid: string): Int32Array => new PackedInts(uuidBytes(uuid)).ints;

const bitsIn = (word: number): number => {
  let count = 0;
  for (let left = word; left !== 0; left &= left - 1) count++;
  return count;
};

/** Where each row begins. */
const startsOf = (ints: Int32Array, ids: number, tailed: { last: number; width: number } | undefined): Int32Array => {
  const starts = new Int32Array(Math.ceil(ints.length / (ids * UUID_INTS + 1)));
  let rows = 0;
  for (let place = 0; place < ints.length;) {
    starts[rows++] = place;
    place += ids * UUID_INTS;
    const held = ints[place]!;
    place += 1 + bitsIn(held);
    if (tailed !== undefined && (held >>> tailed.last) & 1) place += ints[place - 1]! * tailed.width;
  }
  return starts.subarray(0, rows);
};

/** Rows of one table, of whose columns each is one array. */
export interface UnpackedRows<Name extends string> {
  readonly packed: PackedInts;
  readonly count: number;
  readonly columns: Readonly<Record<Name, IntColumn>>;
  /** Where each row's ids begin. */
  readonly starts: Int32Array;
  /** Where each row's tail begins. */
  readonly tails: Int32Array;
}

/**
 * Unpacks what `packerOf` packed.
 * @param tailWidth how many numbers each of the things in the tail has, which the last column counts
 */
export const unpackRows = <Name extends string>(
  bytes: Uint8Array,
  { ids, names }: { readonly ids: readonly string[]; readonly names: readonly Name[] },
  tailWidth?: number,
): UnpackedRows<Name> => {
  const packed = new PackedInts(bytes);
  const { ints } = packed;
  const tailed = tailWidth === undefined ? undefined : { last: names.length - 1, width: tailWidth };
  const starts = startsOf(ints, ids.length, tailed);
  const blank = (name: Name): IntColumn => new Int32Array(starts.length).fill(blankOf(name));
  const columns: IntColumn[] = [];
  const tails = new Int32Array(starts.length);
  for (let row = 0; row < starts.length; row++) {
    let place = starts[row]! + ids.length * UUID_INTS;
    for (let held = ints[place++]!; held !== 0; held &= held - 1) {
      const column = 31 - Math.clz32(held & -held);
      (columns[column] ??= blank(names[column]!))[row] = ints[place++]!;
    }
    tails[row] = place;
  }
  // Of many columns no row holds anything, where no return was ever imported: these are one and the same.
  const shared = new Map<number, IntColumn>();
  const empty = (name: Name): IntColumn => {
    const known = shared.get(blankOf(name)) ?? blank(name);
    shared.set(blankOf(name), known);
    return known;
  };
  return {
    packed,
    count: starts.length,
    columns: Object.fromEntries(names.map((name, place) => [name, columns[place] ?? empty(name)])) as Record<
      Name,
      IntColumn
    >,
    starts,
    tails,
  };
};

/** Where the second of a row's ids lies. */
export const secondId = (start: number): number => start + UUID_INTS;

/** Finds the row of a UUID, without making a text of each. */
export class RowsByUuid {
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** @param starts where each row's UUID lies in `ints`; of two with the same the last is found */
  constructor(
    private readonly ints: Int32Array,
    private readonly starts: Int32Array,
  ) {
    // Twice as many slots as rows, at least, so that a search soon meets an empty one.
    const size = 2 ** Math.ceil(Math.log2(starts.length + 1) + 1);
    this.#mask = size - 1;
    this.#slots = new Int32Array(size).fill(-1);
    for (let row = 0; row < starts.length; row++) this.#slots[this.#slotOf(ints, starts[row]!)] = row;
  }

  /** The row of the UUID at a place of other numbers; −1 where there is none. */
  rowOf(ints: Int32Array, place: number): number {
    return this.#slots[this.#slotOf(ints, place)]!;
  }

  /** The slot that holds this UUID, or the empty one where it belongs. */
  #slotOf(ints: Int32Array, place: number): number {
    let slot = hashOf(ints, place) & this.#mask;
    for (;;) {
      const row = this.#slots[slot]!;
      if (row === -1 || same(this.ints, this.starts[row]!, ints, place)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}

const hashOf = (ints: Int32Array, place: number): number => {
  let hash = 0;
  for (let part = 0; part < UUID_INTS; part++) {
    hash = Math.imul(hash ^ ints[place + part]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
};

const same = (a: Int32Array, at: number, b: Int32Array, bt: number): boolean =>
  a[at] === b[bt] && a[at + 1] === b[bt + 1] && a[at + 2] === b[bt + 2] && a[at + 3] === b[bt + 3];
