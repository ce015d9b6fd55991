import { describe, expect, it, test } from '@jest/globals';
import {
  type Answer,
  type ExceptionInRequest,
  type GivenException,
  RULES,
  type RuleId,
  calculate,
  isLifted,
  judge,
  parseCivilDate,
} from '../src/index.js';
import { countedDaysOfAbsence } from '../src/exceptions/absence.js';
import { fallsUnderRelaxation } from '../src/exceptions/coronavirus.js';
import { isWithThatBody } from '../src/exceptions/missed-appointment.js';
import { overlaps } from '../src/exceptions/personal.js';
import { isAskedAroundClosure, isClosedForFourWeeks } from '../src/exceptions/school-closed.js';

// A1 from 2 March 2026: the period is 2 March to 13 April, both counted (43 days). A5: 2 March to 20 July.
// G_ORDER_NAME of 2 February: 2 to 16 February (15 days).
const A1 = { rule: 'A1_DECIDE_ASSESS_6W', facts: { requestReceived: '2026-03-02' } };
const A2 = { rule: 'A2_ADVICE_6W', facts: { adviceRequestReceived: '2026-03-02', body: 'health' } };
const A5 = { rule: 'A5_FINAL_20W', facts: { requestReceived: '2026-03-02' } };
const NAME = { rule: 'G_ORDER_NAME', facts: { orderedOn: '2026-02-02' } };

interface Judged {
  name: string;
  request: typeof A1 | typeof A2 | typeof NAME;
  exception: ExceptionInRequest;
  settings?: Record<string, unknown>;
  asOf?: string;
  lifts: boolean;
  because?: RegExp;
}

// Closed from 22 July to 1 September 2026 (the day on which it reopens): 41 days. A week before is 15 July; a week
// before the reopening is 25 August.
const summer = { closedFrom: '2026-07-22', reopensOn: '2026-09-01', impractical: true };

const JUDGED: Judged[] = [
  // X1, X2
  ...(['X1', 'X2'] as const).flatMap((kind): Judged[] => [
    {
      name: `${kind}: asked a week before the closing`,
      request: A5,
      exception: { kind, ...summer, adviceRequestedOn: '2026-07-15' },
      lifts: true,
    },
    {
      name: `${kind}: asked eight days before it`,
      request: A5,
      exception: { kind, ...summer, adviceRequestedOn: '2026-07-14' },
      lifts: false,
    },
    {
      name: `${kind}: asked eight days before it, the lower bound dropped`,
      request: A5,
      exception: { kind, ...summer, adviceRequestedOn: '2026-07-14' },
      settings: { x1Strict: false },
      lifts: true,
    },
    {
      name: `${kind}: asked a week before the reopening`,
      request: A5,
      exception: { kind, ...summer, adviceRequestedOn: '2026-08-25' },
      lifts: true,
    },
    {
      name: `${kind}: asked six days before the reopening`,
      request: A5,
      exception: { kind, ...summer, adviceRequestedOn: '2026-08-26' },
      settings: { x1Strict: false },
      lifts: false,
    },
    {
      name: `${kind}: closed for 28 days (1 to 28 April, open on the 29th)`,
      request: A5,
      exception: {
        kind,
        impractical: true,
        closedFrom: '2026-04-01',
        reopensOn: '2026-04-29',
        adviceRequestedOn: '2026-04-01',
      },
      lifts: true,
    },
    {
      name: `${kind}: closed for 27 days`,
      request: A5,
      exception: {
        kind,
        impractical: true,
        closedFrom: '2026-04-01',
        reopensOn: '2026-04-28',
        adviceRequestedOn: '2026-04-01',
      },
      lifts: false,
      because: /27 days/,
    },
    {
      name: `${kind}: has no tie to the period: A1 was due on 13 April`,
      request: A1,
      exception: { kind, ...summer, adviceRequestedOn: '2026-07-20' },
      lifts: true,
    },
    ...(['adviceRequestedOn', 'closedFrom', 'reopensOn'] as const).map((missing): Judged => ({
      name: `${kind}: without ${missing}`,
      request: A5,
      exception: { kind, ...summer, adviceRequestedOn: '2026-07-20', [missing]: null },
      lifts: false,
      because: new RegExp(missing),
    })),
  ]),

  // X3: overlap with 2 March to 13 April
  {
    name: 'X3: its last day is day 0',
    request: A1,
    exception: { kind: 'X3', impractical: true, from: '2026-02-01', to: '2026-03-02' },
    lifts: true,
  },
  {
    name: 'X3: ended the day before',
    request: A1,
    exception: { kind: 'X3', impractical: true, from: '2026-02-01', to: '2026-03-01' },
    lifts: false,
  },
  {
    name: 'X3: its first day is the due date',
    request: A1,
    exception: { kind: 'X3', impractical: true, from: '2026-04-13', to: '2026-05-01' },
    lifts: true,
  },
  {
    name: 'X3: began the day after',
    request: A1,
    exception: { kind: 'X3', impractical: true, from: '2026-04-14', to: '2026-05-01' },
    lifts: false,
  },
  {
    name: 'X3: still going on, nobody looking',
    request: A1,
    exception: { kind: 'X3', impractical: true, from: '2026-02-01' },
    lifts: true,
  },
  {
    name: 'X3: still going on before the period began',
    request: A1,
    exception: { kind: 'X3', impractical: true, from: '2026-02-01' },
    asOf: '2026-02-28',
    lifts: false,
  },
  {
    name: 'X3: not begun yet on the day of judging',
    request: A1,
    exception: { kind: 'X3', impractical: true, from: '2026-03-20' },
    asOf: '2026-03-19',
    lifts: false,
  },
  {
    name: 'X3: without from',
    request: A1,
    exception: { kind: 'X3', impractical: true, to: '2026-03-20' },
    lifts: false,
    because: /from/,
  },
  {
    name: 'X3: the day of receipt as day 1 makes 12 April the last day',
    request: A1,
    exception: { kind: 'X3', impractical: true, from: '2026-04-13' },
    settings: { receiptDay: 'day_1' },
    lifts: false,
  },

  // X3b: reg 8 only
  {
    name: 'X3b: overlaps',
    request: A2,
    exception: { kind: 'X3b', impractical: true, from: '2026-04-13' },
    lifts: true,
  },
  {
    name: 'X3b: after the period',
    request: A2,
    exception: { kind: 'X3b', impractical: true, from: '2026-04-14' },
    lifts: false,
  },
  {
    name: 'X3b: without from',
    request: A2,
    exception: { kind: 'X3b', impractical: true },
    lifts: false,
    because: /from/,
  },

  // X4: 28 days inside
  {
    name: 'X4: 28 days, 1 to 28 May',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-05-01', to: '2026-05-28' },
    lifts: true,
  },
  {
    name: 'X4: 27 days',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-05-01', to: '2026-05-27' },
    lifts: false,
    because: /27/,
  },
  {
    name: 'X4: 2 to 29 March begins on day 0',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-03-02', to: '2026-03-29' },
    lifts: true,
  },
  {
    name: 'X4: 1 to 28 March has 27 days inside',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-03-01', to: '2026-03-28' },
    lifts: false,
  },
  {
    name: 'X4: the whole absence counts, one day of it inside',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-02-03', to: '2026-03-02' },
    settings: { absenceInsideOnly: false },
    lifts: true,
  },
  {
    name: 'X4: the whole absence counts, no day of it inside',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-02-02', to: '2026-03-01' },
    settings: { absenceInsideOnly: false },
    lifts: false,
  },
  {
    name: 'X4: the whole absence of 27 days, all inside',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-05-01', to: '2026-05-27' },
    settings: { absenceInsideOnly: false },
    lifts: false,
  },
  {
    name: 'X4: still away on the 28th day',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-05-01' },
    asOf: '2026-05-28',
    lifts: true,
  },
  {
    name: 'X4: still away on the 27th day',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-05-01' },
    asOf: '2026-05-27',
    lifts: false,
  },
  {
    name: 'X4: still away, nobody looking: to the due date, 23 June to 20 July',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-06-23' },
    lifts: true,
  },
  {
    name: 'X4: the same from 24 June',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-06-24' },
    lifts: false,
  },
  {
    name: 'X4: away long after the due date counts only up to it',
    request: A5,
    exception: { kind: 'X4', impractical: true, from: '2026-06-24' },
    asOf: '2026-12-01',
    lifts: false,
  },
  {
    name: 'X4: without from',
    request: A5,
    exception: { kind: 'X4', impractical: true, to: '2026-05-28' },
    lifts: false,
    because: /from/,
  },
  {
    name: 'X4: 4 weeks do not fit into an order of 2',
    request: NAME,
    exception: { kind: 'X4', impractical: true, from: '2026-01-01', to: '2026-03-31' },
    lifts: false,
  },
  {
    name: 'X4: unless the whole absence counts',
    request: NAME,
    exception: { kind: 'X4', impractical: true, from: '2026-01-01', to: '2026-03-31' },
    settings: { absenceInsideOnly: false },
    lifts: true,
  },

  // X4b: 14 days, orders and concessions
  {
    name: 'X4b: 14 days, 2 to 15 February',
    request: NAME,
    exception: { kind: 'X4b', impractical: true, from: '2026-02-02', to: '2026-02-15' },
    lifts: true,
  },
  {
    name: 'X4b: 13 days',
    request: NAME,
    exception: { kind: 'X4b', impractical: true, from: '2026-02-02', to: '2026-02-14' },
    lifts: false,
    because: /13/,
  },
  {
    name: 'X4b: 14 days, of which 13 inside',
    request: NAME,
    exception: { kind: 'X4b', impractical: true, from: '2026-02-04', to: '2026-02-17' },
    lifts: false,
  },
  {
    name: 'X4b: the same, the whole absence counting',
    request: NAME,
    exception: { kind: 'X4b', impractical: true, from: '2026-02-04', to: '2026-02-17' },
    settings: { absenceInsideOnly: false },
    lifts: true,
  },
  {
    name: 'X4b: without from',
    request: NAME,
    exception: { kind: 'X4b', impractical: true },
    lifts: false,
    because: /from/,
  },

  // X5
  {
    name: 'X5: missed on day 0',
    request: A2,
    exception: { kind: 'X5', impractical: true, missedOn: '2026-03-02', body: 'health' },
    lifts: true,
  },
  {
    name: 'X5: missed on the due date, the body not given',
    request: A2,
    exception: { kind: 'X5', impractical: true, missedOn: '2026-04-13' },
    lifts: true,
  },
  {
    name: 'X5: missed before the period',
    request: A2,
    exception: { kind: 'X5', impractical: true, missedOn: '2026-03-01' },
    lifts: false,
  },
  {
    name: 'X5: missed after it',
    request: A2,
    exception: { kind: 'X5', impractical: true, missedOn: '2026-04-14' },
    lifts: false,
  },
  {
    name: "X5: another body's appointment",
    request: A2,
    exception: { kind: 'X5', impractical: true, missedOn: '2026-03-20', body: 'social_care' },
    lifts: false,
    because: /another body/,
  },
  {
    name: 'X5: without the day',
    request: A2,
    exception: { kind: 'X5', impractical: true },
    lifts: false,
    because: /missedOn/,
  },

  // a parent's wish to wait
  {
    name: 'parent-requested-delay is no exception',
    request: A1,
    exception: { kind: 'parent-requested-delay', impractical: true, from: '2026-03-20' },
    lifts: false,
  },
  {
    name: 'parent-requested-delay is judged as X3 under the switch',
    request: A1,
    exception: { kind: 'parent-requested-delay', impractical: true, from: '2026-03-20' },
    settings: { parentRequestedDelayIsException: true },
    lifts: true,
  },
  {
    name: 'as X3, not as X3b',
    request: A2,
    exception: { kind: 'parent-requested-delay', impractical: true, from: '2026-03-20' },
    settings: { parentRequestedDelayIsException: true },
    lifts: false,
  },
  {
    name: 'as X3 it must overlap',
    request: A1,
    exception: { kind: 'parent-requested-delay', impractical: true, from: '2026-04-14' },
    settings: { parentRequestedDelayIsException: true },
    lifts: false,
  },

  // whatever is no exception in law
  {
    name: 'shortage of educational psychologists',
    request: A1,
    exception: { kind: 'educational-psychologist-shortage', impractical: true },
    lifts: false,
    because: /not a lawful exception/,
  },
  { name: 'X6 is no kind to send', request: NAME, exception: { kind: 'X6', impractical: true }, lifts: false },
  {
    name: 'codes are exact',
    request: A1,
    exception: { kind: 'x3', impractical: true, from: '2026-03-20' },
    lifts: false,
  },
  {
    name: 'a code that is the name of something else',
    request: A1,
    exception: { kind: 'constructor', impractical: true },
    lifts: false,
  },

  // impractical
  {
    name: 'impractical left out',
    request: A1,
    exception: { kind: 'X3', from: '2026-03-20' },
    lifts: false,
    because: /impractical/,
  },
  {
    name: 'impractical: false',
    request: A1,
    exception: { kind: 'X3', from: '2026-03-20', impractical: false },
    lifts: false,
    because: /impractical/,
  },
];

describe('one exception', () => {
  it.each(JUDGED.map((one) => [one.name, one] as const))(
    '%s',
    (_name, { request, exception, settings, asOf, lifts, because }) => {
      const plain = calculate({ ...request, settings });
      const answer = calculate({ ...request, exceptions: [exception], settings, asOf });
      expect(answer.error).toBeUndefined();
      expect(answer.exceptions).toHaveLength(1);
      expect(answer.exceptions![0]).toMatchObject({
        kind: exception.kind,
        lifts,
        because: expect.stringMatching(/^\S.+\S$/),
      });
      if (because) expect(answer.exceptions![0]!.because).toMatch(because);
      expect(answer.limit).toBe(lifts ? 'lifted' : 'applies');
      expect(answer.replacedBy).toBe(lifts ? 'as_soon_as_practicable' : undefined);
      // It never moves the date.
      expect([answer.due, answer.dues]).toEqual([plain.due, plain.dues]);
    },
  );
});

test('the unmoved due date is judged', () => {
  // Sunday 1 March + 140 days is Sunday 19 July, moved to Friday 17. 22 June to 19 July are 28 days, to 17 July 26.
  const request = { rule: 'A5_FINAL_20W', facts: { requestReceived: '2026-03-01' } };
  const exceptions = [{ kind: 'X4', impractical: true, from: '2026-06-22' }];
  expect(calculate({ ...request, exceptions, settings: { rolloverNonworking: 'previous' } })).toMatchObject({
    due: '2026-07-17',
    limit: 'lifted',
  });
});

describe('several exceptions', () => {
  const first = { kind: 'X3', impractical: true, from: '2026-01-01', to: '2026-01-05' };
  const second = { kind: 'X3', impractical: true, from: '2026-03-20', to: '2026-03-21', note: 'kept', gone: null };

  it('answers each in the order given, as it came', () => {
    const { exceptions, limit } = calculate({ ...A1, exceptions: [first, second] });
    expect(limit).toBe('lifted');
    expect(exceptions).toEqual([
      { ...first, lifts: false, because: expect.any(String) },
      {
        kind: 'X3',
        impractical: true,
        from: '2026-03-20',
        to: '2026-03-21',
        note: 'kept',
        lifts: true,
        because: expect.any(String),
      },
    ]);
  });

  it('may be late and lifted side by side', () => {
    const facts = { requestReceived: '2026-03-02', decisionNotified: '2026-04-20' };
    expect(calculate({ rule: A1.rule, facts, exceptions: [second] })).toMatchObject({
      status: 'late',
      daysLate: 7,
      limit: 'lifted',
    });
  });

  it('leaves the field out where none are given', () => {
    expect(calculate({ ...A1, exceptions: [] })).not.toHaveProperty('exceptions');
    expect(calculate(A1)).not.toHaveProperty('exceptions');
  });

  it('judges several dues once, against the latest', () => {
    // Ordered on 2 February: notify 16 February, no plan 13 April, final 11 May.
    const order = { rule: 'G_ORDER_ASSESS', facts: { orderedOn: '2026-02-02' } };
    const on = (from: string) =>
      calculate({ ...order, exceptions: [{ kind: 'X3', impractical: true, from, to: from }] }).limit;
    expect(on('2026-05-11')).toBe('lifted');
    expect(on('2026-05-12')).toBe('applies');
    expect(on('2026-02-02')).toBe('lifted');
    expect(on('2026-02-01')).toBe('applies');
  });

  it('judges against a later date that the order itself sets', () => {
    const facts = { orderedOn: '2026-02-02', directed: { final: '2026-06-30' } };
    const exceptions = [{ kind: 'X3', impractical: true, from: '2026-06-30' }];
    expect(calculate({ rule: 'G_ORDER_NAME', facts, exceptions }).limit).toBe('lifted');
  });
});

// Which kind can lift which limit: each is sent in a form that lifts wherever it is lawful.
describe('lawful kinds', () => {
  const X1_TO_X4 = ['X1', 'X2', 'X3', 'X4'];
  const ORDERS = [...X1_TO_X4, 'X4b'];
  const LAWFUL: Record<string, string[]> = {
    A1_DECIDE_ASSESS_6W: X1_TO_X4,
    A2_ADVICE_6W: ['X3b', 'X4', 'X5'],
    A3_NO_PLAN_16W: X1_TO_X4,
    A5_FINAL_20W: X1_TO_X4,
    B2_REASSESS_FINAL_14W: X1_TO_X4,
    I1_DETAINED: X1_TO_X4,
    G_ORDER_ASSESS: ORDERS,
    G_ORDER_PLAN: ORDERS,
    G_ORDER_RECONSIDER: ORDERS,
    G_ORDER_AMEND: ORDERS,
    G_ORDER_NAME: ORDERS,
    G_ORDER_CONTINUE: ORDERS,
    G_ORDER_DISMISS_CEASE: ORDERS,
    G_CONCEDE_ASSESS: ORDERS,
    G_CONCEDE_PLAN: ORDERS,
    G_CONCEDE_AMEND: ORDERS,
    G_CONCEDE_NAME: ORDERS,
  };
  const KINDS = ['X1', 'X2', 'X3', 'X3b', 'X4', 'X4b', 'X5', 'X6', 'nonsense'];
  const ids = [...new Set(RULES.map(({ id }) => id))];

  it.each(ids)('%s', (id) => {
    const day = parseCivilDate('2026-03-02');
    const period = { start: day, due: day + 140 };
    const lifting = KINDS.filter((kind) =>
      isLifted(id, period, [
        {
          kind,
          impractical: true,
          adviceRequestedOn: day,
          closedFrom: day,
          reopensOn: day + 40,
          from: day,
          to: day + 50,
          missedOn: day,
        },
      ]),
    );
    expect(lifting).toEqual(LAWFUL[id] ?? []);
  });
});

describe('coronavirus', () => {
  // The list of the contract: A1–A3, A5, B1–B3, C1–C6, C8, C9, E1–E5, F2–F9, G5, H1, orders and concessions.
  const REACHED =
    /^(A1|A2|A3|A5|B1|B2|B3|C1|C2|C3|C4|C5|C6|C8|C9|E1|E2|E3|E4|E5|F2|F3|F4|F5|F6|F7|F8|F9|G5|H1|G_ORDER|G_CONCEDE)_/;

  it.each([...new Set(RULES.map(({ id }) => id))])('reaches %s or not', (id) => {
    const day = parseCivilDate('2020-06-01');
    const period = { start: day, due: day + 7 };
    expect(isLifted(id, period, [{ kind: 'coronavirus', impractical: true }])).toBe(REACHED.test(id));
    expect(isLifted(id, period, [{ kind: 'coronavirus', impractical: false }])).toBe(false);
    expect(isLifted(id, period, [{ kind: 'coronavirus' }])).toBe(false);
  });

  const exceptions = [{ kind: 'coronavirus', impractical: true }];
  const c5 = (meetingOn: string, settings = {}) =>
    calculate({ rule: 'C5_DECISION_4W', facts: { meetingOn }, exceptions, settings });

  test('the due date lies in 1 May to 25 September 2020, both counted', () => {
    // 4 weeks before 30 April, 1 May, 25 and 26 September.
    expect(c5('2020-04-02').limit).toBe('applies');
    expect(c5('2020-04-03')).toMatchObject({
      due: '2020-05-01',
      limit: 'lifted',
      replacedBy: 'as_soon_as_reasonably_practicable',
      lawVersion: 'v4',
    });
    expect(c5('2020-08-28')).toMatchObject({ due: '2020-09-25', limit: 'lifted' });
    expect(c5('2020-08-29')).toMatchObject({ due: '2020-09-26', limit: 'applies', lawVersion: 'v3' });
  });

  test('any day of the period, under the switch', () => {
    const covidTest = 'any_day';
    expect(c5('2020-04-02', { covidTest }).limit).toBe('applies'); // to 30 April
    expect(c5('2020-04-03', { covidTest }).limit).toBe('lifted'); // to 1 May
    expect(c5('2020-09-25', { covidTest }).limit).toBe('lifted'); // from 25 September
    expect(c5('2020-09-26', { covidTest }).limit).toBe('applies');
  });

  test('any day of a period counted backwards: from the due date to the meeting', () => {
    const c2 = (meetingOn: string) =>
      calculate({ rule: 'C2_MEETING_NOTICE_2W', facts: { meetingOn }, exceptions, settings: { covidTest: 'any_day' } })
        .limit;
    expect(c2('2020-04-30')).toBe('applies');
    expect(c2('2020-05-01')).toBe('lifted');
    expect(c2('2020-10-09')).toBe('lifted'); // due 25 September
    expect(c2('2020-10-10')).toBe('applies'); // due 26 September
  });

  test('is judged by the unmoved due date', () => {
    // The meeting of 29 August gives Saturday 26 September; the switch moves it to Friday 25, where it would lift.
    expect(c5('2020-08-29', { rolloverNonworking: 'previous' })).toMatchObject({
      due: '2020-09-25',
      limit: 'applies',
      lawVersion: 'v3',
    });
  });

  test('beside another exception that lifts, the stricter duty is left', () => {
    const facts = { requestReceived: '2020-04-01' };
    const x3 = { kind: 'X3', impractical: true, from: '2020-04-10' };
    expect(calculate({ rule: A1.rule, facts, exceptions: [...exceptions, x3] }).replacedBy).toBe(
      'as_soon_as_practicable',
    );
    expect(
      calculate({ rule: A1.rule, facts, exceptions: [...exceptions, { ...x3, impractical: false }] }).replacedBy,
    ).toBe('as_soon_as_reasonably_practicable');
  });

  test('the latest of several dates is looked at', () => {
    // Conceded on 1 March 2020: notify 15 March, no plan 10 May, final 7 June (30, 60 to 30 April, 91 to 31 May, 7 more).
    const answer = calculate({ rule: 'G_CONCEDE_ASSESS', facts: { tribunalNotifiedOn: '2020-03-01' }, exceptions });
    expect(answer).toMatchObject({ dues: { final: '2020-06-07' }, limit: 'lifted', lawVersion: 'v4' });
  });

  test('does not reach I1, G1 or the outer limit of the Devon judgment', () => {
    const answers: Answer[] = [
      calculate({ rule: 'I1_DETAINED', facts: { attentionOn: '2020-03-02' }, exceptions }),
      calculate({ rule: 'G1_APPEAL_2M_1M', facts: { decisionSent: '2020-05-02' }, exceptions }),
      calculate({ rule: 'C10_OUTER_12W', facts: { meetingOn: '2020-05-02' }, exceptions }),
    ];
    for (const { limit } of answers) expect(limit).toBe('applies');
  });
});

describe('the predicates', () => {
  test('closed for four weeks: from the first day closed to the day on which it reopens', () => {
    expect(isClosedForFourWeeks(100, 128)).toBe(true);
    expect(isClosedForFourWeeks(100, 127)).toBe(false);
  });

  test('asked around the closure', () => {
    expect(isAskedAroundClosure(93, 100, 128, true)).toBe(true);
    expect(isAskedAroundClosure(92, 100, 128, true)).toBe(false);
    expect(isAskedAroundClosure(92, 100, 128, false)).toBe(true);
    expect(isAskedAroundClosure(121, 100, 128, true)).toBe(true);
    expect(isAskedAroundClosure(122, 100, 128, false)).toBe(false);
  });

  test('overlap, both ends counted; an empty stretch overlaps nothing', () => {
    expect(overlaps(1, 5, 5, 9)).toBe(true);
    expect(overlaps(9, 12, 5, 9)).toBe(true);
    expect(overlaps(1, 4, 5, 9)).toBe(false);
    expect(overlaps(7, 6, 5, 9)).toBe(false);
    expect(overlaps(6, 7, 9, 5)).toBe(false);
  });

  test('days of absence', () => {
    expect(countedDaysOfAbsence(1, 10, 5, 20, true)).toBe(6);
    expect(countedDaysOfAbsence(1, 10, 5, 20, false)).toBe(10);
    expect(countedDaysOfAbsence(1, 4, 5, 20, false)).toBe(0);
  });

  test('with that body', () => {
    expect(isWithThatBody('health', 'health')).toBe(true);
    expect(isWithThatBody('health', 'social_care')).toBe(false);
    expect(isWithThatBody(undefined, 'health')).toBe(true);
    expect(isWithThatBody('health', undefined)).toBe(true);
  });

  test('the relaxation of 2020', () => {
    const day = parseCivilDate;
    const period = { start: day('2020-04-01'), due: day('2020-10-01') };
    expect(fallsUnderRelaxation(period, 'due_date')).toBe(false);
    expect(fallsUnderRelaxation(period, 'any_day')).toBe(true);
  });

  test('judge answers in day numbers what calculate answers in dates', () => {
    const start = parseCivilDate('2026-03-02');
    const id: RuleId = 'A5_FINAL_20W';
    const exception: GivenException = { kind: 'X4', impractical: true, from: start + 60, to: start + 87 };
    expect(judge(id, { start, due: start + 140 }, [exception])).toEqual({
      lifted: true,
      replacedBy: 'as_soon_as_practicable',
      findings: [{ lifts: true, because: expect.any(String) }],
    });
    expect(judge(id, { start, due: start + 140 }, [])).toEqual({ lifted: false, findings: [] });
  });
});

describe('the reason given tells what decided', () => {
  const because = (
    exception: ExceptionInRequest,
    request: typeof A5 | typeof A2 = A5,
    settings?: Record<string, unknown>,
  ): string => calculate({ ...request, exceptions: [exception], settings }).exceptions![0]!.because;
  const closed = (kind: string, adviceRequestedOn: string) => because({ kind, ...summer, adviceRequestedOn });

  test.each([
    ['X1', 'school'],
    ['X2', 'early-years provider'],
  ])('%s speaks of the %s', (kind, place) => {
    expect(closed(kind, '2026-07-15')).toContain(`while the ${place} was closed`);
    expect(closed(kind, '2026-07-14')).toContain(`earlier than a week before the ${place} closed`);
    expect(closed(kind, '2026-08-26')).toContain(`later than a week before the ${place} reopens`);
    // A week before the reopening is in time.
    expect(closed(kind, '2026-08-25')).toContain(`while the ${place} was closed`);
  });

  test('personal circumstances', () => {
    expect(because({ kind: 'X3', impractical: true, from: '2026-03-20' })).toContain('fall on at least a day');
    expect(because({ kind: 'X3', impractical: true, from: '2026-07-21' })).toContain('fall on no day');
  });

  test('a missed appointment', () => {
    const missed = (missedOn: string) => because({ kind: 'X5', impractical: true, missedOn, body: 'health' }, A2);
    expect(missed('2026-03-20')).toContain('was missed in the period');
    expect(missed('2026-01-20')).toContain('was not in the period');
  });

  test('coronavirus', () => {
    const inSpring = (requestReceived: string, settings?: Record<string, unknown>) =>
      because({ kind: 'coronavirus', impractical: true }, { ...A5, facts: { requestReceived } }, settings);
    expect(inSpring('2020-03-02')).toMatch(/^the due date lies in 1 May to 25 September 2020/);
    expect(inSpring('2020-07-02')).toMatch(/^the due date does not lie in 1 May to 25 September 2020/);
    expect(inSpring('2020-07-02', { covidTest: 'any_day' })).toMatch(/^a day of the period lies in/);
    expect(inSpring('2020-10-02', { covidTest: 'any_day' })).toMatch(/^a day of the period does not lie in/);
  });

  test('a rule that sets no limit', () => {
    const { exceptions } = calculate({ rule: 'ADVICE_SET', facts: { ncYear: 5 }, exceptions: [{ kind: 'X1' }] });
    expect(exceptions).toMatchObject([{ lifts: false, because: 'this rule sets no limit that could be lifted' }]);
  });

  test('everything that speaks against it', () => {
    expect(because({ kind: 'X4b' })).toBe(
      'X4b is not a lawful exception to this limit; it is not said that keeping the limit was impractical; the date from is missing',
    );
  });

  test('every date that is missing is named', () => {
    expect(because({ kind: 'X1', impractical: true })).toMatch(/adviceRequestedOn, closedFrom, reopensOn/);
  });
});

test('one exception of several is enough to lift a limit', () => {
  const period = { start: parseCivilDate('2026-03-02'), due: parseCivilDate('2026-07-20') };
  const [lifting, idle] = [
    { kind: 'X3', impractical: true, from: parseCivilDate('2026-03-20') },
    { kind: 'X3', impractical: false, from: parseCivilDate('2026-03-20') },
  ];
  expect(isLifted('A5_FINAL_20W', period, [idle, lifting])).toBe(true);
  expect(isLifted('A5_FINAL_20W', period, [idle])).toBe(false);
  expect(isLifted('A5_FINAL_20W', period, [])).toBe(false);
});
