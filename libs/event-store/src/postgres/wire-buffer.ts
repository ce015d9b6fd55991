import type { Microseconds } from '../time/instant.js';

const POSTGRES_EPOCH = Date.UTC(2000, 0, 1);
/** Days from 0000-03-01 to 2000-01-01. */
const DAYS_TO_EPOCH = 730_425;
/** What PostgreSQL keeps as `infinity` and `-infinity` in a date. */
const UNBOUNDED_DAYS = new Map([
  ['infinity', 2_147_483_647],
  ['-infinity', -2_147_483_648],
]);

/** Up to this length a text is sooner copied here than handed to native code. */
const SHORT = 48;

/**
 * Values in PostgreSQL's binary wire format, one behind the other, each with its length in front. Half the work of a
 * large append or copy went into writing values as text here and reading them there; and bytes need not double as
 * hexadecimal.
 */
export class WireBuffer {
  protected buffer: Buffer;
  protected at = 0;
  /** How many values there are, and how many of them are null. */
  protected values = 0;
  protected nulls = 0;

  /** @param size bytes that it has room for at first */
  constructor(size = 1_024) {
    this.buffer = Buffer.allocUnsafe(size);
  }

  /** How many bytes there are. */
  get size(): number {
    return this.at;
  }

  /** What has been written, as it goes over the wire. Not to be written to any more. */
  finish(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  null(): void {
    this.nulls += 1;
    this.#length(-1);
  }

  text(value: string | null): void {
    if (value === null) return this.null();
    // Three bytes for each UTF-16 unit is the most that UTF-8 takes: room is made before the length is known.
    this.room(4 + value.length * 3);
    const written = this.#utf8(value, this.at + 4);
    this.#length(written);
    this.at += written;
  }

  /** JSON text as jsonb, whose wire format is a version byte and the text. */
  jsonb(json: string): void {
    this.room(5 + json.length * 3);
    const written = this.#utf8(json, this.at + 5);
    this.#length(written + 1);
    this.buffer[this.at] = 1;
    this.at += written + 1;
  }

  bytes(value: Uint8Array | null): void {
    if (value === null) return this.null();
    this.#length(value.length);
    this.room(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  /** @throws RangeError where it is none */
  uuid(value: string | null): void {
    if (value === null) return this.null();
    this.#length(16);
    this.room(16);
    let digits = 0;
    for (let place = 0; place < value.length; place++) {
      const code = value.charCodeAt(place);
      if (code === HYPHEN) continue;
      const digit = code < HEX_DIGITS.length ? HEX_DIGITS[code]! : NO_DIGIT;
      if (digit === NO_DIGIT || digits === 32) throw new RangeError('Not a UUID.');
      const byte = this.at + (digits >> 1);
      this.buffer[byte] = digits % 2 === 0 ? digit << 4 : this.buffer[byte]! | digit;
      digits += 1;
    }
    if (digits !== 32) throw new RangeError('Not a UUID.');
    this.at += 16;
  }

  int2(value: number): void {
    this.#length(2);
    this.rawInt2(value);
  }

  int4(value: number): void {
    this.#length(4);
    this.rawInt4(value);
  }

  int8(value: bigint | number | string): void {
    this.#length(8);
    const number = Number(value);
    if (Number.isSafeInteger(number)) {
      this.rawInt4(Math.floor(number / 2 ** 32));
      this.rawInt4(number | 0); // its lower half
    } else {
      this.room(8);
      this.at = this.buffer.writeBigInt64BE(BigInt(value), this.at);
    }
  }

  float8(value: number): void {
    this.#length(8);
    this.room(8);
    this.at = this.buffer.writeDoubleBE(value, this.at);
  }

  bool(value: boolean): void {
    this.#length(1);
    this.room(1);
    this.buffer[this.at++] = value ? 1 : 0;
  }

  /** A civil date, YYYY-MM-DD, or `infinity` with or without its sign. @throws RangeError where it is none */
  date(value: string | null): void {
    if (value === null) return this.null();
    this.int4(UNBOUNDED_DAYS.get(value) ?? daysSinceEpoch(value));
  }

  timestamptz(value: Microseconds): void {
    this.int8(value - BigInt(POSTGRES_EPOCH) * 1000n);
  }

  /** Numbers without a length, of which headers are made. @throws RangeError beyond their range */
  protected rawInt2(value: number): void {
    this.room(2);
    this.at = this.buffer.writeInt16BE(value, this.at);
  }

  protected rawInt4(value: number): void {
    this.room(4);
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  protected room(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + bytes));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }

  /** Every value begins with its length, and so is counted here. */
  #length(bytes: number): void {
    this.values += 1;
    this.rawInt4(bytes);
  }

  /** @returns how many bytes it takes */
  #utf8(value: string, start: number): number {
    if (value.length > SHORT) return this.buffer.write(value, start);
    for (let place = 0; place < value.length; place++) {
      const code = value.charCodeAt(place);
      if (code > 127) return this.buffer.write(value, start);
      this.buffer[start + place] = code;
    }
    return value.length;
  }
}

const HYPHEN = 0x2d;
const NO_DIGIT = 16;
/** What a character's code stands for in hexadecimal. */
const HEX_DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? NO_DIGIT : digit;
});

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The number that the digits from `start` to `end` make; NaN where one is no digit. */
const digitsOf = (text: string, start: number, end: number): number => {
  let number = 0;
  for (let place = start; place < end; place++) {
    const digit = text.charCodeAt(place) - 0x30;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : NaN;
  }
  return number;
};

/** Days from 2000-01-01 to a civil date. By hand: `Date` takes ten times as long, and 31 February for a date. */
const daysSinceEpoch = (date: string): number => {
  const [year, month, day] = [digitsOf(date, 0, 4), digitsOf(date, 5, 7), digitsOf(date, 8, 10)];
  const last = (DAYS_OF_MONTH[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
  if (date.length !== 10 || date[4] !== '-' || date[7] !== '-' || !(year >= 1 && day >= 1 && day <= last)) {
    throw new RangeError('Not a civil date.');
  }
  // Years that begin in March end with the leap day.
  const march = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(march / 4) - Math.floor(march / 100) + Math.floor(march / 400);
  return march * 365 + leapDays + ofYear - DAYS_TO_EPOCH;
};
