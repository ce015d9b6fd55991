import { formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import { expect, test } from '@jest/globals';
import { dayAfter, indicatorsByHand, type LeadCaseByHand } from '../../testing/lead-case-by-hand.js';
import { dueSoon } from './due-soon.js';

const TODAY = '2026-06-01';
/** A request whose six weeks end so many days from today. */
const dueIn = (days: number, more: LeadCaseByHand = {}): LeadCaseByHand => ({
  receivedOn: dayAfter(TODAY, days - 42),
  ...more,
});

const soon = (made: readonly LeadCaseByHand[]) => dueSoon(indicatorsByHand(made, TODAY).open, parseCivilDate(TODAY));

const ids = (cases: readonly string[]) => cases.map((one) => Number(one.slice(-3)));

test('four weeks of seven days begin today; what was due yesterday is overdue', () => {
  const { overdue, weeks } = soon([-1, 0, 6, 7, 27, 28].map((days) => dueIn(days)));
  const decisions = (duties: typeof overdue) =>
    duties.filter(({ rule }) => rule === 'A1_DECIDE_ASSESS_6W').flatMap(({ cases }) => ids(cases));
  expect(decisions(overdue)).toEqual([1]);
  expect(weeks.map(({ from, to }) => [formatCivilDate(from), formatCivilDate(to)])).toEqual([
    ['2026-06-01', '2026-06-07'],
    ['2026-06-08', '2026-06-14'],
    ['2026-06-15', '2026-06-21'],
    ['2026-06-22', '2026-06-28'],
  ]);
  expect(weeks.map(({ duties }) => decisions(duties))).toEqual([[2, 3], [4], [], [5]]);
});

test('duties are told apart by rule and by who is to act; two of one body on a case count twice', () => {
  const advice = (body: 'health' | 'social_care', days: number) => ({ body, askedOn: dayAfter(TODAY, days - 42) });
  const assessed = {
    receivedOn: '2026-04-01',
    firstDecision: 1,
    firstDecidedOn: '2026-04-02',
    assessmentShownOn: '2026-04-02',
  };
  const { weeks } = soon([
    { ...assessed, advice: [advice('health', 3), advice('health', 1), advice('social_care', 2)] },
    { ...assessed, advice: [advice('health', 0)] },
  ]);
  expect(weeks[0]!.duties.map(({ rule, holder, count, cases }) => [rule, holder, count, ids(cases)])).toEqual([
    ['A2_ADVICE_6W', 'health', 3, [2, 1]],
    ['A2_ADVICE_6W', 'social_care', 1, [1]],
  ]);
});

test('a limit that is lifted is named, and not counted', () => {
  const exceptions = [{ kind: 'X3', impractical: true, from: dayAfter(TODAY, -20) }];
  const { weeks } = soon([dueIn(1), dueIn(2, { exceptions })]);
  expect(weeks[0]!.duties).toMatchObject([{ rule: 'A1_DECIDE_ASSESS_6W', count: 1, limb: null }]);
  expect(ids(weeks[0]!.duties[0]!.lifted)).toEqual([2]);
});

test('after an order its own limits are due, and those of the request are not', () => {
  const orders = [
    { event: '1', on: '2026-05-25', made: 'order', payload: { about: 'refusal_to_assess', order: 'assess' } },
  ] as const;
  const { overdue, weeks } = soon([
    {
      receivedOn: '2026-01-05',
      firstDecision: 2,
      firstDecidedOn: '2026-02-16',
      refusalReversedOn: '2026-05-20',
      assessmentShownOn: '2026-05-20',
      orders,
    },
  ]);
  expect(overdue).toEqual([]);
  expect(weeks.map(({ duties }) => duties.map(({ rule, limb }) => [rule, limb]))).toEqual([
    [],
    [['G_ORDER_ASSESS', 'notify']],
    [],
    [],
  ]);
});

test('a young person released from detention has limits of their own', () => {
  const { weeks } = soon([dueIn(3, { route: 'detainee_released' })]);
  expect(weeks[0]!.duties.map(({ rule, limb }) => [rule, limb])).toEqual([['I1_DETAINED', 'notify']]);
});
