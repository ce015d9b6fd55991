import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTimeliness, type Timeliness } from '../../testing/start-timeliness.js';
import type { LeadIndicatorsResponse } from './lead-indicators.response.js';

const CHILD = '11111111-0000-4000-8000-000000000001';
const caseId = (n: number) => `22222222-0000-4000-8000-00000000000${n}`;
const adviceId = (n: number) => `44444444-0000-4000-8000-00000000000${n}`;

let timeliness: Timeliness;
const ask = async (query = ''): Promise<LeadIndicatorsResponse> =>
  (await timeliness.getFrom(`/api/timeliness/lead-indicators?authority=891${query}`)).body as LeadIndicatorsResponse;

beforeAll(async () => {
  timeliness = await startTimeliness('2026-06-01T09:00:00Z');
  const { record, clock } = timeliness;
  // One that is drafted on day 130, one that waits for advice, one just received.
  await record(`case-${caseId(1)}`, 'AssessmentRequested', '2026-01-22', {
    child: CHILD,
    needs: [{ type: 'ASD', rank: 1 }],
  });
  await record(`case-${caseId(1)}`, 'DecidedToAssess', '2026-03-02', {});
  await record(`case-${caseId(1)}`, 'DecidedToIssuePlan', '2026-05-11', {});
  await record(`case-${caseId(2)}`, 'AssessmentRequested', '2026-03-16', { child: CHILD });
  await record(`case-${caseId(2)}`, 'DecidedToAssess', '2026-04-20', {});
  for (const [n, body] of [
    [1, 'health'],
    [2, 'educational_psychology'],
  ] as const) {
    await record(`advice-${adviceId(n)}`, 'AdviceRequested', '2026-04-20', {
      case: caseId(2),
      child: CHILD,
      kind: n === 1 ? 'medical' : 'psychological',
      body,
    });
  }
  await record(`case-${caseId(3)}`, 'AssessmentRequested', '2026-05-25', { child: CHILD });
  clock.set('2026-06-02T09:00:00Z');
  await record(`advice-${adviceId(1)}`, 'AdviceSubmitted', '2026-06-01', {});
  await record(`case-${caseId(1)}`, 'PlanFinalised', '2026-06-01', { plan: caseId(9) });
});
afterAll(() => timeliness.stop());

test('holds open cases, what falls due, what cannot be in time, and who holds each case', async () => {
  const { figures, ...about } = await ask('&asAt=2026-06-01T12:00:00Z');
  expect(about).toEqual({
    authority: '891',
    asAt: '2026-06-01T12:00:00Z',
    today: '2026-06-01',
    position: expect.any(String),
    known: true,
    importing: false,
    versions: { law: 'v5', settings: '1', rules: '1' },
  });
  const { open, day140, due, holders, cases } = figures!;
  expect(open).toMatchObject({ total: 3, ages: { '0to6': 1, '6to16': 1, '16to20': 1, '20to30': 0 } });
  expect(open.stages.find(({ stage }) => stage === 'assessment')).toMatchObject({ total: 1, ages: { '6to16': 1 } });
  expect(open.past).toEqual([
    { weeks: 6, cases: 2 },
    { weeks: 12, cases: 1 },
    { weeks: 16, cases: 1 },
    { weeks: 20, cases: 0 },
  ]);
  expect(day140).toMatchObject({
    cannot: { numerator: 1, denominator: 3 },
    past: 0,
    unlikely: { numerator: 0, denominator: 3 },
    lifted: 0,
    cases: [{ case: caseId(1), prospect: 'cannot', reasons: ['family_window'], daysLeft: 10 }],
  });
  expect(due.overdue.map(({ rule, holder, cases: ids }) => [rule, holder, ids])).toEqual([
    ['A7_DRAFT_TARGET', 'authority', [caseId(1)]],
  ]);
  expect(due.weeks[0]).toMatchObject({
    from: '2026-06-01',
    to: '2026-06-07',
    duties: [
      { rule: 'A2_ADVICE_6W', holder: 'educational_psychology', statutory: true, count: 1, cases: [caseId(2)] },
      { rule: 'A2_ADVICE_6W', holder: 'health', count: 1, cases: [caseId(2)] },
    ],
  });
  expect(due.weeks[1]!.duties).toMatchObject([{ rule: 'A5_FINAL_20W', holder: 'authority', cases: [caseId(1)] }]);
  expect(holders.filter((one) => one.cases > 0 || one.days > 0)).toMatchObject([
    { holder: 'authority', cases: 2, days: 130 + 35 + 7 },
    { holder: 'health', cases: 1, days: 42 },
  ]);
  expect(cases).toMatchObject({ total: 3, limit: 100, offset: 0 });
  expect(cases.entries.map((one) => [one.case, one.next!.rule, one.next!.daysLeft])).toEqual([
    [caseId(2), 'A2_ADVICE_6W', 0],
    [caseId(1), 'A5_FINAL_20W', 10],
    [caseId(3), 'A1_DECIDE_ASSESS_6W', 35],
  ]);
  expect(cases.entries[0]).toMatchObject({
    holder: 'health',
    heldSince: '2026-04-20',
    outstanding: ['health', 'educational_psychology'],
    held: [
      { holder: 'authority', days: 35 },
      { holder: 'health', days: 42 },
    ],
    age: 77,
    day140: '2026-08-03',
    daysLeft: 63,
    prospect: 'open',
  });
  expect(JSON.stringify(figures)).not.toContain(CHILD);
});

test('what is recorded later changes the answer of now, and not that of then', async () => {
  const then = await ask('&asAt=2026-06-01T12:00:00Z');
  const now = await ask();
  expect(then.figures!.open.total).toBe(3);
  expect(now.figures!.open.total).toBe(2);
  expect(now.figures!.cases.entries[0]).toMatchObject({
    holder: 'educational_psychology',
    outstanding: ['educational_psychology'],
  });
  expect(now.figures!.stageTimes.find(({ stage }) => stage === 'drafting')!.left).toEqual({
    count: 1,
    median: 21,
    p90: 21,
    longest: 21,
  });
});

test('the list is given in pages', async () => {
  const { figures } = await ask('&asAt=2026-06-01T12:00:00Z&limit=1&offset=1');
  expect(figures!.cases).toMatchObject({ total: 3, limit: 1, offset: 1 });
  expect(figures!.cases.entries.map((one) => one.case)).toEqual([caseId(1)]);
});

describe('before the first record and without an answer', () => {
  test('nothing is known, and there are no zeros', async () => {
    const { known, figures } = await ask('&asAt=2026-05-31T12:00:00Z');
    expect([known, figures]).toEqual([false, undefined]);
  });

  test.each([
    ['?authority=89', 400, ['authority']],
    ['?authority=891&asAt=yesterday', 400, ['asAt']],
    ['?authority=891&asAt=2030-01-01T00:00:00Z', 400, ['asAt']],
    ['?authority=891&limit=0', 400, ['limit']],
    ['?authority=891&limit=501', 400, ['limit']],
    ['?authority=891&offset=-1', 400, ['offset']],
    ['?authority=000', 404, undefined],
  ])('%s: %i', async (query, status, fields) => {
    const { body, ...response } = await timeliness.getFrom(`/api/timeliness/lead-indicators${query}`);
    expect(response.status).toBe(status);
    expect(response.type).toBe('application/problem+json');
    expect(body.errors?.map(({ field }: { field: string }) => field)).toEqual(fields);
  });
});
