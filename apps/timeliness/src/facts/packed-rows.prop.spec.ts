import { expect, test } from '@jest/globals';
import { formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import fc from 'fast-check';
import { NEVER, UNDATED } from '../measures/index.js';
import { keyOfUuid, packerOf, RowsByUuid, secondId, unpackRows, uuidInts } from './packed-rows.js';

/** As many columns as a row can have, days and numbers in turn. */
const NAMES = Array.from({ length: 32 }, (_, place) => (place % 2 === 0 ? `step${place}On` : `code${place}`));
const LAYOUT = { ids: ['plan_id', 'case_id'], names: NAMES, tail: 'reviews' } as const;
const TAIL = 2;

const first = parseCivilDate('0001-01-01');
const dayCell = fc.option(
  fc.oneof(
    fc.constant('-infinity'),
    fc.integer({ min: first, max: first + 3_000_000 }).map((day) => formatCivilDate(day)),
  ),
  { freq: 2 },
);
const number = fc.oneof(fc.constant(0), fc.integer());
const tail = fc.array(fc.integer(), { maxLength: 4 }).map((ints) => [...ints, ...ints]);

const row = fc
  .record({
    plan_id: fc.uuid(),
    case_id: fc.option(fc.uuid()),
    cells: fc.tuple(...NAMES.map((name) => (name.endsWith('On') ? dayCell : number))),
    tail,
  })
  .map(({ plan_id, case_id, cells, tail: ints }) => {
    const reviews = Buffer.alloc(ints.length * 4);
    ints.forEach((int, place) => reviews.writeInt32BE(int, place * 4));
    const named = Object.fromEntries(NAMES.map((name, place) => [name, cells[place]!]));
    return { plan_id, case_id, ...named, [NAMES.at(-1)!]: ints.length / TAIL, reviews, ints };
  });

const snake = (name: string): string => name.replace('On', '_on');
const numberOf = (cell: unknown): number =>
  typeof cell === 'number'
    ? cell
    : cell === null
      ? NEVER
      : cell === '-infinity'
        ? UNDATED
        : parseCivilDate(cell as string);

test('what is packed is read back, row after row and column by column', () => {
  const pack = packerOf(LAYOUT);
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const packed = rows.map((one) =>
        pack(Object.fromEntries(Object.entries(one).map(([name, cell]) => [snake(name), cell]))),
      );
      const read = unpackRows(Buffer.concat(packed), LAYOUT, TAIL);
      expect(read.count).toBe(rows.length);
      for (const name of NAMES) {
        expect([name, ...read.columns[name]!]).toEqual([
          name,
          ...rows.map((one) => numberOf((one as Readonly<Record<string, unknown>>)[name])),
        ]);
      }
      rows.forEach(({ plan_id, case_id, ints }, place) => {
        const [start, from] = [read.starts[place]!, read.tails[place]!];
        expect(read.packed.key(start)).toBe(keyOfUuid(plan_id));
        expect(read.packed.key(secondId(start))).toBe(keyOfUuid(case_id ?? '00000000-0000-0000-0000-000000000000'));
        expect([...read.packed.ints.subarray(from, from + ints.length)]).toEqual(ints);
      });
    }),
    { numRuns: 300 },
  );
});

test('a row is found by its id, and by no other', () => {
  /** Ids that are alike in all but a few bits, as made-up ones are. */
  const alike = fc
    .tuple(fc.nat(3), fc.nat(3), fc.nat(3))
    .map(([a, b, c]) => `0000000${a}-0000-4000-8000-00000000${b}00${c}`);
  const pack = packerOf({ ids: ['plan_id'], names: ['code1'] });
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(alike, fc.uuid()), { maxLength: 40 }), fc.uuid(), alike, (ids, other, like) => {
      const packed = Buffer.concat(ids.map((plan_id) => pack({ plan_id, code1: 1 })));
      const { packed: numbers, starts } = unpackRows(packed, { ids: ['plan_id'], names: ['code1'] });
      const rows = new RowsByUuid(numbers.ints, starts);
      for (const id of [...ids, other, like]) expect(rows.rowOf(uuidInts(id), 0)).toBe(ids.indexOf(id));
    }),
    { numRuns: 300 },
  );
});

test('bytes are read wherever they lie in memory, and left as they are', () => {
  const packed = packerOf({ ids: ['id'], names: ['code1'] })({
    id: '01234567-89ab-cdef-0123-456789abcdef',
    code1: 5,
  });
  const shifted = Buffer.concat([Buffer.from([9]), packed]).subarray(1);
  expect(unpackRows(shifted, { ids: ['id'], names: ['code1'] }).columns.code1).toEqual(Int32Array.of(5));
  expect(Buffer.compare(shifted, packed)).toBe(0);
});

test('there may be no rows', () => {
  const none = unpackRows(Buffer.alloc(0), LAYOUT, TAIL);
  expect([none.count, none.starts.length]).toEqual([0, 0]);
  expect(new RowsByUuid(none.packed.ints, none.starts).rowOf(Int32Array.of(0, 0, 0, 0), 0)).toBe(-1);
});
