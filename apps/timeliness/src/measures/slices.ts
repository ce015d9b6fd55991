import type { DayNumber } from '@ehc/statutory-clock';
import { AGE_BANDS, ageBandOf } from './age-band.js';
import { type CodeColumn, type Facts, NEVER, type SliceColumns } from './facts.js';
import type { Over } from './measure.js';
import { monthIndexOf, monthKey } from './period.js';
import type { Question } from './question.js';

/** By which the figures may be cut. */
export const SLICES = ['month', 'need', 'age', 'setting', 'source', 'sex', 'ethnicity'] as const;
export type SliceBy = (typeof SLICES)[number];

/** Key of what is not known. */
export const UNKNOWN = 'unknown';

/** Puts rows into slices; a slice is named by its place in `keys`. */
export interface Slicer {
  /** In the order in which they are shown. */
  readonly keys: readonly string[];
  /** Whether a slice in which nothing is counted is shown too. */
  readonly showsEmpty: boolean;
  /** The slice of a row of one kind of fact, counted on a day. */
  readonly of: (over: Over, row: number, countedOn: DayNumber) => number;
}

export const slicerFor = (by: SliceBy, facts: Facts, question: Question): Slicer => {
  switch (by) {
    case 'month':
      return byMonth(question);
    case 'age':
      return byAge(facts);
    case 'source':
      return byCode(facts, sourcesOf(facts));
    default:
      return byCode(facts, codesOf(facts, by));
  }
};

const byMonth = ({ period }: Question): Slicer => {
  const first = monthIndexOf(period.from);
  const count = monthIndexOf(period.to) - first + 1;
  return {
    keys: Array.from({ length: count }, (_, month) => monthKey(first + month)),
    showsEmpty: true,
    of: (_over, _row, countedOn) => monthIndexOf(countedOn) - first,
  };
};

/** Row of the plan that a row of another kind of fact belongs to. */
const planRow = ({ cases, reviews, census }: Facts, over: Over, row: number): number => {
  switch (over) {
    case 'case':
      return cases.plan[row]!;
    case 'plan':
      return row;
    case 'review':
      return reviews.plan[row]!;
    case 'census':
      return census.plan[row]!;
  }
};

const byAge = (facts: Facts): Slicer => {
  const bornIn = ({ bornIn: months }: SliceColumns, row: number): number => months?.[row] ?? NEVER;
  return {
    keys: [...AGE_BANDS.map(({ key }) => key), UNKNOWN],
    showsEmpty: false,
    of: (over, row, countedOn) =>
      ageBandOf(
        over === 'case' ? bornIn(facts.cases.slices, row) : bornIn(facts.plans.slices, planRow(facts, over, row)),
        countedOn,
      ),
  };
};

/** The key of every case and every plan, worked out once. */
interface Keys {
  readonly cases: readonly string[];
  readonly plans: readonly string[];
}

/** A return tells needs and settings of the plan only, so what the case itself does not say is taken from the plan. */
const codesOf = ({ cases, plans }: Facts, by: 'need' | 'setting' | 'sex' | 'ethnicity'): Keys => {
  const read = (column: CodeColumn | undefined, row: number): string =>
    (column && row >= 0 && column.codes[column.of[row]!]) || UNKNOWN;
  const ofPlans = Array.from({ length: plans.count }, (_, row) => read(plans.slices[by], row));
  const ofCases = Array.from({ length: cases.count }, (_, row) => {
    const own = read(cases.slices[by], row);
    return own === UNKNOWN ? (ofPlans[cases.plan[row]!] ?? UNKNOWN) : own;
  });
  return { cases: ofCases, plans: ofPlans };
};

/** SEN2 RequestSource of the case, for plans and reviews that of the case from which the plan came. */
const sourcesOf = ({ cases, plans }: Facts): Keys => {
  const ofCases = Array.from(cases.source, (source) => (source === 0 ? UNKNOWN : String(source)));
  return { cases: ofCases, plans: Array.from(plans.case, (row) => ofCases[row] ?? UNKNOWN) };
};

const byCode = (facts: Facts, { cases, plans }: Keys): Slicer => {
  const known = [...new Set([...cases, ...plans])].filter((key) => key !== UNKNOWN).sort();
  const keys = [...known, UNKNOWN];
  const place = new Map(keys.map((key, index) => [key, index]));
  const casePlaces = Int32Array.from(cases, (key) => place.get(key)!);
  const planPlaces = Int32Array.from(plans, (key) => place.get(key)!);
  return {
    keys,
    showsEmpty: false,
    of: (over, row) => (over === 'case' ? casePlaces[row]! : planPlaces[planRow(facts, over, row)]!),
  };
};
