/** The counting conventions of section 2.1 that are not plain addition. */
import { type DayNumber, addMonths, hasCorrespondingDate } from './civil-date.js';
import type { ClockSettings } from './settings.js';
import { addWorkingDays, workingDayOnOrAfter, workingDayOnOrBefore } from './working-days.js';

/**
 * INM, "in the period of n months starting with": the day before the corresponding date, or the last day of a month
 * that has no such date (1 January 2019 and 12 months: 31 December 2019; 29 February 2024: 28 February 2025).
 */
export function lastDayOfMonthsStartingWith(day: DayNumber, months: number): DayNumber {
  const corresponding = addMonths(day, months);
  return hasCorrespondingDate(day, months) ? corresponding - 1 : corresponding;
}

/**
 * The day on which a draft or notice that was sent on `day` is served: the same day, or two working days later under
 * the setting `serviceMode: post_plus_2wd`.
 * @throws {BeyondCalendar}
 */
export function servedOn(day: DayNumber, settings: Readonly<ClockSettings>): DayNumber {
  return settings.serviceMode === 'post_plus_2wd' ? addWorkingDays(day, 2) : day;
}

/**
 * Where a last day moves under the setting `rolloverNonworking`. The law itself rolls nothing for an authority.
 * @throws {BeyondCalendar} under `next` and `previous`.
 */
export function rollForNonWorkingDay(due: DayNumber, settings: Readonly<ClockSettings>): DayNumber {
  switch (settings.rolloverNonworking) {
    case 'none':
      return due;
    case 'next':
      return workingDayOnOrAfter(due);
    case 'previous':
      return workingDayOnOrBefore(due);
  }
}
