import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Answer,
  type ClockRequest,
  type LimitRule,
  type LimitRuleId,
  RULES,
  type TimetableRuleId,
  calculate,
  formatCivilDate,
  limitOf,
  parseCivilDate,
  timetableOf,
} from '../src/index.js';

const FIRST = parseCivilDate('2014-09-01');
// Two years before the calendar of working days ends.
const LAST = parseCivilDate('2043-06-01');
const anyDay = fc.integer({ min: FIRST, max: LAST });

const limits = RULES.filter((rule): rule is LimitRule => rule.gives === 'due');
const limit = fc.constantFrom(...limits);
const limitWithStatus = fc.constantFrom(...limits.filter(({ done }) => done !== undefined));
const timetable = fc.constantFrom(
  ...new Set(RULES.filter(({ gives }) => gives === 'dues').map(({ id }) => id as TimetableRuleId)),
);

const settings = fc.record(
  {
    receiptDay: fc.constantFrom('day_0' as const, 'day_1' as const),
    rolloverNonworking: fc.constantFrom('none' as const, 'next' as const, 'previous' as const),
    x1Strict: fc.boolean(),
    phaseBoundary: fc.constantFrom('strictly_before' as const, 'on_or_before' as const),
    devonOuter12w: fc.boolean(),
    appealAugust: fc.constantFrom('roll_only' as const, 'skip_days' as const),
    serviceMode: fc.constantFrom('electronic' as const, 'post_plus_2wd' as const),
    parentRequestedDelayIsException: fc.boolean(),
    absenceInsideOnly: fc.boolean(),
    covidTest: fc.constantFrom('due_date' as const, 'any_day' as const),
    draftTargetWeeks: fc.integer({ min: 0, max: 30 }),
  },
  { requiredKeys: [] },
);

const exceptions = fc.array(
  fc
    .record({
      kind: fc.constantFrom(
        'X1',
        'X2',
        'X3',
        'X3b',
        'X4',
        'X4b',
        'X5',
        'coronavirus',
        'parent-requested-delay',
        'other',
      ),
      impractical: fc.boolean(),
      at: fc.integer({ min: -60, max: 200 }),
      length: fc.integer({ min: 0, max: 60 }),
      open: fc.boolean(),
    })
    .map((one) => (start: number) => {
      const from = formatCivilDate(start + one.at);
      const to = formatCivilDate(start + one.at + one.length);
      return {
        kind: one.kind,
        impractical: one.impractical,
        from,
        ...(one.open ? {} : { to }),
        closedFrom: from,
        reopensOn: to,
        adviceRequestedOn: from,
        missedOn: from,
      };
    }),
  { maxLength: 4 },
);

const factsFor = (rule: LimitRule, start: number, offset: number): Record<string, unknown> =>
  Object.fromEntries(
    rule.start.map((name, index) => [
      name,
      name === 'transferYear'
        ? Number(formatCivilDate(start).slice(0, 4))
        : formatCivilDate(start + (index === 0 ? 0 : offset)),
    ]),
  );

test('one day more is never less late', () => {
  const lateness = ({ status, daysLate = 0, daysRemaining = 0 }: Answer): number =>
    status === 'on_time' || status === 'open' ? 0 - daysRemaining : daysLate;
  fc.assert(
    fc.property(
      limitWithStatus,
      anyDay,
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: -60, max: 500 }),
      settings,
      (rule, start, offset, after, set) => {
        const facts = factsFor(rule, start, offset);
        const seen = (day: number) => calculate({ rule: rule.id, facts, asOf: formatCivilDate(day), settings: set });
        const done = (day: number) =>
          calculate({ rule: rule.id, facts: { ...facts, [rule.done![0]!]: formatCivilDate(day) }, settings: set });
        const [open, openLater] = [seen(start + after), seen(start + after + 1)];
        expect(openLater.error).toBeUndefined();
        expect(lateness(openLater)).toBe(lateness(open) + 1);
        const [early, later] = [done(start + after), done(start + after + 1)];
        expect(lateness(later)).toBeGreaterThanOrEqual(lateness(early));
        expect(later.status === 'late' || early.status === 'on_time').toBe(true);
      },
    ),
    { numRuns: 1500 },
  );
});

test('a lifted limit keeps its due date and its status', () => {
  let lifted = 0;
  fc.assert(
    fc.property(
      fc.oneof(limit, timetable),
      fc.integer({ min: parseCivilDate('2019-11-01'), max: parseCivilDate('2020-12-31') }),
      settings,
      exceptions,
      fc.option(fc.integer({ min: -10, max: 200 }), { nil: undefined }),
      (rule, start, set, make, after) => {
        const request: ClockRequest =
          typeof rule === 'string'
            ? {
                rule,
                facts: {
                  orderedOn: formatCivilDate(start),
                  tribunalNotifiedOn: formatCivilDate(start),
                  agreedOn: formatCivilDate(start),
                  agreementType: 'plan',
                  attentionOn: formatCivilDate(start),
                },
              }
            : { rule: rule.id, facts: factsFor(rule, start, 10) };
        const asked = {
          ...request,
          settings: set,
          asOf: after === undefined ? undefined : formatCivilDate(start + after),
        };
        const plain = calculate(asked);
        const judged = calculate({ ...asked, exceptions: make.map((one) => one(start)) });
        expect(judged.error).toBeUndefined();
        if (judged.limit === 'lifted') lifted++;
        const { limit: _limit, replacedBy, exceptions: given, ...rest } = judged;
        const { limit: __limit, ...plainRest } = plain;
        expect(rest).toEqual(plainRest);
        const anyLifts = given?.some((one) => one.lifts) ?? false;
        expect(judged.limit === 'lifted').toBe(anyLifts);
        expect(replacedBy !== undefined).toBe(anyLifts);
        // Nothing lifts unless it was impractical.
        for (const one of given ?? []) if (one.lifts) expect(one.impractical).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
  expect(lifted).toBeGreaterThan(100);
});

// Not so where the days of August and Christmas are skipped: 2 months from 30 December 2014 are 60 days, of which 2 are
// skipped (2 March 2015); from 31 December, clamped, 59 days, of which 1 is (1 March).
test('a later start never has an earlier end', () => {
  fc.assert(
    fc.property(limit, anyDay, fc.integer({ min: 0, max: 400 }), settings, (rule, start, more, set) => {
      const due = (day: number) =>
        calculate({
          rule: rule.id,
          facts: factsFor(rule, day, 0),
          settings: { ...set, appealAugust: 'roll_only' },
        }).due!;
      expect(due(start) <= due(start + more)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('within one version of the law, no step of an order or a concession moves backwards', () => {
  fc.assert(
    fc.property(timetable, anyDay, fc.integer({ min: 0, max: 400 }), (id, start, more) => {
      const facts = (day: number) => ({
        orderedOn: day,
        tribunalNotifiedOn: day,
        agreedOn: day,
        agreementType: 'plan' as const,
        attentionOn: day,
      });
      const [one, later] = [timetableOf(id, facts(start)), timetableOf(id, facts(start + more))];
      fc.pre(one.rule === later.rule);
      expect(Object.keys(one.dues)).toEqual(Object.keys(later.dues));
      for (const step of Object.keys(one.dues) as (keyof typeof one.dues)[]) {
        expect(later.dues[step]! - one.dues[step]!).toBe(more);
      }
    }),
  );
});

// Limits in weeks end on the weekday of their start, in leap years, at month ends and over both clock changes alike.
test('so many weeks end on the same weekday, so many days later', () => {
  const weeks: [LimitRuleId, string, number][] = [
    ['A1_DECIDE_ASSESS_6W', 'requestReceived', 6],
    ['A2_ADVICE_6W', 'adviceRequestReceived', 6],
    ['A3_NO_PLAN_16W', 'requestReceived', 16],
    ['A5_FINAL_20W', 'requestReceived', 20],
    ['B2_REASSESS_FINAL_14W', 'reassessmentNotified', 14],
    ['C5_DECISION_4W', 'meetingOn', 4],
    ['C9_DECIDE_NOT_AMEND_8W', 'amendmentNoticeSent', 8],
    ['C10_OUTER_12W', 'meetingOn', 12],
  ];
  const awkward = [
    '2024-02-29',
    '2025-02-28',
    '2026-03-28',
    '2026-03-29',
    '2026-10-24',
    '2026-10-25',
    '2026-12-31',
    '2026-01-31',
  ].map(parseCivilDate);
  fc.assert(
    fc.property(fc.constantFrom(...weeks), fc.oneof(anyDay, fc.constantFrom(...awkward)), ([id, fact, n], start) => {
      const { due } = limitOf(id, { [fact]: start });
      expect(due - start).toBe(7 * n);
    }),
    { numRuns: 1000 },
  );
});

test('the last working day to act is on or before the due date, never more than 4 days before', () => {
  fc.assert(
    fc.property(limit, anyDay, settings, (rule, start, set) => {
      const { due, actByWorkingDay } = calculate({ rule: rule.id, facts: factsFor(rule, start, 0), settings: set });
      const gap = parseCivilDate(due!) - parseCivilDate(actByWorkingDay!);
      // Four days: Good Friday to Easter Monday, or Christmas with a weekend.
      expect(gap >= 0 && gap <= 4).toBe(true);
    }),
  );
});

test('any JSON at all has an answer', () => {
  const ids = fc.constantFrom(...RULES.map(({ id }) => id));
  const facts = fc.dictionary(
    fc.constantFrom(
      'requestReceived',
      'meetingOn',
      'orderedOn',
      'directed',
      'ncYear',
      'needs',
      'existing',
      '__proto__',
    ),
    fc.jsonValue(),
  );
  const request = fc.record(
    {
      id: fc.jsonValue(),
      rule: ids,
      facts: fc.oneof(facts, fc.jsonValue()),
      exceptions: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
      asOf: fc.jsonValue(),
      settings: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), request), (any) => {
      const before = JSON.stringify(any);
      const answer = calculate(any as ClockRequest);
      expect(answer).toBeInstanceOf(Object);
      expect(JSON.stringify(any)).toBe(before);
    }),
    { numRuns: 2000 },
  );
});
