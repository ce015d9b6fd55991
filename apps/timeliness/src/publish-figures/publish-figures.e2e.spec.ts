import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startTimeliness, type Timeliness } from '../../testing/start-timeliness.js';
import type { Restatement } from '../restate-figures/restatements.js';
import type { PublishedAnswer } from './published-answer.js';

const id = (kind: number, n: number): string =>
  `${String(kind).repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const caseId = (n: number): string => id(2, n);

let timeliness: Timeliness;
let wrongDay: { id: string };
let correction: { id: string };
let harmless: { id: string };

const figureOf = (answer: PublishedAnswer, measure: string) =>
  answer.figures.find((figure) => figure.measure === measure)!;

beforeAll(async () => {
  timeliness = await startTimeliness('2024-09-02T09:00:00Z');
  const { record, clock, publish } = timeliness;
  const requested = (n: number, on: string) =>
    record(`case-${caseId(n)}`, 'AssessmentRequested', on, { child: id(1, n), needs: [{ type: 'ASD', rank: 1 }] });
  const issued = (n: number, on: string) => record(`case-${caseId(n)}`, 'PlanFinalised', on, { plan: id(3, n) });
  const asked: { id: string }[] = [];
  for (const n of [1, 2, 3, 4]) asked.push(await requested(n, '2024-03-04'));
  wrongDay = await issued(1, '2024-07-15');
  await issued(2, '2024-07-29');
  clock.set('2024-09-03T09:00:00Z');
  const published = await publish({ name: 'August 2024', period: '2024', by: 'need', note: 'For the cabinet.' });
  expect(published.status).toBe(201);
  clock.set('2024-10-07T09:00:00Z');
  correction = await record(`case-${caseId(1)}`, 'FactCorrected', '2024-10-07', {
    event: wrongDay.id,
    field: 'happenedOn',
    old: '2024-07-15',
    new: '2024-07-23',
  });
  harmless = await record(`case-${caseId(3)}`, 'FactCorrected', '2024-10-07', {
    event: asked[2]!.id,
    field: 'source',
    old: null,
    new: 2,
  });
  await issued(3, '2024-07-15'); // late
  await issued(4, '2024-09-30'); // new
  clock.set('2024-10-14T09:00:00Z');
});
afterAll(() => timeliness.stop());

describe('a set of figures that was published', () => {
  test('is listed, without its figures', async () => {
    const { body } = await timeliness.ask('published-figures');
    expect(body).toMatchObject([
      {
        name: 'August 2024',
        note: 'For the cabinet.',
        period: { from: '2024-01-01', to: '2024-12-31' },
        by: 'need',
        asAt: '2024-09-03T09:00:00.000999Z',
        position: '10',
        publishedBy: { actor: 'a.manager', role: 'team_manager' },
        versions: { law: 'v5', settings: '1', definitions: '1' },
      },
    ]);
    expect(body[0]).not.toHaveProperty('figures');
  });

  test('is shown as published, beside what the same question is answered by today, and counts again to the same', async () => {
    const { body } = await timeliness.ask('published-figures/august%20%202024');
    expect(body.recountedExactly).toBe(true);
    expect(figureOf(body, 'twenty_weeks.inc')).toMatchObject({
      published: { numerator: 1, denominator: 2, value: 50 },
      today: { numerator: 1, denominator: 4, value: 25 },
      difference: { numerator: 0, denominator: 2, value: -25 },
      slices: [{ key: 'ASD', published: { numerator: 1 }, today: { denominator: 4 } }],
    });
  });

  test('keeps its note sealed in the log', async () => {
    const [event] = (await timeliness.store.readAll('0', 100, { types: ['FiguresPublished'] })).values();
    expect(event!.sealed).not.toBeNull();
    expect(JSON.stringify(event!.payload)).not.toContain('cabinet');
  });

  test('keeps its name: the same one is refused, and says what to do', async () => {
    const { status, body } = await timeliness.publish({ name: ' AUGUST  2024', period: '2023' });
    expect([status, body.type]).toEqual([409, 'urn:ehc:problem:step-out-of-order']);
    expect(body.detail).toContain('Choose another name');
  });

  test('is not there under another name, nor for another authority', async () => {
    expect((await timeliness.ask('published-figures/July%202024')).status).toBe(404);
    const other = await timeliness.ask('published-figures').set('x-ehc-authority', '892');
    expect(other.body).toEqual([]);
    expect((await timeliness.ask('published-figures/August%202024').set('x-ehc-authority', '892')).status).toBe(404);
  });
});

test('the same command again is answered as before, and with other content refused', async () => {
  const key = randomUUID();
  const body = { name: 'Twice', period: '2024', asAt: '2024-09-03T09:00:00Z' };
  const first = await timeliness.publish(body, { 'Idempotency-Key': key });
  timeliness.clock.set('2024-10-15T09:00:00Z');
  const again = await timeliness.publish(body, { 'Idempotency-Key': key });
  expect(again.status).toBe(201);
  expect(again.body).toEqual({ ...first.body, repeated: true });
  for (const other of [
    { ...body, period: '2023' },
    { ...body, note: 'other' },
    { ...body, by: 'need' },
    { ...body, name: 'Once' },
    { ...body, asAt: '2024-09-04T09:00:00Z' },
  ]) {
    const { status, body: problem } = await timeliness.publish(other, { 'Idempotency-Key': key });
    expect([other, status, problem.type]).toEqual([other, 409, 'urn:ehc:problem:command-id-used']);
  }
});

test('two who publish under one name at the same moment: one does, the other is refused', async () => {
  const both = await Promise.all([1, 2].map(() => timeliness.publish({ name: 'At once', period: '2024' })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test.each([
  [{ period: '2024' }, 400],
  [{ name: ' ', period: '2024' }, 400],
  [{ name: 'x'.repeat(101), period: '2024' }, 400],
  [{ name: 'A', period: '2024-13' }, 400],
  [{ name: 'A', period: '2024', figures: [] }, 400],
  [{ name: 'Before all', period: '2024', asAt: '2024-09-01T00:00:00Z' }, 409],
])('%j is refused with %i', async (body, status) => {
  expect((await timeliness.publish(body)).status).toBe(status);
});

describe('restating', () => {
  test('a correction tells the published figures that it touches', async () => {
    const { body } = await timeliness.ask(`corrections/${correction.id}/published-figures`);
    expect(new Set(body.map(({ name }: { name: string }) => name))).toEqual(new Set(['August 2024', 'Twice']));
    const touched = body.filter(({ name }: { name: string }) => name === 'August 2024');
    expect(touched).toContainEqual(
      expect.objectContaining({
        measure: 'twenty_weeks.inc',
        published: { numerator: 1, denominator: 2, value: 50 },
        withCorrection: { numerator: 0, denominator: 2, value: 0 },
        change: { numerator: -1, denominator: 0 },
      }),
    );
    expect(touched).toContainEqual(
      expect.objectContaining({
        measure: 'weeks_to_plan.median.inc',
        published: { numerator: null, denominator: 2, value: 20 },
        withCorrection: { numerator: null, denominator: 2, value: (141 + 147) / 2 / 7 },
      }),
    );
    expect(touched.map(({ measure }: { measure: string }) => measure)).not.toContain('plans.new');
    expect(touched.some(({ slice }: { slice?: string }) => slice === 'ASD')).toBe(true);
  });

  test('one that changes no figure touches none', async () => {
    expect((await timeliness.ask(`corrections/${harmless.id}/published-figures`)).body).toEqual([]);
  });

  test('there must be such a correction, in the authority', async () => {
    for (const event of [wrongDay.id, randomUUID(), 'none']) {
      expect((await timeliness.ask(`corrections/${event}/published-figures`)).status).toBe(404);
    }
    const path = `corrections/${correction.id}/published-figures`;
    expect((await timeliness.ask(path).set('x-ehc-authority', '892')).status).toBe(404);
  });

  test('the queue holds what was corrected or entered late, and not what is new', async () => {
    const { body } = await timeliness.ask('restatements');
    const august = (body as Restatement[]).find(({ published }) => published.name === 'August 2024');
    expect(august!.unexplained).toBe(0);
    const restated = (measure: string) =>
      august!.figures.find((figure) => figure.measure === measure && figure.slice === undefined);
    expect(restated('twenty_weeks.inc')).toMatchObject({
      published: { numerator: 1, denominator: 2 },
      restated: { numerator: 1, denominator: 3 },
      known: { numerator: 1, denominator: 3 },
      because: { correction: { numerator: -1, denominator: 0 }, late_entry: { numerator: 1, denominator: 1 } },
    });
    expect(restated('plans.new')).toMatchObject({ published: { value: 2 }, restated: { value: 3 } });
    expect(restated('requests.received')).toBeUndefined();
    expect(august!.cases.map((one) => [one.case, one.events.map(({ kind }) => kind)])).toEqual([
      [caseId(1), ['correction']],
      [caseId(3), ['late_entry']],
    ]);
  });
});
