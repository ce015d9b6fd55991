import { describe, expect, test } from '@jest/globals';
import { type HandMade, measuresOf } from '../../testing/facts-builder.js';
import type { SliceBy } from './slices.js';

const slices = (id: string, facts: HandMade, by: SliceBy, asked = {}) =>
  measuresOf(facts, { by, ...asked })
    .get(id)
    ?.slices?.map(({ key, numerator, denominator }) => [key, numerator, denominator]);

const facts: HandMade = {
  cases: [
    {
      receivedOn: '2024-01-15',
      issuedOn: '2024-09-01',
      need: 'ASD',
      sex: 'F',
      ethnicity: 'WBRI',
      source: 1,
      born: '2014-08',
    },
    { receivedOn: '2024-01-31', issuedOn: '2024-08-31', sex: 'M', source: 2, born: '2014-08' },
    { receivedOn: '2024-03-01', sex: 'M', source: 0 },
  ],
  plans: [
    {
      of: 0,
      startedOn: '2024-09-01',
      need: 'SEMH',
      setting: 'school',
      sex: 'F',
      ethnicity: 'WBRI',
      born: '2014-08',
      reviews: [['2024-11-01', '2024-11-15']],
    },
    { of: 1, startedOn: '2024-08-31', need: 'SLD', setting: 'college', sex: 'M' },
    { startedOn: '2020-01-01' },
  ],
  census: [{ plan: 0, censusOn: '2025-01-16', meetingOn: '2024-11-01', decidedOn: '2024-11-15' }],
};

describe('by month', () => {
  test('every month of the period, by the counted day', () => {
    const received = slices('requests.received', facts, 'month');
    expect(received).toHaveLength(12);
    expect(received?.slice(0, 4)).toEqual([
      ['2024-01', 2, null],
      ['2024-02', 0, null],
      ['2024-03', 1, null],
      ['2024-04', 0, null],
    ]);
    expect(slices('plans.new', facts, 'month')?.slice(7, 9)).toEqual([
      ['2024-08', 1, null],
      ['2024-09', 1, null],
    ]);
  });

  test('snapshots stand in the month of the snapshot', () => {
    const inSeptember = slices('plans.active', facts, 'month', { period: '2024/25', today: '2024-09-10' });
    expect(inSeptember?.[0]).toEqual(['2024-09', 3, null]);
    expect(inSeptember).toHaveLength(12);
    expect(slices('sen2.annual_review_4_weeks', facts, 'month')?.at(-1)).toEqual(['2024-12', 1, 1]);
  });

  test('a slice without cases has no value', () => {
    const [january] = measuresOf(facts, { by: 'month' }).get('twenty_weeks.inc')!.slices!;
    expect(january).toEqual({ key: '2024-01', numerator: 0, denominator: 0, value: null });
    const [median] = measuresOf(facts, { by: 'month' }).get('weeks_to_plan.median.inc')!.slices!;
    expect(median).toEqual({ key: '2024-01', numerator: null, denominator: 0, value: null });
  });
});

test('by age: on the 31 August before the academic year of the counted day', () => {
  // Born in August 2014: 9 on 31 August 2023, 10 on 31 August 2024; both in 5-10. Plans: the second has no child.
  expect(slices('plans.new', facts, 'age')).toEqual([['5-10', 2, null]]);
  expect(slices('requests.received', facts, 'age')).toEqual([
    ['5-10', 2, null],
    ['unknown', 1, null],
  ]);
  const elder = {
    cases: [
      { receivedOn: '2024-08-31', born: '2013-08' },
      { receivedOn: '2024-09-01', born: '2013-08' },
    ],
  };
  expect(slices('requests.received', elder, 'age')).toEqual([
    ['5-10', 1, null],
    ['11-15', 1, null],
  ]);
  expect(slices('annual_review_4_weeks', facts, 'age')).toEqual([['5-10', 1, 1]]);
});

test("by need and setting: the case's own, else the plan's", () => {
  expect(slices('requests.received', facts, 'need')).toEqual([
    ['ASD', 1, null],
    ['SLD', 1, null],
    ['unknown', 1, null],
  ]);
  expect(slices('plans.active', facts, 'need')).toEqual([
    ['SEMH', 1, null],
    ['SLD', 1, null],
    ['unknown', 1, null],
  ]);
  expect(slices('plans.new', facts, 'setting')).toEqual([
    ['college', 1, null],
    ['school', 1, null],
  ]);
  expect(slices('sen2.annual_review_4_weeks', facts, 'setting')).toEqual([['school', 1, 1]]);
});

test('by source: of plans and reviews that of the request', () => {
  expect(slices('requests.received', facts, 'source')).toEqual([
    ['1', 1, null],
    ['2', 1, null],
    ['unknown', 1, null],
  ]);
  expect(slices('plans.active', facts, 'source')).toEqual([
    ['1', 1, null],
    ['2', 1, null],
    ['unknown', 1, null],
  ]);
  expect(slices('annual_review_4_weeks', facts, 'source')).toEqual([['1', 1, 1]]);
});

test('by sex and ethnicity: the codes of the return', () => {
  expect(slices('requests.received', facts, 'sex')).toEqual([
    ['F', 1, null],
    ['M', 2, null],
  ]);
  expect(slices('requests.received', facts, 'ethnicity')).toEqual([
    ['WBRI', 1, null],
    ['unknown', 2, null],
  ]);
});

test('means and medians are those of the slice', () => {
  const [f, m] = measuresOf(facts, { by: 'sex' }).get('weeks_to_plan.median.inc')!.slices!;
  // 15 January to 1 September 2024: 230 days; 31 January to 31 August: 213.
  expect(f).toEqual({ key: 'F', numerator: null, denominator: 1, value: 230 / 7 });
  expect(m).toEqual({ key: 'M', numerator: null, denominator: 1, value: 213 / 7 });
  expect(measuresOf(facts, { by: 'sex' }).get('weeks_to_plan.mean.inc')).toMatchObject({
    numerator: 443,
    denominator: 2,
    slices: [
      { key: 'F', numerator: 230, denominator: 1, value: 230 / 7 },
      { key: 'M', numerator: 213, denominator: 1, value: 213 / 7 },
    ],
  });
});

test('nothing is sliced unless asked', () => {
  expect(measuresOf(facts).get('plans.new')).not.toHaveProperty('slices');
});
