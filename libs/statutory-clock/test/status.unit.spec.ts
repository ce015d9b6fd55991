import { expect, test } from '@jest/globals';
import { type ClockRequest, type Answer, calculate } from '../src/index.js';

// Due 13 April 2026, a Monday.
const DUE = { requestReceived: '2026-03-02' };
const CASES: [working: string, facts: ClockRequest['facts'], asOf: string | undefined, holds: Answer][] = [
  ['done on the last day', { ...DUE, decisionNotified: '2026-04-13' }, undefined, { status: 'on_time' }],
  ['done a day after', { ...DUE, decisionNotified: '2026-04-14' }, undefined, { status: 'late', daysLate: 1 }],
  [
    'done counts whatever asOf says: on time',
    { ...DUE, decisionNotified: '2026-04-01' },
    '2026-05-01',
    { status: 'on_time' },
  ],
  [
    'done counts though asOf is before it',
    { ...DUE, decisionNotified: '2026-04-20' },
    '2026-03-05',
    { status: 'late', daysLate: 7 },
  ],
  [
    'done before it was asked: no order is enforced',
    { ...DUE, decisionNotified: '2026-01-01' },
    undefined,
    { status: 'on_time' },
  ],
  ['nothing done and nobody looking', DUE, undefined, { status: 'open' }],
  ['null is absent', { ...DUE, decisionNotified: null }, undefined, { status: 'open' }],
  ['open', DUE, '2026-04-09', { status: 'open', daysRemaining: 4 }],
  ['open on the last day', DUE, '2026-04-13', { status: 'open', daysRemaining: 0 }],
  ['overdue the day after', DUE, '2026-04-14', { status: 'overdue', daysLate: 1 }],
  ['seen before the start', DUE, '2026-03-01', { status: 'open', daysRemaining: 43 }],
];

test.each(CASES)('%s', (_working, facts, asOf, holds) => {
  const { status, daysLate, daysRemaining } = calculate({ rule: 'A1_DECIDE_ASSESS_6W', facts, asOf });
  expect(JSON.parse(JSON.stringify({ status, daysLate, daysRemaining }))).toEqual(holds);
});

test('status and days follow the moved date', () => {
  // The meeting of Saturday 20 June 2026 + 28 days is Saturday 18 July; next working day Monday 20, previous Friday 17.
  const on = (rolloverNonworking: 'none' | 'next' | 'previous', decisionNotified: string) =>
    calculate({
      rule: 'C5_DECISION_4W',
      facts: { meetingOn: '2026-06-20', decisionNotified },
      settings: { rolloverNonworking },
    });
  expect(on('none', '2026-07-20')).toMatchObject({
    due: '2026-07-18',
    status: 'late',
    daysLate: 2,
    actByWorkingDay: '2026-07-17',
  });
  expect(on('next', '2026-07-20')).toMatchObject({
    due: '2026-07-20',
    status: 'on_time',
    actByWorkingDay: '2026-07-20',
  });
  expect(on('previous', '2026-07-18')).toMatchObject({
    due: '2026-07-17',
    status: 'late',
    daysLate: 1,
    actByWorkingDay: '2026-07-17',
  });
});

test('rules without a done fact have no status', () => {
  for (const [rule, facts] of [
    ['A4_DRAFT_WINDOW_15D', { draftServed: '2026-06-01' }],
    ['A8_SIX_MONTH', { requestReceived: '2026-06-01', lastAssessmentOn: '2026-01-01' }],
    ['C7_AMEND_WINDOW_15D', { amendmentNoticeServed: '2026-06-01' }],
    ['D2_MAINTAIN_PENDING_APPEAL', { ceaseNoticeSent: '2026-06-01' }],
    ['G_ORDER_NAME', { orderedOn: '2026-06-01' }],
    ['I1_DETAINED', { attentionOn: '2026-06-01' }],
  ] as const) {
    const answer = calculate({ rule, facts, asOf: '2027-01-01' });
    expect(answer.error).toBeUndefined();
    for (const absent of ['status', 'daysLate', 'daysRemaining']) expect(answer).not.toHaveProperty(absent);
  }
});
