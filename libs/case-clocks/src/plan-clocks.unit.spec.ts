import { foldPlan, type PathwayEvent } from '@ehc/pathway';
import { DEFAULT_SETTINGS, type ClockSettings } from '@ehc/statutory-clock';
import { describe, expect, test } from '@jest/globals';
import { amended, ceased, happened, id, inForce, noticed, REVIEW, reviewMet, toAmend } from '@ehc/pathway/testing';
import { planClocks } from './plan-clocks.js';

const read = (
  events: readonly (PathwayEvent | readonly PathwayEvent[])[],
  today: string,
  settings: Partial<ClockSettings> = {},
) =>
  planClocks({
    id: id(7),
    state: foldPlan(events.flat() as PathwayEvent[]),
    today,
    settings: { ...DEFAULT_SETTINGS, ...settings },
  });

const lines = (...[events, today, settings]: Parameters<typeof read>): string[] =>
  read(events, today, settings).map(({ rule, limb, due, status }) =>
    [rule.startsWith('G_') ? rule : rule.split('_')[0], limb, due, status].filter(Boolean).join(' '),
  );

describe('the years of a plan made on 16 July 2026', () => {
  test('end on 15 July', () => {
    expect(lines([inForce], '2027-07-15')).toEqual(['C1 2027-07-15 open']);
    expect(lines([inForce], '2027-07-16')).toEqual(['C1 2027-07-15 overdue']);
  });
  test('begin again with each decision', () => {
    const kept = [
      ...reviewMet,
      happened('ReviewDecisionNotified', '2027-07-20', { review: REVIEW, outcome: 'maintain' }),
    ];
    expect(lines([kept], '2027-08-01').slice(0, 2)).toEqual(['C1 2027-07-15 late', 'C1 2028-07-19 open']);
    expect(
      lines([kept], '2027-08-01', { reviewCompleteOn: 'meeting', reviewAnchor: 'last_meeting' }).slice(0, 2),
    ).toEqual([
      'C1 2027-07-15 on_time', // by the meeting of 16 June
      'C1 2028-06-15 open',
    ]);
  });
  test('are done by the meeting where the authority chose so, before anything is decided', () => {
    expect(lines([reviewMet], '2027-06-20', { reviewCompleteOn: 'meeting' }).slice(0, 2)).toEqual([
      'C1 2027-07-15 on_time',
      'C1 2028-06-15 open',
    ]);
  });
  test('are not late by a decision after a meeting in time, where the meeting counts', () => {
    const decidedLate = [
      ...reviewMet,
      happened('ReviewDecisionNotified', '2027-08-26', { review: REVIEW, outcome: 'maintain' }),
    ];
    expect(read([decidedLate], '2027-09-01')[0]).toMatchObject({ status: 'late', daysLate: 42 });
    expect(read([decidedLate], '2027-09-01', { reviewCompleteOn: 'meeting' }).slice(0, 2)).toMatchObject([
      { status: 'on_time', daysLate: null, done: '2027-06-16' },
      { due: '2028-08-25', status: 'open' }, // from the decision, which is known
    ]);
  });
  test('are counted from the decision where the meeting is not known', () => {
    const noMeeting = [inForce, happened('ReviewDecisionNotified', '2027-07-09', { review: REVIEW })];
    expect(lines(noMeeting, '2027-08-01', { reviewAnchor: 'last_meeting' }).slice(0, 2)).toEqual([
      'C1 2027-07-15 on_time',
      'C1 2028-07-08 open',
    ]);
  });
  test('stop when it ceases', () => expect(lines([ceased], '2027-12-01')).toEqual(['C1 2027-07-15 stopped']));
});

describe('a review', () => {
  test('called for 16 June: notice and advice two weeks before', () => {
    const called = happened('ReviewMeetingNotified', '2027-06-03', { review: REVIEW, meetingOn: '2027-06-16' });
    expect(lines([inForce, called], '2027-06-04').slice(1)).toEqual(['C2 2027-06-02 late', 'C3 2027-06-02 overdue']);
  });
  test('held: notice and advice that were never given can be given no more', () => {
    expect(read([reviewMet], '2027-12-01').slice(1, 3)).toMatchObject(
      [2, 3].map((n) => ({
        rule: expect.stringMatching(`^C${n}_`),
        status: 'stopped',
        stopped: { on: '2027-06-16', because: 'meeting_held' },
        daysLate: 14,
      })),
    );
  });
  test('held on 16 June: report in two weeks, decision in four', () => {
    expect(lines([reviewMet], '2027-06-17').slice(3)).toEqual(['C4 2027-06-30 open', 'C5 2027-07-14 open']);
  });
  test('decided to amend: the notice by the same day, the plan within twelve weeks', () => {
    expect(lines([toAmend], '2027-07-10').slice(5)).toEqual([
      'C5 2027-07-14 on_time',
      'C6 2027-07-14 open',
      'C10 2027-09-08 open',
    ]);
  });
  test('a late notice leaves less than eight weeks, unless the authority reads Devon otherwise', () => {
    // Served on 28 July: + 8 weeks = 22 September, later than 8 September.
    const late = [...toAmend, happened('AmendmentNoticeServed', '2027-07-28', { review: REVIEW })];
    expect(lines([late], '2027-07-29')).toContain('C8 2027-09-08 open');
    expect(lines([late], '2027-07-29', { devonOuter12w: false })).toContain('C8 2027-09-22 open');
    expect(lines([late], '2027-07-29')).toContain('C6 2027-07-14 late');
  });
  test('amended in time', () => {
    expect(lines([amended], '2027-09-01').slice(-3)).toEqual([
      'C7 2027-07-23 ended',
      'C8 2027-09-03 on_time',
      'C10 2027-09-08 on_time',
    ]);
  });
  test('or not amended after all', () => {
    const not = [...noticed, happened('DecidedNotToAmend', '2027-08-02', { review: REVIEW })];
    expect(lines([not], '2027-09-01').slice(-3)).toEqual([
      'C7 2027-07-23 ended',
      'C9 2027-09-03 on_time',
      'C10 2027-09-08 stopped',
    ]);
  });
  test('outside a review the notice has its own eight weeks', () => {
    // Friday 4 September 2026 + 8 weeks = 30 October; fifteen days beginning with 4 September end on the 18th.
    const notice = happened('AmendmentNoticeServed', '2026-09-04', { notice: id(8) });
    expect(lines([inForce, notice], '2026-09-05').slice(1)).toEqual(['C7 2026-09-18 open', 'C15 2026-10-30 open']);
  });
});

describe('the rest of a plan’s life', () => {
  test('phase transfers: before 15 February, before 31 March, five months ahead', () => {
    const transfers = [
      happened('PhaseTransferDue', '2026-09-01', { dueOn: '2027-02-14', kind: 'before_15_february' }),
      happened('PhaseTransferDue', '2026-09-01', { dueOn: '2027-03-30' }),
      happened('PhaseTransferDue', '2026-09-01', {
        dueOn: '2027-04-01',
        kind: 'five_months_before',
        transferOn: '2027-09-01',
      }),
    ];
    expect(lines([inForce, transfers], '2026-09-02').slice(1)).toEqual([
      'C11 2027-02-14 open',
      'C12 2027-03-30 open',
      'C13 2027-04-01 open',
    ]);
    expect(lines([inForce, transfers], '2026-09-02', { phaseBoundary: 'on_or_before' }).slice(1, 3)).toEqual([
      'C11 2027-02-15 open',
      'C12 2027-03-31 open',
    ]);
    const done = happened('AmendedPlanFinalised', '2027-02-14', { phaseTransfer: true });
    expect(lines([inForce, transfers, done], '2027-02-20')).toContain('C11 2027-02-14 on_time');
  });
  test('a plan that came from elsewhere: the family told in six weeks, the review by the later of two dates', () => {
    const came = [
      happened('PlanBroughtIntoForce', '2026-01-12', { child: id(2) }),
      happened('PlanTransferredIn', '2026-12-01', { from: '892' }),
    ];
    // Tuesday 1 December + 6 weeks = 12 January; 3 months from the transfer end on 28 February, 12 months from 12 January on 11 January.
    expect(lines([came], '2026-12-02')).toEqual(['E3 2027-02-28 open', 'E2 2027-01-12 open']);
  });
  test('a plan that goes elsewhere', () => {
    const gone = happened('PlanTransferredOut', '2026-09-21', {
      to: '892',
      movedOn: '2026-09-01',
      awareOn: '2026-09-01',
    });
    // Fifteen working days beginning with Tuesday 1 September end on Monday 21 September.
    expect(lines([inForce, gone], '2026-10-01')).toEqual(['C1 2027-07-15 stopped', 'E1 2026-09-21 on_time']);
  });
  test('is kept while an appeal against its end may be made', () => {
    const notice = happened('CeaseNoticeSent', '2027-03-01', {});
    // Two months after 1 March: 1 May 2027, a Saturday; Monday 3 May is the early May bank holiday, so Tuesday 4 May.
    expect(read([inForce, notice], '2027-03-02').at(-1)).toMatchObject({
      due: '2027-05-04',
      earliest: '2027-05-05',
      status: 'open',
    });
  });
  test('an order to amend it', () => {
    const order = happened('OrderMade', '2027-03-01', { about: 'plan_contents', order: 'amend' });
    expect(lines([inForce, order], '2027-03-02').at(-1)).toBe('G_ORDER_AMEND final 2027-04-05 open'); // Monday 1 March + 5 weeks
    const done = happened('AmendedPlanFinalised', '2027-04-06', {});
    expect(lines([inForce, order, done], '2027-05-01').at(-1)).toBe('G_ORDER_AMEND final 2027-04-05 late');
  });
});
