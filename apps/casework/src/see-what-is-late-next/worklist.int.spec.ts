import type { RecordedEvent, Sealer } from '@ehc/event-store';
import { InMemoryEventStore } from '@ehc/event-store';
import type { PathwayEvent } from '@ehc/pathway';
import { happened, id, refused } from '@ehc/pathway/testing';
import { projectionTransaction } from '@ehc/projections';
import { DEFAULT_SETTINGS } from '@ehc/statutory-clock';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import type { ChildFinder } from '../find-a-child/child-finder.js';
import { adviceReadModel } from '../read-models/advice.js';
import { casesReadModel } from '../read-models/cases.js';
import { plansReadModel } from '../read-models/plans.js';
import { CaseReader } from '../view-a-case/case-reader.js';
import { WorklistReader } from './worklist.js';

const AUTHORITY = '891';
const [REFUSED, ORDERED, REASSESSED, PLAN] = [id(11), id(12), id(13), id(14)];

const order = happened('OrderMade', '2026-09-07', { about: 'refusal_to_assess', order: 'assess' });
const inForce = happened('PlanBroughtIntoForce', '2026-01-12', { child: id(2) });
const reassessment = happened('AssessmentRequested', '2026-09-01', {
  child: id(2),
  kind: 'reassessment',
  previousPlan: PLAN,
});

const recorded = (stream: string, events: readonly PathwayEvent[]): RecordedEvent[] =>
  events.map(
    (event, revision) =>
      ({ ...event, stream, revision, authority: AUTHORITY, child: id(2), schemaVersion: 1, sealed: null }) as never,
  );

let database: TestDatabase;
let dataSource: DataSource;
const children = { names: async () => new Map(), byId: async () => null } as unknown as ChildFinder;

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  dataSource = {
    query: async (sql: string, parameters?: unknown[]) => (await pool.query(sql, parameters)).rows,
  } as unknown as DataSource;
  await pool.query('CREATE SCHEMA casework');
  const streams = [
    { stream: `case-${REFUSED}`, events: refused },
    { stream: `case-${ORDERED}`, events: [...refused, order] },
    { stream: `plan-${PLAN}`, events: [inForce] },
    { stream: `case-${REASSESSED}`, events: [reassessment] },
  ];
  const client = await pool.connect();
  for (const readModel of [casesReadModel, plansReadModel, adviceReadModel]) {
    for (const table of readModel.tables) await pool.query(table.ddl('casework'));
    const own = streams.flatMap(({ stream, events }) => {
      const [kind] = stream.split('-');
      const id = stream.slice(kind!.length + 1);
      return readModel.streams.includes(kind!) ? [{ stream, id, events: recorded(stream, events), known: 0 }] : [];
    });
    await readModel.write(own, projectionTransaction(client), 'casework');
  }
  client.release();
});
afterAll(() => database?.drop());

test('what an order asks for after a refusal is on the worklist; a refusal alone asks for nothing', async () => {
  const { entries } = await new WorklistReader(dataSource, children).read({
    authority: AUTHORITY,
    today: '2026-09-08',
    settings: DEFAULT_SETTINGS,
    withinDays: 28,
    show: 'all',
    limit: 100,
    offset: 0,
    hidden: [],
  });
  // Monday 7 September + 2 weeks = 21 September. The reassessment is to be answered within 15 days, by the 16th.
  expect(entries.map((entry) => [entry.case, entry.stage, entry.clock.rule, entry.clock.due])).toEqual([
    [REASSESSED, 'request', 'B1_REASSESS_NOTIFY_15D', '2026-09-16'],
    [ORDERED, 'refused_to_assess', 'G_ORDER_ASSESS', '2026-09-21'],
  ]);
});

test('a reassessment shows the plan that is reassessed, and its days since the request', async () => {
  const reader = new CaseReader(dataSource, new InMemoryEventStore(), {} as Sealer, children);
  const view = await reader.view(AUTHORITY, REASSESSED, { today: '2026-09-08', settings: DEFAULT_SETTINGS });
  expect(view).toMatchObject({ daysSinceRequest: 7, plans: [{ plan: PLAN }] });
});
