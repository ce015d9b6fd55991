import type { ClockSettings, DayNumber } from '@ehc/statutory-clock';
import {
  calculateMeasures,
  type DefinitionSet,
  type EachCounted,
  type Facts,
  type MeasuredFigure,
  type Over,
  type Period,
  type SliceBy,
} from '../measures/index.js';
import { type Contribution, type FigureKey, figureKey, type Part } from './contribution.js';

/** By what facts are judged: everything that a figure depends on beside the facts themselves. */
export interface Judgement {
  readonly period: Period;
  /** Civil date of the moment as at which it is asked. */
  readonly today: DayNumber;
  readonly settings: Readonly<ClockSettings>;
  readonly definitions: DefinitionSet;
  readonly by: SliceBy | undefined;
  /** Year of the header of the return whose census is counted. */
  readonly collectionYear: number;
}

type Summed = { -readonly [K in keyof Part]: Part[K] };

/** Adds up what rows add to the figures. */
const adder = () => {
  const sums = new Map<string, Summed>();
  const add = (key: string, numerator: number, denominator: number): void => {
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { numerator, denominator });
    else {
      known.numerator += numerator;
      known.denominator += denominator;
    }
  };
  const each: EachCounted = ({ id, kind }, value, _over, _row, slice) => {
    const denominator = kind === 'count' ? 0 : 1;
    add(figureKey(id), value, denominator);
    if (slice !== undefined) add(figureKey(id, slice), value, denominator);
  };
  return { sums, each };
};

const judged = (facts: Facts, judgement: Judgement, each?: EachCounted): MeasuredFigure[] =>
  calculateMeasures(facts, { ...judgement, definitions: judgement.definitions.measures, each });

/** The figures that facts come to, and what their rows add to them in sums; both from one count. */
export const figuresOf = (
  facts: Facts,
  judgement: Judgement,
): { readonly figures: readonly MeasuredFigure[]; readonly contribution: Contribution } => {
  const { sums, each } = adder();
  const figures = judged(facts, judgement, each);
  return { figures, contribution: sums };
};

/** The days of every case that each median is the middle of. */
export const daysCounted = (facts: Facts, judgement: Judgement): ReadonlyMap<FigureKey, readonly number[]> => {
  const days = new Map<FigureKey, number[]>();
  judged(facts, judgement, ({ id, kind }, value, _over, _row, slice) => {
    if (kind !== 'median') return;
    for (const key of slice === undefined ? [figureKey(id)] : [figureKey(id), figureKey(id, slice)]) {
      const known = days.get(key);
      if (known) known.push(value);
      else days.set(key, [value]);
    }
  });
  return days;
};

/** What facts add to each figure. */
export const contributionOf = (facts: Facts, judgement: Judgement): Contribution =>
  figuresOf(facts, judgement).contribution;

/** The rows by which contributions are told apart: the cases, and the plans with their reviews. */
export interface RowKeys {
  readonly cases: readonly string[];
  readonly plans: readonly string[];
}

/** What each case and each plan adds to each figure, by its key, in a form of which equal ones are equal text. */
export const contributionsByRow = (facts: Facts, keys: RowKeys, judgement: Judgement): Map<string, string> => {
  const said = new Map<string, string>();
  const { reviews, census } = facts;
  const keyOf = (over: Over, row: number): string => {
    switch (over) {
      case 'case':
        return `case-${keys.cases[row]!}`;
      case 'plan':
        return `plan-${keys.plans[row]!}`;
      case 'review':
        return `plan-${keys.plans[reviews.plan[row]!]!}`;
      case 'census':
        return `plan-${keys.plans[census.plan[row]!]!}`;
    }
  };
  judged(facts, judgement, ({ id }, value, over, row, slice) => {
    const key = keyOf(over, row);
    said.set(key, `${said.get(key) ?? ''}${id} ${slice ?? ''} ${value}\n`);
  });
  return said;
};
