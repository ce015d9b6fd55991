import { type AdviceState, foldAdvice, foldCase, hasEnded, type PathwayEvent, standingNoPlan } from '@ehc/pathway';
import { DEFAULT_SETTINGS, type ClockSettings } from '@ehc/statutory-clock';
import { describe, expect, test } from '@jest/globals';
import {
  agreed,
  drafted,
  happened,
  id,
  imported,
  issued,
  notToIssue,
  refused,
  requested,
  toIssue,
  withdrawn,
} from '@ehc/pathway/testing';
import { caseClocks, mayHaveDuties } from './case-clocks.js';
import { daysSinceRequest } from './days-since-request.js';
import { stageOf } from './stage-at.js';

const read = (
  events: readonly (PathwayEvent | readonly PathwayEvent[])[],
  today: string,
  more: { advice?: ReadonlyMap<string, AdviceState>; settings?: Partial<ClockSettings> } = {},
) =>
  caseClocks({
    id: id(1),
    state: foldCase(events.flat() as PathwayEvent[]),
    today,
    ...(more.advice ? { advice: more.advice } : {}),
    settings: { ...DEFAULT_SETTINGS, ...more.settings },
  });

/** Each clock in a line: rule, limb, due, status, and why it stopped. */
const lines = (clocks: ReturnType<typeof caseClocks>): string[] =>
  clocks.map(({ rule, limb, due, status, stopped }) =>
    [rule.split('_')[0] === 'G' ? rule : rule.split('_')[0], limb, due, status, stopped?.because]
      .filter(Boolean)
      .join(' '),
  );

describe('the clocks of a request of 2 March 2026', () => {
  test('all run at first', () => {
    expect(lines(read([requested], '2026-03-10'))).toEqual([
      'A1 2026-04-13 open',
      'A3 2026-06-22 open',
      'A7 2026-06-08 open',
      'A5 2026-07-20 open',
    ]);
    expect(read([requested], '2026-03-10')[0]).toMatchObject({
      key: `A1_DECIDE_ASSESS_6W:${id(1)}`,
      name: 'Tell the family whether it will assess',
      dutyHolder: 'local authority',
      start: '2026-03-02',
      daysUsed: 8,
      daysRemaining: 34, // 10 March to 13 April: 21 days left of March and 13
      daysLate: null,
      limit: 'applies',
      lawVersion: 'v5',
      count: 'EXW',
    });
  });

  test('are overdue the day after, and late when done then', () => {
    expect(read([requested], '2026-04-14')[0]).toMatchObject({ status: 'overdue', daysLate: 1, daysRemaining: null });
    const late = [requested, happened('DecidedToAssess', '2026-04-20', {})];
    expect(read(late, '2026-12-31')[0]).toMatchObject({
      status: 'late',
      daysLate: 7,
      daysUsed: 49,
      done: '2026-04-20',
    });
  });

  test('a refusal stops those of the plan, and gives the family its time to appeal', () => {
    // Told on 9 April: two months after is 9 June, a Tuesday.
    expect(lines(read([refused], '2026-04-10'))).toEqual([
      'A1 2026-04-13 on_time',
      'A3 2026-06-22 stopped refused_to_assess',
      'A7 2026-06-08 stopped refused_to_assess',
      'A5 2026-07-20 stopped refused_to_assess',
      'F1 2026-06-09 open',
      'G1 2026-06-09 open',
    ]);
    expect(
      read([refused], '2026-06-10')
        .slice(4)
        .map(({ status, daysLate }) => [status, daysLate]),
    ).toEqual([
      ['ended', null],
      ['ended', null],
    ]);
  });

  test('a reversal lets them run on from the original request', () => {
    const reversed = happened('RefusalReversed', '2026-05-11', { about: 'assess', because: 'authority_reconsidered' });
    expect(lines(read([refused, reversed], '2026-05-12'))).toEqual([
      'A1 2026-04-13 on_time',
      'A3 2026-06-22 open',
      'A7 2026-06-08 open',
      'A5 2026-07-20 open',
      'F1 2026-06-09 stopped refusal_reversed',
      'G1 2026-06-09 stopped refusal_reversed',
    ]);
  });

  test('an order closes what is left of them and sets its own: 2, 10 and 14 weeks', () => {
    const order = happened('OrderMade', '2026-09-07', { about: 'refusal_to_assess', order: 'assess' });
    // Monday 7 September + 2 weeks = 21 September; + 10 = 16 November; + 14 = 14 December.
    const after = lines(read([refused, order], '2026-09-08'));
    expect(after.slice(0, 4)).toEqual([
      'A1 2026-04-13 on_time',
      'A3 2026-06-22 stopped refused_to_assess',
      'A7 2026-06-08 stopped refused_to_assess',
      'A5 2026-07-20 stopped refused_to_assess',
    ]);
    expect(after.slice(4, 7)).toEqual([
      'G_ORDER_ASSESS notify 2026-09-21 open',
      'G_ORDER_ASSESS noPlan 2026-11-16 open',
      'G_ORDER_ASSESS final 2026-12-14 open',
    ]);
    const told = happened('RefusalReversed', '2026-09-14', { about: 'assess', because: 'order' });
    const later = lines(read([refused, order, told], '2026-09-15'));
    // Reversed by an order, the clocks of the request do not run again.
    expect(later.slice(1, 5)).toEqual([
      'A3 2026-06-22 superseded superseded',
      'A7 2026-06-08 superseded superseded',
      'A5 2026-07-20 superseded superseded',
      'G_ORDER_ASSESS notify 2026-09-21 on_time',
    ]);
  });

  test('a date that the order sets itself wins', () => {
    const order = happened('OrderMade', '2026-09-07', {
      about: 'refusal_to_issue',
      order: 'plan',
      directed: { final: '2026-10-30' },
    });
    // Draft 5 weeks: 12 October.
    expect(lines(read([notToIssue, order], '2026-09-08')).filter((line) => line.startsWith('G_'))).toEqual([
      'G_ORDER_PLAN draft 2026-10-12 open',
      'G_ORDER_PLAN final 2026-10-30 open',
    ]);
  });

  test('withdrawal stops them all, late ones as late as they were', () => {
    expect(lines(read([withdrawn], '2026-12-31'))).toEqual([
      'A1 2026-04-13 stopped withdrawn',
      'A3 2026-06-22 stopped withdrawn',
      'A7 2026-06-08 stopped withdrawn',
      'A5 2026-07-20 stopped withdrawn',
    ]);
    const late = [requested, happened('RequestWithdrawn', '2026-04-20', {})];
    expect(read(late, '2026-12-31')[0]).toMatchObject({
      status: 'stopped',
      daysLate: 7,
      stopped: { on: '2026-04-20' },
    });
  });

  test('a decision to issue ends week 16, and the draft week 14', () => {
    expect(lines(read([toIssue], '2026-06-03')).slice(1)).toEqual([
      'A3 2026-06-22 stopped decided_to_issue',
      'A7 2026-06-08 open',
      'A5 2026-07-20 open',
    ]);
    expect(lines(read([drafted], '2026-06-09')).slice(2)).toEqual([
      'A7 2026-06-08 on_time',
      'A5 2026-07-20 open',
      'A4 2026-06-22 open',
    ]);
  });

  test('the plan ends the rest', () => {
    expect(lines(read([issued], '2026-07-16')).slice(3, 4)).toEqual(['A5 2026-07-20 on_time']);
    expect(read([issued], '2026-07-16')[3]).toMatchObject({ daysUsed: 136, daysLate: null });
  });

  test('a refusal to issue is in time until week 16', () => {
    expect(lines(read([notToIssue], '2026-07-01')).slice(1, 4)).toEqual([
      'A3 2026-06-22 on_time',
      'A7 2026-06-08 stopped refused_to_issue',
      'A5 2026-07-20 stopped refused_to_issue',
    ]);
  });
});

describe('a second refusal to issue, after the first of 15 June was reversed', () => {
  const reversed = happened('RefusalReversed', '2026-07-01', { about: 'issue', because: 'authority_reconsidered' });
  const again = happened('DecidedNotToIssuePlan', '2026-07-10', {});
  const twice = [...notToIssue, reversed, again];

  test('stops the clock of the plan and can be appealed; the first stays the first', () => {
    expect(lines(read([twice], '2026-07-11'))).toEqual([
      'A1 2026-04-13 on_time',
      'A3 2026-06-22 on_time',
      'A7 2026-06-08 stopped refused_to_issue',
      'A5 2026-07-20 stopped refused_to_issue',
      'F1 2026-08-15 stopped refusal_reversed',
      'G1 2026-09-01 stopped refusal_reversed',
      'F1 2026-09-10 open',
      'G1 2026-09-10 open',
    ]);
    const state = foldCase(twice);
    expect([state.noPlan?.on, standingNoPlan(state)?.on, hasEnded(state)]).toEqual(['2026-06-15', '2026-07-10', true]);
    expect(stageOf(state, [], DEFAULT_SETTINGS, '2026-07-11')).toBe('refused_to_issue');
  });
  test('may be reversed in turn', () => {
    const state = foldCase([...twice, happened('DecidedToIssuePlan', '2026-08-01', {})]);
    expect([state.noPlanReversed?.on, state.noPlanAgainReversed?.on]).toEqual(['2026-07-01', '2026-08-01']);
    expect([standingNoPlan(state), hasEnded(state)]).toEqual([null, false]);
    expect(stageOf(state, [], DEFAULT_SETTINGS, '2026-08-01')).toBe('drafting');
  });
});

describe('the stage of a case', () => {
  test('a draft sent by post is with the family two working days longer, where the authority counts so', () => {
    // Served on Monday 8 June: the window ends on 22 June; served two working days later, on the 10th, on the 24th.
    const stage = (today: string, settings: Partial<ClockSettings> = {}) =>
      stageOf(foldCase(drafted), [], { ...DEFAULT_SETTINGS, ...settings }, today);
    expect(stage('2026-06-22')).toBe('draft_out');
    expect(stage('2026-06-23')).toBe('finalising');
    expect(stage('2026-06-24', { serviceMode: 'post_plus_2wd' })).toBe('draft_out');
    expect(stage('2026-06-25', { serviceMode: 'post_plus_2wd' })).toBe('finalising');
  });
  test('advice that is dispensed with counts as answered', () => {
    const asked = happened('AdviceRequested', '2026-04-09', {
      case: id(1),
      child: id(2),
      kind: 'medical',
      body: 'health',
    });
    const stage = (...events: PathwayEvent[]) =>
      stageOf(foldCase(agreed), [foldAdvice([asked, ...events])], DEFAULT_SETTINGS, '2026-05-01');
    expect(stage()).toBe('assessment');
    expect(stage(happened('AdviceDispensedWith', '2026-04-20', {}))).toBe('deciding');
  });
});

test('the last contact with the family stays the last when an earlier one is recorded after it', () => {
  const contacts = [
    happened('FamilyContacted', '2026-05-01', { method: 'telephone' }),
    happened('MeetingHeld', '2026-04-20', { purpose: 'other' }),
  ];
  expect(foldCase([requested, ...contacts]).lastFamilyContactOn).toBe('2026-05-01');
});

describe('exceptions', () => {
  const exception = (payload: object) =>
    happened('ExceptionRecorded', '2026-06-01', { exception: id(3), kind: 'X4', impractical: true, ...payload });

  test('lift a limit and never move it', () => {
    // 1 to 28 May: 28 days, both ends counted, inside 2 March to 20 July; of the first six weeks no day.
    const clocks = read([agreed, exception({ from: '2026-05-01', to: '2026-05-28' })], '2026-07-21');
    expect(clocks.map(({ rule, due, limit }) => [rule.slice(0, 2), due, limit])).toEqual([
      ['A1', '2026-04-13', 'applies'],
      ['A3', '2026-06-22', 'lifted'],
      ['A7', '2026-06-08', 'applies'],
      ['A5', '2026-07-20', 'lifted'],
    ]);
    expect(clocks[3]).toMatchObject({
      status: 'overdue',
      daysLate: 1,
      replacedBy: 'as_soon_as_practicable',
      exceptions: [{ kind: 'X4', lifts: true }],
    });
  });

  test('that go on are judged on the day of issue, not from today', () => {
    // From 1 July to the day of issue, 16 July, are 16 days; up to the last day in time, 20 July, 20.
    const absent = exception({ from: '2026-07-01' });
    const a5 = (today: string, ...events: PathwayEvent[]) =>
      read([...issued.slice(0, -1), ...events], today).find(({ rule }) => rule === 'A5_FINAL_20W');
    const longAbsent = exception({ from: '2026-06-20' });
    const sent = issued.at(-1)!;
    expect(a5('2026-12-31', longAbsent)).toMatchObject({ status: 'overdue', limit: 'lifted' });
    expect(a5('2026-12-31', longAbsent, sent)).toMatchObject({ status: 'on_time', limit: 'applies' });
    expect(a5('2026-12-31', absent, sent)).toMatchObject({ limit: 'applies' });
  });

  test('that the law does not know lift nothing', () => {
    const [first] = read([requested, exception({ kind: 'educational-psychologist-shortage' })], '2026-06-02');
    expect(first).toMatchObject({ limit: 'applies', exceptions: [{ lifts: false }] });
  });
});

describe('whether a case may have duties', () => {
  const may = (...events: readonly PathwayEvent[]) => mayHaveDuties(foldCase(events));
  const order = happened('OrderMade', '2026-09-07', { about: 'refusal_to_assess', order: 'assess' });
  const dismissed = happened('OrderMade', '2026-09-07', { about: 'refusal_to_assess', order: 'dismissed' });
  test('while it is open, and after a refusal once an order is made', () => {
    expect(may(requested)).toBe(true);
    expect(may(...refused)).toBe(false);
    expect(may(...refused, order)).toBe(true);
    expect(may(...refused, dismissed)).toBe(false);
  });
  test('until what the order asks for is done, or the case is over', () => {
    const told = happened('RefusalReversed', '2026-09-14', { about: 'assess', because: 'order' });
    expect(may(...refused, order, told)).toBe(true);
    expect(may(...refused, order, told, happened('PlanFinalised', '2026-12-01', { plan: id(7) }))).toBe(false);
    expect(may(...refused, order, happened('RequestWithdrawn', '2026-09-20', {}))).toBe(false);
  });
  test('about the contents of its plan: until the plan is amended', () => {
    const amend = happened('OrderMade', '2026-09-07', { about: 'plan_contents', order: 'amend' });
    expect(may(...issued, amend)).toBe(true);
    const amended = [{ on: '2026-10-01', event: id(9), imported: false }];
    const state = foldCase([...issued, amend]);
    const of = (more: object) => caseClocks({ id: id(1), state, today: '2026-10-02', ...more }).at(-3)!;
    expect(of({})).toMatchObject({ rule: 'G_ORDER_AMEND', status: 'open' });
    expect(of({ amended })).toMatchObject({ rule: 'G_ORDER_AMEND', status: 'on_time', done: '2026-10-01' });
  });
});

describe('the clock of advice', () => {
  const ask = (payload: object = {}) =>
    happened('AdviceRequested', '2026-04-09', {
      case: id(1),
      child: id(2),
      kind: 'medical',
      body: 'health',
      ...payload,
    });
  const of = (...events: PathwayEvent[]) => new Map([[id(6), foldAdvice(events)]]);
  const a2 = (today: string, ...events: PathwayEvent[]) =>
    read([agreed], today, { advice: of(...events) }).find(({ rule }) => rule === 'A2_ADVICE_6W');

  test('runs from the day on which the body received the request', () => {
    expect(a2('2026-04-10', ask())).toMatchObject({ key: `A2_ADVICE_6W:${id(6)}`, due: '2026-05-21', status: 'open' });
    // 13 April + 6 weeks = 25 May.
    expect(a2('2026-04-13', ask({ receivedOn: '2026-04-13' }))).toMatchObject({
      start: '2026-04-13',
      due: '2026-05-25',
    });
  });
  test('is stopped by a nil return as by advice', () => {
    expect(a2('2026-06-01', ask(), happened('AdviceNilReturned', '2026-05-21', { reason: 'declined' }))).toMatchObject({
      status: 'on_time',
    });
    expect(a2('2026-06-01', ask(), happened('AdviceSubmitted', '2026-05-22', {}))).toMatchObject({
      status: 'late',
      daysLate: 1,
    });
  });
  test('falls away once the plan is issued, or refused', () => {
    const with_ = (events: readonly PathwayEvent[]) =>
      read([events], '2026-12-01', { advice: of(ask()) }).find(({ rule }) => rule === 'A2_ADVICE_6W');
    expect(with_(issued)).toMatchObject({ status: 'stopped', stopped: { on: '2026-07-16', because: 'plan_issued' } });
    expect(with_(notToIssue)).toMatchObject({ status: 'stopped', stopped: { because: 'refused_to_issue' } });
    const reversed = happened('RefusalReversed', '2026-07-01', { about: 'issue', because: 'mediation' });
    expect(with_([...notToIssue, reversed])).toMatchObject({ status: 'overdue' });
  });
  test('falls away where the advice is dispensed with', () => {
    expect(a2('2026-06-01', ask(), happened('AdviceDispensedWith', '2026-04-20', {}))).toMatchObject({
      status: 'stopped',
      stopped: { because: 'dispensed_with' },
    });
  });
});

describe('a reassessment asked for on 2 March 2026', () => {
  const ask = (route?: 'own_motion') =>
    happened('AssessmentRequested', '2026-03-02', {
      child: id(2),
      kind: 'reassessment',
      previousPlan: id(7),
      ...(route ? { route } : {}),
    });

  test('is answered in 15 days, and its plan is due 14 weeks later', () => {
    expect(lines(read([ask()], '2026-03-03'))).toEqual(['B1 2026-03-17 open']);
    // Told on 16 March: + 10 weeks = 25 May, + 14 weeks = 22 June.
    expect(lines(read([ask(), happened('DecidedToAssess', '2026-03-16', {})], '2026-03-20'))).toEqual([
      'B1 2026-03-17 on_time',
      'B3 2026-05-25 open',
      'B2 2026-06-22 open',
    ]);
  });
  test('counts its days from the request', () => {
    const days = (today: string, ...more: PathwayEvent[]) => {
      const events = [ask(), ...more];
      return daysSinceRequest(foldCase(events), read(events, today), today);
    };
    expect(days('2026-03-12')).toBe(10);
    expect(days('2026-12-01', happened('DecidedNotToAssess', '2026-03-16', {}))).toBe(14);
    expect(daysSinceRequest(foldCase(issued), read([issued], '2026-12-01'), '2026-12-01')).toBe(136);
  });
  test('on the authority’s own motion has no first limit', () => {
    expect(lines(read([ask('own_motion')], '2026-03-03'))).toEqual([]);
  });
});

describe('what an authority settles, and what is not known', () => {
  test('the day of receipt may be day 1', () => {
    expect(read([requested], '2026-03-10', { settings: { receiptDay: 'day_1' } })[0]!.due).toBe('2026-04-12');
  });
  test('on a move the clock of the first authority may run on', () => {
    const moved = happened('MovedIn', '2026-03-02', { from: '892', originalRequestReceivedOn: '2026-02-02' });
    expect(read([requested, moved], '2026-03-10')[0]!.due).toBe('2026-04-13');
    // Monday 2 February + 6 weeks = 16 March.
    expect(read([requested, moved], '2026-03-10', { settings: { moveClock: 'old_clock' } })[0]!.due).toBe('2026-03-16');
  });
  test('a decision of which only a return tells, without its day, is not judged', () => {
    const clocks = read(
      [
        imported('AssessmentRequested', '2025-03-03', { child: id(2) }),
        imported('DecidedEarlier', null, { about: 'request', shownInYear: 2025 }),
      ],
      '2026-01-05',
    );
    expect(clocks[0]).toMatchObject({ due: '2025-04-14', status: 'not_known', daysLate: null });
  });
  test('without the day of the request nothing can be reckoned', () => {
    expect(read([imported('AssessmentRequested', null, { child: id(2) })], '2026-01-05')[0]).toMatchObject({
      due: null,
      status: 'not_known',
    });
  });
  test('a young person released from detention has 6, 16 and 20 weeks', () => {
    const released = happened('AssessmentRequested', '2026-03-02', { child: id(2), route: 'detainee_released' });
    expect(lines(read([released], '2026-03-03'))).toEqual([
      'I1 notify 2026-04-13 open',
      'I1 noPlan 2026-06-22 open',
      'I1 final 2026-07-20 open',
    ]);
  });
});
