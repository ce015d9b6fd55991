import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RecordedEvent } from '@ehc/event-store';
import { parseCivilDate } from '@ehc/statutory-clock';
import fc from 'fast-check';
import { factsOfHistory } from './facts-of-history.js';
import { AUTHORITY, madeUpLog, moments, streamsUpTo } from '../../testing/made-up-log.js';
import { createProjected, type Projected } from '../../testing/projected.js';
import { calculateMeasures, type Facts, parsePeriod, SLICES, type SliceBy } from '../measures/index.js';
import { readFacts } from './read-facts.js';

let projected: Projected;
beforeAll(async () => {
  projected = await createProjected();
});
beforeEach(() => projected.empty());
afterAll(() => projected.database.drop());

const PERIOD = parsePeriod('2024');
const TODAY = parseCivilDate('2026-06-01');

const figures = (facts: Facts, by?: SliceBy) =>
  calculateMeasures(facts, { period: PERIOD, today: TODAY, by }).map(({ measure, ...figure }) => ({
    id: measure.id,
    ...figure,
  }));

const readAt = (position: string, by?: SliceBy) =>
  readFacts(projected.queries, {
    authority: AUTHORITY,
    position,
    snapshot: PERIOD.to,
    collectionYear: 2025,
    by,
  });

test('as at any moment, the measures are those of the log cut there', async () => {
  await fc.assert(
    fc.asyncProperty(
      madeUpLog,
      fc.array(fc.nat(60), { maxLength: 5 }),
      fc.constantFrom(...SLICES),
      async (log, cuts, by) => {
        await projected.empty();
        await projected.feed(log, cuts);
        for (const position of moments(log)) {
          const { facts } = await readAt(position, by);
          expect(figures(facts, by)).toEqual(figures(factsOfHistory(streamsUpTo(log, position), 2025), by));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('the same rows however the log is cut into batches', async () => {
  await fc.assert(
    fc.asyncProperty(madeUpLog, fc.array(fc.nat(60), { minLength: 1, maxLength: 10 }), async (log, cuts) => {
      await projected.empty();
      await projected.feed(log);
      const whole = await projected.dump();
      await projected.empty();
      await projected.feed(log, cuts);
      expect(await projected.dump()).toEqual(whole);
      await projected.empty();
      await projected.feed(
        log,
        log.map((_, index) => index),
      );
      expect(await projected.dump()).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});

describe('by hand', () => {
  const CASE = '22222222-0000-4000-8000-000000000001';
  const CHILD = '11111111-0000-4000-8000-000000000001';
  let events: RecordedEvent[];

  const record = (
    stream: string,
    type: string,
    happenedOn: string | null,
    payload: object,
    { at = `2025-01-0${events.length + 1}T10:00:00.000000Z`, authority = AUTHORITY } = {},
  ): RecordedEvent => {
    const position = String(100 + events.length);
    const id = `55555555-0000-4000-8000-000000000${position}`;
    const event: RecordedEvent = {
      id,
      type,
      stream,
      happenedOn,
      payload,
      position,
      recordedAt: at,
      revision: 0,
      schemaVersion: 1,
      authority,
      child: null,
      source: 'entered',
      actor: 'test',
      role: 'test',
      agency: null,
      verified: false,
      correlationId: id,
      causationId: null,
      commandId: id,
      keyId: null,
      sealed: null,
      sealedDigest: null,
    };
    events.push(event);
    return event;
  };

  const figure = async (id: string, position: string) => {
    const { facts } = await readAt(position);
    const found = figures(facts).find((one) => one.id === id)!;
    return [found.numerator, found.denominator];
  };

  beforeEach(() => {
    events = [];
  });

  test('a correction changes what is known from then on, and nothing of what was known before', async () => {
    const requested = record(`case-${CASE}`, 'AssessmentRequested', '2024-01-01', { child: CHILD });
    const issued = record(`case-${CASE}`, 'PlanFinalised', '2024-05-20', { plan: CASE });
    const corrected = record(`case-${CASE}`, 'FactCorrected', '2025-01-03', {
      event: requested.id,
      field: 'happenedOn',
      old: '2024-01-01',
      new: '2023-12-31',
    });
    const struck = record(`case-${CASE}`, 'EventStruckOut', '2025-01-04', { event: issued.id });
    await projected.feed(events);
    expect(await figure('twenty_weeks.inc', requested.position)).toEqual([0, 0]);
    expect(await figure('requests.received', requested.position)).toEqual([1, null]);
    expect(await figure('twenty_weeks.inc', issued.position)).toEqual([1, 1]);
    expect(await figure('twenty_weeks.inc', corrected.position)).toEqual([0, 1]);
    expect(await figure('requests.received', corrected.position)).toEqual([0, null]);
    expect(await figure('twenty_weeks.inc', struck.position)).toEqual([0, 0]);
    expect(await figure('requests.received', '99')).toEqual([0, null]);

    const { rows } = await projected.database.pool.query(
      `SELECT from_position, to_position, received_on::text, issued_on::text FROM timeliness.case_fact_past
       UNION ALL SELECT from_position, NULL, received_on::text, issued_on::text FROM timeliness.case_fact ORDER BY 1`,
    );
    expect(rows).toEqual([
      { from_position: '100', to_position: '101', received_on: '2024-01-01', issued_on: null },
      { from_position: '101', to_position: '102', received_on: '2024-01-01', issued_on: '2024-05-20' },
      { from_position: '102', to_position: '103', received_on: '2023-12-31', issued_on: '2024-05-20' },
      { from_position: '103', to_position: null, received_on: '2023-12-31', issued_on: null },
    ]);
  });

  test('what was recorded at one instant is one version, also over two batches', async () => {
    const at = '2025-01-01T10:00:00.000000Z';
    record(`case-${CASE}`, 'AssessmentRequested', '2024-01-01', { child: CHILD }, { at });
    record(`case-${CASE}`, 'DecidedToAssess', '2024-02-01', {}, { at });
    record(`case-${CASE}`, 'PlanFinalised', '2024-05-01', { plan: CASE }, { at: '2025-01-01T10:00:00.000001Z' });
    await projected.feed(events, [1]);
    const { rows } = await projected.database.pool.query(
      'SELECT from_position, to_position, first_decided_on::text FROM timeliness.case_fact_past',
    );
    expect(rows).toEqual([{ from_position: '100', to_position: '102', first_decided_on: '2024-02-01' }]);
  });

  test('a case that a resubmitted return no longer holds is gone from then on', async () => {
    const requested = record(`case-${CASE}`, 'AssessmentRequested', '2024-01-01', { child: CHILD });
    const removed = record(`case-${CASE}`, 'RemovedFromReturn', null, { return: CASE, collectionYear: 2025 });
    const shown = record(`case-${CASE}`, 'ShownInReturn', null, { return: CASE, collectionYear: 2026 });
    await projected.feed(events);
    expect(await figure('requests.received', requested.position)).toEqual([1, null]);
    expect(await figure('requests.received', removed.position)).toEqual([0, null]);
    expect(await figure('requests.received', shown.position)).toEqual([1, null]);
  });

  test("an authority sees its own facts and settings only, and its own child's details", async () => {
    record(`child-${CHILD}`, 'ChildRegistered', null, { sex: 'F', birthYear: 2014, birthMonth: 9 });
    record(`case-${CASE}`, 'AssessmentRequested', '2024-01-01', { child: CHILD });
    record('authority-891', 'SettingsChanged', null, { settings: { receiptDay: 'day_1', madeUpByANewerVersion: 1 } });
    record('authority-892', 'SettingsChanged', null, { settings: { receiptDay: 'day_0' } }, { authority: '892' });
    record(`case-${CHILD}`, 'AssessmentRequested', '2024-01-01', { child: CHILD }, { authority: '892' });
    await projected.feed(events);
    const { facts, authority } = await readAt('104', 'sex');
    expect(facts.cases.count).toBe(1);
    expect(facts.cases.slices.sex).toEqual({ codes: ['F'], of: Int32Array.of(0) });
    expect(authority).toMatchObject({ settingsVersion: 2, importing: false, importedReturns: false });
    expect(authority.settings.receiptDay).toBe('day_1');
    expect((await readAt('101')).authority).toMatchObject({ settingsVersion: 1, settings: { receiptDay: 'day_0' } });
  });

  test('an import is under way until its run is finished', async () => {
    const run = (n: number) => ({ return: CASE, run: `66666666-0000-4000-8000-00000000000${n}`, collectionYear: 2025 });
    const counts = { persons: 0, events: 0, corrections: 0, errors: 0, queries: 0 };
    record('authority-891', 'ReturnImportStarted', null, run(1));
    record('authority-891', 'ReturnImportStarted', null, run(2));
    record('authority-891', 'ReturnImportFinished', null, { ...run(1), ...counts });
    record('authority-891', 'ReturnImportFinished', null, { ...run(2), ...counts });
    await projected.feed(events);
    const importing = await Promise.all(
      ['99', '100', '101', '102', '103'].map(async (at) => (await readAt(at)).authority.importing),
    );
    expect(importing).toEqual([false, true, true, true, false]);
  });

  test('events that tell nothing of a fact make no version of it', async () => {
    record('plan-33333333-0000-4000-8000-000000000001', 'PlanBroughtIntoForce', '2024-01-01', { child: CHILD });
    record('plan-33333333-0000-4000-8000-000000000001', 'ReviewMeetingHeld', '2024-12-01', { review: CASE });
    await projected.feed(events);
    const counts = await projected.database.pool.query(
      'SELECT (SELECT count(*)::int FROM timeliness.plan_fact_past) AS plans, (SELECT count(*)::int FROM timeliness.census_fact_past) AS census',
    );
    expect(counts.rows).toEqual([{ plans: 1, census: 0 }]);
  });
});
