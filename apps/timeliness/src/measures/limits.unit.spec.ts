import { expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS, formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import { NEVER, UNDATED } from './facts.js';
import { limitsUnder } from './limits.js';

const limits = limitsUnder(DEFAULT_SETTINGS);

test('each limit is that of its rule', () => {
  const day = parseCivilDate('2026-03-02');
  const ends = [
    limits.decideBy(day),
    limits.refusePlanBy(day),
    limits.issueBy(day),
    limits.draftWindowEnds(day),
    limits.reviewBy(day),
    limits.reviewDecisionBy(day),
  ];
  expect(ends.map(formatCivilDate)).toEqual([
    '2026-04-13',
    '2026-06-22',
    '2026-07-20',
    '2026-03-16',
    '2027-03-01',
    '2026-03-30',
  ]);
});

test.each([NEVER, UNDATED])('what has no start has no limit, and nothing lifts it', (start) => {
  expect(limits.issueBy(start)).toBe(NEVER);
  expect(limits.issueLimitIsLifted(start, [{ kind: 'X3', impractical: true, from: 0 }], 100)).toBe(false);
});

test('exceptions are judged by the last day before any rolling', () => {
  // Received on Saturday 6 January 2024: day 140 is Saturday 25 May, and Monday 27 May is a bank holiday.
  const received = parseCivilDate('2024-01-06');
  const rolling = limitsUnder({ ...DEFAULT_SETTINGS, rolloverNonworking: 'next' });
  expect(formatCivilDate(rolling.issueBy(received))).toBe('2024-05-28');
  const personal = (from: string) => [{ kind: 'X3', impractical: true, from: parseCivilDate(from) }];
  const asOf = parseCivilDate('2024-06-30');
  expect(rolling.issueLimitIsLifted(received, personal('2024-05-25'), asOf)).toBe(true);
  expect(rolling.issueLimitIsLifted(received, personal('2024-05-26'), asOf)).toBe(false);
});
