import { describe, expect, it } from '@jest/globals';
import { calculate } from '../src/index.js';
import { describeRule } from './cases.js';

// Days found once, by counting months off:
// from 2 February 2026 (26 days to 28 February, 57 to 31 March, 87 to 30 April):
//   + 14: 16 February; + 35: 9 March; + 70: 13 April; + 77: 20 April; + 98: 11 May.
// from 5 January 2024 (26 days to 31 January, 55 to 29 February, 86 to 31 March):
//   + 14: 19 January; + 35: 9 February; + 70: 15 March; + 77: 22 March; + 98: 12 April.
// from 1 December 2025 (30 days to 31 December, 61 to 31 January, 89 to 28 February):
//   + 14: 15 December; + 35: 5 January; + 70: 9 February; + 77: 16 February; + 98: 9 March.
const START = ['2026-02-02', '2024-01-05', '2025-12-01'];
const PLUS = {
  0: START,
  14: ['2026-02-16', '2024-01-19', '2025-12-15'],
  35: ['2026-03-09', '2024-02-09', '2026-01-05'],
  70: ['2026-04-13', '2024-03-15', '2026-02-09'],
  77: ['2026-04-20', '2024-03-22', '2026-02-16'],
  98: ['2026-05-11', '2024-04-12', '2026-03-09'],
} as const;

type Days = Partial<Record<'notify' | 'noPlan' | 'draft' | 'final', keyof typeof PLUS>>;

const OUTCOMES: [rule: string, days: Days, more?: Record<string, unknown>][] = [
  ['G_ORDER_ASSESS', { notify: 14, noPlan: 70, final: 98 }],
  ['G_ORDER_PLAN', { draft: 35, final: 77 }],
  ['G_ORDER_RECONSIDER', { notify: 14, noPlan: 14, draft: 14 }],
  ['G_ORDER_AMEND', { final: 35 }],
  ['G_ORDER_NAME', { final: 14 }],
  ['G_ORDER_CONTINUE', { final: 0 }],
  ['G_ORDER_CONTINUE', { final: 0 }, { amended: false }],
  ['G_ORDER_CONTINUE', { final: 35 }, { amended: true }],
  ['G_ORDER_DISMISS_CEASE', { final: 0 }],
  ['G_CONCEDE_ASSESS', { notify: 14, noPlan: 70, final: 98 }],
  ['G_CONCEDE_PLAN', { draft: 35, final: 77 }],
  ['G_CONCEDE_AMEND', { final: 35 }],
  ['G_CONCEDE_NAME', { final: 14 }],
];

describe.each(OUTCOMES)('%s %j %j', (rule, days, more = {}) => {
  it.each([0, 1, 2])('from start %i', (n) => {
    const start = rule.startsWith('G_ORDER') ? 'orderedOn' : 'tribunalNotifiedOn';
    const dues = Object.fromEntries(Object.entries(days).map(([step, after]) => [step, PLUS[after]![n]]));
    const answer = calculate({ rule, facts: { [start]: START[n], ...more } });
    expect(answer).toMatchObject({ dues, count: 'EXW', limit: 'applies' });
    expect(answer.dues).toEqual(dues);
    for (const absent of ['due', 'status', 'actByWorkingDay', 'earliest']) expect(answer).not.toHaveProperty(absent);
  });
});

describeRule('G_ORDER_ASSESS', [
  {
    working: 'a date that the order sets takes the place of the one in the table; the others stand',
    facts: { orderedOn: '2026-02-02', directed: { final: '2026-04-01', noPlan: null } },
    answer: { dues: { notify: '2026-02-16', noPlan: '2026-04-13', final: '2026-04-01' } },
  },
  {
    working: 'the latest date, set by the order, decides the version of the law (8 March 2022 is the first day of v5)',
    facts: { orderedOn: '2021-10-01', directed: { final: '2022-03-08' } },
    answer: { dues: { notify: '2021-10-15', noPlan: '2021-12-10', final: '2022-03-08' }, lawVersion: 'v5' },
  },
]);

describeRule('G_ORDER_NAME', [
  {
    working: 'an order may set a date for a step that the table leaves out',
    facts: { orderedOn: '2026-02-02', directed: { draft: '2026-02-10' } },
    answer: { dues: { draft: '2026-02-10', final: '2026-02-16' } },
  },
  {
    working: 'made on Sunday 1 February: final Sunday 15, under the switch Monday 16',
    facts: { orderedOn: '2026-02-01' },
    settings: { rolloverNonworking: 'next' },
    answer: { dues: { final: '2026-02-16' } },
  },
]);

// As made in 2014 (until 22 March 2015). 22 February 2015 + 28 days is 22 March.
describeRule('G_CONCEDE_ASSESS', [
  {
    working: 'notify 4 weeks, long before the change',
    facts: { tribunalNotifiedOn: '2015-01-05' },
    answer: { dues: { notify: '2015-02-02' }, lawVersion: 'v1' },
  },
  {
    working: 'notify 4 weeks where that falls before 23 March 2015',
    facts: { tribunalNotifiedOn: '2015-02-22' },
    answer: { dues: { notify: '2015-03-22' }, lawVersion: 'v1' },
  },
  {
    working:
      'a day later it would fall on 23 March: + 14; + 70: 5, 36, 66 to 30 April, 4 more; + 98: 97 to 31 May, 1 more',
    facts: { tribunalNotifiedOn: '2015-02-23' },
    answer: { dues: { notify: '2015-03-09', noPlan: '2015-05-04', final: '2015-06-01' }, lawVersion: 'v2' },
  },
]);

describeRule('G_CONCEDE_AMEND', [
  {
    working: '4 weeks, long before the change: 5 January + 28: 26, 2 more',
    facts: { tribunalNotifiedOn: '2015-01-05' },
    answer: { dues: { final: '2015-02-02' }, lawVersion: 'v1' },
  },
  {
    working: '4 weeks as made',
    facts: { tribunalNotifiedOn: '2015-02-22' },
    answer: { dues: { final: '2015-03-22' }, lawVersion: 'v1' },
  },
  {
    working: 'else 5 weeks: 23 February + 35: 5 to 28 February, 30 more',
    facts: { tribunalNotifiedOn: '2015-02-23' },
    answer: { dues: { final: '2015-03-30' }, lawVersion: 'v2' },
  },
]);

describeRule('G_CONCEDE_NAME', [
  {
    working: '2 weeks, long before the change',
    facts: { tribunalNotifiedOn: '2015-01-05' },
    answer: { dues: { final: '2015-01-19' }, lawVersion: 'v1' },
  },
  {
    working: '2 weeks then as now',
    facts: { tribunalNotifiedOn: '2015-03-08' },
    answer: { dues: { final: '2015-03-22' }, lawVersion: 'v1' },
  },
  {
    working: 'on the day of the change',
    facts: { tribunalNotifiedOn: '2015-03-09' },
    answer: { dues: { final: '2015-03-23' }, lawVersion: 'v2' },
  },
]);

describeRule('G_CONCEDE_PLAN', [
  {
    working: 'had no other limit as made: 1 October 2014 + 35: 30, 5 more; + 77: 60 to 30 November, 17 more',
    facts: { tribunalNotifiedOn: '2014-10-01' },
    answer: { dues: { draft: '2014-11-05', final: '2014-12-17' }, lawVersion: 'v1' },
  },
]);

describe('the rows of a concession', () => {
  it('names reg 45 as made as the source where that was used', () => {
    const source = (tribunalNotifiedOn: string) =>
      calculate({ rule: 'G_CONCEDE_AMEND', facts: { tribunalNotifiedOn } }).source;
    expect(source('2015-02-22')).toContain('as made');
    expect(source('2015-02-23')).toContain('SI 2015/359');
  });
});
