import { describe, expect, test } from '@jest/globals';
import { type EventType, foldCase, foldPlan, type PathwayEvent, type Payload } from '@ehc/pathway';
import { DISPUTE, FIRST_DECISION, WEEK_20 } from '../measures/index.js';
import { ADVICE_FACT } from './advice-fact.js';
import { AUTHORITY_FACT } from './authority-fact.js';
import { CASE_FACT, caseCells } from './case-fact.js';
import { CENSUS_FACT } from './census-fact.js';
import { CHILD_FACT } from './child-fact.js';
import { DEALINGS_FACT } from './dealings-fact.js';
import { rowsOfHistory } from './fact-of-stream.js';
import { PLAN_FACT, planCells, reviewCells } from './plan-fact.js';

const ID = '22222222-0000-4000-8000-000000000001';
let count = 0;
const event = <T extends EventType>(type: T, happenedOn: string | null, payload: Payload<T>): PathwayEvent => {
  count += 1;
  return { id: `event ${count}`, type, happenedOn, source: 'imported', payload } as unknown as PathwayEvent;
};
const requested = event('AssessmentRequested', '2024-01-01', { child: ID, source: 2 });
const inForce = event('PlanBroughtIntoForce', '2024-05-01', { child: ID, case: ID, shownInYear: 2024 });
const cells = (...events: PathwayEvent[]) => caseCells(foldCase([requested, ...events]));

describe('a case', () => {
  test('a step that was not taken is null, one whose day is not known is -infinity, and its year stands beside it', () => {
    expect(cells()).toMatchObject({
      receivedOn: '2024-01-01',
      firstDecision: FIRST_DECISION.none,
      firstDecidedOn: null,
      decidedEarlier: 0,
      source: 2,
      week20: WEEK_20.notSaid,
      disputes: 0,
      reassessment: 0,
      openedInError: 0,
    });
    const reversed = event('RefusalReversed', null, { about: 'assess', because: 'not_known', shownInYear: 2024 });
    expect(cells(event('DecidedNotToAssess', '2024-02-01', {}), reversed)).toMatchObject({
      firstDecision: FIRST_DECISION.refuse,
      firstDecidedOn: '2024-02-01',
      refusalReversedOn: '-infinity',
      refusalReversedShownIn: 2024,
      assessmentShownOn: '-infinity',
      assessmentShownShownIn: 2024,
    });
  });

  test('every step has its column', () => {
    expect(cells(event('DecidedToAssess', '2024-02-01', {}))).toMatchObject({
      firstDecision: FIRST_DECISION.assess,
      firstDecidedOn: '2024-02-01',
      assessmentShownOn: '2024-02-01',
    });
    expect(cells(event('DecidedEarlier', null, { about: 'request', shownInYear: 2024 }))).toMatchObject({
      decidedEarlier: 1,
      assessedEarlier: 0,
    });
    expect(cells(event('DecidedEarlier', null, { about: 'assessment', shownInYear: 2024 }))).toMatchObject({
      decidedEarlier: 0,
      assessedEarlier: 1,
    });
    expect(cells(event('RequestWithdrawn', null, {})).requestWithdrawnOn).toBe('-infinity');
    expect(cells(event('AssessmentWithdrawn', '2024-03-01', {})).assessmentWithdrawnOn).toBe('2024-03-01');
    expect(cells(event('MovedOut', null, { to: '892' })).movedOutOn).toBe('-infinity');
    expect(
      cells(event('MovedIn', null, { from: '892', originalRequestReceivedOn: '2023-11-01' })).receivedElsewhereOn,
    ).toBe('2023-11-01');
    expect(cells(event('CaseClosed', '2024-03-01', { reason: 'died' }))).toMatchObject({
      closedOn: '2024-03-01',
      openedInError: 0,
    });
    expect(cells(event('CaseClosed', '2024-03-01', { reason: 'opened_in_error' })).openedInError).toBe(1);
    expect(cells(event('DecidedToIssuePlan', null, { shownInYear: 2024 }))).toMatchObject({
      decidedToIssueOn: '-infinity',
      decidedToIssueShownIn: 2024,
    });
    const noPlan = event('DecidedNotToIssuePlan', '2024-04-01', {});
    const toIssue = event('DecidedToIssuePlan', '2024-05-01', {});
    expect(cells(noPlan, toIssue)).toMatchObject({
      noPlanOn: '2024-04-01',
      noPlanReversedOn: '2024-05-01',
      noPlanReversedShownIn: 0,
    });
    const reversed = event('RefusalReversed', '2024-05-01', { about: 'issue', because: 'mediation' });
    const again = event('DecidedNotToIssuePlan', '2024-05-10', {});
    expect(cells(noPlan, reversed, again)).toMatchObject({
      noPlanOn: '2024-04-01',
      noPlanReversedOn: '2024-05-01',
      noPlanAgainOn: '2024-05-10',
      noPlanAgainReversedOn: null,
    });
    expect(cells(event('PlanFinalised', '2024-05-20', { plan: ID })).issuedOn).toBe('2024-05-20');
    expect(cells(event('ExceptionsFlagReported', null, { applies: true })).week20).toBe(WEEK_20.apply);
    expect(cells(event('ExceptionsFlagReported', null, { applies: false })).week20).toBe(WEEK_20.none);
    expect(
      caseCells(foldCase([event('AssessmentRequested', null, { child: ID, kind: 'reassessment' })])),
    ).toMatchObject({ receivedOn: '-infinity', reassessment: 1, source: 0 });
  });

  test('each dispute has its bit', () => {
    const flags = event('DisputeFlagsReported', null, {
      requestMediation: true,
      assessmentTribunal: true,
      otherMediation: false,
    });
    expect(cells(flags).disputes).toBe(DISPUTE.requestMediation | DISPUTE.assessmentTribunal);
    expect(cells(event('AppealRecorded', '2024-06-01', { about: 'setting_named', step: 'registered' })).disputes).toBe(
      DISPUTE.otherTribunal,
    );
  });

  test('makes one row, with lists where there are any, and none once it counts nowhere', () => {
    const [plain] = rowsOfHistory(CASE_FACT, ID, [requested]);
    expect(plain).toMatchObject({
      case_id: ID,
      child_id: ID,
      received_on: '2024-01-01',
      drafts: null,
      exceptions: null,
      need: null,
    });
    const exception = { exception: ID, kind: 'X3', impractical: true, from: '2024-02-01' };
    const [full] = rowsOfHistory(CASE_FACT, ID, [
      requested,
      event('DraftPlanServed', '2024-04-01', {}),
      event('DraftPlanReissued', null, {}),
      event('ExceptionRecorded', '2024-02-01', exception),
      event('PlanFinalised', '2024-05-20', {
        plan: ID,
        needs: [{ type: 'ASD', rank: 1 }],
        settings: [{ urn: '123456' }],
      }),
    ]);
    expect(full).toMatchObject({
      drafts: ['2024-04-01', '-infinity'],
      exceptions: [exception],
      need: 'ASD',
      setting: 'school',
    });
    const removed = event('RemovedFromReturn', null, { return: ID, collectionYear: 2025 });
    expect(rowsOfHistory(CASE_FACT, ID, [requested, removed])).toEqual([]);
    expect(rowsOfHistory(CASE_FACT, ID, [event('DecidedToAssess', '2024-02-01', {})])).toEqual([]);
  });
});

test('a correction that puts no date in the place of one makes the day unknown', () => {
  const corrected = event('FactCorrected', null, {
    event: requested.id,
    field: 'happenedOn',
    old: '2024-01-01',
    new: '2024-02-31',
  });
  expect(cells(corrected).receivedOn).toBe('-infinity');
  const nothing = event('FactCorrected', null, { event: requested.id, field: 'source', old: 2, new: 'two' });
  expect(cells(nothing).source).toBe(0);
});

describe('a plan', () => {
  test('holds its days and those of its reviews', () => {
    const state = foldPlan([
      inForce,
      event('PlanTransferredIn', null, { from: '892', shownInYear: 2025 }),
      event('PlanTransferredOut', '2026-01-01', { to: '892' }),
      event('PlanCeased', '2026-01-02', {}),
      event('ReviewMeetingHeld', '2025-03-01', { review: ID }),
      event('ReviewDecisionNotified', null, { review: ID }),
    ]);
    expect(planCells(state)).toEqual({
      startedOn: '2024-05-01',
      shownIn: 2024,
      historical: 0,
      transferredInOn: '-infinity',
      transferredInShownIn: 2025,
      transferredOutOn: '2026-01-01',
      ceasedOn: '2026-01-02',
      native: 0,
    });
    expect(reviewCells(state)).toEqual([{ meetingOn: '2025-03-01', decidedOn: '-infinity' }]);
  });

  test('makes one row, and none where it was removed or never came into force', () => {
    const contents = event('PlanDetailsChanged', '2024-06-01', {
      needs: [{ type: 'SLD', rank: 1 }],
      placements: [{ ukprn: '10012345' }],
    });
    expect(rowsOfHistory(PLAN_FACT, ID, [inForce, contents])).toMatchObject([
      { plan_id: ID, case_id: ID, need: 'SLD', setting: 'college' },
    ]);
    const named = event('PlanDetailsChanged', '2024-07-01', { settings: [{ urn: '123456' }] });
    expect(rowsOfHistory(PLAN_FACT, ID, [inForce, contents, named])).toMatchObject([{ setting: 'school' }]);
    expect(
      rowsOfHistory(PLAN_FACT, ID, [inForce, event('RemovedFromReturn', null, { return: ID, collectionYear: 2025 })]),
    ).toEqual([]);
    expect(rowsOfHistory(PLAN_FACT, ID, [contents])).toEqual([]);
  });

  test('stands in the census of each return that shows it as active', () => {
    const shown = (collectionYear: number, active: boolean) =>
      event('ShownInReturn', null, {
        return: ID,
        collectionYear,
        censusOn: `${collectionYear}-01-16`,
        active,
        review: { meetingOn: '2024-11-01', decidedOn: '2024-11-20' },
      });
    expect(rowsOfHistory(CENSUS_FACT, ID, [inForce, shown(2025, true), shown(2026, false)])).toEqual([
      {
        plan_id: ID,
        collection_year: 2025,
        census_on: '2025-01-16',
        meeting_on: '2024-11-01',
        decided_on: '2024-11-20',
      },
    ]);
    expect(rowsOfHistory(CENSUS_FACT, ID, [shown(2025, true)])).toEqual([]);
    const bare = event('ShownInReturn', null, { return: ID, collectionYear: 2025, active: true });
    expect(rowsOfHistory(CENSUS_FACT, ID, [inForce, bare])).toMatchObject([
      { census_on: null, meeting_on: null, decided_on: null },
    ]);
  });
});

test('a child keeps what a later event leaves out, and loses what it takes away', () => {
  const registered = event('ChildRegistered', null, { sex: 'F', ethnicity: 'WBRI', birthYear: 2014, birthMonth: 3 });
  expect(rowsOfHistory(CHILD_FACT, ID, [registered, event('ChildDetailsChanged', null, { ethnicity: null })])).toEqual([
    { child_id: ID, sex: 'F', ethnicity: null, born_in: 2014 * 12 + 2 },
  ]);
  const corrected = event('FactCorrected', null, { event: registered.id, field: 'birthMonth', old: 3, new: 9 });
  expect(rowsOfHistory(CHILD_FACT, ID, [registered, corrected])).toMatchObject([{ born_in: 2014 * 12 + 8 }]);
});

test('advice is answered by what is given, by a nil return, or by needing none, whichever came first', () => {
  const asked = event('AdviceRequested', '2024-02-01', { case: ID, child: ID, kind: 'medical', body: 'health' });
  const row = (...events: PathwayEvent[]) => rowsOfHistory(ADVICE_FACT, ID, [asked, ...events])[0];
  expect(row()).toEqual({
    advice_id: ID,
    case_id: ID,
    body: 'health',
    asked_on: '2024-02-01',
    received_on: null,
    answered_on: null,
  });
  const given = event('AdviceSubmitted', '2024-03-01', {});
  expect(row(given)).toMatchObject({ answered_on: '2024-03-01' });
  expect(row(given, event('AdviceNilReturned', '2024-02-20', { reason: 'declined' }))).toMatchObject({
    answered_on: '2024-02-20',
  });
  expect(row(given, event('AdviceDispensedWith', null, {}))).toMatchObject({ answered_on: '-infinity' });
  expect(rowsOfHistory(ADVICE_FACT, ID, [given])).toEqual([]);
});

test('dealings hold answers, consultations, disputes and orders, as far as they are believed; without any there is no row', () => {
  const rows = (...events: PathwayEvent[]) => rowsOfHistory(DEALINGS_FACT, ID, [requested, ...events]);
  expect(rows()).toEqual([]);
  expect(rowsOfHistory(DEALINGS_FACT, ID, [event('FamilyResponded', '2024-04-01', { response: 'agreed' })])).toEqual(
    [],
  );
  const consulted = event('SettingConsulted', '2024-03-01', {
    consultation: ID,
    setting: { senSetting: 'OLA' },
    receivedOn: '2024-03-02',
  });
  const replied = event('SettingReplied', '2024-03-10', { consultation: ID, reply: 'full' });
  const registered = event('AppealRecorded', '2024-04-02', { about: 'refusal_to_assess', step: 'registered' });
  const mistaken = event('MediationRecorded', '2024-04-03', { about: 'refusal_to_assess', step: 'requested' });
  const ordered = event('OrderMade', '2024-05-01', { about: 'refusal_to_assess', order: 'assess' });
  expect(
    rows(
      consulted,
      replied,
      event('FamilyResponded', null, { response: 'agreed' }),
      registered,
      mistaken,
      ordered,
      event('EventStruckOut', null, { event: mistaken.id }),
    ),
  ).toEqual([
    {
      case_id: ID,
      route: null,
      responses: ['-infinity'],
      consultations: [{ id: ID, on: '2024-03-01', receivedOn: '2024-03-02', repliedOn: '2024-03-10', reply: 'full' }],
      disputes: [{ before: 'tribunal', about: 'refusal_to_assess', step: 'registered', on: '2024-04-02' }],
      orders: [{ event: ordered.id, on: '2024-05-01', made: 'order', payload: ordered.payload }],
    },
  ]);
});

test('an authority adds up its choices and counts its imports', () => {
  const run = (n: number) => ({ return: ID, run: `run ${n}`, collectionYear: 2025 });
  const counts = { persons: 0, events: 0, corrections: 0, errors: 0, queries: 0 };
  expect(rowsOfHistory(AUTHORITY_FACT, '891', [])).toEqual([
    { code: '891', settings: {}, settings_version: 1, imports_running: 0, imports: 0, made_up: false },
  ]);
  expect(
    rowsOfHistory(AUTHORITY_FACT, '891', [
      event('SettingsChanged', null, { settings: { receiptDay: 'day_1', draftTargetWeeks: 12 } }),
      event('SettingsChanged', null, { settings: { receiptDay: 'day_0' } }),
      event('AuthorityMadeUp', null, { because: 'demonstration' }),
      event('ReturnImportStarted', null, run(1)),
      event('ReturnImportStarted', null, run(1)),
      event('ReturnImportStarted', null, run(2)),
      event('ReturnImportFinished', null, { ...run(2), ...counts }),
    ]),
  ).toEqual([
    {
      code: '891',
      settings: { receiptDay: 'day_0', draftTargetWeeks: 12 },
      settings_version: 3,
      imports_running: 1,
      imports: 2,
      made_up: true,
    },
  ]);
});
