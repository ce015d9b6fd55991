import { AdviceModule } from '@ehc/advice';
import { CaseworkModule } from '@ehc/casework';
import { EVENT_STORE, InMemoryEventStore, InMemoryKeyStore, KEY_STORE, Sealer } from '@ehc/event-store';
import { CASE_RECORDS, AccessModule } from '@ehc/identity';
import { caseRecordsInLog } from '@ehc/identity/testing';
import { ClockModule, configureHttp, createLogger, LoggerModule, SettableClock } from '@ehc/platform';
import { ProjectionRunner } from '@ehc/projections';
import { PUBLISHED_FIGURES } from '@ehc/recording';
import {
  type ComparisonAnswer,
  formatComparison,
  formatPublished,
  formatPublishedNow,
  formatRestatements,
  publishedFigures,
  type Restatement,
  TimelinessModule,
  timelinessProjections,
} from '@ehc/timeliness';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { v5 } from 'uuid';
import { asking, giveRoles } from '../harness/access.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { authenticateTestTokens } from '../harness/sign-in.js';

/*
 * Figures to the end of August 2025 are published on 2 September. In the weeks after, ten mistakes are put right, one
 * plan is entered late, and one decision is made in the ordinary course. What the comparison must name was worked out
 * by hand; how is said beside each. A request of 6 January has day 42 on 17 February, day 112 on 28 April and day 140
 * on 26 May.
 *
 * docs/how-to/restate-published-figures.md shows what the command line prints of it.
 */

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/how-to/restate-published-figures.md'), 'utf8');
const NAME = 'Cabinet, September 2025';
const THEN = '2025-09-02T12:00:00Z';
const ROLES = [
  { subject: 'a.caseworker', role: 'caseworker', authority: '891' },
  { subject: 'a.manager', role: 'team_manager', authority: '891' },
] as const;
const RECEIVED = '2025-01-06';

const clock = new SettableClock('2025-09-01T09:00:00Z');
const store = new InMemoryEventStore({ now: () => clock.now().toISOString() });
let database: TestDatabase;
let dataSource: DataSource;
let runner: ProjectionRunner;
let app: NestExpressApplication;

beforeAll(async () => {
  database = await createTestDatabase();
  runner = new ProjectionRunner({ store, pool: database.pool, projections: timelinessProjections() });
  await runner.start();
  dataSource = new DataSource({ type: 'postgres', url: database.url, entities: [] });
  await dataSource.initialize();
  const keys = new InMemoryKeyStore();
  const providers = [
    { provide: EVENT_STORE, useValue: store },
    { provide: KEY_STORE, useValue: keys },
    { provide: Sealer, useValue: new Sealer(keys) },
    { provide: pg.Pool, useValue: database.pool },
    { provide: DataSource, useValue: dataSource },
    { provide: CASE_RECORDS, useValue: caseRecordsInLog(store) },
    { provide: PUBLISHED_FIGURES, useValue: publishedFigures({ store, dataSource, readModels: runner }) },
  ];
  @Module({ providers, exports: providers })
  class Infrastructure {}
  const logger = createLogger('silent');
  const infrastructure = Infrastructure;
  const module = await Test.createTestingModule({
    imports: [
      LoggerModule.forRoot(logger),
      ClockModule.forRoot(clock),
      AccessModule.register({ infrastructure }),
      CaseworkModule.register({ infrastructure }),
      AdviceModule.register({ infrastructure }),
      TimelinessModule.register({ infrastructure }),
    ],
  }).compile();
  app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  configureHttp(app, { logger, maxBodyBytes: 100_000, beforeBody: [authenticateTestTokens(clock)] });
  await giveRoles(store, ROLES);
  await app.init();
});

afterAll(async () => {
  await app?.close();
  await runner?.stop();
  await dataSource?.destroy();
  await database?.drop();
});

interface Answer {
  readonly case: string;
  readonly events: readonly { readonly id: string; readonly ids: Readonly<Record<string, string>> }[];
  readonly publishedFigures?: readonly {
    readonly name: string;
    readonly measure: string;
    readonly published: { readonly value: number | null };
    readonly withCorrection: { readonly value: number | null };
  }[];
}

let commands = 0;

/** Records something; ids follow from the order of the commands, so that every run has the same. */
const post = async (path: string, body: object, actor = 'a.caseworker'): Promise<Answer> => {
  const key = v5(`command ${commands++}`, '3f2b1c54-6f0c-5d6e-8b9a-1c2d3e4f5a6b');
  const { status, body: answer } = await request(app.getHttpServer())
    .post(path)
    .set({ ...asking(actor, '891'), 'Idempotency-Key': key })
    .send(body);
  expect({ path, status, answer }).toMatchObject({ status: 201 });
  return answer as Answer;
};

const get = async <T>(path: string): Promise<T> => {
  const { status, body } = await request(app.getHttpServer()).get(path).set(asking('a.manager', '891'));
  expect({ path, status }).toMatchObject({ status: 200 });
  return body as T;
};

/** Waits until the policies have done what follows from what was recorded: nothing more comes of it. */
const settled = async (): Promise<void> => {
  const wanted = async (): Promise<boolean> => {
    const events = await store.readAll('0', 10_000);
    const caused = new Set(events.flatMap(({ causationId }) => causationId ?? []));
    const finals = events.filter(({ type, stream }) => type === 'PlanFinalised' && stream.startsWith('case-'));
    const corrected = events.filter(
      ({ type, stream, payload, source }) =>
        source === 'entered' &&
        stream.startsWith('case-') &&
        (type === 'FactCorrected' || type === 'EventStruckOut') &&
        finals.some(({ id }) => id === (payload as { event: string }).event),
    );
    const agreed = events.filter(({ type }) => type === 'DecidedToAssess');
    return [...finals, ...corrected, ...agreed].every(({ id }) => caused.has(id));
  };
  while (!(await wanted())) await new Promise((resolve) => setTimeout(resolve, 20));
};

interface Recorded {
  readonly case: string;
  /** Ids of the events, by the step that recorded them. */
  readonly [step: string]: string;
}

/** Days of the steps taken, by the last part of their address. */
type Steps = Readonly<Record<string, string>>;

const BODIES: Readonly<Record<string, object>> = {
  'request-withdrawn': {},
  'final-plan': { settings: [{ urn: '123456', rank: 1 }], needs: [{ type: 'ASD', rank: 1 }] },
};

const recordCase = async (n: number, steps: Steps, receivedOn = RECEIVED): Promise<Recorded> => {
  const asked = await post('/api/casework/requests', {
    happenedOn: receivedOn,
    newChild: { surname: `Surname${n}`, forename: 'Child', birthDate: '2016-03-01', sex: n % 2 ? 'F' : 'M' },
    route: 'request',
    source: 1,
    needs: [{ type: 'ASD', rank: 1 }],
  });
  const recorded: Record<string, string> = { case: asked.case, request: asked.events.at(-1)!.id };
  for (const [step, happenedOn] of Object.entries(steps)) {
    const answer = await post(`/api/casework/cases/${asked.case}/${step}`, { happenedOn, ...BODIES[step] });
    recorded[step] = answer.events[0]!.id;
  }
  return recorded as Recorded;
};

/** Steps to a plan sent on a day. */
const issued = (on: string, decidedOn = '2025-02-10'): Steps => ({
  'decision-to-assess': decidedOn,
  'decision-to-issue': '2025-05-01',
  'draft-plan': '2025-05-02',
  'final-plan': on,
});

/** One person asks, another approves, on the day to which the clock is set. */
const correct = async (
  { case: id }: Recorded,
  event: string,
  change: { field: string; old?: string; new?: string },
): Promise<Answer> => {
  const happenedOn = clock.today();
  const path = `/api/casework/cases/${id}/corrections`;
  const asked = await post(path, { happenedOn, event, ...change, reason: 'The wrong day was typed in.' });
  const { correction } = asked.events[0]!.ids;
  return post(`${path}/${correction}/approval`, { happenedOn }, 'a.manager');
};

const cases: Recorded[] = [];
const corrections: { readonly event: string; readonly answer: Answer }[] = [];
let late: string;
let ordinary: string;

test('figures to the end of August are published on 2 September', async () => {
  const made: readonly Steps[] = [
    issued('2025-05-26'), // 1: day 140, in time
    issued('2025-06-02'), // 2: day 147, late
    issued('2025-06-05'), // 3: day 150, late
    issued('2025-05-19', '2025-02-14'), // 4: decided on day 39
    issued('2025-05-19', '2025-02-20'), // 5: decided on day 45, late
    issued('2025-05-20'), // 6
    { 'decision-not-to-assess': '2025-02-10' }, // 7
    issued('2025-08-29'), // 8: day 235, late
    { 'decision-to-assess': '2025-02-10', 'decision-not-to-issue': '2025-04-25' }, // 9: day 109, in time
    { 'request-withdrawn': '2025-02-03' }, // 10
    issued('2025-07-01'), // 11: no mistake in it
    { 'decision-to-assess': '2025-02-10', 'decision-to-issue': '2025-05-01', 'draft-plan': '2025-05-02' }, // 12
    {}, // 13: received on 11 August, not decided yet
  ];
  for (const [n, steps] of made.entries()) {
    cases.push(await recordCase(n + 1, steps, n === 12 ? '2025-08-11' : RECEIVED));
  }
  await settled();
  clock.set(THEN);
  const question = { from: '2025-01-01', to: '2025-08-31', asAt: THEN };
  const published = await post(
    '/api/timeliness/published-figures',
    { name: NAME, note: 'Item 7.', ...question },
    'a.manager',
  );
  expect(PAGE).toContain(formatPublishedNow(published as never));
});

test('ten mistakes are put right, one plan is entered late, one decision is made', async () => {
  const [c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, , c12, c13] = cases as [Recorded, ...Recorded[]] & Recorded[];
  const day = (of: Recorded, step: string, old: string, right: string) => async () =>
    correct(of, of[step]!, { field: 'happenedOn', old, new: right });
  const strike = (of: Recorded, step: string) => async () => correct(of, of[step]!, { field: '*' });
  const wanted: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['2025-09-08', day(c1!, 'final-plan', '2025-05-26', '2025-05-28')], // day 142: late
    ['2025-09-09', day(c2!, 'final-plan', '2025-06-02', '2025-05-23')], // day 137: in time
    ['2025-09-10', day(c3!, 'request', RECEIVED, '2025-01-20')], // 16 days later: issued on day 136, in time
    ['2025-09-11', day(c4!, 'decision-to-assess', '2025-02-14', '2025-02-21')], // day 46: late
    ['2025-09-12', day(c5!, 'decision-to-assess', '2025-02-20', '2025-02-12')], // day 37: in time
    ['2025-09-15', strike(c6!, 'final-plan')], // it was another child's
    ['2025-09-16', strike(c7!, 'decision-not-to-assess')],
    ['2025-09-17', day(c8!, 'final-plan', '2025-08-29', '2025-09-01')], // out of the period
    ['2025-09-18', day(c9!, 'decision-not-to-issue', '2025-04-25', '2025-05-02')], // day 116: late
    ['2025-09-19', strike(c10!, 'request-withdrawn')],
  ];
  for (const [on, make] of wanted) {
    clock.set(`${on}T10:00:00Z`);
    const answer = await make();
    corrections.push({ event: answer.events[0]!.id, answer });
    await settled();
    if (on === '2025-09-12') {
      // In between: a plan that was sent in August, found in a drawer; and the decision on the request of 11 August.
      const plan = { happenedOn: '2025-08-20', ...BODIES['final-plan'] };
      late = (await post(`/api/casework/cases/${c12!.case}/final-plan`, plan)).events[0]!.id;
      await settled();
      ordinary = (await post(`/api/casework/cases/${c13!.case}/decision-to-assess`, { happenedOn: on })).events[0]!.id;
      await settled();
    }
  }
  clock.set('2025-10-20T12:00:00Z');
});

test('each correction answered which published figures it touches', () => {
  const touched = corrections.map(({ answer }) =>
    (answer.publishedFigures ?? []).map(({ measure, published, withCorrection }) => ({
      measure,
      from: published.value,
      to: withCorrection.value,
    })),
  );
  const of = (place: number, measure: string) => touched[place]!.find((one) => one.measure === measure);
  // 4 of 8 plans were in time; one fewer by the first correction, one more by the second.
  expect(of(0, 'twenty_weeks.inc')).toEqual({ measure: 'twenty_weeks.inc', from: 50, to: 37.5 });
  expect(of(1, 'twenty_weeks.inc')).toEqual({ measure: 'twenty_weeks.inc', from: 50, to: 62.5 });
  expect(of(3, 'six_weeks')).toBeDefined();
  expect(of(3, 'twenty_weeks.inc')).toBeUndefined();
  expect(touched.every((figures) => figures.length > 0)).toBe(true);
});

test('the comparison names exactly the ten, and the others as what they are, and adds up', async () => {
  const answer = await get<ComparisonAnswer>(
    `/api/timeliness/measures/comparison?authority=891&from=2025-01-01&to=2025-08-31&then=${THEN}`,
  );
  expect(answer.unexplained).toBe(0);
  const events = answer.cases.flatMap((one) => one.events);
  const entered = events.filter(({ source }) => source === 'entered');
  expect(entered.filter(({ kind }) => kind === 'correction').map(({ id }) => id)).toEqual(
    corrections.map(({ event }) => event),
  );
  expect(entered.filter(({ kind }) => kind === 'late_entry').map(({ id }) => id)).toEqual([late]);
  expect(entered.filter(({ kind }) => kind === 'new').map(({ id }) => id)).toEqual([ordinary]);
  // What the service itself carried on follows from one of these.
  const known = new Set(entered.map(({ id }) => id));
  for (const { source, causedBy } of events) if (source === 'computed') expect(known).toContain(causedBy);

  const figure = (id: string) => {
    const { then, now, because } = answer.measures.find((measure) => measure.id === id)!;
    return { then: [then!.numerator, then!.denominator], now: [now!.numerator, now!.denominator], because };
  };
  // Then: 1, 4, 5 and 6 in time; 2, 3, 8 and 11 late. Now: 2, 3, 4 and 5 in time; 1, 11 and 12 late.
  expect(figure('twenty_weeks.inc')).toEqual({
    then: [4, 8],
    now: [4, 7],
    because: {
      correction: { numerator: 0, denominator: -2, cases: 5, events: 5 },
      late_entry: { numerator: 0, denominator: 1, cases: 1, events: 1 },
    },
  });
  // Then: all but 10 and 13 decided, 5 late. Now: 10 and 7 undecided, 13 decided in time, 4 late.
  expect(figure('six_weeks')).toEqual({
    then: [10, 11],
    now: [10, 11],
    because: {
      correction: { numerator: -1, denominator: -1, cases: 3, events: 3 },
      new: { numerator: 1, denominator: 1, cases: 1, events: 1 },
    },
  });
  expect(figure('no_plan_16_weeks')).toMatchObject({ then: [1, 1], now: [0, 1] });
  expect(figure('requests.withdrawn')).toMatchObject({ then: [1, 13], now: [0, 13] });
  expect(PAGE).toContain(formatComparison({ ...answer, now: { ...answer.now, asAt: '2025-10-20T12:00:00Z' } }));
});

test('what was published can be counted again, and stands in the queue of restatements', async () => {
  const path = `/api/timeliness/published-figures/${encodeURIComponent(NAME)}`;
  const published = await get<Parameters<typeof formatPublished>[0]>(path);
  expect(published.recountedExactly).toBe(true);
  expect(PAGE).toContain(formatPublished(published).split('\n').slice(0, 12).join('\n'));
  const [restated, ...others] = await get<Restatement[]>('/api/timeliness/restatements');
  expect(others).toEqual([]);
  expect(restated).toMatchObject({ published: { name: NAME }, unexplained: 0 });
  expect(restated!.figures.find(({ measure }) => measure === 'twenty_weeks.inc')).toMatchObject({
    published: { numerator: 4, denominator: 8, value: 50 },
    restated: { numerator: 4, denominator: 7 },
  });
  const kinds = restated!.cases.flatMap(({ events }) => events.map(({ kind }) => kind));
  expect(kinds).not.toContain('new');
  const linesOfFigures = formatRestatements([restated!])
    .split('\n')
    .filter((line) => /^\S|^ {4}[a-z_0-9.]+: /.test(line));
  expect(PAGE).toContain(linesOfFigures.slice(0, 6).join('\n'));
});
