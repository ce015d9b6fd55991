import { describe, expect, test } from '@jest/globals';
import { formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import {
  InvalidPeriod,
  isWithin,
  monthIndexOf,
  monthKey,
  parsePeriod,
  periodBetween,
  snapshotDay,
  yearOf,
} from './period.js';

const written = ({ from, to }: { from: number; to: number }) => [formatCivilDate(from), formatCivilDate(to)];

describe('a period', () => {
  test.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2023-02', '2023-02-01', '2023-02-28'],
    ['2024-12', '2024-12-01', '2024-12-31'],
    ['2024-01', '2024-01-01', '2024-01-31'],
    ['2024/25', '2024-09-01', '2025-08-31'],
    ['1999/00', '1999-09-01', '2000-08-31'],
  ])('%s is %s to %s', (text, from, to) => {
    expect(written(parsePeriod(text))).toEqual([from, to]);
  });

  test.each([
    '',
    '24',
    '2024-13',
    '2024-00',
    '2024/26',
    '2024/24',
    '2024-1',
    '2024/2025',
    '0000',
    ' 2024',
    '2024-03-01',
  ])('%p is refused', (text) => {
    expect(() => parsePeriod(text)).toThrow(InvalidPeriod);
  });

  test('is what lies between two days, both included', () => {
    const period = periodBetween('2024-02-28', '2024-03-01');
    expect(written(period)).toEqual(['2024-02-28', '2024-03-01']);
    const inside = ['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02'].map((day) =>
      isWithin(parseCivilDate(day), period),
    );
    expect(inside).toEqual([false, true, true, true, false]);
    expect(written(periodBetween('2024-03-01', '2024-03-01'))).toEqual(['2024-03-01', '2024-03-01']);
  });

  test.each([
    ['2024-02-30', '2024-03-01', 'from'],
    ['2024-03-01', 'soon', 'to'],
    ['2024-03-02', '2024-03-01', 'to'],
  ])('from %s to %s is refused, naming %s', (from, to, field) => {
    expect(() => periodBetween(from, to)).toThrow(expect.objectContaining({ name: 'InvalidPeriod', field }));
  });
});

test('the snapshot is the last day, or today while the period runs; a period to come has none', () => {
  const period = parsePeriod('2024');
  const at = (today: string) => formatCivilDate(snapshotDay(period, parseCivilDate(today)));
  expect(at('2025-06-01')).toBe('2024-12-31');
  expect(at('2024-12-31')).toBe('2024-12-31');
  expect(at('2024-12-30')).toBe('2024-12-30');
  expect(at('2024-01-01')).toBe('2024-01-01');
  expect(() => at('2023-12-31')).toThrow(
    expect.objectContaining({ field: 'period', message: expect.stringContaining('2024-01-01') }),
  );
});

test('months are named by year and month', () => {
  expect(monthKey(monthIndexOf(parseCivilDate('2024-01-31')))).toBe('2024-01');
  expect(monthKey(monthIndexOf(parseCivilDate('2023-12-01')))).toBe('2023-12');
  expect(yearOf(parseCivilDate('2023-12-31'))).toBe(2023);
});
