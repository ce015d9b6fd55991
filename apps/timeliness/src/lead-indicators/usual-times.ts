import { OPEN_STAGES, type OpenStage } from '@ehc/case-clocks';
import type { DayNumber } from '@ehc/statutory-clock';
import { medianOfSorted } from '../measures/index.js';
import type { Stay } from './stays.js';

/** How so many days are spread. Median and 90th percentile are null where there are none. */
export interface Spread {
  readonly count: number;
  /** The middle value, or the mean of the two in the middle. */
  readonly median: number | null;
  /** The smallest value that at least nine in ten do not exceed. */
  readonly p90: number | null;
  readonly longest: number | null;
}

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return { count: 0, median: null, p90: null, longest: null };
  return {
    count: sorted.length,
    median: medianOfSorted(sorted),
    p90: sorted[Math.ceil(sorted.length * 0.9) - 1]!,
    longest: sorted.at(-1)!,
  };
};

/** What became, in the last 12 months, of cases in each stage. */
export interface UsualTimes {
  /** Days of the stays that ended in the last 12 months, by whatever came after. */
  readonly left: Readonly<Record<OpenStage, Spread>>;
  /** Days from the beginning of a stay to the final plan, over plans issued in the last 12 months. */
  readonly toPlan: Readonly<Record<OpenStage, Spread>>;
  /**
   * What remained until the plan, in the median, for the stays that lasted at least so many days, from then on; null
   * where there were none.
   */
  readonly remaining: (stage: OpenStage, daysInStage: number) => { readonly days: number; readonly n: number } | null;
}

/** One stay on the way to a plan. */
interface StayToPlan {
  readonly lasted: number;
  readonly toPlan: number;
}

const byStage = <T>(make: (stage: OpenStage) => T): Record<OpenStage, T> =>
  Object.fromEntries(OPEN_STAGES.map((stage) => [stage, make(stage)])) as Record<OpenStage, T>;

/**
 * @param histories the stays of every case that was open at some time after `since`, and the day on which its plan was
 *   issued, where it was
 * @param since the day 12 months before `today`; what happened on it is not counted, what happens today is
 */
export const usualTimes = (
  histories: readonly { readonly stays: readonly Stay[]; readonly issuedOn: DayNumber }[],
  since: DayNumber,
  today: DayNumber,
): UsualTimes => {
  const within = (day: DayNumber): boolean => day > since && day <= today;
  const left = byStage((): number[] => []);
  const toPlan = byStage((): StayToPlan[] => []);
  for (const { stays, issuedOn } of histories) {
    stays.forEach(({ value, from, to }, index) => {
      if (!isOpenStage(value)) return;
      const isOver = index < stays.length - 1;
      if (isOver && within(to)) left[value].push(to - from);
      if (within(issuedOn)) toPlan[value].push({ lasted: to - from, toPlan: issuedOn - from });
    });
  }
  // Sorted once: what remains for a part of them is asked for hundreds of times.
  const byTimeToPlan = byStage((stage) => toPlan[stage].sort((a, b) => a.toPlan - b.toPlan));
  const known = new Map<string, { days: number; n: number } | null>();
  return {
    left: byStage((stage) => spreadOf(left[stage])),
    toPlan: byStage((stage) => spreadOf(toPlan[stage].map((stay) => stay.toPlan))),
    remaining: (stage, daysInStage) => {
      const key = `${stage} ${daysInStage}`;
      let found = known.get(key);
      if (found === undefined) {
        const rest = byTimeToPlan[stage].filter(({ lasted }) => lasted >= daysInStage);
        found =
          rest.length === 0
            ? null
            : { days: medianOfSorted(rest.map(({ toPlan: days }) => days)) - daysInStage, n: rest.length };
        known.set(key, found);
      }
      return found;
    },
  };
};

const isOpenStage = (stage: Stay['value']): stage is OpenStage => (OPEN_STAGES as readonly string[]).includes(stage);
