import { expect, test } from '@jest/globals';
import { DEFINITIONS } from '../measures/index.js';
import { SETS, setsOf } from './lenses-of-measures.js';

test.each(DEFINITIONS.map((measure) => [measure.id, measure] as const))(
  'it is said what can be subtracted from %s',
  (_, measure) => {
    expect(SETS).toEqual(expect.arrayContaining([...setsOf(measure)]));
  },
);

test('no set is named that no measure has', () => {
  expect(SETS.filter((set) => !DEFINITIONS.flatMap(setsOf).includes(set))).toEqual([]);
});
