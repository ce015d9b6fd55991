import { describe, expect, test } from '@jest/globals';
import { parseCivilDate } from '@ehc/statutory-clock';
import {
  count,
  factsOf,
  type HandMadeCase,
  type HandMadePlan,
  measuresOf,
  UNKNOWN_DAY,
} from '../../testing/facts-builder.js';
import { FIRST_DECISION, WEEK_20 } from './facts.js';

const received: HandMadeCase = { receivedOn: '2024-01-01' };
const assessed: HandMadeCase = {
  ...received,
  firstDecision: FIRST_DECISION.assess,
  firstDecidedOn: '2024-02-01',
  assessmentShownOn: '2024-02-01',
};
const refused: HandMadeCase = { ...received, firstDecision: FIRST_DECISION.refuse, firstDecidedOn: '2024-02-01' };

/** The stage of one case on a day, or null where it is not open. */
const stageOn = (today: string, one: HandMadeCase, plan?: HandMadePlan): string | null => {
  const facts = factsOf({ cases: [one], plans: plan ? [{ of: 0, ...plan }] : [] });
  const measures = measuresOf(facts, { period: `${today.slice(0, 4)}`, today });
  const stages = [...measures].flatMap(([id, { numerator }]) =>
    id.startsWith('open.stage.') && numerator === 1 ? [id.slice('open.stage.'.length)] : [],
  );
  expect(measures.get('open.total')?.numerator).toBe(stages.length);
  return stages[0] ?? null;
};

describe('stages', () => {
  test('a case opens on the day of receipt', () => {
    expect(stageOn('2024-01-01', received)).toBe('request');
    expect(stageOn('2023-12-31', received)).toBe(null);
  });

  test('an assessment begins with the decision to make one', () => {
    expect(stageOn('2024-01-31', assessed)).toBe('request');
    expect(stageOn('2024-02-01', assessed)).toBe('assessment');
    expect(stageOn('2024-01-31', { ...assessed, firstDecidedOn: UNKNOWN_DAY, assessmentShownOn: UNKNOWN_DAY })).toBe(
      'assessment',
    );
  });

  test('a refusal ends a case on its day, and a reversal opens it again', () => {
    expect(stageOn('2024-01-31', refused)).toBe('request');
    expect(stageOn('2024-02-01', refused)).toBe(null);
    const reversed = { ...refused, refusalReversedOn: '2024-03-01', assessmentShownOn: '2024-03-01' };
    expect(stageOn('2024-02-29', reversed)).toBe(null);
    expect(stageOn('2024-03-01', reversed)).toBe('assessment');
    expect(stageOn('2024-12-31', { ...refused, firstDecidedOn: UNKNOWN_DAY })).toBe(null);
  });

  test('an undated reversal counts from 31 December of the first return, or from the refusal where that is later', () => {
    const reversal = {
      refusalReversedOn: UNKNOWN_DAY,
      refusalReversedShownIn: 2024,
      assessmentShownOn: UNKNOWN_DAY,
      assessmentShownShownIn: 2024,
    };
    const reversed = { ...refused, ...reversal };
    expect(stageOn('2024-12-30', reversed)).toBe(null);
    expect(stageOn('2024-12-31', reversed)).toBe('assessment');
    const refusedLater = { ...reversed, firstDecidedOn: '2025-01-10' };
    expect(stageOn('2024-12-31', refusedLater)).toBe('request');
    expect(stageOn('2025-01-09', refusedLater)).toBe('request');
    expect(stageOn('2025-01-10', refusedLater)).toBe('assessment');
  });

  test('an assessment that a return shows without a decision', () => {
    const shown = { ...received, assessmentShownOn: UNKNOWN_DAY, assessmentShownShownIn: 2024 };
    expect(stageOn('2024-12-30', shown)).toBe('request');
    expect(stageOn('2024-12-31', shown)).toBe('assessment');
  });

  test('a historical request is over at every date unless an assessment is under way', () => {
    const historical = { ...received, decidedEarlier: 1 };
    expect(stageOn('2024-01-01', historical)).toBe(null);
    const underWay = { ...historical, assessmentShownOn: UNKNOWN_DAY, assessmentShownShownIn: 2024 };
    expect(stageOn('2024-01-01', underWay)).toBe('assessment');
    expect(stageOn('2024-06-01', { ...underWay, assessedEarlier: 1 })).toBe(null);
  });

  test('it waits for a decision once all the advice asked for is in', () => {
    const advice = [
      ['2024-02-10', '2024-03-10'],
      ['2024-02-10', '2024-03-20'],
      ['2024-05-01', null],
    ] as const;
    expect(stageOn('2024-02-05', { ...assessed, advice })).toBe('assessment');
    expect(stageOn('2024-03-19', { ...assessed, advice })).toBe('assessment');
    expect(stageOn('2024-03-20', { ...assessed, advice })).toBe('deciding');
    expect(stageOn('2024-05-01', { ...assessed, advice })).toBe('assessment');
    expect(stageOn('2024-06-01', { ...assessed, advice: [] })).toBe('assessment');
  });

  test('drafting begins with the decision to issue, or with a no-plan decision reversed', () => {
    const toIssue = { ...assessed, decidedToIssueOn: '2024-04-01', advice: [['2024-02-10', '2024-03-10']] as const };
    expect(stageOn('2024-03-31', toIssue)).toBe('deciding');
    expect(stageOn('2024-04-01', toIssue)).toBe('drafting');
    const noPlan = { ...assessed, noPlanOn: '2024-04-01' };
    expect(stageOn('2024-03-31', noPlan)).toBe('assessment');
    expect(stageOn('2024-04-01', noPlan)).toBe(null);
    const reversed = { ...noPlan, noPlanReversedOn: '2024-05-01' };
    expect(stageOn('2024-04-30', reversed)).toBe(null);
    expect(stageOn('2024-05-01', reversed)).toBe('drafting');
    const undated = { ...noPlan, noPlanReversedOn: UNKNOWN_DAY, noPlanReversedShownIn: 2024 };
    expect(stageOn('2024-12-30', undated)).toBe(null);
    expect(stageOn('2024-12-31', undated)).toBe('drafting');
    expect(stageOn('2025-01-14', { ...undated, noPlanOn: '2025-01-15' })).toBe('assessment');
    expect(stageOn('2025-01-15', { ...undated, noPlanOn: '2025-01-15' })).toBe('drafting');
  });

  test('a no-plan decision made again after its reversal ends it again, until that is reversed too', () => {
    const again = {
      ...assessed,
      noPlanOn: '2024-04-01',
      noPlanReversedOn: '2024-05-01',
      noPlanAgainOn: '2024-06-01',
    };
    expect(stageOn('2024-05-31', again)).toBe('drafting');
    expect(stageOn('2024-06-01', again)).toBe(null);
    expect(stageOn('2024-07-01', { ...again, noPlanAgainReversedOn: '2024-07-01' })).toBe('drafting');
    expect(stageOn('2024-06-30', { ...again, noPlanAgainReversedOn: '2024-07-01' })).toBe(null);
  });

  test('an undated decision to issue counts from 31 December of the first return, or from the step before it', () => {
    const toIssue = { ...assessed, decidedToIssueOn: UNKNOWN_DAY, decidedToIssueShownIn: 2024 };
    expect(stageOn('2024-12-30', toIssue)).toBe('assessment');
    expect(stageOn('2024-12-31', toIssue)).toBe('drafting');
    const decidedLater = { ...toIssue, firstDecidedOn: '2025-01-10', assessmentShownOn: '2025-01-10' };
    expect(stageOn('2025-01-09', decidedLater)).toBe('request');
    expect(stageOn('2025-01-10', decidedLater)).toBe('drafting');
  });

  test('a draft is out while its window runs (15 days, the day of service the first), then the case is finalising', () => {
    const drafted = { ...assessed, decidedToIssueOn: '2024-04-01', drafts: ['2024-04-10', '2024-05-01'] };
    expect(stageOn('2024-04-09', drafted)).toBe('drafting');
    expect(stageOn('2024-04-10', drafted)).toBe('draft_out');
    expect(stageOn('2024-04-24', drafted)).toBe('draft_out');
    expect(stageOn('2024-04-25', drafted)).toBe('finalising');
    expect(stageOn('2024-05-01', drafted)).toBe('draft_out');
    expect(stageOn('2024-05-16', drafted)).toBe('finalising');
  });

  test.each(['issuedOn', 'requestWithdrawnOn', 'assessmentWithdrawnOn', 'movedOutOn', 'closedOn'] as const)(
    '%s: an end holds from its day on, without a date at every date',
    (column) => {
      expect(stageOn('2024-03-31', { ...assessed, [column]: '2024-04-01' })).toBe('assessment');
      expect(stageOn('2024-04-01', { ...assessed, [column]: '2024-04-01' })).toBe(null);
      expect(stageOn('2024-03-31', { ...assessed, [column]: UNKNOWN_DAY })).toBe(null);
    },
  );

  test('a plan ends it whose issue only its start tells', () => {
    expect(stageOn('2024-03-31', assessed, { startedOn: '2024-04-01' })).toBe('assessment');
    expect(stageOn('2024-04-01', assessed, { startedOn: '2024-04-01' })).toBe(null);
    expect(stageOn('2024-03-31', assessed, { startedOn: UNKNOWN_DAY })).toBe(null);
    expect(stageOn('2024-03-31', assessed, { startedOn: '2024-01-01', shownIn: 2024, historical: 1 })).toBe(
      'assessment',
    );
  });

  test('the start of a plan that no return brought tells nothing of its issue', () => {
    expect(stageOn('2024-04-01', assessed, { startedOn: '2024-04-01', native: 1 })).toBe('assessment');
  });

  test('a request that came with a plan from elsewhere is never open here', () => {
    expect(stageOn('2024-03-31', received, { startedOn: '2024-04-01', transferredInOn: '2024-05-01' })).toBe(null);
  });
});

test('ages: upper ends are included', () => {
  const bands = ['0to6', '6to16', '16to20', '20to30', '30to52', 'over52'];
  const ageOn = (days: number) => {
    const today = new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10);
    const measures = measuresOf({ cases: [received] }, { period: today.slice(0, 4), today });
    return bands.filter((band) => measures.get(`open.age.${band}`)?.numerator === 1);
  };
  const days = [0, 42, 43, 112, 113, 140, 141, 210, 211, 365, 366];
  expect(days.map(ageOn)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5].map((band) => [bands[band]]));
});

describe('open beyond 20 weeks', () => {
  const figures = (one: HandMadeCase, today: string, settings = {}) =>
    ['open.overdue', 'open.overdue.lifted'].map((id) => count(id, { cases: [one] }, { today, settings }));

  test('day 140 is not past', () => {
    expect(figures(assessed, '2024-05-20')).toEqual([0, 0]);
    expect(figures(assessed, '2024-05-21')).toEqual([1, 0]);
    expect(figures(assessed, '2024-05-20', { receiptDay: 'day_1' })).toEqual([1, 0]);
  });

  test('an exception lifts it: that of a return, or one recorded here', () => {
    expect(figures({ ...assessed, week20: WEEK_20.apply }, '2024-05-21')).toEqual([0, 1]);
    expect(figures({ ...assessed, week20: WEEK_20.apply }, '2024-05-20')).toEqual([0, 0]);
    const absent = {
      kind: 'X4',
      impractical: true,
      from: parseCivilDate('2024-04-01'),
      to: parseCivilDate('2024-04-30'),
    };
    expect(figures({ ...assessed, exceptions: [absent] }, '2024-05-21')).toEqual([0, 1]);
    const late = { ...absent, from: parseCivilDate('2024-05-01'), to: parseCivilDate('2024-05-30') };
    expect(figures({ ...assessed, exceptions: [late] }, '2024-06-30')).toEqual([1, 0]);
  });

  test('an absence that goes on lasts to the snapshot', () => {
    // 28 days from 23 April are reached on 20 May, the last day in time.
    const absent = { kind: 'X4', impractical: true, from: parseCivilDate('2024-04-23') };
    expect(figures({ ...assessed, exceptions: [absent] }, '2024-05-21')).toEqual([0, 1]);
    const later = { ...absent, from: parseCivilDate('2024-04-24') };
    expect(figures({ ...assessed, exceptions: [later] }, '2024-05-21')).toEqual([1, 0]);
  });

  test('a request whose day of receipt is not known has no age, and is not counted as open', () => {
    const unknown = { ...assessed, receivedOn: UNKNOWN_DAY };
    expect(figures(unknown, '2024-05-21')).toEqual([0, 0]);
    expect(count('open.total', { cases: [unknown] })).toBe(0);
  });
});
