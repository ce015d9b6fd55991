import { isBankHoliday, isInCalendar } from './bank-holidays.js';
import { type DayNumber, weekdayOf } from './civil-date.js';

/**
 * Whether the day is a working day: Monday to Friday and no bank holiday of England and Wales.
 * @throws {BeyondCalendar} for a day outside the years of the bank holiday table.
 */
export function isWorkingDay(day: DayNumber): boolean {
  // The calendar is asked first, so that a weekend beyond it is not answered as if it were known.
  return !isBankHoliday(day) && weekdayOf(day) <= 5;
}

/**
 * The day itself if it is a working day, else the first one after it.
 * @throws {BeyondCalendar}
 */
export function workingDayOnOrAfter(day: DayNumber): DayNumber {
  let found = day;
  while (!isWorkingDay(found)) found++;
  return found;
}

/**
 * The day itself if it is a working day, else the last one before it.
 * @throws {BeyondCalendar}
 */
export function workingDayOnOrBefore(day: DayNumber): DayNumber {
  let found = day;
  while (!isWorkingDay(found)) found--;
  return found;
}

/** As `workingDayOnOrBefore`, but `undefined` beyond the years of the bank holiday table. */
export function tryWorkingDayOnOrBefore(day: DayNumber): DayNumber | undefined {
  for (let found = day; isInCalendar(found); found--) if (isWorkingDay(found)) return found;
  return undefined;
}

/**
 * "Within n working days of": the next working day after `day` is 1. With `workingDays` 0 it is the day itself.
 * @throws {BeyondCalendar}
 */
export function addWorkingDays(day: DayNumber, workingDays: number): DayNumber {
  let found = day;
  for (let left = workingDays; left > 0; left--) found = workingDayOnOrAfter(found + 1);
  return found;
}

/**
 * The last of n working days "beginning with" `day`: that day is 1 if it is a working day, else the next working day
 * is (n of at least 1).
 * @throws {BeyondCalendar}
 */
export function lastOfWorkingDaysBeginningWith(day: DayNumber, workingDays: number): DayNumber {
  return addWorkingDays(day - 1, workingDays);
}
