import { describe, expect, it } from '@jest/globals';
import { ASSESSMENT_ORDER, PLAN_ORDER, REQUEST_ORDER, type PlanDates } from './order-rules.js';
import { faultsOf, type RowRule } from './rule.js';

const CASE: PlanDates = {
  made: '2025-01-31',
  receivedDate: '2024-03-12',
  requestOutcomeDate: '2024-04-19',
  assessmentOutcomeDate: '2024-07-16',
  startDate: '2024-07-16',
  ceaseDate: '2024-11-05',
};

const broken = (rules: readonly RowRule<PlanDates>[], change: Partial<PlanDates>): string[] =>
  faultsOf(rules, { ...CASE, ...change }).map(({ rule, field }) => `${rule.id} ${field}`);

describe('the order of the steps', () => {
  it('is kept by a case in order, and by one all on one day', () => {
    const day = '2025-01-31';
    const same = {
      receivedDate: day,
      requestOutcomeDate: day,
      assessmentOutcomeDate: day,
      startDate: day,
      ceaseDate: day,
    };
    for (const rules of [REQUEST_ORDER, ASSESSMENT_ORDER, PLAN_ORDER]) {
      expect(broken(rules, {})).toEqual([]);
      expect(broken(rules, same)).toEqual([]);
    }
  });

  it('is not broken by a date that is not known', () => {
    const unknown = { requestOutcomeDate: null, assessmentOutcomeDate: null, ceaseDate: null };
    for (const rules of [REQUEST_ORDER, ASSESSMENT_ORDER, PLAN_ORDER]) expect(broken(rules, unknown)).toEqual([]);
  });

  it.each([
    ['received after the return', { receivedDate: '2025-02-01', requestOutcomeDate: null }, ['SEN2-R009 receiveddate']],
    ['decided after the return', { requestOutcomeDate: '2025-02-01' }, ['SEN2-R009 requestoutcomedate']],
    ['decided before received', { requestOutcomeDate: '2024-03-11' }, ['SEN2-R010 requestoutcomedate']],
  ])('a request %s', (_, change, expected) => expect(broken(REQUEST_ORDER, change)).toEqual(expected));

  it.each([
    ['after the return', { assessmentOutcomeDate: '2025-02-01' }, ['SEN2-R009 assessmentoutcomedate']],
    ['before the decision to assess', { assessmentOutcomeDate: '2024-04-18' }, ['SEN2-R011 assessmentoutcomedate']],
    [
      'before the request, whose decision has no date',
      { assessmentOutcomeDate: '2024-03-11', requestOutcomeDate: null },
      ['SEN2-R011 assessmentoutcomedate'],
    ],
  ])('an assessment concluded %s', (_, change, expected) => expect(broken(ASSESSMENT_ORDER, change)).toEqual(expected));

  it.each([
    ['starts after the return', { startDate: '2025-02-01', ceaseDate: null }, ['SEN2-R009 startdate']],
    ['starts before it was decided on', { startDate: '2024-07-15' }, ['SEN2-R012 startdate']],
    [
      'starts before the decision to assess, the next one having no date',
      { startDate: '2024-04-18', assessmentOutcomeDate: null },
      ['SEN2-R012 startdate'],
    ],
    [
      'starts before the request, no decision having a date',
      { startDate: '2024-03-11', assessmentOutcomeDate: null, requestOutcomeDate: null },
      ['SEN2-R012 startdate'],
    ],
    ['ceases after the return', { ceaseDate: '2025-02-01' }, ['SEN2-R009 ceasedate']],
    ['ceases before it starts', { ceaseDate: '2024-07-15' }, ['SEN2-R013 ceasedate']],
  ])('a plan that %s', (_, change, expected) => expect(broken(PLAN_ORDER, change)).toEqual(expected));
});
