import { describe, expect, test } from '@jest/globals';
import { parseCivilDate } from '@ehc/statutory-clock';
import { count, type HandMadeCase, measuresOf, UNKNOWN_DAY } from '../../testing/facts-builder.js';
import { DISPUTE, FIRST_DECISION, WEEK_20 } from './facts.js';

// 2024-01-01 + 140 days = 2024-05-20; 2023-12-31 + 365 = 2024-12-30.
const issued = (issuedOn: string, more: HandMadeCase = {}): HandMadeCase => ({
  receivedOn: '2024-01-01',
  issuedOn,
  ...more,
});
const overturned: HandMadeCase[] = [
  issued('2024-05-01', { firstDecision: FIRST_DECISION.refuse, firstDecidedOn: '2024-02-01' }),
  issued('2024-05-01', { noPlanOn: '2024-04-01', noPlanReversedOn: '2024-04-20' }),
  issued('2024-05-01', { disputes: DISPUTE.requestMediation }),
  issued('2024-05-01', { disputes: DISPUTE.requestTribunal }),
  issued('2024-05-01', { disputes: DISPUTE.assessmentMediation }),
  issued('2024-05-01', { disputes: DISPUTE.assessmentTribunal }),
];

describe('twenty_weeks', () => {
  test('day 140 is in time, day 141 is not', () => {
    const cases = [issued('2024-05-20'), issued('2024-05-21')];
    expect(count('twenty_weeks.inc', { cases })).toEqual([1, 2]);
    expect(count('twenty_weeks.inc', { cases }, { settings: { receiptDay: 'day_1' } })).toEqual([0, 2]);
  });

  test('counts by the day of issue, both ends of the period included', () => {
    const cases = ['2023-12-31', '2024-01-01', '2024-12-31', '2025-01-01'].map((issuedOn) => ({
      receivedOn: '2023-12-01',
      issuedOn,
    }));
    expect(count('twenty_weeks.inc', { cases })).toEqual([1, 2]);
    expect(count('plans.new', { cases })).toBe(2);
  });

  test('leaves out overturned ones; disputes about the contents of a plan do not overturn', () => {
    const contents = issued('2024-05-01', { disputes: DISPUTE.otherMediation | DISPUTE.otherTribunal });
    const cases = [...overturned, contents];
    expect(count('twenty_weeks.inc', { cases })).toEqual([1, 1]);
    expect(count('twenty_weeks.with_overturned.inc', { cases })).toEqual([7, 7]);
    expect(count('twenty_weeks.with_overturned.ex', { cases })).toEqual([7, 7]);
    expect(count('plans.new', { cases })).toBe(7);
    expect(count('twenty_weeks.inc', { cases }, { settings: { sen2ExcludeOverturned: false } })).toEqual([7, 7]);
  });

  test('ex leaves out flagged plans, inc keeps them on their real dates', () => {
    const cases = [
      issued('2024-05-01', { week20: WEEK_20.apply }),
      issued('2024-06-01', { week20: WEEK_20.apply }),
      issued('2024-05-01', { week20: WEEK_20.none }),
      issued('2024-06-01', { week20: WEEK_20.notSaid }),
    ];
    expect(count('twenty_weeks.inc', { cases })).toEqual([2, 4]);
    expect(count('twenty_weeks.ex', { cases })).toEqual([1, 2]);
    expect(count('twenty_weeks.flagged', { cases })).toEqual([2, 4]);
    expect(count('twenty_weeks.with_overturned.ex', { cases })).toEqual([1, 2]);
  });

  test('an exception recorded here flags a plan only where the clock says that it lifts the limit', () => {
    const absence = (from: string, to: string, impractical = true) => ({
      kind: 'X4',
      impractical,
      from: parseCivilDate(from),
      to: parseCivilDate(to),
    });
    const cases = [
      issued('2024-06-01', { exceptions: [absence('2024-03-01', '2024-03-28')] }), // 28 days
      issued('2024-06-01', { exceptions: [absence('2024-03-01', '2024-03-27')] }), // 27 days
      issued('2024-06-01', { exceptions: [absence('2024-03-01', '2024-03-28', false)] }),
      issued('2024-06-01', { exceptions: [{ kind: 'caseworker-shortage', impractical: true }] }),
    ];
    expect(count('twenty_weeks.flagged', { cases })).toEqual([1, 4]);
    // A circumstance without an end lasts to the day of issue: 20 days absent by then, 40 by the due date.
    const goingOn = { kind: 'X4', impractical: true, from: parseCivilDate('2024-04-11') };
    expect(count('twenty_weeks.flagged', { cases: [issued('2024-05-01', { exceptions: [goingOn] })] })).toEqual([0, 1]);
    expect(count('twenty_weeks.flagged', { cases: [issued('2024-05-19', { exceptions: [goingOn] })] })).toEqual([1, 1]);
    // Judged by the day before any rolling: 20 May 2024.
    const weekend = { receivedOn: UNKNOWN_DAY, issuedOn: '2024-05-01', exceptions: [goingOn] };
    expect(count('twenty_weeks.flagged', { cases: [weekend] })).toEqual([0, 0]);
  });

  test('bands: to day 140, to day 365, beyond; in a leap year the same', () => {
    const long = (issuedOn: string): HandMadeCase => ({ receivedOn: '2023-12-31', issuedOn });
    const cases = [
      long('2024-05-19'), // day 140
      long('2024-05-20'), // day 141
      long('2024-12-30'), // day 365
      long('2024-12-31'), // day 366
      { ...long('2024-12-31'), week20: WEEK_20.apply },
      ...overturned,
    ];
    const bands = (reading: string) =>
      ['to20', '20to52', 'over52'].map((band) => count(`twenty_weeks.band.${band}.${reading}`, { cases }));
    expect(bands('inc')).toEqual([
      [1, 5],
      [2, 5],
      [2, 5],
    ]);
    expect(bands('ex')).toEqual([
      [1, 4],
      [2, 4],
      [1, 4],
    ]);
  });

  test('a plan whose request has no date is new, and not timed', () => {
    const cases = [issued('2024-05-01', { receivedOn: UNKNOWN_DAY })];
    expect(count('plans.new', { cases })).toBe(1);
    expect(count('twenty_weeks.with_overturned.inc', { cases })).toEqual([0, 0]);
  });

  test('an empty population has no value', () => {
    expect(measuresOf({}).get('twenty_weeks.inc')).toMatchObject({ numerator: 0, denominator: 0, value: null });
  });
});

describe('weeks_to_plan', () => {
  const after = (days: number, more: HandMadeCase = {}) =>
    issued(new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10), more);

  test('mean: all days over the cases, in weeks; median: the middle', () => {
    const measures = measuresOf({ cases: [after(70), after(140), after(300), after(154, { week20: WEEK_20.apply })] });
    const figure = (id: string) => measures.get(`weeks_to_plan.${id}`);
    expect(figure('mean.inc')).toMatchObject({ numerator: 664, denominator: 4, value: 664 / 4 / 7 });
    expect(figure('median.inc')).toMatchObject({ numerator: null, denominator: 4, value: 21 });
    expect(figure('mean.ex')).toMatchObject({ numerator: 510, denominator: 3, value: 510 / 3 / 7 });
    expect(figure('median.ex')).toMatchObject({ numerator: null, denominator: 3, value: 20 });
  });

  test('leave out what the 20-week figures leave out; none is no value', () => {
    const measures = measuresOf({ cases: overturned });
    expect(measures.get('weeks_to_plan.mean.inc')).toMatchObject({ numerator: 0, denominator: 0, value: null });
    expect(measures.get('weeks_to_plan.median.ex')).toMatchObject({ numerator: null, denominator: 0, value: null });
  });
});

describe('the first issue', () => {
  const received = { receivedOn: '2023-06-01' };

  test('of a historical outcome is its start only where that lies before the year of the first return', () => {
    const plan = { of: 0, historical: 1, shownIn: 2024 };
    const new2023 = { cases: [received], plans: [{ ...plan, startedOn: '2023-12-31' }] };
    expect(count('plans.new', new2023, { period: '2023' })).toBe(1);
    expect(count('twenty_weeks.inc', new2023, { period: '2023' })).toEqual([0, 1]);
    const amended = { cases: [received], plans: [{ ...plan, startedOn: '2024-01-01' }] };
    expect(count('plans.new', amended, { period: '2024' })).toBe(0);
    const neverShown = { cases: [received], plans: [{ of: 0, historical: 1, startedOn: '2023-12-31' }] };
    expect(count('plans.new', neverShown, { period: '2023' })).toBe(0);
  });

  test('is the start of the plan that came all the same, where nothing else says so', () => {
    const facts = { cases: [received], plans: [{ of: 0, startedOn: '2024-02-01', shownIn: 2024 }] };
    expect(count('plans.new', facts)).toBe(1);
    expect(count('plans.new', { ...facts, plans: [{ of: 0, startedOn: UNKNOWN_DAY }] })).toBe(0);
  });

  test('is the day on which the plan was sent; the start of an amended plan is not', () => {
    const facts = {
      cases: [{ ...received, issuedOn: '2023-10-01' }],
      plans: [{ of: 0, startedOn: '2024-02-01', shownIn: 2024 }],
    };
    expect(count('plans.new', facts, { period: '2023' })).toBe(1);
    expect(count('plans.new', facts)).toBe(0);
    expect(count('plans.new', facts, { settings: { issueDateField: 'start_date' } })).toBe(1);
    expect(
      count('plans.new', { cases: facts.cases }, { period: '2023', settings: { issueDateField: 'start_date' } }),
    ).toBe(1);
    const historical = { ...facts, plans: [{ ...facts.plans[0]!, historical: 1 }] };
    expect(count('plans.new', historical, { period: '2023', settings: { issueDateField: 'start_date' } })).toBe(1);
  });

  test('of a plan from another authority is not here', () => {
    const facts = {
      cases: [{ ...received, issuedOn: '2024-02-01' }],
      plans: [{ of: 0, startedOn: '2024-02-01', transferredInOn: UNKNOWN_DAY, transferredInShownIn: 2024 }],
    };
    expect(count('plans.new', facts)).toBe(0);
    expect(count('twenty_weeks.with_overturned.inc', facts)).toEqual([0, 0]);
  });
});
