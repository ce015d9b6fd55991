import { expect, test } from '@jest/globals';
import { caseClocks, judgedOn, planClocks, stageOf } from '@ehc/case-clocks';
import {
  type EventType,
  foldAdvice,
  foldCase,
  foldPlan,
  hasEnded,
  type PathwayEvent,
  type Payload,
} from '@ehc/pathway';
import { happened, id } from '@ehc/pathway/testing';
import { calculate, type ClockSettings, DEFAULT_SETTINGS, formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import fc from 'fast-check';
import { measuresOf } from '../../testing/facts-builder.js';
import { factsOfHistory } from '../facts/facts-of-history.js';
import { STAGES } from './case-view.js';

const [CASE, CHILD, PLAN] = [id(1), id(2), id(3)];
const RECEIVED = parseCivilDate('2024-01-02');

/** A step, so many days after the one before it; `undefined` where it was not taken. */
const gap = (max: number) => fc.integer({ min: 0, max });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

interface History {
  readonly ofCase: readonly PathwayEvent[];
  readonly ofPlan: readonly PathwayEvent[];
  readonly advice: readonly (readonly PathwayEvent[])[];
}

/** What people recorded of one case, step after step, up to today. */
const history: fc.Arbitrary<{ today: string; of: History }> = fc
  .record({
    today: fc.integer({ min: 0, max: 1100 }),
    refused: maybe(gap(60)),
    agreed: maybe(gap(60)),
    advice: fc.array(fc.tuple(gap(20), maybe(fc.tuple(gap(80), fc.constantFrom('in', 'nil', 'dispensed')))), {
      maxLength: 2,
    }),
    noPlans: fc.array(fc.tuple(gap(60), maybe(gap(40))), { maxLength: 2 }),
    toIssue: maybe(gap(60)),
    drafts: fc.array(gap(30), { maxLength: 2 }),
    issued: maybe(gap(40)),
    withdrawn: fc.option(gap(200), { nil: undefined, freq: 8 }),
    exceptions: fc.array(
      fc.record({
        kind: fc.constantFrom('X3', 'X4', 'X9'),
        from: gap(200),
        days: maybe(gap(60)),
        impractical: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
    reviews: fc.array(fc.tuple(gap(400), maybe(gap(60)), fc.boolean()), { maxLength: 2 }),
  })
  .map((made) => {
    const todayNumber = RECEIVED + made.today;
    const on = (day: number): string => formatCivilDate(day);
    const of = { ofCase: [] as PathwayEvent[], ofPlan: [] as PathwayEvent[] };
    const put = <T extends EventType>(to: 'ofCase' | 'ofPlan', day: number, type: T, payload: Payload<T>): boolean => {
      if (day > todayNumber) return false;
      of[to].push(happened(type, on(day), payload));
      return true;
    };
    let day = RECEIVED;
    put('ofCase', day, 'AssessmentRequested', { child: CHILD });
    made.exceptions.forEach(({ kind, from, days, impractical }, index) =>
      put('ofCase', RECEIVED + from, 'ExceptionRecorded', {
        exception: id(50 + index),
        kind,
        impractical,
        from: on(RECEIVED + from),
        ...(days === undefined ? {} : { to: on(RECEIVED + from + days) }),
      } as Payload<'ExceptionRecorded'>),
    );
    let going = true;
    if (made.refused !== undefined) going = put('ofCase', (day += made.refused), 'DecidedNotToAssess', {});
    if (going && made.agreed !== undefined) {
      day += made.agreed;
      going =
        made.refused === undefined
          ? put('ofCase', day, 'DecidedToAssess', {})
          : put('ofCase', day, 'RefusalReversed', { about: 'assess', because: 'authority_reconsidered' });
    } else going = false;
    const advice = !going
      ? []
      : made.advice.map(([asked, answered]) => {
          const askedOn = day + asked;
          if (askedOn > todayNumber) return [];
          const request = happened('AdviceRequested', on(askedOn), {
            case: CASE,
            child: CHILD,
            kind: 'medical',
            body: 'health',
          });
          if (answered === undefined || askedOn + answered[0] > todayNumber) return [request];
          const answeredOn = on(askedOn + answered[0]);
          if (answered[1] === 'in') return [request, happened('AdviceSubmitted', answeredOn, {})];
          if (answered[1] === 'nil')
            return [request, happened('AdviceNilReturned', answeredOn, { reason: 'declined' })];
          return [request, happened('AdviceDispensedWith', answeredOn, {})];
        });
    for (const [decided, reversed] of made.noPlans) {
      if (!going) break;
      going = put('ofCase', (day += decided), 'DecidedNotToIssuePlan', {});
      if (going && reversed !== undefined) {
        going = put('ofCase', (day += reversed), 'RefusalReversed', { about: 'issue', because: 'mediation' });
      } else going = false;
    }
    if (going && made.toIssue !== undefined) {
      going = put('ofCase', (day += made.toIssue), 'DecidedToIssuePlan', {});
      for (const draft of made.drafts) going &&= put('ofCase', (day += draft), 'DraftPlanServed', { version: 1 });
      if (going && made.issued !== undefined && put('ofCase', (day += made.issued), 'PlanFinalised', { plan: PLAN })) {
        put('ofPlan', day, 'PlanBroughtIntoForce', { child: CHILD, case: CASE });
        made.reviews.forEach(([after, decided, met], index) => {
          const review = id(60 + index);
          day += after;
          if (met) put('ofPlan', day, 'ReviewMeetingHeld', { review });
          if (decided !== undefined) put('ofPlan', day + decided, 'ReviewDecisionNotified', { review });
        });
        going = false;
      }
    }
    if (going && made.withdrawn !== undefined) put('ofCase', day + made.withdrawn, 'AssessmentWithdrawn', {});
    return { today: on(todayNumber), of: { ...of, advice } };
  });

const settings: fc.Arbitrary<Partial<ClockSettings>> = fc.constantFrom<Partial<ClockSettings>[]>(
  {},
  { serviceMode: 'post_plus_2wd' },
  { receiptDay: 'day_1' },
  { rolloverNonworking: 'next' },
  { absenceInsideOnly: false },
  { reviewCompleteOn: 'meeting' },
  { reviewAnchor: 'last_meeting' },
  { reviewCompleteOn: 'meeting', reviewAnchor: 'last_meeting' },
);

test('a case says of itself what the measures count of it', () => {
  fc.assert(
    fc.property(history, settings, ({ today, of }, chosen) => {
      const all = { ...DEFAULT_SETTINGS, ...chosen };
      const streams = new Map<string, readonly PathwayEvent[]>([
        [`case-${CASE}`, of.ofCase],
        [`plan-${PLAN}`, of.ofPlan],
        ...of.advice.map((events, index) => [`advice-${id(70 + index)}`, events] as const),
      ]);
      const facts = factsOfHistory(streams, 2025);
      const inYear = (year: string) => {
        const figures = measuresOf(facts, { period: year, today, settings: chosen });
        return (measure: string) => figures.get(measure)!;
      };
      const now = inYear(today.slice(0, 4));

      const state = foldCase(of.ofCase);
      const advice = of.advice.map((events) => foldAdvice(events));
      const stage = stageOf(state, advice, all, today);
      expect(STAGES.filter((one) => now(`open.stage.${one}`).numerator === 1)).toEqual(
        (STAGES as readonly string[]).includes(stage) ? [stage] : [],
      );

      expect(hasEnded(state)).toBe(!(STAGES as readonly string[]).includes(stage));

      const clocks = caseClocks({ id: CASE, state, settings: all, today });
      const a5 = clocks.find(({ rule }) => rule === 'A5_FINAL_20W')!;
      const overdue = a5.status === 'overdue';
      expect([now('open.overdue').numerator, now('open.overdue.lifted').numerator]).toEqual(
        [overdue && a5.limit === 'applies', overdue && a5.limit === 'lifted'].map(Number),
      );
      const issuedOn = state.issued?.on ?? null;
      if (issuedOn !== null) {
        const then = inYear(issuedOn.slice(0, 4));
        expect(then('twenty_weeks.with_overturned.inc')).toMatchObject({
          numerator: Number(a5.status === 'on_time'),
          denominator: 1,
        });
        const flagged = then('twenty_weeks.flagged');
        if (flagged.denominator === 1) expect(flagged.numerator).toBe(Number(a5.limit === 'lifted'));
      }
      const answer = calculate({
        rule: 'A5_FINAL_20W',
        facts: { requestReceived: formatCivilDate(RECEIVED), planFinalised: issuedOn },
        exceptions: state.exceptions.map(({ kind, impractical, from, to }) => ({ kind, impractical, from, to })),
        asOf: judgedOn(issuedOn, today),
        settings: all,
      });
      expect(answer.due).toBe(a5.due);
      if (a5.status !== 'stopped') {
        expect([answer.status, answer.limit, answer.daysLate ?? null]).toEqual([a5.status, a5.limit, a5.daysLate]);
      }

      const yearly = planClocks({ id: PLAN, state: foldPlan(of.ofPlan), settings: all, today }).findLast(
        ({ rule }) => rule === 'C1_REVIEW_12M',
      );
      expect(now('reviews.overdue').numerator).toBe(Number(yearly?.status === 'overdue'));
    }),
    { numRuns: 1000 },
  );
});
