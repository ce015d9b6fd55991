import type { EventType, PathwayEvent, Payload } from '@ehc/pathway';
import { happened, id } from '@ehc/pathway/testing';
import { formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import fc from 'fast-check';

/** Ids of a made-up case and of what belongs to it. */
export const [CASE, CHILD, PLAN] = [id(1), id(2), id(3)];
export const RECEIVED = parseCivilDate('2024-01-02');

/** What people recorded of one case up to a day. */
export interface MadeUpCase {
  /** Civil date. */
  readonly today: string;
  readonly ofCase: readonly PathwayEvent[];
  readonly ofPlan: readonly PathwayEvent[];
  /** By id of the request for advice. */
  readonly advice: ReadonlyMap<string, readonly PathwayEvent[]>;
}

export const streamsOf = ({ ofCase, ofPlan, advice }: MadeUpCase): Map<string, readonly PathwayEvent[]> =>
  new Map([
    [`case-${CASE}`, ofCase],
    [`plan-${PLAN}`, ofPlan],
    ...[...advice].map(([adviceId, events]) => [`advice-${adviceId}`, events] as const),
  ]);

const gap = (max: number) => fc.integer({ min: 0, max });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 3 });
const seldom = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 1 });
const bodies = fc.constantFrom('education', 'health', 'educational_psychology', 'social_care', 'family', 'other');

/** Cases with everything that may hold them up: refusals and disputes, advice, drafts, settings, orders, exceptions. */
export const madeUpCase: fc.Arbitrary<MadeUpCase> = fc
  .record({
    today: gap(420),
    detained: fc.integer({ min: 0, max: 9 }),
    refused: seldom(
      fc.record({
        after: gap(60),
        appealed: maybe(gap(40)),
        mediated: maybe(gap(40)),
        mediationEnded: maybe(gap(20)),
        ordered: seldom(gap(60)),
        reversed: maybe(gap(60)),
      }),
    ),
    agreed: maybe(gap(60)),
    advice: fc.array(fc.record({ asked: gap(20), received: maybe(gap(4)), body: bodies, answered: maybe(gap(90)) }), {
      maxLength: 4,
    }),
    noPlan: seldom(fc.tuple(gap(60), maybe(gap(40)))),
    toIssue: maybe(gap(60)),
    drafts: fc.array(fc.record({ after: gap(30), answered: maybe(gap(20)) }), { maxLength: 2 }),
    consultations: fc.array(
      fc.record({
        after: gap(20),
        received: maybe(gap(3)),
        replied: maybe(gap(25)),
        reply: fc.constantFrom('full', 'can_meet_need', 'cannot_meet_need'),
      }),
      { maxLength: 3 },
    ),
    issued: seldom(gap(60)),
    exceptions: fc.array(
      fc.record({
        kind: fc.constantFrom('X3', 'X3b', 'X4', 'X5', 'X9'),
        from: gap(200),
        days: maybe(gap(60)),
        impractical: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
  })
  .map((made) => {
    const today = RECEIVED + made.today;
    const ofCase: PathwayEvent[] = [];
    const ofPlan: PathwayEvent[] = [];
    const advice = new Map<string, readonly PathwayEvent[]>();
    const on = (day: number): string => formatCivilDate(day);
    const put = <T extends EventType>(day: number, type: T, payload: Payload<T>, to = ofCase): boolean => {
      if (day > today) return false;
      to.push(happened(type, on(day), payload));
      return true;
    };
    let day = RECEIVED;
    put(day, 'AssessmentRequested', { child: CHILD, ...(made.detained === 0 && { route: 'detainee_released' }) });
    made.exceptions.forEach(({ kind, from, days, impractical }, index) => {
      const first = RECEIVED + from;
      put(first, 'ExceptionRecorded', {
        exception: id(50 + index),
        kind,
        impractical,
        from: on(first),
        missedOn: on(first),
        ...(days !== undefined && { to: on(first + days) }),
      });
    });
    const about = 'refusal_to_assess' as const;
    let going = true;
    if (made.refused !== undefined) {
      const { after, appealed, mediated, mediationEnded, ordered, reversed } = made.refused;
      going = put((day += after), 'DecidedNotToAssess', {});
      if (mediated !== undefined) {
        put(day + mediated, 'MediationRecorded', { about, step: 'requested' });
        if (mediationEnded !== undefined)
          put(day + mediated + mediationEnded, 'MediationRecorded', { about, step: 'held' });
      }
      if (appealed !== undefined) put(day + appealed, 'AppealRecorded', { about, step: 'registered' });
      if (ordered !== undefined) put(day + ordered, 'OrderMade', { about, order: 'assess' });
      if (reversed === undefined) going = false;
      else going &&= put((day += reversed), 'RefusalReversed', { about: 'assess', because: 'order' });
    } else if (made.agreed === undefined) going = false;
    else going = put((day += made.agreed), 'DecidedToAssess', {});
    if (going) {
      made.advice.forEach(({ asked, received, body, answered }, index) => {
        const events: PathwayEvent[] = [];
        const request = {
          case: CASE,
          child: CHILD,
          kind: 'medical' as const,
          body,
          ...(received !== undefined && { receivedOn: on(day + asked + received) }),
        };
        if (!put(day + asked, 'AdviceRequested', request, events)) return;
        if (answered !== undefined) put(day + asked + answered, 'AdviceSubmitted', {}, events);
        advice.set(id(70 + index), events);
      });
    }
    if (going && made.noPlan !== undefined) {
      const [decided, reversed] = made.noPlan;
      going = put((day += decided), 'DecidedNotToIssuePlan', {});
      if (reversed === undefined) going = false;
      else going &&= put((day += reversed), 'RefusalReversed', { about: 'issue', because: 'mediation' });
    }
    if (going && made.toIssue !== undefined) {
      going = put((day += made.toIssue), 'DecidedToIssuePlan', {});
      made.consultations.forEach(({ after, received, replied, reply }, index) => {
        const consultation = id(80 + index);
        const consulted = put(day + after, 'SettingConsulted', {
          consultation,
          setting: { senSetting: 'OLA' },
          ...(received !== undefined && { receivedOn: on(day + after + received) }),
        });
        if (consulted && replied !== undefined) put(day + after + replied, 'SettingReplied', { consultation, reply });
      });
      for (const { after, answered } of made.drafts) {
        going &&= put((day += after), 'DraftPlanServed', { version: 1 });
        if (going && answered !== undefined) put(day + answered, 'FamilyResponded', { response: 'agreed' });
      }
      if (going && made.issued !== undefined && put(day + made.issued, 'PlanFinalised', { plan: PLAN })) {
        put(day + made.issued, 'PlanBroughtIntoForce', { child: CHILD, case: CASE }, ofPlan);
      }
    }
    return { today: on(today), ofCase, ofPlan, advice };
  });
