import { describe, expect, test } from '@jest/globals';
import { count, type HandMadePlan, measuresOf, UNKNOWN_DAY } from '../../testing/facts-builder.js';

const plan: HandMadePlan = { startedOn: '2023-05-01' };
const at = (id: string, today: string, plans: HandMadePlan[], more: object = {}) =>
  count(id, { plans, ...more }, { period: today.slice(0, 4), today });

describe('plans.active', () => {
  const active = (today: string, one: HandMadePlan, more: object = {}) => at('plans.active', today, [one], more);

  test('from its start, and not on the day on which it ceases', () => {
    expect(active('2023-04-30', plan)).toBe(0);
    expect(active('2023-05-01', plan)).toBe(1);
    expect(active('2024-05-31', { ...plan, ceasedOn: '2024-06-01' })).toBe(1);
    expect(active('2024-06-01', { ...plan, ceasedOn: '2024-06-01' })).toBe(0);
    expect(active('2024-06-01', { ...plan, transferredOutOn: '2024-06-01' })).toBe(0);
    expect(active('2024-01-01', { ...plan, ceasedOn: UNKNOWN_DAY })).toBe(0);
  });

  test('from its first issue, where its start is that of an amended plan', () => {
    const cases = [{ receivedOn: '2023-01-01', issuedOn: '2023-05-20' }];
    const amended = { of: 0, startedOn: '2025-01-10', shownIn: 2024 };
    expect(active('2023-05-19', amended, { cases })).toBe(0);
    expect(active('2023-05-20', amended, { cases })).toBe(1);
  });

  test('at every date before its end, where the first issue is not known', () => {
    const historical = { ...plan, historical: 1, shownIn: 2024 };
    expect(active('2023-04-30', historical)).toBe(0);
    expect(active('2020-01-01', { ...historical, startedOn: '2024-01-01' })).toBe(1);
    expect(active('2023-04-30', { ...historical, startedOn: '2023-12-31' })).toBe(0);
    expect(active('2020-01-01', { ...historical, startedOn: '2024-07-01', ceasedOn: '2020-01-01' })).toBe(0);
  });

  test('one that came from another authority: from the day of the move, or 31 December of the first return', () => {
    const cases = [{ receivedOn: '2022-01-01', issuedOn: '2022-05-01' }];
    const moved = { ...plan, of: 0, transferredInOn: '2024-03-01' };
    expect(active('2024-02-29', moved, { cases })).toBe(0);
    expect(active('2024-03-01', moved, { cases })).toBe(1);
    const undated = { ...moved, transferredInOn: UNKNOWN_DAY, transferredInShownIn: 2024 };
    expect(active('2024-12-30', undated, { cases })).toBe(0);
    expect(active('2024-12-31', undated, { cases })).toBe(1);
  });
});

test('plans.ceased: cease dates in the period, moves to another authority too, each once', () => {
  const plans = [
    { ...plan, ceasedOn: '2023-12-31' },
    { ...plan, ceasedOn: '2024-01-01' },
    { ...plan, ceasedOn: '2024-12-31' },
    { ...plan, ceasedOn: '2025-01-01' },
    { ...plan, transferredOutOn: '2024-06-01', ceasedOn: '2024-06-02' },
    { ...plan, ceasedOn: UNKNOWN_DAY },
    plan,
  ];
  expect(count('plans.ceased', { plans })).toBe(3);
});

test('annual_review_4_weeks: day 28 is in time; reviews without a meeting or a decision are not counted', () => {
  const reviews = [
    ['2024-02-01', '2024-02-29'], // day 28 of a leap year
    ['2024-02-01', '2024-03-01'], // day 29
    ['2024-12-10', '2025-01-01'], // decided after the period
    ['2023-12-10', '2024-01-01'],
    ['2024-03-01', null],
    [null, '2024-03-01'],
    [UNKNOWN_DAY, '2024-03-01'],
  ] as const;
  expect(count('annual_review_4_weeks', { plans: [{ ...plan, reviews }] })).toEqual([2, 3]);
});

describe('reviews.overdue', () => {
  const overdue = (today: string, one: HandMadePlan, settings = {}, more: object = {}) =>
    count('reviews.overdue', { plans: [one], ...more }, { period: today.slice(0, 4), today, settings });

  test('12 months from the first issue end on the day before its anniversary', () => {
    expect(overdue('2024-04-30', plan)).toBe(0);
    expect(overdue('2024-05-01', plan)).toBe(1);
    const leap = { startedOn: '2024-02-29' };
    expect(overdue('2025-02-28', leap)).toBe(0);
    expect(overdue('2025-03-01', leap)).toBe(1);
  });

  test('counts from the latest decision up to the snapshot', () => {
    const reviewed = {
      ...plan,
      reviews: [
        ['2024-03-01', '2024-03-20'],
        ['2023-12-01', '2023-12-20'],
        ['2025-02-01', '2025-04-01'],
      ] as const,
    };
    expect(overdue('2025-03-19', reviewed)).toBe(0);
    expect(overdue('2025-03-20', reviewed)).toBe(1);
    expect(overdue('2025-04-01', reviewed)).toBe(0);
    expect(overdue('2024-05-01', { ...plan, reviews: [['2024-03-01', null]] })).toBe(1);
  });

  test('counts from the issue and not from the start of an amended plan, but for a plan from elsewhere', () => {
    const cases = [{ receivedOn: '2022-01-01', issuedOn: '2023-01-10' }];
    const amended = { of: 0, startedOn: '2024-01-05', shownIn: 2024 };
    expect(overdue('2024-01-09', amended, {}, { cases })).toBe(0);
    expect(overdue('2024-01-10', amended, {}, { cases })).toBe(1);
    const moved = { ...amended, transferredInOn: '2024-01-06' };
    expect(overdue('2024-06-01', moved, {}, { cases })).toBe(0);
    expect(overdue('2025-01-05', moved, {}, { cases })).toBe(1);
  });

  test('only plans in force, with something to count from', () => {
    expect(overdue('2024-05-01', { ...plan, ceasedOn: '2024-05-01' })).toBe(0);
    expect(overdue('2024-05-01', { startedOn: UNKNOWN_DAY })).toBe(0);
  });

  test('under other readings a meeting completes a review, or starts the next year', () => {
    const reviewed = {
      ...plan,
      reviews: [
        ['2024-03-01', '2024-03-20'],
        ['2025-03-10', null],
      ] as const,
    };
    expect(overdue('2025-03-20', reviewed, { reviewCompleteOn: 'meeting' })).toBe(0);
    expect(overdue('2026-03-10', reviewed, { reviewCompleteOn: 'meeting' })).toBe(1);
    expect(overdue('2025-03-01', reviewed, { reviewAnchor: 'last_meeting' })).toBe(1);
    expect(overdue('2025-02-28', reviewed, { reviewAnchor: 'last_meeting' })).toBe(0);
    const decidedLate = { ...plan, reviews: [['2023-03-01', '2024-06-01']] as const };
    expect(overdue('2024-03-10', decidedLate, { reviewCompleteOn: 'meeting' })).toBe(1);
    expect(overdue('2024-06-01', decidedLate, { reviewCompleteOn: 'meeting' })).toBe(0);
    const noMeeting = { ...plan, reviews: [[null, '2024-03-20']] as const };
    expect(overdue('2025-03-19', noMeeting, { reviewAnchor: 'last_meeting' })).toBe(0);
    expect(overdue('2025-03-20', noMeeting, { reviewAnchor: 'last_meeting' })).toBe(1);
  });

  test('says after an import that it is an overstatement', () => {
    expect(measuresOf({ plans: [plan], importedReturns: true }).get('reviews.overdue')?.note).toContain(
      'overstatement',
    );
    expect(measuresOf({ plans: [plan] }).get('reviews.overdue')).not.toHaveProperty('note');
    expect(measuresOf({ plans: [plan], importedReturns: true }).get('plans.active')).not.toHaveProperty('note');
  });
});

test('sen2.annual_review_4_weeks: the latest review as the return gave it, whatever its year; not of plans that had ceased', () => {
  const censusOn = '2025-01-16';
  const plans = [plan, plan, plan, plan, { ...plan, ceasedOn: '2025-01-16' }, { ...plan, ceasedOn: '2025-01-17' }];
  const review = { censusOn, meetingOn: '2023-02-01', decidedOn: '2023-03-01' };
  const census = [
    { plan: 0, ...review },
    { plan: 1, ...review, decidedOn: '2023-03-02' },
    { plan: 2, censusOn, meetingOn: '2024-02-01' },
    { plan: 3, censusOn, decidedOn: '2024-02-01' },
    { plan: 4, ...review },
    { plan: 5, ...review },
    { plan: 6, ...review }, // of a plan that counts nowhere
  ];
  expect(count('sen2.annual_review_4_weeks', { plans, census })).toEqual([2, 3]);
});
