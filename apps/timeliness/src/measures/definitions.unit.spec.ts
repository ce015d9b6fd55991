import { expect, test } from '@jest/globals';
import { DEFINITION_SETS, DEFINITIONS, DEFINITIONS_VERSION, definitionOf, definitionsAt } from './definitions.js';

test('every measure of the contract, in its order', () => {
  expect(DEFINITIONS.map(({ id }) => id)).toEqual([
    'requests.received',
    'requests.assess',
    'requests.refuse',
    'requests.undecided',
    'requests.withdrawn',
    'six_weeks',
    'six_weeks.by_decision',
    'six_weeks.overdue',
    'no_plan_16_weeks',
    'twenty_weeks.inc',
    'twenty_weeks.ex',
    'twenty_weeks.band.to20.inc',
    'twenty_weeks.band.20to52.inc',
    'twenty_weeks.band.over52.inc',
    'twenty_weeks.band.to20.ex',
    'twenty_weeks.band.20to52.ex',
    'twenty_weeks.band.over52.ex',
    'twenty_weeks.with_overturned.inc',
    'twenty_weeks.with_overturned.ex',
    'twenty_weeks.flagged',
    'weeks_to_plan.mean.inc',
    'weeks_to_plan.median.inc',
    'weeks_to_plan.mean.ex',
    'weeks_to_plan.median.ex',
    'plans.new',
    'plans.ceased',
    'annual_review_4_weeks',
    'plans.active',
    'open.total',
    'open.age.0to6',
    'open.age.6to16',
    'open.age.16to20',
    'open.age.20to30',
    'open.age.30to52',
    'open.age.over52',
    'open.overdue',
    'open.overdue.lifted',
    'open.stage.request',
    'open.stage.assessment',
    'open.stage.deciding',
    'open.stage.drafting',
    'open.stage.draft_out',
    'open.stage.finalising',
    'reviews.overdue',
    'sen2.annual_review_4_weeks',
  ]);
});

test.each(DEFINITIONS.map((measure) => [measure.id, measure] as const))(
  '%s says what it counts, and in what',
  (_, measure) => {
    expect(measure.label.length).toBeGreaterThan(5);
    expect(measure.definition).toMatch(/^[A-Z].{30,}\.$/s);
    expect(measure.definition).not.toMatch(/undefined|Infinity|NaN|\[object/);
    expect(measure.version).toBe(1);
    const unit = measure.kind === 'share' ? 'percent' : measure.kind === 'count' ? /^(requests|cases|plans)$/ : 'weeks';
    expect(measure.unit).toMatch(unit);
  },
);

test('a definition is found by its id', () => {
  expect(definitionOf('plans.new')?.kind).toBe('count');
  expect(definitionOf('plans.old')).toBeUndefined();
});

test('the set in force is the last one that had begun by the moment asked as at', () => {
  const second = { version: '2', inForceFrom: '2027-03-01T00:00:00Z', measures: DEFINITIONS.slice(0, 3) };
  const sets = [...DEFINITION_SETS, second];
  const version = (instant: string) => definitionsAt(instant, sets).version;
  expect(version('2014-09-01T00:00:00Z')).toBe('1');
  expect(version('2027-02-28T23:59:59.999999Z')).toBe('1');
  expect(version('2027-03-01T00:00:00Z')).toBe('2');
  expect(version('2027-03-01T00:00:00.000001Z')).toBe('2');
});

test('every set but the first says from when it is in force, one after the other, and today is the last', () => {
  const [first, ...later] = DEFINITION_SETS;
  expect(first!.inForceFrom).toBeNull();
  const instants = later.map(({ inForceFrom }) => inForceFrom!);
  expect(instants).toEqual([...new Set(instants)].sort());
  expect(DEFINITION_SETS.at(-1)).toMatchObject({ version: DEFINITIONS_VERSION, measures: DEFINITIONS });
});
