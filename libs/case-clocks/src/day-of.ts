import { type DayNumber, dayNumberOf, tryParseCivilDate } from '@ehc/statutory-clock';

/** The step has not been taken, as far as is known. Later than every day, so that `day <= snapshot` is false. */
export const NEVER: DayNumber = 2_147_483_647;

/** The step was taken on a day that is not known. Earlier than every day, so that `day <= snapshot` is true. */
export const UNDATED: DayNumber = -2_147_483_648;

/** Whether it is a day of the calendar. */
export const isDated = (day: DayNumber): boolean => day !== NEVER && day !== UNDATED;

/** The day of a step. What is no date (a correction may have put it there) is not known. */
export const dayNumberOfStep = (step: { readonly on: string | null } | null): DayNumber =>
  step === null ? NEVER : (tryParseCivilDate(step.on) ?? UNDATED);

/**
 * The day as which a step counts. One without a date that a return shows counts as done on 31 December of the calendar
 * year of the first return that shows it, or on the dated step before it where that is later.
 *
 * @param shownIn that calendar year; 0 where no return shows the step: then an undated one holds at every date
 * @param before days of the steps before it
 */
export const countedDay = (on: DayNumber, shownIn: number, ...before: readonly DayNumber[]): DayNumber =>
  on !== UNDATED || shownIn === 0 ? on : Math.max(dayNumberOf(shownIn, 12, 31), ...before.filter(isDated));
