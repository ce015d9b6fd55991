import { type DayNumber, dayNumberOf } from '@ehc/statutory-clock';
import { UNDATED, isDated } from './facts.js';

/**
 * The day as which a step counts. One without a date that a return shows counts as done on 31 December of the calendar
 * year of the first return that shows it, or on the dated step before it where that is later.
 *
 * @param shownIn that calendar year; 0 where no return shows the step: then an undated one holds at every date
 * @param before days of the steps before it
 */
export const countedDay = (on: DayNumber, shownIn: number, ...before: readonly DayNumber[]): DayNumber =>
  on !== UNDATED || shownIn === 0 ? on : Math.max(dayNumberOf(shownIn, 12, 31), ...before.filter(isDated));
