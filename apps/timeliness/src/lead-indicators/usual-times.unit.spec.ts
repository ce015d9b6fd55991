import { parseCivilDate } from '@ehc/statutory-clock';
import { expect, test } from '@jest/globals';
import { NEVER } from '@ehc/case-clocks';
import { spreadOf, usualTimes } from './usual-times.js';

test('the spread of days: the middle, nine in ten, the longest', () => {
  expect(spreadOf([])).toEqual({ count: 0, median: null, p90: null, longest: null });
  expect(spreadOf([7])).toEqual({ count: 1, median: 7, p90: 7, longest: 7 });
  expect(spreadOf([10, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({ count: 10, median: 5.5, p90: 9, longest: 10 });
  expect(spreadOf(Array.from({ length: 11 }, (_, n) => n + 1)).p90).toBe(10);
});

test('a stay counts as left when it ended after the day a year ago, and up to today', () => {
  const [since, today] = [parseCivilDate('2025-06-01'), parseCivilDate('2026-06-01')];
  const left = (to: number) =>
    usualTimes(
      [
        {
          stays: [
            { value: 'request', from: to - 5, to },
            { value: 'assessment', from: to, to: Math.max(to, today) },
          ],
          issuedOn: NEVER,
        },
      ],
      since,
      today,
    ).left;
  expect([since, since + 1, today].map((to) => left(to).request.count)).toEqual([0, 1, 1]);
  // The stay that goes on today is not left.
  expect(left(today - 10).assessment.count).toBe(0);
});
