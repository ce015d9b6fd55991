import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BinaryArray, ELEMENT } from './binary-array.js';
import { WireBuffer } from './wire-buffer.js';

/** The bytes of one value, without its length. */
const written = (write: (into: WireBuffer) => void): Buffer => {
  const buffer = new WireBuffer(1);
  write(buffer);
  const bytes = buffer.finish();
  expect(bytes.readInt32BE(0)).toBe(bytes.length - 4);
  return bytes.subarray(4);
};
const dayOf = (date: string): number => written((into) => into.date(date)).readInt32BE();

describe('a date', () => {
  test('is the days since 2000-01-01, in every year that PostgreSQL writes with four digits', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(dayOf(day)).toBe((Date.parse(`${day}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / 86_400_000);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(dayOf('2000-02-29')).toBe(59);
    expect(dayOf('infinity')).toBe(2 ** 31 - 1);
    expect(dayOf('-infinity')).toBe(-(2 ** 31));
  });

  test.each(['2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '0000-01-01', '2024-1-01', '2024-01-010',
    '2024/01/01', 'two', '', '20x4-01-01', '2024-01-00', 'Infinity'])('is not %j', (text) => {
    expect(() => dayOf(text)).toThrow(RangeError);
  }); // prettier-ignore
});

describe('a UUID', () => {
  const uuid = (text: string): string => written((into) => into.uuid(text)).toString('hex');

  test('is its sixteen bytes, however its letters are written', () => {
    fc.assert(
      fc.property(fc.uuid(), (text) => {
        expect(uuid(text)).toBe(text.replaceAll('-', ''));
        expect(uuid(text.toUpperCase())).toBe(text.replaceAll('-', ''));
      }),
    );
  });

  test.each(['', '3b241101', '3b241101-e2bb-4255-8caf-4136c566a9', '3b241101-e2bb-4255-8caf-4136c566a96200',
    '3b241101-e2bb-4255-8caf-4136c566a96g', '3b241101-e2bb-4255-8caf-4136c566a96é'])('is not %j', (text) => {
    expect(() => uuid(text)).toThrow(RangeError);
  }); // prettier-ignore
});

test('a whole number of eight bytes is the same as a number, a text or a bigint', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      const expected = Buffer.alloc(8);
      expected.writeBigInt64BE(value);
      expect(written((into) => into.int8(value))).toEqual(expected);
      expect(written((into) => into.int8(String(value)))).toEqual(expected);
    }),
  );
  expect(written((into) => into.int8(-1)).toString('hex')).toBe('f'.repeat(16));
});

test('a number beyond its range is refused', () => {
  expect(() => written((into) => into.int4(2 ** 31))).toThrow(/out of range/);
  expect(() => written((into) => into.int2(-(2 ** 15) - 1))).toThrow(/out of range/);
  expect(() => written((into) => into.int8(2n ** 63n))).toThrow(/out of range/);
});

test('a text is its UTF-8, short or long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120, size: 'max' }), (text) => {
      expect(written((into) => into.text(text))).toEqual(Buffer.from(text));
    }),
  );
});

test('an array knows how many it holds, and whether there are nulls', () => {
  const array = new BinaryArray(ELEMENT.text);
  array.text('a');
  array.text(null);
  expect(array.finish().toString('hex')).toBe('00000001000000010000001900000002000000010000000161ffffffff');
  expect(new BinaryArray(ELEMENT.int4).finish().toString('hex')).toBe('0000000100000000000000170000000000000001');
});
