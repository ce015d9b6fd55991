import { describe, expect, test } from '@jest/globals';
import { count, type HandMadeCase, UNKNOWN_DAY } from '../../testing/facts-builder.js';
import { FIRST_DECISION } from './facts.js';

// 2024-01-01 + 42 days = 2024-02-12, a Monday; + 112 = 2024-04-22; 2024 has 29 February.
const received: HandMadeCase = { receivedOn: '2024-01-01' };
const assess = (firstDecidedOn: string): HandMadeCase => ({
  ...received,
  firstDecision: FIRST_DECISION.assess,
  firstDecidedOn,
});
const refuse = (firstDecidedOn: string): HandMadeCase => ({
  ...received,
  firstDecision: FIRST_DECISION.refuse,
  firstDecidedOn,
});

describe('requests.received', () => {
  test('counts both ends of the period', () => {
    const cases = ['2023-12-31', '2024-01-01', '2024-12-31', '2025-01-01'].map((receivedOn) => ({ receivedOn }));
    expect(count('requests.received', { cases })).toBe(2);
  });

  test('counts by academic year and month too', () => {
    const cases = ['2024-08-31', '2024-09-01', '2024-09-30', '2025-08-31', '2025-09-01'].map((receivedOn) => ({
      receivedOn,
    }));
    expect(count('requests.received', { cases }, { period: '2024/25' })).toBe(3);
    expect(count('requests.received', { cases }, { period: '2024-09' })).toBe(2);
  });

  test('leaves out what came with a plan from elsewhere, reassessments and cases opened in error', () => {
    const cases = [received, received, { ...received, reassessment: 1 }, { ...received, openedInError: 1 }];
    const plans = [{ of: 0, startedOn: '2023-05-01', transferredInOn: '2024-03-01' }];
    expect(count('requests.received', { cases, plans })).toBe(1);
    expect(count('requests.received', { cases: [{ receivedOn: UNKNOWN_DAY }] })).toBe(0);
  });

  test('counts from the receipt elsewhere only where the authority chose so', () => {
    const cases = [{ receivedOn: '2024-01-10', receivedElsewhereOn: '2023-11-01' }];
    expect(count('requests.received', { cases })).toBe(1);
    expect(count('requests.received', { cases }, { settings: { moveClock: 'old_clock' } })).toBe(0);
    const first = [{ receivedOn: '2024-01-10' }];
    expect(count('requests.received', { cases: first }, { settings: { moveClock: 'old_clock' } })).toBe(1);
  });
});

test('what became of requests: each in one outcome, a historical one in none', () => {
  const cases: HandMadeCase[] = [
    assess('2024-02-01'),
    assess('2025-03-01'), // decided after the period: known all the same
    { ...refuse('2024-02-01'), refusalReversedOn: '2024-03-01' }, // a reversal does not change the first decision
    received,
    received,
    received,
    { ...received, requestWithdrawnOn: UNKNOWN_DAY },
    { ...received, movedOutOn: UNKNOWN_DAY },
    { ...received, closedOn: '2024-03-01' },
    { ...assess('2024-02-01'), movedOutOn: '2024-03-01' }, // moved away after the decision
    { ...received, decidedEarlier: 1 },
    { ...assess('2024-02-01'), receivedOn: '2023-12-31' },
  ];
  const shares = ['assess', 'refuse', 'undecided', 'withdrawn'].map((outcome) =>
    count(`requests.${outcome}`, { cases }),
  );
  expect(shares).toEqual([
    [3, 11],
    [1, 11],
    [3, 11],
    [3, 11],
  ]);
  for (const end of ['requestWithdrawnOn', 'movedOutOn', 'closedOn']) {
    const ended = { cases: [{ ...received, [end]: '2024-03-01' }] };
    expect([count('requests.withdrawn', ended), count('requests.undecided', ended)]).toEqual([
      [1, 1],
      [0, 1],
    ]);
  }
});

describe('six_weeks', () => {
  test('day 42 is in time, day 43 is not; undated and missing decisions are not counted', () => {
    const cases = [assess('2024-02-12'), refuse('2024-02-13'), received, assess(UNKNOWN_DAY), refuse('2024-01-01')];
    expect(count('six_weeks', { cases })).toEqual([2, 3]);
  });

  test('follows the settings of the authority', () => {
    const cases = [assess('2024-02-12')];
    expect(count('six_weeks', { cases }, { settings: { receiptDay: 'day_1' } })).toEqual([0, 1]);
    // Received on Saturday 6 January: day 42 is Saturday 17 February, and the Monday after it is in time where it rolls.
    const weekend = [{ ...assess('2024-02-19'), receivedOn: '2024-01-06' }];
    expect(count('six_weeks', { cases: weekend })).toEqual([0, 1]);
    expect(count('six_weeks', { cases: weekend }, { settings: { rolloverNonworking: 'next' } })).toEqual([1, 1]);
  });

  test('a day beyond the calendar of bank holidays is not rolled', () => {
    const cases = [{ ...assess('1990-02-12'), receivedOn: '1990-01-01' }];
    const asked = { period: '1990', settings: { rolloverNonworking: 'next' } as const };
    expect(count('six_weeks', { cases }, asked)).toEqual([1, 1]);
  });
});

test('six_weeks.by_decision counts decisions of the period, whenever the request came', () => {
  const early = { receivedOn: '2023-12-01', firstDecision: FIRST_DECISION.refuse };
  const cases: HandMadeCase[] = [
    { ...early, firstDecidedOn: '2023-12-31' },
    { ...early, firstDecidedOn: '2024-01-01' },
    { ...early, firstDecidedOn: '2024-01-12' }, // day 42
    { ...early, firstDecidedOn: '2024-01-13' },
    assess('2024-12-31'),
    assess('2025-01-01'),
    { ...assess('2024-03-01'), receivedOn: UNKNOWN_DAY },
  ];
  expect(count('six_weeks.by_decision', { cases })).toEqual([2, 4]);
});

describe('six_weeks.overdue', () => {
  const at = (today: string, ...cases: HandMadeCase[]) => count('six_weeks.overdue', { cases }, { today });

  test('is not yet overdue on the last day in time', () => {
    expect(at('2024-02-12', received)).toBe(0);
    expect(at('2024-02-13', received)).toBe(1);
  });

  test('a decision ends it on its day, one made later does not', () => {
    expect(at('2024-03-01', assess('2024-03-01'))).toBe(0);
    expect(at('2024-02-29', assess('2024-03-01'))).toBe(1);
    expect(at('2024-02-29', refuse('2024-03-01'))).toBe(1);
    expect(at('2024-03-01', refuse('2024-03-01'))).toBe(0);
  });

  test('an end without a date holds at every date', () => {
    expect(at('2024-06-01', { ...received, requestWithdrawnOn: UNKNOWN_DAY })).toBe(0);
    expect(at('2024-06-01', { ...received, movedOutOn: UNKNOWN_DAY })).toBe(0);
    expect(at('2024-06-01', { ...received, decidedEarlier: 1 })).toBe(0);
    expect(at('2024-06-01', assess(UNKNOWN_DAY))).toBe(0);
  });

  test('is asked at the end of a period that is over, whatever was decided since', () => {
    expect(count('six_weeks.overdue', { cases: [assess('2025-01-20')] })).toBe(1);
    expect(count('six_weeks.overdue', { cases: [{ ...received, receivedOn: '2025-01-01' }] })).toBe(0);
  });
});

test('no_plan_16_weeks: day 112 is in time; only decisions of the period', () => {
  const cases: HandMadeCase[] = [
    { ...received, noPlanOn: '2024-04-22' },
    { ...received, noPlanOn: '2024-04-23' },
    { ...received, noPlanOn: '2025-01-01' },
    { receivedOn: '2023-10-01', noPlanOn: '2024-01-01' },
    { ...received, noPlanOn: UNKNOWN_DAY },
    received,
  ];
  expect(count('no_plan_16_weeks', { cases })).toEqual([2, 3]);
  expect(count('no_plan_16_weeks', { cases: cases.slice(0, 1) }, { settings: { receiptDay: 'day_1' } })).toEqual([
    0, 1,
  ]);
});
