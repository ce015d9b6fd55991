import { yearOf } from '../measures/index.js';
import type { Known } from '../compare-measures/explain-difference.js';
import { monthIndexOf, monthKey } from '../measures/period.js';
import { UNKNOWN } from '../measures/slices.js';
import { type CountingSources, knownAt } from '../publish-figures/recount.js';
import { dayNumberOf } from '@ehc/statutory-clock';
import { type Choice, chooseShown } from './choose-shown.js';
import { isOneMonth } from './asked-in-summary.js';
import { ON_ONE_DAY, SETS } from './lenses-of-measures.js';
import { type CountedMoments, countMoments, setAt } from './who-counts.js';
import type { MeasuredFigure } from '../measures/index.js';
import type { MayTell } from './suppressed-figure.js';

/** The figures of one moment, and what of them may be told. */
export interface ProtectedMoment {
  readonly figures: readonly MeasuredFigure[];
  /** Whether the size of a set may be told, over all or in one slice. */
  readonly may: (slice?: string) => MayTell;
  /** Keys of every slice in which somebody counts in some figure at any of the moments, in the order shown. */
  readonly slices: readonly string[];
}

/**
 * Several moments of one question, suppressed together, so that their differences tell no small number either. What comes
 * first matters most.
 */
export const protectMoments = async (
  authority: string,
  moments: readonly Known[],
  under: number,
  sources: CountingSources,
): Promise<ProtectedMoment[]> => {
  const own = protect(moments, under);
  const { period } = moments[0]!.judgement;
  if (!isOneMonth(period)) return own;
  // A month is a slice of its year: what that suppresses would be told by the month's own figure.
  const year = yearOf(period.from);
  const inYear = { from: dayNumberOf(year, 1, 1), to: dayNumberOf(year, 12, 31) };
  const years = await Promise.all(
    moments.map(({ position, judgement }) =>
      knownAt(authority, position, { ...judgement, period: inYear, by: 'month' }, sources),
    ),
  );
  const ofYear = protect(years, under);
  const month = monthKey(monthIndexOf(period.from));
  return own.map(({ figures, may, slices }, index) => ({
    figures,
    slices,
    may: () => (set) => may()(set) && (ON_ONE_DAY.has(set) || ofYear[index]!.may(month)(set)),
  }));
};

const protect = (moments: readonly Known[], under: number): ProtectedMoment[] => {
  const counted = countMoments(moments);
  const sets = moments.flatMap((_, moment) => SETS.map((set) => setAt(moment, set)));
  const choices = chooseShown(sets, counted.lenses, counted.slices.length, under);
  const slices = [...counted.slices].sort(inOrderShown);
  return counted.figures.map((figures, moment) => ({
    figures,
    slices,
    may: (slice) => (set) => isTold(choices.get(setAt(moment, set)), counted, slice),
  }));
};

/** Bands of age by their first year, other keys by their letters; what is not known comes last. */
const inOrderShown = (a: string, b: string): number =>
  Number(a === UNKNOWN) - Number(b === UNKNOWN) || parseInt(a, 10) - parseInt(b, 10) || (a < b ? -1 : 1);

/** What no lens knows of is not told: whoever adds a measure says first what can be subtracted from it. */
const isTold = (choice: Choice | undefined, { slices }: CountedMoments, slice: string | undefined): boolean => {
  if (choice === undefined || !choice.shown) return false;
  return slice === undefined || !choice.hidden.has(slices.indexOf(slice));
};
