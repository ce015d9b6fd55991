import { expect, test } from '@jest/globals';
import type { Measure } from './measure.js';
import { Tally } from './tally.js';

const tally = (kind: Measure['kind'], values: readonly number[]) => {
  const filled = new Tally(kind, 0);
  for (const value of values) filled.add(value, -1);
  return filled.total();
};

test('a count is its own value', () => {
  expect(tally('count', [1, 1, 1])).toEqual({ numerator: 3, denominator: null, value: 3 });
  expect(tally('count', [])).toEqual({ numerator: 0, denominator: null, value: 0 });
});

test('a share is in per cent, unrounded', () => {
  expect(tally('share', [1, 0, 1])).toEqual({ numerator: 2, denominator: 3, value: 200 / 3 });
  expect(tally('share', [])).toEqual({ numerator: 0, denominator: 0, value: null });
});

test('a mean is counted in days and given in weeks', () => {
  expect(tally('mean', [70, 71])).toEqual({ numerator: 141, denominator: 2, value: 141 / 2 / 7 });
});

test('a median is the middle by size, or halfway between the two in the middle', () => {
  expect(tally('median', [100, 9, 70])).toEqual({ numerator: null, denominator: 3, value: 10 });
  expect(tally('median', [100, 9, 70, 84])).toEqual({ numerator: null, denominator: 4, value: 11 });
});
