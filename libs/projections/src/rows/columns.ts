/** What a column of each PostgreSQL type takes when a row is written. */
export interface WrittenValues {
  text: string;
  uuid: string;
  boolean: boolean;
  smallint: number;
  int: number;
  bigint: bigint | string | number;
  'double precision': number;
  /** Civil date, YYYY-MM-DD. */
  date: string;
  /** Instant, ISO 8601. */
  timestamptz: string;
  /** Anything that `JSON.stringify` takes; `null` is SQL's NULL. */
  jsonb: unknown;
  /** As `jsonb`, but kept as it was written, keys in their order; cannot be indexed or compared. */
  json: unknown;
  bytea: Uint8Array;
  'text[]': readonly string[];
  'int[]': readonly number[];
  'uuid[]': readonly string[];
  'date[]': readonly string[];
  'bytea[]': readonly Uint8Array[];
}

/** What a column of each PostgreSQL type gives when a row is read through a `ProjectionTransaction`. */
interface ReadValues {
  text: string;
  uuid: string;
  boolean: boolean;
  smallint: number;
  int: number;
  bigint: string;
  'double precision': number;
  date: string;
  timestamptz: string;
  jsonb: unknown;
  json: unknown;
  bytea: Uint8Array;
  'text[]': string[];
  'int[]': number[];
  'uuid[]': string[];
  'date[]': string[];
  'bytea[]': Uint8Array[];
}

export type PlainType = keyof WrittenValues;

/** PostgreSQL type of a column; nullable unless it says otherwise: `'text'`, `'date not null'`. */
export type ColumnType = PlainType | `${PlainType} not null`;

/** Columns of a table, in their order. */
export type Columns = Readonly<Record<string, ColumnType>>;

type Written<T extends ColumnType> = T extends `${infer P extends PlainType} not null`
  ? WrittenValues[P]
  : T extends PlainType
    ? WrittenValues[T] | null
    : never;

type Read<T extends ColumnType> = T extends `${infer P extends PlainType} not null`
  ? ReadValues[P]
  : T extends PlainType
    ? ReadValues[T] | null
    : never;

/** A row as it is written. */
export type RowOf<C extends Columns> = { readonly [K in keyof C]: Written<C[K]> };

/** A row as it is read: big numbers and dates as strings, bytes as `Uint8Array`. */
export type ReadRowOf<C extends Columns> = { readonly [K in keyof C]: Read<C[K]> };

export const plainType = (type: ColumnType): PlainType => type.replace(' not null', '') as PlainType;

const quoted = (text: string): string => (/["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`);
const same = (text: string): string => text;
const hex = (bytes: Uint8Array): string =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
const array =
  <Item>(element: (item: Item) => string) =>
  (items: readonly Item[]): string =>
    `{${items.map(element).join(',')}}`;

/** A value as PostgreSQL's input of its type takes it. */
const literals: { readonly [T in PlainType]: (value: WrittenValues[T]) => string } = {
  text: same,
  uuid: same,
  boolean: String,
  smallint: String,
  int: String,
  bigint: String,
  'double precision': String,
  date: same,
  timestamptz: same,
  jsonb: JSON.stringify,
  json: JSON.stringify,
  bytea: hex,
  'text[]': array(quoted),
  'int[]': array(String),
  'uuid[]': array(String),
  'date[]': array(quoted),
  'bytea[]': array((item: Uint8Array) => quoted(hex(item))),
};

const literal = (type: PlainType, value: unknown): string => (literals[type] as (value: unknown) => string)(value);

/** Types whose values are written with letters, digits and signs that mean nothing else, wherever they stand. */
const harmless: ReadonlySet<PlainType> = new Set(['uuid', 'boolean', 'smallint', 'int', 'bigint', 'double precision']);

/** Writes a value as an element of an array literal. `undefined` counts as NULL. */
export const encode = (type: ColumnType, value: unknown): string => {
  if (value === null || value === undefined) return 'NULL';
  const plain = plainType(type);
  return harmless.has(plain) ? literal(plain, value) : quoted(literal(plain, value));
};

/**
 * Type under which a whole column travels as one parameter. Arrays travel as text, each row's array as a literal,
 * because `unnest` flattens arrays of arrays.
 */
export const wireType = (type: ColumnType): string =>
  plainType(type).endsWith('[]') ? 'text[]' : `${plainType(type)}[]`;

/** The column's expression in `SELECT … FROM unnest(…)`. */
export const fromWire = (name: string, type: ColumnType): string =>
  plainType(type).endsWith('[]') ? `${identifier(name)}::${plainType(type)}` : identifier(name);

/** Quotes a name of a table or column. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
