import { describe, expect, test } from '@jest/globals';
import { parseCivilDate } from '@ehc/statutory-clock';
import { NEVER, UNDATED } from '../measures/index.js';
import {
  cellsOf,
  columnCells,
  columnsOf,
  columnTypes,
  keyOfUuid,
  packDay,
  PackedInts,
  packExpressions,
  placesOfRows,
} from './packed-columns.js';

const NAMES = ['receivedOn', 'firstDecision'] as const;
const UUID = '01234567-89ab-cdef-0123-456789abcdef';

const bytes = (...numbers: number[]): Buffer => {
  const packed = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, place) => packed.writeInt32BE(number, place * 4));
  return packed;
};

test('columns are named and typed after what the measures call them', () => {
  expect(columnTypes(NAMES)).toEqual({ received_on: 'date', first_decision: 'int not null' });
  const cells = { receivedOn: '2024-01-01', firstDecision: 2 };
  expect(columnCells(NAMES, cells)).toEqual({ received_on: '2024-01-01', first_decision: 2 });
  expect(cellsOf(NAMES, { received_on: '2024-01-01', first_decision: 2, other: 1 })).toEqual(cells);
  expect(packExpressions(NAMES)).toEqual([
    "date_send(coalesce(received_on, 'infinity'::date))",
    'int4send(first_decision)',
  ]);
});

test('days are those of PostgreSQL, counted from 1 January 2000, with its infinities', () => {
  expect(['2000-01-01', '2000-01-02', '1999-12-31', null, '-infinity'].map(packDay)).toEqual([
    0,
    1,
    -1,
    NEVER,
    UNDATED,
  ]);
});

describe('packed rows', () => {
  test('are read by column', () => {
    const ints = new PackedInts(bytes(0, 7, 366, 8, UNDATED, -1, NEVER, 0));
    const columns = ints.columns(NAMES, placesOfRows(ints.length, 2, 0));
    expect(columns.receivedOn).toEqual(
      Int32Array.of(parseCivilDate('2000-01-01'), parseCivilDate('2001-01-01'), UNDATED, NEVER),
    );
    expect(columns.firstDecision).toEqual(Int32Array.of(7, 8, -1, 0));
  });

  test('name a UUID as its text does, wherever they lie in memory', () => {
    const packed = Buffer.concat([Buffer.from([9]), bytes(5), Buffer.from(UUID.replaceAll('-', ''), 'hex')]).subarray(
      1,
    );
    const ints = new PackedInts(packed);
    expect(ints.uuid(1)).toBe(keyOfUuid(UUID));
    expect(ints.int(0)).toBe(5);
    expect(packed.readInt32BE(0)).toBe(5);
  });

  test('may be none', () => {
    const ints = new PackedInts(Buffer.alloc(0));
    expect(ints.columns(NAMES, placesOfRows(ints.length, 2, 0)).receivedOn).toHaveLength(0);
  });
});

test('rows that are not packed come to the same columns', () => {
  const columns = columnsOf(NAMES, [
    { receivedOn: '2024-01-01', firstDecision: 1 },
    { receivedOn: null, firstDecision: 0 },
    { receivedOn: '-infinity', firstDecision: 2 },
  ]);
  expect(columns.receivedOn).toEqual(Int32Array.of(parseCivilDate('2024-01-01'), NEVER, UNDATED));
  expect(columns.firstDecision).toEqual(Int32Array.of(1, 0, 2));
});
