import { forbidden, londonDate, type Problem } from '@ehc/platform';
import { partsOf } from '@ehc/statutory-clock';
import type { Period } from '../measures/index.js';
import { monthIndexOf } from '../measures/period.js';

/** Whether a period is one month of the calendar. */
export const isOneMonth = ({ from, to }: Period): boolean =>
  monthIndexOf(from) === monthIndexOf(to) && partsOf(from).day === 1 && monthIndexOf(to + 1) !== monthIndexOf(to);

const isOneYear = ({ from, to }: Period): boolean => {
  const [first, last] = [partsOf(from), partsOf(to)];
  return first.year === last.year && first.month === 1 && first.day === 1 && last.month === 12 && last.day === 31;
};

/**
 * Periods that overlap give small numbers away by subtraction, so there is but one set of them: calendar years, and their
 * months.
 * @throws Problem 403
 */
export const refuseOtherPeriods = ({
  period,
  by,
}: {
  readonly period: Period;
  readonly by?: string | undefined;
}): void => {
  if (!isOneYear(period) && !(isOneMonth(period) && by === undefined)) throw onlyYearsAndMonths();
};

const onlyYearsAndMonths = (): Problem =>
  forbidden(
    'small-numbers',
    'To those who may not learn of single children, figures are given of a calendar year (in slices too) or of a month of the calendar (without slices): other periods overlap with these, and their differences would tell small numbers. Ask for instance for 2024, or for 2024-03.',
  );

/**
 * The moment as at which a summary is answered: now for today, else the last end of a month. Any two moments that can be
 * asked lie a month apart, so that their difference is not what a single step did.
 *
 * @param asAt ISO 8601, UTC
 * @returns undefined for now
 */
export const summaryMoment = (asAt: string, now: Date): string | undefined => {
  const date = londonDate(new Date(asAt));
  return date === londonDate(now) ? undefined : lastMicrosecondBefore(`${date.slice(0, 7)}-01`);
};

const HOUR = 3_600_000;

/** The last microsecond of the day before one in London. */
const lastMicrosecondBefore = (date: string): string => {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // In summer time the day begins an hour before midnight UTC.
  const begins = londonDate(new Date(midnight - HOUR)) === date ? midnight - HOUR : midnight;
  return new Date(begins - 1).toISOString().replace('Z', '999Z');
};
