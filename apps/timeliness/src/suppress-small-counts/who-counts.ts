import type { Known } from '../compare-measures/explain-difference.js';
import { calculateMeasures, type MeasuredFigure, type Over } from '../measures/index.js';
import { type Alike, type Lens, OUT } from './choose-shown.js';
import { LENSES, populationOf } from './lenses-of-measures.js';

/** The figures of several moments, and who counts in which of them. */
export interface CountedMoments {
  /** In the order of the moments. */
  readonly figures: readonly (readonly MeasuredFigure[])[];
  /** Keys of the slices at any of the moments; the place of one is its number in the lenses. */
  readonly slices: readonly string[];
  readonly lenses: readonly Lens[];
}

/** The name of a set at one of several moments. */
export const setAt = (moment: number, set: string): string => `${moment} ${set}`;

/** In which slice one child counts in each set. */
type Counts = Map<string, number>;

/**
 * Counts the figures of several moments over the same children, so that it is known who came to count in a set between
 * two moments, and who no longer does.
 */
export const countMoments = (moments: readonly Known[]): CountedMoments => {
  const slices = new Map<string, number>();
  const children = new Map<string, Counts>();
  const sliceOf = (key: string | undefined): number => {
    if (key === undefined) return 0;
    const known = slices.get(key) ?? slices.size;
    slices.set(key, known);
    return known;
  };
  const figures = moments.map(({ at: { facts, keys }, judgement }, moment) => {
    const { cases, plans } = keys;
    const rowOf = (over: Over, row: number): string => {
      const { reviews, census } = facts;
      switch (over) {
        case 'case':
          return `case ${cases[row]}`;
        case 'plan':
          return `plan ${plans[row]}`;
        case 'census':
          return `plan ${plans[census.plan[row]!]}`;
        case 'review':
          return `review ${plans[reviews.plan[row]!]} ${reviews.meetingOn[row]} ${reviews.decidedOn[row]}`;
      }
    };
    return calculateMeasures(facts, {
      ...judgement,
      definitions: judgement.definitions.measures,
      each: ({ id, kind }, value, over, row, key) => {
        const name = rowOf(over, row);
        let counts = children.get(name);
        if (counts === undefined) children.set(name, (counts = new Map<string, number>()));
        const slice = sliceOf(key);
        if (kind !== 'count') counts.set(setAt(moment, populationOf(id)), slice);
        if (kind === 'count' || (kind === 'share' && value === 1)) counts.set(setAt(moment, id), slice);
      },
    });
  });
  return { figures, slices: [...slices.keys()], lenses: lensesOver(moments.length, [...children.values()]) };
};

const lensesOver = (moments: number, children: readonly Counts[]): Lens[] =>
  LENSES.map((lens) =>
    lensOver(Array.from({ length: moments }, (_, moment) => lens.map((set) => setAt(moment, set))).flat(), children),
  );

/** A lens over sets, with children who count alike put together. */
export const lensOver = (sets: readonly string[], children: readonly Counts[]): Lens => {
  const alike = new Map<string, { in: number[]; children: number }>();
  for (const counts of children) {
    const slices = sets.map((set) => counts.get(set) ?? OUT);
    if (slices.every((slice) => slice === OUT)) continue;
    const key = slices.join();
    const known = alike.get(key);
    if (known) known.children += 1;
    else alike.set(key, { in: slices, children: 1 });
  }
  return { sets, alike: [...alike.values()] satisfies Alike[] };
};
