import { NEVER, UNDATED } from '@ehc/case-clocks';
import { expect, test } from '@jest/globals';
import { spansBetween } from './spans.js';

const value = (day: number) => (day < 5 ? 'early' : day < 8 ? 'late' : 'early');

test('spans follow each other without a gap; days on which nothing changes make none', () => {
  expect(spansBetween(0, 10, [8, 3, 5, 5, NEVER, UNDATED, -1, 11], value)).toEqual([
    { value: 'early', from: 0, to: 5 },
    { value: 'late', from: 5, to: 8 },
    { value: 'early', from: 8, to: 10 },
  ]);
});

test('what changes on the last day holds then, and has had no day yet', () => {
  expect(spansBetween(0, 5, [5], value)).toEqual([
    { value: 'early', from: 0, to: 5 },
    { value: 'late', from: 5, to: 5 },
  ]);
  expect(spansBetween(5, 5, [], value)).toEqual([{ value: 'late', from: 5, to: 5 }]);
});
