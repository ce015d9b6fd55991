import { NEVER, UNDATED } from '@ehc/case-clocks';
import { DEFAULT_SETTINGS, formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import { describe, expect, test } from '@jest/globals';
import { leadCaseByHand, openByHand } from '../../testing/lead-case-by-hand.js';
import { daysHeldBy } from './calculate-lead-indicators.js';
import { HOLDERS, outstandingAdvice } from './holder.js';

/** Who held it: from which day on. */
const heldBy = (made: Parameters<typeof openByHand>[0], today: string) =>
  openByHand(made, today).held.map(({ value, from }) => [value, formatCivilDate(from)]);

const agreed = {
  receivedOn: '2026-01-05',
  firstDecision: 1,
  firstDecidedOn: '2026-02-16',
  assessmentShownOn: '2026-02-16',
};
const drafting = { ...agreed, decidedToIssueOn: '2026-04-20' };
const health = { body: 'health', askedOn: '2026-02-16' } as const;
const psychology = { body: 'educational_psychology', askedOn: '2026-02-16' } as const;

test('the worked example of the product: 42 days to decide, advice by several bodies, drafting', () => {
  // Request day 0; decision and requests day 42; social care in day 80, health day 95, psychology day 150.
  const day = (n: number) => formatCivilDate(parseCivilDate('2026-01-05') + n);
  const open = openByHand(
    {
      ...agreed,
      advice: [
        { ...psychology, answeredOn: day(150) },
        { ...health, answeredOn: day(95) },
        { body: 'social_care', askedOn: '2026-02-16', answeredOn: day(80) },
      ],
    },
    day(160),
  );
  const days = Object.fromEntries(HOLDERS.map((holder) => [holder, daysHeldBy(open.held, holder)]));
  expect(days).toMatchObject({ authority: 42 + 10, health: 53, educational_psychology: 55, social_care: 0 });
  expect(open.stage).toBe('deciding');
});

describe('advice', () => {
  test('is held by whose six weeks began first, and on a tie by the order of bodies; the family after all bodies', () => {
    const asked = (body: string, startsOn: string) =>
      leadCaseByHand({ advice: [{ body: body as 'health', askedOn: startsOn }] }).advice[0]!;
    const all = [
      asked('family', '2026-01-16'),
      asked('educational_psychology', '2026-02-16'),
      asked('health', '2026-02-16'),
      asked('social_care', '2026-02-12'),
    ];
    expect(outstandingAdvice(all, parseCivilDate('2026-03-01')).map(({ body }) => body)).toEqual([
      'social_care',
      'health',
      'educational_psychology',
      'family',
    ]);
  });

  test('is not outstanding before it was asked for, and on the day of the answer no longer', () => {
    const [advice] = leadCaseByHand({ advice: [{ ...health, answeredOn: '2026-03-02' }] }).advice;
    const on = (date: string) => outstandingAdvice([advice!], parseCivilDate(date)).length;
    expect([on('2026-02-15'), on('2026-02-16'), on('2026-03-01'), on('2026-03-02')]).toEqual([0, 1, 1, 0]);
  });

  test('counts from receipt by the body, where that is known', () => {
    const made = { ...agreed, advice: [{ ...health, receivedOn: '2026-02-20' }, psychology] };
    expect(openByHand(made, '2026-03-01').outstanding).toEqual(['educational_psychology', 'health']);
  });

  test('that was asked for before the decision, or is outstanding after the decision to issue, holds nothing', () => {
    expect(heldBy({ ...drafting, advice: [{ ...health, askedOn: '2026-01-20' }] }, '2026-05-01')).toEqual([
      ['authority', '2026-01-05'],
      ['health', '2026-02-16'],
      ['authority', '2026-04-20'],
    ]);
  });
});

describe('a draft', () => {
  const draft = { ...drafting, drafts: ['2026-04-27'] };

  test('is with the family for 15 days, the day of serving among them, then with the authority', () => {
    expect(heldBy(draft, '2026-06-01').slice(-2)).toEqual([
      ['family', '2026-04-27'],
      ['authority', '2026-05-12'],
    ]);
  });

  test('comes back with its answer; a new draft begins again', () => {
    const answered = { ...draft, responses: ['2026-05-04'] };
    expect(heldBy(answered, '2026-06-01').slice(-2)).toEqual([
      ['family', '2026-04-27'],
      ['authority', '2026-05-04'],
    ]);
    expect(heldBy({ ...answered, drafts: ['2026-04-27', '2026-05-18'] }, '2026-05-20').slice(-1)).toEqual([
      ['family', '2026-05-18'],
    ]);
  });

  test('waits for a setting that was consulted, until it replies or its 15 days are over', () => {
    const consulted = { ...draft, responses: ['2026-05-04'], consultations: [{ consultedOn: '2026-05-01' }] };
    expect(heldBy(consulted, '2026-06-01').slice(-2)).toEqual([
      ['setting', '2026-05-04'],
      ['authority', '2026-05-17'], // 1 May + 15 days is the 16th, on which a reply is in time
    ]);
    const replied = { consultedOn: '2026-05-01', repliedOn: '2026-05-08', reply: 'full' };
    expect(heldBy({ ...consulted, consultations: [replied] }, '2026-06-01').slice(-1)).toEqual([
      ['authority', '2026-05-08'],
    ]);
  });
});

describe('a refusal that was reversed', () => {
  const refused = {
    receivedOn: '2026-01-05',
    firstDecision: 2,
    firstDecidedOn: '2026-02-16',
    refusalReversedOn: '2026-05-18',
    assessmentShownOn: '2026-05-18',
  };
  const about = 'refusal_to_assess' as const;
  const step = (before: 'tribunal' | 'mediation', name: string, on: string) =>
    ({ before, about, step: name as 'registered', on }) as const;

  test('was held by nobody while it stood, by mediation and the Tribunal while they were under way', () => {
    const disputes = [
      step('mediation', 'requested', '2026-03-02'),
      step('mediation', 'held', '2026-03-30'),
      step('tribunal', 'registered', '2026-03-23'),
    ];
    expect(heldBy({ ...refused, disputes }, '2026-06-01')).toEqual([
      ['authority', '2026-01-05'],
      ['nobody', '2026-02-16'],
      ['mediation', '2026-03-02'],
      ['tribunal', '2026-03-23'],
      ['authority', '2026-05-18'],
    ]);
  });

  test('an appeal that was withdrawn is over, and one that ended on a day not known held nothing', () => {
    const registered = step('tribunal', 'registered', '2026-03-02');
    const withdrawn = [registered, step('tribunal', 'withdrawn', '2026-03-09')];
    expect(heldBy({ ...refused, disputes: withdrawn }, '2026-06-01').slice(1, 4)).toEqual([
      ['nobody', '2026-02-16'],
      ['tribunal', '2026-03-02'],
      ['nobody', '2026-03-09'],
    ]);
    const unknown = [registered, { ...step('tribunal', 'decided', ''), on: null }];
    expect(heldBy({ ...refused, disputes: unknown }, '2026-06-01').map(([holder]) => holder)).not.toContain('tribunal');
  });

  test('an order ends the dispute', () => {
    const orders = [{ event: '', on: '2026-04-06', made: 'order', payload: { about, order: 'assess' } }] as const;
    const disputes = [step('tribunal', 'registered', '2026-03-02')];
    expect(heldBy({ ...refused, disputes, orders }, '2026-06-01').slice(2)).toEqual([
      ['tribunal', '2026-03-02'],
      ['nobody', '2026-04-06'],
      ['authority', '2026-05-18'],
    ]);
  });
});

test('days before the request was received here belong to the authority from which the child moved', () => {
  const moved = { receivedOn: '2026-02-02', receivedElsewhereOn: '2026-01-05' };
  const held = openByHand(moved, '2026-03-02', { ...DEFAULT_SETTINGS, moveClock: 'old_clock' }).held;
  expect(held.map(({ value, from, to }) => [value, to - from])).toEqual([
    ['other_authority', 28],
    ['authority', 28],
  ]);
  expect(openByHand(moved, '2026-03-02').held.map(({ value, from, to }) => [value, to - from])).toEqual([
    ['authority', 28],
  ]);
});

test('steps on days that are not known', () => {
  const made = leadCaseByHand({ advice: [{ body: 'health', askedOn: '-infinity' }], responses: ['-infinity'] });
  expect([made.advice[0]!.askedOn, made.advice[0]!.answeredOn, made.responses[0]]).toEqual([UNDATED, NEVER, UNDATED]);
  expect(heldBy({ ...drafting, drafts: ['2026-04-27'], responses: ['-infinity'] }, '2026-05-01').at(-1)).toEqual([
    'authority',
    '2026-01-05',
  ]);
});
