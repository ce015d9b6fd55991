import { describe, expect, test } from '@jest/globals';
import { chooseShown } from './choose-shown.js';
import { lensOver } from './who-counts.js';

/** So many children of each slice who count in the same sets. */
type Crowd = readonly (readonly [sets: readonly string[], bySlice: readonly number[]])[];

const choose = (sets: readonly string[], crowd: Crowd, under = 5) => {
  const children = crowd.flatMap(([counted, bySlice]) =>
    bySlice.flatMap((size, slice) => Array.from({ length: size }, () => new Map(counted.map((set) => [set, slice])))),
  );
  const slices = crowd[0]![1].length;
  const choices = chooseShown(sets, [lensOver(sets, children)], slices, under);
  return sets.map((set) => {
    const { shown, hidden } = choices.get(set)!;
    return shown ? [...hidden].sort() : 'not at all';
  });
};

describe('over all slices', () => {
  test.each([
    [0, []],
    [1, 'not at all'],
    [4, 'not at all'],
    [5, []],
  ])('a count of %i', (size, chosen) => {
    expect(choose(['plans'], [[['plans'], [size]]])).toEqual([chosen]);
  });

  test('a numerator is suppressed by what it leaves of its denominator', () => {
    const crowd: Crowd = [
      [['plans', 'in time'], [20]],
      [['plans'], [3]],
    ];
    expect(choose(['plans', 'in time'], crowd)).toEqual([[], 'not at all']);
  });

  test('of the parts of a sum two are suppressed for one that is small', () => {
    const crowd: Crowd = [
      [['open', 'young'], [20]],
      [['open', 'older'], [10]],
      [['open', 'oldest'], [2]],
    ];
    expect(choose(['open', 'young', 'older', 'oldest'], crowd)).toEqual([[], [], 'not at all', 'not at all']);
  });

  test('a total is suppressed that differs by one from a set within it', () => {
    const crowd: Crowd = [
      [['inc', 'ex'], [30]],
      [['inc'], [1]],
    ];
    expect(choose(['inc', 'ex'], crowd)).toEqual([[], 'not at all']);
  });
});

describe('in slices', () => {
  test('a small one takes the next smallest with it', () => {
    expect(choose(['plans'], [[['plans'], [30, 2, 9, 7]]])).toEqual([[1, 3]]);
  });

  test('two small ones that are large together need no other', () => {
    expect(choose(['plans'], [[['plans'], [30, 2, 9, 3]]])).toEqual([[1, 3]]);
  });

  test('two small ones that are small together need another', () => {
    expect(choose(['plans'], [[['plans'], [30, 1, 9, 2]]])).toEqual([[1, 2, 3]]);
  });

  test('noughts are shown', () => {
    expect(choose(['plans'], [[['plans'], [30, 0, 9, 0]]])).toEqual([[]]);
  });

  test('none is shown where even the total is small', () => {
    expect(choose(['plans'], [[['plans'], [0, 0, 3]]])).toEqual(['not at all']);
  });

  test('a numerator is hidden in as many as hold no small rest together', () => {
    const crowd: Crowd = [
      [
        ['plans', 'in time'],
        [20, 10, 8],
      ],
      [['plans'], [9, 2, 6]],
    ];
    expect(choose(['plans', 'in time'], crowd)).toEqual([[], [1, 2]]);
  });

  test('what comes later is hidden wherever something before it is', () => {
    const crowd: Crowd = [
      [
        ['inc', 'ex'],
        [20, 3, 8],
      ],
      [['inc'], [9, 0, 6]],
    ];
    expect(choose(['inc', 'ex'], crowd)).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });
});
