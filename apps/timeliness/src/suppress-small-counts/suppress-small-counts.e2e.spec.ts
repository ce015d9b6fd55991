import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTimeliness, type Timeliness } from '../../testing/start-timeliness.js';
import type { MeasuresSummary, MeasureTold } from './summary-answers.js';

const id = (kind: number, n: number): string =>
  `${String(kind).repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;

let timeliness: Timeliness;
let cases = 0;
let correction: { id: string };

/** A request received in March, with its need, and the day on which its plan was sent, if it was. */
const asked = async (need: string, issued?: string, count = 1): Promise<void> => {
  const { record } = timeliness;
  for (let n = 0; n < count; n++) {
    cases += 1;
    const stream = `case-${id(2, cases)}`;
    await record(stream, 'AssessmentRequested', '2024-03-04', {
      child: id(1, cases),
      needs: [{ type: need, rank: 1 }],
    });
    if (issued) await record(stream, 'PlanFinalised', issued, { plan: id(3, cases) });
  }
};

const IN_TIME = '2024-07-15';
const LATE = '2024-08-05';

beforeAll(async () => {
  timeliness = await startTimeliness('2024-09-02T09:00:00Z');
  const { record, clock, publish } = timeliness;
  await asked('ASD', IN_TIME, 12);
  await asked('ASD', LATE, 8);
  await asked('SEMH', IN_TIME, 7);
  await asked('SEMH', LATE, 2);
  await asked('SLCN', IN_TIME, 6);
  await asked('SLCN', LATE, 6);
  await asked('VI', IN_TIME, 3);
  await asked('ASD', undefined, 3);
  const published = await publish({ name: 'August', period: '2024', by: 'need' });
  expect(published.status).toBe(201);
  clock.set('2024-10-07T09:00:00Z');
  const [wrong] = await timeliness.store.readStream(`case-${id(2, 1)}`);
  correction = await record(`case-${id(2, 1)}`, 'FactCorrected', '2024-10-07', {
    event: wrong!.id,
    field: 'source',
    old: null,
    new: 2,
  });
  await asked('VI', LATE, 1);
  await record('authority-891', 'SmallCountsThresholdChosen', '2024-10-07', { under: 5 });
  clock.set('2024-10-14T09:00:00Z');
});
afterAll(() => timeliness.stop());

const asBoard = async (query: string): Promise<MeasuresSummary> => {
  const { body, status } = await timeliness.askAsBoard(`measures?authority=891&${query}`);
  expect(status).toBe(200);
  return body as MeasuresSummary;
};
const measure = ({ measures }: { measures: readonly MeasureTold[] }, measureId: string): MeasureTold =>
  measures.find((one) => one.id === measureId)!;
const numbers = (figure: { numerator: unknown; denominator: unknown }) => [figure.numerator, figure.denominator];

describe('a board member', () => {
  test('is told large counts, and a small one is suppressed with whatever would tell it', async () => {
    const answer = await asBoard('period=2024');
    expect(answer.smallNumbers).toMatchObject({ under: 5, mark: 'c' });
    expect(measure(answer, 'requests.received')).toMatchObject({ numerator: 48, value: 48 });
    expect(measure(answer, 'twenty_weeks.inc')).toMatchObject({ numerator: 28, denominator: 45 });
    // Three are open: all of them are, and nothing says so.
    expect(measure(answer, 'open.total')).toMatchObject({
      numerator: 'c',
      denominator: null,
      value: 'c',
      suppressed: true,
    });
    expect(measure(answer, 'plans.new')).toMatchObject({ numerator: 45 });
  });

  test('is not told a slice by what is left of the total', async () => {
    const answer = await asBoard('period=2024&by=need');
    const { slices } = measure(answer, 'twenty_weeks.inc');
    // Of VI there are four in all, which the total would tell were not SEMH hidden too. Of both 10 of 13 were in time, and
    // the three that were late would be told were the numerator of SLCN not hidden with them.
    expect(slices!.map(({ key, ...figure }) => [key, ...numbers(figure)])).toEqual([
      ['ASD', 12, 20],
      ['SEMH', 'c', 'c'],
      ['SLCN', 'c', 12],
      ['VI', 'c', 'c'],
    ]);
    expect(slices!.filter(({ suppressed }) => suppressed).map(({ value }) => value)).toEqual(['c', 'c', 'c']);
    expect(measure(answer, 'weeks_to_plan.median.inc').slices!.map(({ value }) => value === 'c')).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  test('is not told in which slices a small number lies', async () => {
    const answer = await asBoard('period=2024&by=need');
    // The three that are open are all of ASD.
    const { slices } = measure(answer, 'open.total');
    expect(slices!.map(({ key, value }) => [key, value])).toEqual([
      ['ASD', 'c'],
      ['SEMH', 'c'],
      ['SLCN', 'c'],
      ['VI', 'c'],
    ]);
  });

  test('is told nothing as at a moment that a step later would tell apart', async () => {
    const { body } = await timeliness.askAsBoard('measures?authority=891&period=2024&asAt=2024-10-07T08:59:59Z');
    expect(body.asAt).toBe('2024-09-30T22:59:59.999999Z');
    // One plan more is known of today.
    expect(measure(body, 'twenty_weeks.inc')).toMatchObject({ numerator: 28, denominator: 'c', value: 'c' });
    expect(measure(body, 'requests.received').value).toBe('c');
    const sliced = await asBoard('period=2024&by=need&asAt=2024-10-07T08:59:59Z');
    expect(measure(sliced, 'twenty_weeks.inc').value).toBe('c');
  });

  test.each(['period=2024/25', 'from=2024-01-01&to=2024-06-30', 'period=2024-03&by=need'])(
    'may not ask for %s, which overlaps with other periods',
    async (query) => {
      const { status, body } = await timeliness.askAsBoard(`measures?authority=891&${query}`);
      expect([status, body.type]).toEqual([403, 'urn:ehc:problem:small-numbers']);
    },
  );

  test('is told of a month no more than the year tells of it', async () => {
    const month = await asBoard('period=2024-07');
    expect(measure(month, 'twenty_weeks.inc')).toMatchObject({ numerator: 28, denominator: 28 });
    const august = await asBoard('period=2024-08');
    expect(measure(august, 'twenty_weeks.inc')).toMatchObject({ numerator: 0, denominator: 17 });
  });

  test('compares two moments without cases, and is not told a difference of one', async () => {
    const { body, status } = await timeliness.askAsBoard(
      'measures/comparison?authority=891&period=2024&then=2024-10-01T12:00:00Z',
    );
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['authority', 'measures', 'now', 'period', 'smallNumbers', 'then']);
    const compared = body.measures.find((one: { id: string }) => one.id === 'twenty_weeks.inc');
    expect(compared).toMatchObject({
      then: { numerator: 28, denominator: 'c', suppressed: true },
      now: { numerator: 28, denominator: 45 },
      difference: { numerator: 0, denominator: 'c', value: 'c', suppressed: true },
    });
    expect(JSON.stringify(body)).not.toContain(id(2, 1));
  });

  test('sees a published set as far as it tells no small number, and without its note', async () => {
    const list = await timeliness.askAsBoard('published-figures');
    expect(list.body).toMatchObject([{ name: 'August', note: null }]);
    const { body, status } = await timeliness.askAsBoard('published-figures/August');
    expect(status).toBe(200);
    const figure = body.figures.find((one: { measure: string }) => one.measure === 'twenty_weeks.inc');
    expect(figure).toMatchObject({ published: { denominator: 'c' }, today: { numerator: 28, denominator: 45 } });
  });

  test('looks ahead without cases', async () => {
    const { body, status } = await timeliness.askAsBoard('lead-indicators?authority=891');
    expect(status).toBe(200);
    expect(body.figures).not.toHaveProperty('cases');
    expect(body.figures.open).toMatchObject({ total: 'c', overdue: 'c' });
    expect(body.figures.holders).toContainEqual({ holder: 'authority', label: 'The authority', cases: 'c' });
    expect(JSON.stringify(body)).not.toContain('2222-0000');
    const before = await timeliness.askAsBoard('lead-indicators?authority=891&asAt=2024-10-01T12:00:00Z');
    expect(before.status).toBe(403);
  });

  test('is refused what is about single corrections', async () => {
    expect((await timeliness.askAsBoard('restatements')).status).toBe(403);
    expect((await timeliness.askAsBoard(`corrections/${correction.id}/published-figures`)).status).toBe(403);
  });

  test('is told published figures of every authority, and definitions, as they are', async () => {
    const benchmarks = await timeliness.askAsBoard('benchmarks?authority=891&measure=six_weeks&year=2024');
    expect(benchmarks.status).toBe(200);
    expect((await timeliness.askAsBoard('measures/definitions')).status).toBe(200);
  });
});

test('a team manager is told everything as it is', async () => {
  const { body } = await timeliness.ask('measures?authority=891&period=2024&by=need');
  expect(body).not.toHaveProperty('smallNumbers');
  const { slices } = measure(body, 'twenty_weeks.inc');
  expect(slices!.map(({ key, ...figure }) => [key, ...numbers(figure)])).toEqual([
    ['ASD', 12, 20],
    ['SEMH', 7, 9],
    ['SLCN', 6, 12],
    ['VI', 3, 4],
  ]);
});

test('a higher threshold holds as soon as it is chosen, for the past as well', async () => {
  await timeliness.record('authority-891', 'SmallCountsThresholdChosen', '2024-10-14', { under: 20 });
  const answer = await asBoard('period=2024');
  expect(answer.smallNumbers.under).toBe(20);
  expect(measure(answer, 'requests.received').value).toBe(48);
  // Seventeen were late.
  expect(measure(answer, 'twenty_weeks.inc')).toMatchObject({ numerator: 'c', denominator: 45, value: 'c' });
});
