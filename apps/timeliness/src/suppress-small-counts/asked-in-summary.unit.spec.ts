import { expect, test } from '@jest/globals';
import { parsePeriod, periodBetween } from '../measures/index.js';
import { refuseOtherPeriods, summaryMoment } from './asked-in-summary.js';

test.each([
  ['2024', undefined],
  ['2024', 'need'],
  ['2024-02', undefined],
  ['2024-12', undefined],
])('%s by %s may be asked', (period, by) => {
  refuseOtherPeriods({ period: parsePeriod(period), by });
});

test('a year and a month may be asked by their days', () => {
  refuseOtherPeriods({ period: periodBetween('2023-01-01', '2023-12-31'), by: 'sex' });
  refuseOtherPeriods({ period: periodBetween('2024-02-01', '2024-02-29') });
});

test.each([
  [parsePeriod('2024/25'), undefined],
  [parsePeriod('2024-02'), 'need'],
  [periodBetween('2024-01-01', '2024-12-30'), undefined],
  [periodBetween('2024-01-02', '2024-12-31'), undefined],
  [periodBetween('2023-01-01', '2024-12-31'), undefined],
  [periodBetween('2024-02-01', '2024-02-28'), undefined],
  [periodBetween('2024-02-02', '2024-02-29'), undefined],
  [periodBetween('2024-02-01', '2024-03-31'), undefined],
])('%j by %s may not', (period, by) => {
  expect(() => refuseOtherPeriods({ period, by })).toThrow(/overlap/);
});

const NOW = new Date('2026-11-22T09:00:00Z');

test.each([
  // Summer time: the month ends an hour before midnight UTC.
  ['2026-10-16T09:00:00Z', '2026-09-30T22:59:59.999999Z'],
  ['2026-11-21T09:00:00Z', '2026-10-31T23:59:59.999999Z'],
  ['2026-06-30T23:30:00Z', '2026-06-30T22:59:59.999999Z'],
  ['2026-01-05T00:00:00Z', '2025-12-31T23:59:59.999999Z'],
  ['2026-11-22T00:00:00Z', undefined],
])('as at %s it is answered as at %s', (asAt, answered) => {
  expect(summaryMoment(asAt, NOW)).toBe(answered);
});
