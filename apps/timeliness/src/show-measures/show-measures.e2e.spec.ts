import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTimeliness, type Timeliness } from '../../testing/start-timeliness.js';
import { DEFINITIONS } from '../measures/index.js';
import type { AnsweredMeasure } from './measures-answer.js';

const CHILD = '11111111-0000-4000-8000-000000000001';
const CASE = '22222222-0000-4000-8000-000000000001';
const PLAN = '33333333-0000-4000-8000-000000000001';

let timeliness: Timeliness;
const positions: string[] = [];

const figure = (body: { measures: AnsweredMeasure[] }, id: string) => {
  const { numerator, denominator } = body.measures.find((measure) => measure.id === id)!;
  return [numerator, denominator];
};

beforeAll(async () => {
  timeliness = await startTimeliness('2024-06-03T09:00:00Z');
  const { record, clock, store } = timeliness;
  const at = async (instant: string) => {
    positions.push(await store.head());
    clock.set(instant);
  };
  await record(`child-${CHILD}`, 'ChildRegistered', null, { sex: 'F', birthYear: 2014, birthMonth: 5 });
  await record(`case-${CASE}`, 'AssessmentRequested', '2024-01-01', { child: CHILD, source: 2 });
  await at('2024-06-10T09:00:00Z');
  const issued = await record(`case-${CASE}`, 'PlanFinalised', '2024-05-20', { plan: PLAN });
  await record(`plan-${PLAN}`, 'PlanBroughtIntoForce', '2024-05-20', { child: CHILD, case: CASE });
  await at('2024-06-17T09:00:00Z');
  await record(`case-${CASE}`, 'FactCorrected', '2024-06-17', {
    event: issued.id,
    field: 'happenedOn',
    old: '2024-05-20',
    new: '2024-05-21',
  });
  await record('authority-891', 'SettingsChanged', '2024-06-17', { settings: { sen2ExcludeOverturned: false } });
  await at('2024-06-24T09:00:00Z');
  await record('authority-891', 'ReturnImportStarted', '2024-06-24', {
    return: CASE,
    run: PLAN,
    collectionYear: 2025,
  });
  await at('2026-11-22T09:00:00Z');
});
afterAll(() => timeliness.stop());

describe('the answer', () => {
  test('holds what the contract says', async () => {
    const { body, status } = await timeliness.get('?authority=891&period=2024&asAt=2024-06-18T00:00:00%2B01:00');
    expect(status).toBe(200);
    const { measures, ...about } = body;
    expect(about).toEqual({
      authority: '891',
      period: { from: '2024-01-01', to: '2024-12-31' },
      asAt: '2024-06-17T23:00:00Z',
      position: positions[2],
      known: true,
      importing: false,
      versions: { law: 'v5', settings: '2', definitions: '1' },
    });
    expect(measures.map(({ id }: AnsweredMeasure) => id)).toEqual(DEFINITIONS.map(({ id }) => id));
    const { definition, ...twentyWeeks } = measures.find(({ id }: AnsweredMeasure) => id === 'twenty_weeks.inc');
    expect(definition).toContain('day 140 is in time');
    expect(twentyWeeks).toEqual({
      id: 'twenty_weeks.inc',
      label: 'Plans issued within 20 weeks, including those with exceptions',
      numerator: 0,
      denominator: 1,
      value: 0,
      unit: 'percent',
      version: 1,
    });
  });

  test('is that of the moment asked as at, whatever was recorded since', async () => {
    const inTime = async (asAt: string) =>
      figure((await timeliness.get(`?authority=891&period=2024&asAt=${asAt}`)).body, 'twenty_weeks.inc');
    expect(await inTime('2024-06-10T08:59:59.999999Z')).toEqual([0, 0]);
    expect(await inTime('2024-06-10T09:00:00Z')).toEqual([1, 1]);
    expect(await inTime('2024-06-17T08:59:59Z')).toEqual([1, 1]);
    expect(await inTime('2024-06-17T09:00:00Z')).toEqual([0, 1]);
  });

  test('takes snapshots today while the period runs', async () => {
    const { body } = await timeliness.get('?authority=891&period=2024&asAt=2024-06-04T12:00:00Z');
    expect(figure(body, 'open.age.20to30')).toEqual([1, null]); // day 155
    expect(body.importing).toBe(false);
  });

  test('is now where no moment is named, and says that an import runs', async () => {
    const { body } = await timeliness.get('?authority=891&period=2024/25');
    expect(body).toMatchObject({
      period: { from: '2024-09-01', to: '2025-08-31' },
      asAt: '2026-11-22T09:00:00.000999Z',
      position: positions[3],
      importing: true,
    });
    expect(body.measures.find(({ id }: AnsweredMeasure) => id === 'reviews.overdue').note).toContain('overstatement');
  });

  test('is not known before the first record, and has no zeros', async () => {
    const early = await timeliness.get('?authority=891&period=2023&asAt=2024-06-03T08:59:59Z');
    expect(early.body).toMatchObject({ known: false, position: null, measures: [] });
    const other = await timeliness.get('?authority=892&period=2023&asAt=2024-06-03T08:59:59Z');
    expect(other.body).toMatchObject({ known: false, measures: [] });
  });

  test('is sliced where that is asked', async () => {
    const { body } = await timeliness.get('?authority=891&from=2024-01-01&to=2024-06-30&by=age');
    expect(body.measures.find(({ id }: AnsweredMeasure) => id === 'plans.new').slices).toEqual([
      { key: '5-10', numerator: 1, denominator: null, value: 1 },
    ]);
  });

  test('has published figures beside it where that is asked', async () => {
    const { body } = await timeliness.get('?authority=891&period=2024&benchmarks=true');
    const measure = (id: string) => body.measures.find((one: AnsweredMeasure) => one.id === id);
    expect(measure('twenty_weeks.ex').benchmarks).toMatchObject({
      year: 2024,
      england: { numerator: 39_407, denominator: 84_866 },
    });
    expect(measure('six_weeks').benchmarks.footnote).toContain('received the year before');
    expect(measure('open.total')).not.toHaveProperty('benchmarks');
  });
});

describe('a question that cannot be answered', () => {
  test.each([
    ['?authority=891', 400, ['period']],
    ['?authority=891&period=2024-13', 400, ['period']],
    ['?authority=891&period=2024&from=2024-01-01', 400, ['period']],
    ['?authority=891&from=2024-01-01', 400, ['to']],
    ['?authority=891&period=2024&by=colour', 400, ['by']],
    ['?authority=891&period=2024&asAt=yesterday', 400, ['asAt']],
    ['?authority=891&period=2024&asAt=2026-11-22T09:00:01Z', 400, ['asAt']],
    ['?authority=891&period=2024&asAt=2024-04-31T09:00:00Z', 400, ['asAt']],
    ['?authority=891&period=2027', 400, ['period']],
    ['?authority=891&period=1&by=2&asAt=3', 400, ['period', 'asAt', 'by']],
    ['?authority=89&period=2024', 400, ['authority']],
    ['?authority=891&period=2024&colour=red', 400, ['colour']],
    ['?authority=891&period=2024&benchmarks=perhaps', 400, ['benchmarks']],
    ['?authority=000&period=2024', 404, undefined],
  ])('%s: %i', async (query, status, fields) => {
    const { body, ...response } = await timeliness.get(query);
    expect(response.status).toBe(status);
    expect(response.type).toBe('application/problem+json');
    expect(body.errors?.map(({ field }: { field: string }) => field)).toEqual(fields);
  });
});

test('definitions are given by themselves', async () => {
  const { body } = await timeliness.get('/definitions');
  expect(body).toHaveLength(DEFINITIONS.length);
  expect(body[0]).toEqual({
    id: 'requests.received',
    label: 'Requests received',
    kind: 'count',
    unit: 'requests',
    definition: expect.stringContaining('Requests for an assessment received in the period'),
    version: 1,
  });
});

test('while the read models are behind, it says so', async () => {
  await timeliness.runner.stop();
  timeliness.clock.set('2026-11-22T10:00:00Z');
  await timeliness.record(`case-${CASE}`, 'DraftPlanServed', '2024-05-01', {});
  const { body, status, headers } = await timeliness.get('?authority=891&period=2024');
  expect(status).toBe(503);
  expect(body).toMatchObject({ type: 'urn:ehc:problem:catching-up', detail: expect.stringContaining('catching up') });
  expect(headers['retry-after']).toBe('5');
  const before = await timeliness.get('?authority=891&period=2024&asAt=2026-11-22T09:59:59Z');
  expect(before.status).toBe(200);
});
