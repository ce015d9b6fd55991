import { describe, expect, test } from '@jest/globals';
import { dayAfter, indicatorsByHand, type LeadCaseByHand, openByHand } from '../../testing/lead-case-by-hand.js';
import { countDay140 } from './calculate-lead-indicators.js';

const RECEIVED = '2026-01-05';
const day = (n: number): string => dayAfter(RECEIVED, n);
const request: LeadCaseByHand = { receivedOn: RECEIVED };
const drafting: LeadCaseByHand = {
  ...request,
  firstDecision: 1,
  firstDecidedOn: day(42),
  assessmentShownOn: day(42),
  decidedToIssueOn: day(100),
};

/** Prospect and reasons on a day of the case. */
const on = (n: number, made: LeadCaseByHand) => {
  const { prospect, reasons, daysLeft } = openByHand(made, day(n)).day140;
  return [prospect, ...reasons, daysLeft];
};

test('day 140 itself is not past', () => {
  const answered = { ...drafting, drafts: [day(110)], responses: [day(112)] };
  expect(on(140, answered)).toEqual(['open', 0]);
  expect(on(141, answered)).toEqual(['past', 'past_day_140', -1]);
});

describe('the 15 days of the family', () => {
  test('without a draft the last day to serve one is day 125: they end on day 139', () => {
    for (const made of [request, drafting]) {
      expect(on(125, made)).toEqual(['open', 15]);
      expect(on(126, made)).toEqual(['cannot', 'family_window', 14]);
    }
  });

  test('with a draft they count from the day on which it was served', () => {
    expect(on(127, { ...drafting, drafts: [day(125)] })).toEqual(['open', 13]);
    expect(on(127, { ...drafting, drafts: [day(126)] })).toEqual(['cannot', 'family_window', 13]);
  });

  test('an answer of the family ends them; a later draft begins them again', () => {
    const answered = { ...drafting, drafts: [day(126)], responses: [day(127)] };
    expect(on(127, answered)).toEqual(['open', 13]);
    expect(on(130, { ...answered, drafts: [day(126), day(130)] })).toEqual(['cannot', 'family_window', 10]);
  });
});

describe('the 15 days of a setting', () => {
  const answered = { ...drafting, drafts: [day(110)], responses: [day(112)] };
  const consulted = (...days: number[]) => ({
    ...answered,
    consultations: days.map((n) => ({ consultedOn: day(n) })),
  });

  test('reach beyond day 140 where the first of them ends on it or after', () => {
    expect(on(126, consulted(124))).toEqual(['open', 14]);
    expect(on(126, consulted(125))).toEqual(['cannot', 'setting_window', 14]);
    expect(on(126, consulted(124, 125))).toEqual(['open', 14]);
  });

  test('matter no longer once a setting can meet the need', () => {
    const made = consulted(125, 125);
    const consultations = [
      { consultedOn: day(125), repliedOn: day(126), reply: 'can_meet_need' },
      made.consultations[1]!,
    ];
    expect(on(126, { ...made, consultations })).toEqual(['open', 14]);
  });

  test('that are over hold nothing up', () => {
    expect(on(138, consulted(110))).toEqual(['open', 2]);
  });
});

test('a limit that is lifted is not judged, and is in neither numerator nor denominator', () => {
  const lifted = { ...request, exceptions: [{ kind: 'X3', impractical: true, from: day(20) }] };
  expect(on(150, lifted)).toEqual(['lifted', -10]);
  expect(on(150, { ...request, week20: 2 })).toEqual(['lifted', -10]);
  const { open } = indicatorsByHand([lifted, request, { ...request, receivedOn: day(100) }], day(150));
  expect(countDay140(open, ['past', 'cannot'])).toMatchObject({ numerator: 1, denominator: 2, value: 50 });
  expect(countDay140([], ['past'])).toMatchObject({ numerator: 0, denominator: 0, value: null });
});

describe('what usually remains', () => {
  /** Plans issued so many days after a draft was decided on, ten days before which the draft stage began. */
  const issued = (count: number, days: number): LeadCaseByHand[] =>
    Array.from({ length: count }, () => ({
      ...drafting,
      receivedOn: day(-200),
      firstDecidedOn: day(-158),
      assessmentShownOn: day(-158),
      decidedToIssueOn: day(-100),
      issuedOn: day(-100 + days),
    }));
  const open = (made: LeadCaseByHand, n: number, others: LeadCaseByHand[]) =>
    indicatorsByHand([made, ...others], day(n)).open[0]!.day140;

  test('makes a case unlikely where it is more than what is left, and says from how many it is known', () => {
    // Ten days in the stage; those that stayed as long took 45 in all, so 35 remain; 30 are left.
    expect(open(drafting, 110, issued(10, 45))).toMatchObject({
      prospect: 'unlikely',
      reasons: ['usual_time'],
      daysLeft: 30,
      usuallyRemains: { days: 35, n: 10 },
    });
    expect(open(drafting, 110, issued(10, 40))).toMatchObject({
      prospect: 'open',
      usuallyRemains: { days: 30, n: 10 },
    });
  });

  test('counts only those that stayed in the stage for as long', () => {
    expect(open(drafting, 110, [...issued(10, 9), ...issued(10, 45)]).usuallyRemains).toEqual({ days: 35, n: 10 });
  });

  test('is not judged from fewer than ten, nor from plans issued more than 12 months ago', () => {
    expect(open(drafting, 110, issued(9, 45))).toMatchObject({ prospect: 'open', usuallyRemains: null });
    const long = issued(10, 45).map((one) => ({ ...one, issuedOn: day(110 - 366) }));
    expect(open(drafting, 110, long).usuallyRemains).toBeNull();
  });
});
