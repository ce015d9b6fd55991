import { ELEMENT, microsecondsFromIso, WireBuffer } from '@ehc/event-store';
import type { ColumnType, PlainType, WrittenValues } from './columns.js';
import { plainType } from './columns.js';

/** With what the binary format of COPY begins: its signature, no flags, no extension. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** Rows in the binary format of `COPY … FROM`, which neither side has to write or read as text. */
export class CopyBuffer extends WireBuffer {
  /** Before the first row. */
  begin(): void {
    this.room(SIGNATURE.length);
    this.buffer.set(SIGNATURE, this.at);
    this.at += SIGNATURE.length;
  }

  /** Before the values of each row. */
  row(columns: number): void {
    this.rawInt2(columns);
  }

  /** Behind the last row. */
  end(): void {
    this.rawInt2(-1);
  }

  array<Item>(elementType: number, items: readonly Item[], write: (item: Item) => void): void {
    const start = this.at;
    this.rawInt4(0); // the length, once it is known
    const dimensions = items.length === 0 ? [] : [items.length, 1];
    for (const number of [dimensions.length / 2, 0, elementType, ...dimensions]) this.rawInt4(number);
    for (const item of items) write(item);
    this.buffer.writeInt32BE(this.at - start - 4, start);
  }
}

type Write<Value> = (into: CopyBuffer, value: Value) => void;

const arrayOf =
  <Item>(elementType: number, write: Write<Item>): Write<readonly Item[]> =>
  (into, items) =>
    into.array(elementType, items, (item) => write(into, item));

const text: Write<string> = (into, value) => into.text(value);
const uuid: Write<string> = (into, value) => into.uuid(value);
const int: Write<number> = (into, value) => into.int4(value);
const date: Write<string> = (into, value) => into.date(value);
const bytea: Write<Uint8Array> = (into, value) => into.bytes(value);

const writers: { readonly [T in PlainType]: Write<WrittenValues[T]> } = {
  text,
  uuid,
  boolean: (into, value) => into.bool(value),
  smallint: (into, value) => into.int2(value),
  int,
  bigint: (into, value) => into.int8(value),
  'double precision': (into, value) => into.float8(value),
  date,
  timestamptz: (into, value) => into.timestamptz(microsecondsFromIso(value)),
  jsonb: (into, value) => into.jsonb(JSON.stringify(value)),
  json: (into, value) => into.text(JSON.stringify(value)),
  bytea,
  'text[]': arrayOf(ELEMENT.text, text),
  'int[]': arrayOf(ELEMENT.int4, int),
  'uuid[]': arrayOf(ELEMENT.uuid, uuid),
  'date[]': arrayOf(ELEMENT.date, date),
  'bytea[]': arrayOf(ELEMENT.bytea, bytea),
};

/** Writes the values of a column. `undefined` counts as NULL. */
export const copyValue = (type: ColumnType): Write<unknown> => {
  const write = writers[plainType(type)] as Write<unknown>;
  return (into, value) => {
    if (value === null || value === undefined) into.null();
    else write(into, value);
  };
};
