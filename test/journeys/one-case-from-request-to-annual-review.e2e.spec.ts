import { AdviceModule } from '@ehc/advice';
import { CaseworkModule } from '@ehc/casework';
import {
  EVENT_STORE,
  InMemoryKeyStore,
  KEY_STORE,
  openPostgresEventStore,
  type PostgresEventStore,
  type RecordedEvent,
  Sealer,
} from '@ehc/event-store';
import { CASE_RECORDS, AccessModule } from '@ehc/identity';
import { caseRecordsInLog } from '@ehc/identity/testing';
import { ClockModule, configureHttp, createLogger, LoggerModule, SettableClock } from '@ehc/platform';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import request from 'supertest';
import { asking, giveRoles } from '../harness/access.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { authenticateTestTokens } from '../harness/sign-in.js';

/*
 * Robin is in Year 9. A parent asks for an assessment; the plan is made, and a year later reviewed and amended. Every
 * date below was counted by hand; how is said beside it.
 *
 * "Within n weeks of" a day: that day is day 0, so the last day is the same weekday n weeks on. "n days beginning with"
 * a day: that day is day 1. "12 months starting with" a day: the last day is the day before its anniversary.
 */

interface Answer {
  readonly case: string;
  readonly child: string;
  readonly events: readonly { readonly type: string; readonly ids: Readonly<Record<string, string>> }[];
  readonly clocks: readonly {
    readonly rule: string;
    readonly due: string;
    readonly status: string;
    readonly moved: string;
    readonly after: Readonly<Record<string, unknown>>;
  }[];
}

describe('one case, from the request to the annual review', () => {
  const clock = new SettableClock('2026-03-02T09:00:00Z');
  let database: TestDatabase;
  let store: PostgresEventStore;
  let app: NestExpressApplication;
  let caseId: string;
  let planId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = await openPostgresEventStore({ url: database.url });
    const keys = new InMemoryKeyStore();
    const providers = [
      { provide: EVENT_STORE, useValue: store },
      { provide: KEY_STORE, useValue: keys },
      { provide: Sealer, useValue: new Sealer(keys) },
      { provide: pg.Pool, useValue: database.pool },
      { provide: CASE_RECORDS, useValue: caseRecordsInLog(store) },
    ];
    @Module({ providers, exports: providers })
    class Infrastructure {}
    const logger = createLogger('silent');
    const module = await Test.createTestingModule({
      imports: [
        LoggerModule.forRoot(logger),
        ClockModule.forRoot(clock),
        AccessModule.register({ infrastructure: Infrastructure }),
        CaseworkModule.register({ infrastructure: Infrastructure }),
        AdviceModule.register({ infrastructure: Infrastructure }),
      ],
    }).compile();
    app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
    configureHttp(app, { logger, maxBodyBytes: 100_000, beforeBody: [authenticateTestTokens(clock)] });
    await giveRoles(store, [{ subject: 'a.caseworker', role: 'caseworker', authority: '891' }]);
    await app.init();
  });

  afterAll(async () => {
    await app?.close();
    await store?.close();
    await database?.drop();
  });

  /** A caseworker of Nottinghamshire records, on the day itself, that something was done. */
  const on = async (day: string, path: string, body: object = {}): Promise<Answer> => {
    clock.set(`${day}T12:00:00Z`);
    const { status, body: answer } = await request(app.getHttpServer())
      .post(path)
      .set(asking('a.caseworker', '891'))
      .send({ happenedOn: day, ...body });
    expect({ status, answer }).toMatchObject({ status: 201 });
    return answer as Answer;
  };

  const moved = (answer: Answer): string[] =>
    answer.clocks.map(({ rule, due, status, moved: how }) => `${how} ${rule} ${due} ${status}`);

  /** What the policies lead to, a moment after the step that they follow. */
  const eventually = async (find: (events: RecordedEvent[]) => boolean): Promise<RecordedEvent[]> => {
    for (let attempt = 0; attempt < 200; attempt++) {
      const events = await store.readAll('0', 1_000);
      if (find(events)) return events;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The policies did not follow.');
  };

  const caseRecords = new Map<string, string>();

  test('2 March 2026: a parent asks for an assessment', async () => {
    const answer = await on('2026-03-02', '/api/casework/requests', {
      newChild: { surname: 'Ashworth', forename: 'Robin', birthDate: '2012-05-04', sex: 'M' },
      route: 'request',
      requestedBy: 'parent',
      source: 1,
      ncYear: 9,
      needs: [{ type: 'ASD', rank: 1 }],
    });
    caseId = answer.case;
    expect(moved(answer)).toEqual([
      'started A1_DECIDE_ASSESS_6W 2026-04-13 open', // Monday 2 March + 6 weeks: 9, 16, 23, 30 March, 6, 13 April
      'started A3_NO_PLAN_16W 2026-06-22 open', // 13 April + 10 weeks: 20, 27 April, 4, 11, 18, 25 May, 1, 8, 15, 22 June
      'started A7_DRAFT_TARGET 2026-06-08 open', // week 14: two weeks before week 16
      'started A5_FINAL_20W 2026-07-20 open', // 22 June + 4 weeks: 29 June, 6, 13, 20 July
    ]);
  });

  test('5 March: the family is consulted, which has no limit', async () => {
    const answer = await on('2026-03-05', `/api/casework/cases/${caseId}/family-consulted`, { method: 'telephone' });
    expect(moved(answer)).toEqual([]);
  });

  test('9 April: the family is told that there will be an assessment, four days before the last day', async () => {
    const answer = await on('2026-04-09', `/api/casework/cases/${caseId}/decision-to-assess`, {
      route: 'panel',
      tookPart: [
        { agency: 'education', present: true },
        { agency: 'health', present: true },
        { agency: 'social care', present: false },
      ],
      test: { 'has or may have SEN': 'met', 'may need a plan': 'met' },
    });
    expect(moved(answer)).toEqual(['stopped A1_DECIDE_ASSESS_6W 2026-04-13 on_time']);
    // 2 March to 9 April: 29 days left of March and 9 of April.
    expect(answer.clocks[0]!.after).toMatchObject({ daysUsed: 38, daysLate: null });
  });

  test('at once the advice is asked for, of six kinds: Robin is in Year 9', async () => {
    const events = await eventually((all) => all.filter((event) => event.type === 'AdviceRequested').length === 6);
    for (const event of events.filter(({ type }) => type === 'AdviceRequested')) {
      expect(event).toMatchObject({ happenedOn: '2026-04-09', source: 'computed', payload: { case: caseId } });
      caseRecords.set((event.payload as { kind: string }).kind, event.stream.slice('advice-'.length));
    }
    expect([...caseRecords.keys()].sort()).toEqual([
      'educational',
      'medical',
      'parent_or_yp',
      'preparing_for_adulthood',
      'psychological',
      'social_care',
    ]);
  });

  test('the bodies answer: all in time but the educational psychologist, who is a week late', async () => {
    const answer = (kind: string, day: string, how = 'answer', body = {}) =>
      on(day, `/api/advice/requests/${caseRecords.get(kind)}/${how}`, body);
    // Thursday 9 April + 6 weeks: 16, 23, 30 April, 7, 14, 21 May.
    const nothing = { reason: 'not_known_to_service' };
    expect(moved(await answer('social_care', '2026-05-01', 'nil-return', nothing))).toEqual([
      'stopped A2_ADVICE_6W 2026-05-21 on_time',
    ]);
    for (const kind of ['parent_or_yp', 'educational', 'preparing_for_adulthood']) await answer(kind, '2026-05-12');
    expect(moved(await answer('medical', '2026-05-21'))).toEqual(['stopped A2_ADVICE_6W 2026-05-21 on_time']);
    const late = await answer('psychological', '2026-05-28');
    expect(moved(late)).toEqual(['stopped A2_ADVICE_6W 2026-05-21 late']);
    expect(late.clocks[0]!.after).toMatchObject({ daysLate: 7, daysUsed: 49 });
  });

  test('2 June: it is decided to issue a plan, so that no refusal is due any more', async () => {
    const answer = await on('2026-06-02', `/api/casework/cases/${caseId}/decision-to-issue`, { route: 'panel' });
    expect(moved(answer)).toEqual(['stopped A3_NO_PLAN_16W 2026-06-22 stopped']);
  });

  test('8 June: the draft is served, on the day of the target', async () => {
    const answer = await on('2026-06-08', `/api/casework/cases/${caseId}/draft-plan`, { by: 'email' });
    expect(moved(answer)).toEqual([
      'stopped A7_DRAFT_TARGET 2026-06-08 on_time',
      'started A4_DRAFT_WINDOW_15D 2026-06-22 open', // 8 June is day 1, so 22 June is day 15
    ]);
    expect(answer.clocks[1]!.after).toMatchObject({ earliest: '2026-06-23' });
  });

  test('9 June: a school is consulted, which receives it on the 10th and answers in time', async () => {
    const asked = await on('2026-06-09', `/api/casework/cases/${caseId}/settings-consulted`, {
      setting: { urn: '123456' },
      receivedOn: '2026-06-10',
    });
    expect(moved(asked)).toEqual(['started A6_SETTING_RESPONSE_15D 2026-06-25 open']); // 10 + 15
    const { consultation } = asked.events[0]!.ids;
    const replied = await on('2026-06-24', `/api/casework/cases/${caseId}/settings-consulted/${consultation}/reply`, {
      reply: 'can_meet_need',
    });
    expect(moved(replied)).toEqual(['stopped A6_SETTING_RESPONSE_15D 2026-06-25 on_time']);
  });

  test('the family has answered the draft on 19 June', async () => {
    const answer = await on('2026-06-24', `/api/casework/cases/${caseId}/family-response`, {
      happenedOn: '2026-06-19',
      response: 'representations',
      representations: 'Section F should say how often.',
    });
    // Recorded two days after the window was over: it had ended, and now it is known when it was answered.
    expect(moved(answer)).toEqual(['changed A4_DRAFT_WINDOW_15D 2026-06-22 ended']);
    expect(answer.clocks[0]!.after).toMatchObject({ done: '2026-06-19' });
  });

  test('16 July: the final plan is sent, in week 20', async () => {
    const answer = await on('2026-07-16', `/api/casework/cases/${caseId}/final-plan`, {
      settings: [{ urn: '123456', rank: 1 }],
      needs: [{ type: 'ASD', rank: 1 }],
      sections: ['A', 'B', 'E', 'F', 'I', 'K'],
      sentTo: ['family', 'setting', 'icb'],
    });
    planId = answer.events[0]!.ids.plan!;
    expect(moved(answer)).toEqual([
      'stopped A5_FINAL_20W 2026-07-20 on_time',
      // 16 July and two months: 16 September, a Wednesday. Rights of the family, not duties.
      'started F1_CONTACT_ADVISER_2M 2026-09-16 open',
      'started G1_APPEAL_2M_1M 2026-09-16 open',
    ]);
    // 29 days left of March, 30 of April, 31 of May, 30 of June, 16 of July.
    expect(answer.clocks[0]!.after).toMatchObject({ daysUsed: 136 });
  });

  test('so the plan is in force from that day', async () => {
    const events = await eventually((all) => all.some((event) => event.type === 'PlanBroughtIntoForce'));
    expect(events.find((event) => event.type === 'PlanBroughtIntoForce')).toMatchObject({
      stream: `plan-${planId}`,
      happenedOn: '2026-07-16',
      source: 'computed',
      payload: { case: caseId, settings: [{ urn: '123456', rank: 1 }] },
    });
  });

  test('26 May 2027: notice is given of the review meeting of 16 June', async () => {
    const answer = await on('2027-05-26', `/api/casework/plans/${planId}/review-meeting-notice`, {
      meetingOn: '2027-06-16',
    });
    expect(moved(answer)).toEqual([
      'stopped C2_MEETING_NOTICE_2W 2027-06-02 on_time', // 16 − 14
      'started C3_ADVICE_CIRC_2W 2027-06-02 open',
    ]);
  });

  test('2 June: the advice is circulated, on the last day', async () => {
    const answer = await on('2027-06-02', `/api/casework/plans/${planId}/review-advice-circulated`);
    expect(moved(answer)).toEqual(['stopped C3_ADVICE_CIRC_2W 2027-06-02 on_time']);
  });

  test('16 June: the meeting is held', async () => {
    const answer = await on('2027-06-16', `/api/casework/plans/${planId}/review-meeting`, {
      attended: ['school', 'parent'],
    });
    expect(moved(answer)).toEqual([
      'started C4_REPORT_2W 2027-06-30 open', // Wednesday 16 June + 2 weeks
      'started C5_DECISION_4W 2027-07-14 open', // + 4 weeks
    ]);
  });

  test('28 June: the school sends its report', async () => {
    const answer = await on('2027-06-28', `/api/casework/plans/${planId}/review-report`);
    expect(moved(answer)).toEqual(['stopped C4_REPORT_2W 2027-06-30 on_time']);
  });

  test('9 July: the family is told that the plan will be amended; the review is done, the next year begins', async () => {
    const answer = await on('2027-07-09', `/api/casework/plans/${planId}/review-decision`, { outcome: 'amend' });
    expect(moved(answer)).toEqual([
      'stopped C1_REVIEW_12M 2027-07-15 on_time', // twelve months starting with 16 July 2026 end on 15 July 2027
      'started C1_REVIEW_12M 2028-07-08 open', // twelve months starting with 9 July 2027
      'stopped C5_DECISION_4W 2027-07-14 on_time',
      'started C6_AMEND_NOTICE_4W 2027-07-14 open', // with the decision, by the same day (Devon)
      'started C10_OUTER_12W 2027-09-08 open', // 14 July + 8 weeks: 21, 28 July, 4, 11, 18, 25 August, 1, 8 September
    ]);
  });

  test('the same day the amendment notice is served', async () => {
    const answer = await on('2027-07-09', `/api/casework/plans/${planId}/amendment-notice`, { by: 'email' });
    expect(moved(answer)).toEqual([
      'stopped C6_AMEND_NOTICE_4W 2027-07-14 on_time',
      'started C7_AMEND_WINDOW_15D 2027-07-23 open', // 9 July is day 1, 23 July day 15
      // Friday 9 July + 8 weeks: 16, 23, 30 July, 6, 13, 20, 27 August, 3 September; earlier than 8 September.
      'started C8_FINAL_AMENDED_8W 2027-09-03 open',
    ]);
  });

  test('27 August: the amended plan is sent, in time by both limits', async () => {
    const answer = await on('2027-08-27', `/api/casework/plans/${planId}/amended-plan`, {
      settings: [{ urn: '123456', rank: 1 }],
    });
    expect(moved(answer)).toEqual([
      'stopped C8_FINAL_AMENDED_8W 2027-09-03 on_time',
      'stopped C10_OUTER_12W 2027-09-08 on_time',
    ]);
  });

  test('the log holds every step once, under its own child, and nothing personal in the open', async () => {
    const everything = await store.readAll('0', 1_000);
    const events = everything.filter(({ type }) => type !== 'AccessGranted');
    const child = events[0]!.child;
    expect(new Set(events.map((event) => event.child))).toEqual(new Set([child]));
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    expect(JSON.stringify(events.map((event) => event.payload))).not.toMatch(/Ashworth|Robin|2012-05-04|how often/);
  });
});
