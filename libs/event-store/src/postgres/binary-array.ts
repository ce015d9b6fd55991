import type { Microseconds } from '../time/instant.js';

/**
 * One-dimensional PostgreSQL arrays in the binary wire format, which `pg` passes on as it finds them. Half the work of
 * a large append went into quoting text arrays here and reading them there; and bytes need not double as hexadecimal.
 */
export class BinaryArray {
  #buffer: Buffer = Buffer.allocUnsafe(1024);
  #at = HEADER;
  #length = 0;
  #hasNull = 0;

  /** @param elementType OID of the element's type, which must be that of the parameter */
  constructor(readonly elementType: number) {}

  text(value: string | null): void {
    if (value === null) return this.#null();
    // Three bytes for each UTF-16 unit is the most that UTF-8 takes: room is made before the length is known.
    this.#room(4 + value.length * 3);
    const bytes = this.#buffer.write(value, this.#at + 4);
    this.#buffer.writeInt32BE(bytes, this.#at);
    this.#at += 4 + bytes;
    this.#length++;
  }

  /** JSON text as jsonb, whose wire format is a version byte and the text. */
  jsonb(json: string): void {
    this.#room(5 + json.length * 3);
    const bytes = this.#buffer.write(json, this.#at + 5);
    this.#buffer.writeInt32BE(bytes + 1, this.#at);
    this.#buffer[this.#at + 4] = 1;
    this.#at += 5 + bytes;
    this.#length++;
  }

  bytes(value: Uint8Array | null): void {
    if (value === null) return this.#null();
    this.#room(4 + value.length);
    this.#buffer.writeInt32BE(value.length, this.#at);
    this.#buffer.set(value, this.#at + 4);
    this.#at += 4 + value.length;
    this.#length++;
  }

  uuid(value: string | null): void {
    if (value === null) return this.#null();
    this.#room(20);
    this.#buffer.writeInt32BE(16, this.#at);
    this.#buffer.write(value.replaceAll('-', ''), this.#at + 4, 'hex');
    this.#at += 20;
    this.#length++;
  }

  int4(value: number): void {
    this.#room(8);
    this.#buffer.writeInt32BE(4, this.#at);
    this.#buffer.writeInt32BE(value, this.#at + 4);
    this.#at += 8;
    this.#length++;
  }

  /** A civil date, YYYY-MM-DD. */
  date(value: string | null): void {
    if (value === null) return this.#null();
    this.int4((Date.parse(`${value}T00:00:00Z`) - POSTGRES_EPOCH) / 86_400_000);
  }

  timestamptz(value: Microseconds): void {
    this.#room(12);
    this.#buffer.writeInt32BE(8, this.#at);
    this.#buffer.writeBigInt64BE(value - BigInt(POSTGRES_EPOCH) * 1000n, this.#at + 4);
    this.#at += 12;
    this.#length++;
  }

  bool(value: boolean): void {
    this.#room(5);
    this.#buffer.writeInt32BE(1, this.#at);
    this.#buffer[this.#at + 4] = value ? 1 : 0;
    this.#at += 5;
    this.#length++;
  }

  /** The array as it goes over the wire. */
  finish(): Buffer {
    this.#buffer.writeInt32BE(1, 0); // dimensions
    this.#buffer.writeInt32BE(this.#hasNull, 4);
    this.#buffer.writeInt32BE(this.elementType, 8);
    this.#buffer.writeInt32BE(this.#length, 12);
    this.#buffer.writeInt32BE(1, 16); // lower bound
    return this.#buffer.subarray(0, this.#at);
  }

  #null(): void {
    this.#room(4);
    this.#buffer.writeInt32BE(-1, this.#at);
    this.#at += 4;
    this.#length++;
    this.#hasNull = 1;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}

const HEADER = 20;
const POSTGRES_EPOCH = Date.UTC(2000, 0, 1);

/** OIDs of the element types that the append uses; they are fixed in PostgreSQL's catalogue. */
export const ELEMENT = {
  bool: 16,
  bytea: 17,
  int4: 23,
  text: 25,
  date: 1082,
  timestamptz: 1184,
  uuid: 2950,
  jsonb: 3802,
} as const;
