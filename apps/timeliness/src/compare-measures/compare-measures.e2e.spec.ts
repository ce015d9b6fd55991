import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTimeliness, type Timeliness } from '../../testing/start-timeliness.js';
import type { ComparedMeasure, ComparisonAnswer } from './comparison-answer.js';

const id = (kind: number, n: number): string =>
  `${String(kind).repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const child = (n: number): string => id(1, n);
const caseId = (n: number): string => id(2, n);
const plan = (n: number): string => id(3, n);

const THEN = '2024-09-02T12:00:00Z';

let timeliness: Timeliness;
let wrongDay: { id: string };
let correction: { id: string };
let lateIssue: { id: string };
let newIssue: { id: string };
let given: { id: string };
let settings: { id: string };

const ask = async (query: string): Promise<ComparisonAnswer> => {
  const { body, status } = await timeliness.get(`/comparison?authority=891&${query}`);
  expect(status).toBe(200);
  return body as ComparisonAnswer;
};

const measure = ({ measures }: ComparisonAnswer, measureId: string): ComparedMeasure =>
  measures.find((one) => one.id === measureId)!;

beforeAll(async () => {
  timeliness = await startTimeliness('2024-09-02T09:00:00Z');
  const { record, clock } = timeliness;
  const requested = (n: number, on: string) =>
    record(`case-${caseId(n)}`, 'AssessmentRequested', on, {
      child: child(n),
      needs: [{ type: n === 1 ? 'ASD' : 'SEMH', rank: 1 }],
    });
  const issued = (n: number, on: string) => record(`case-${caseId(n)}`, 'PlanFinalised', on, { plan: plan(n) });
  for (const n of [1, 2, 3, 4, 5]) await requested(n, '2024-03-04');
  await requested(6, '2024-08-05');
  await record(`case-${caseId(6)}`, 'DecidedToAssess', '2024-08-26', {});
  const advice = { case: caseId(6), child: child(6), kind: 'medical', body: 'health' } as const;
  await record(`advice-${id(4, 6)}`, 'AdviceRequested', '2024-08-26', advice);
  wrongDay = await issued(1, '2024-07-15');
  // Day 140: in time only where the day of receipt is day 0.
  await issued(5, '2024-07-22');
  await issued(2, '2024-07-29');
  clock.set('2024-10-07T09:00:00Z');
  correction = await record(`case-${caseId(1)}`, 'FactCorrected', '2024-10-07', {
    event: wrongDay.id,
    field: 'happenedOn',
    old: '2024-07-15',
    new: '2024-07-23',
    because: 'mistake',
    requestedBy: 'a caseworker',
    approvedBy: 'a manager',
  });
  lateIssue = await issued(3, '2024-07-15');
  newIssue = await issued(4, '2024-09-30');
  given = await record(`advice-${id(4, 6)}`, 'AdviceSubmitted', '2024-09-30', {});
  settings = await record('authority-891', 'SettingsChanged', '2024-10-07', { settings: { receiptDay: 'day_1' } });
  clock.set('2024-10-14T09:00:00Z');
});
afterAll(() => timeliness.stop());

describe('the comparison of two moments', () => {
  test('gives each figure as known then and as known now, and by what it moved', async () => {
    const answer = await ask(`period=2024&then=${THEN}`);
    expect(answer).toMatchObject({
      then: { asAt: THEN, known: true, snapshot: '2024-09-02', versions: { settings: '1', definitions: '1' } },
      now: { asAt: '2024-10-14T09:00:00.000999Z', snapshot: '2024-10-14', versions: { settings: '2' } },
      unexplained: 0,
    });
    expect(measure(answer, 'twenty_weeks.inc')).toMatchObject({
      then: { numerator: 2, denominator: 3 },
      now: { numerator: 1, denominator: 5, value: 20 },
      difference: { numerator: -1, denominator: 2 },
      because: {
        correction: { numerator: -1, denominator: 0, cases: 1, events: 1 },
        late_entry: { numerator: 1, denominator: 1, cases: 1, events: 1 },
        new: { numerator: 0, denominator: 1, cases: 1, events: 1 },
        settings: { numerator: -1, denominator: 0, cases: 0, events: 1 },
      },
      unexplained: { numerator: 0, denominator: 0 },
    });
    expect(measure(answer, 'weeks_to_plan.median.inc')).toMatchObject({
      then: { numerator: null, denominator: 3 },
      because: { correction: { numerator: null, denominator: 0, cases: 1 }, new: { denominator: 1 } },
      note: expect.stringContaining('does not add up'),
    });
  });

  test('names the cases and events, corrections first, with what each moved', async () => {
    const { cases } = await ask(`period=2024&then=${THEN}`);
    expect(cases.map(({ case: one, events }) => [one, events.map(({ kind, id: event }) => [kind, event])])).toEqual([
      [caseId(1), [['correction', correction.id]]],
      [caseId(3), [['late_entry', lateIssue.id]]],
      [caseId(4), [['new', newIssue.id]]],
      [caseId(6), [['new', given.id]]],
    ]);
    const [event] = cases[0]!.events;
    expect(event).toMatchObject({
      type: 'FactCorrected',
      happenedOn: '2024-10-07',
      recordedAt: '2024-10-07T09:00:00.000000Z',
      stream: `case-${caseId(1)}`,
      corrects: {
        event: wrongDay.id,
        type: 'PlanFinalised',
        happenedOn: '2024-07-15',
        field: 'happenedOn',
        old: '2024-07-15',
        new: '2024-07-23',
        because: 'mistake',
        requestedBy: 'a caseworker',
        approvedBy: 'a manager',
      },
    });
    expect(event!.changes).toContainEqual({ measure: 'twenty_weeks.inc', numerator: -1, denominator: 0 });
    expect(event!.changes).toContainEqual({
      measure: 'weeks_to_plan.median.inc',
      numerator: null,
      denominator: 0,
      days: 8,
    });
    expect(cases[0]).toMatchObject({ child: child(1), plan: null });
  });

  test('names what is due to no case: settings by their event, and the later day', async () => {
    const { judgedOtherwise } = await ask(`period=2024&then=${THEN}`);
    expect(judgedOtherwise).toMatchObject([
      { because: 'settings', event: { id: settings.id, settings: { receiptDay: 'day_1' } } },
      { because: 'snapshot', from: '2024-09-02', to: '2024-10-14' },
    ]);
    // Two cases were open then, six weeks younger than on the later day.
    expect(judgedOtherwise[1]!.changes).toContainEqual({
      measure: 'open.age.20to30',
      numerator: -2,
      denominator: null,
    });
  });

  test('is sliced where that is asked', async () => {
    const answer = await ask(`period=2024&then=${THEN}&by=need`);
    expect(measure(answer, 'twenty_weeks.inc').slices).toMatchObject([
      { key: 'ASD', then: { numerator: 1, denominator: 1 }, now: { numerator: 0, denominator: 1 } },
      { key: 'SEMH', then: { numerator: 1, denominator: 2 }, now: { numerator: 1, denominator: 4 } },
    ]);
    expect(answer.unexplained).toBe(0);
  });

  test('credits advice to the case that waited for it', async () => {
    const { cases } = await ask(`period=2024&then=${THEN}`);
    expect(cases.at(-1)!.events[0]!.changes).toEqual([
      { measure: 'open.stage.deciding', numerator: 1, denominator: null },
      { measure: 'open.stage.assessment', numerator: -1, denominator: null },
    ]);
  });

  test('of one moment with itself is no difference', async () => {
    const answer = await ask(`period=2024&then=${THEN}&now=${THEN}`);
    expect(answer).toMatchObject({ cases: [], judgedOtherwise: [], unexplained: 0 });
    expect(answer.measures.every(({ because }) => Object.keys(because).length === 0)).toBe(true);
  });

  test('before the first record there is nothing to compare', async () => {
    const answer = await ask('period=2024&then=2024-09-01T00:00:00Z');
    expect(answer).toMatchObject({ then: { known: false, position: null }, measures: [], cases: [] });
  });
});

test.each([
  ['period=2024', ['then']],
  ['period=2024&then=yesterday', ['then']],
  ['period=2024&then=2024-10-14T09:00:00Z&now=2024-09-14T09:00:00Z', ['now']],
  [`period=2024&then=${THEN}&now=2024-12-01T00:00:00Z`, ['now']],
  [`period=2024-13&then=${THEN}&now=tomorrow`, ['period', 'now']],
  [`period=2024-10&then=${THEN}`, ['period']],
  [`period=2024&then=${THEN}&asAt=${THEN}`, ['asAt']],
])('%s cannot be answered', async (query, fields) => {
  const { body, status } = await timeliness.get(`/comparison?authority=891&${query}`);
  expect(status).toBe(400);
  expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
});
