/**
 * The one type for civil dates: an ISO string (`YYYY-MM-DD`) at the edges, a whole day number inside.
 *
 * A civil date has no time and no zone, so no statutory date is ever a JavaScript `Date`. The calendar is the
 * proleptic Gregorian one, years 0001 to 9999.
 */

/** Whole days since 1 January 1970 (day 0); earlier days are negative. Adding 1 is the next civil date. */
export type DayNumber = number;

/** Monday is 1, Sunday is 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A civil date taken apart: `month` 1 to 12, `day` 1 to 31. */
export interface CivilDateParts {
  year: number;
  month: number;
  day: number;
}

/** Thrown for text that is no civil date and for a result outside the years 0001 to 9999. */
export class InvalidCivilDate extends RangeError {
  override name = 'InvalidCivilDate';
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days in the 400 years after which the Gregorian calendar repeats. */
const DAYS_IN_ERA = 146_097;

/** Day number of 1 March of year 0, the day on which the first era begins. */
const ERA_START = -719_468;

export const FIRST_DAY: DayNumber = dayNumberUnchecked(1, 1, 1);
export const LAST_DAY: DayNumber = dayNumberUnchecked(9999, 12, 31);

/** Whether 29 February exists in that year. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The number of days in a month (1 to 12) of a year. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_LENGTHS[month - 1]!;
}

// Years are counted from 1 March, so that a leap day comes last
// (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
function dayNumberUnchecked(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra + ERA_START;
}

/**
 * The day number of a year, month (1 to 12) and day.
 * @throws {InvalidCivilDate} where there is no such date.
 */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  const exists =
    Number.isInteger(year) &&
    Number.isInteger(month) &&
    Number.isInteger(day) &&
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month);
  if (!exists) throw new InvalidCivilDate(`There is no date ${year}-${month}-${day}.`);
  return dayNumberUnchecked(year, month, day);
}

/** The year, month and day of a day number. */
export function partsOf(day: DayNumber): CivilDateParts {
  const shifted = day - ERA_START;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** The day number of a text, or `undefined` unless it is exactly `YYYY-MM-DD` and that date exists. */
export function tryParseCivilDate(text: unknown): DayNumber | undefined {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined;
  const year = wholeNumber(text, 0, 4);
  const month = wholeNumber(text, 5, 7);
  const day = wholeNumber(text, 8, 10);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1) || day > daysInMonth(year, month)) return undefined;
  return dayNumberUnchecked(year, month, day);
}

/** The number that the ASCII digits of `text` from `start` to before `end` spell, or NaN. */
function wholeNumber(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * The day number of a text that is exactly `YYYY-MM-DD`.
 * @throws {InvalidCivilDate} for any other text, and for a date that does not exist.
 */
export function parseCivilDate(text: string): DayNumber {
  const day = tryParseCivilDate(text);
  if (day === undefined) throw new InvalidCivilDate(`"${text}" is not a date of the form YYYY-MM-DD.`);
  return day;
}

/** Whether a value is a text that is exactly `YYYY-MM-DD` and names a date that exists. */
export function isCivilDate(text: unknown): text is string {
  return tryParseCivilDate(text) !== undefined;
}

/**
 * The ISO form, `YYYY-MM-DD`.
 * @throws {InvalidCivilDate} outside the years 0001 to 9999.
 */
export function formatCivilDate(day: DayNumber): string {
  if (!(day >= FIRST_DAY && day <= LAST_DAY)) {
    throw new InvalidCivilDate('The date lies outside the years 0001 to 9999.');
  }
  const { year, month, day: dayOfMonth } = partsOf(day);
  const y = year >= 1000 ? String(year) : String(year).padStart(4, '0');
  return `${y}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`;
}

/** So many civil days later (earlier, where negative). */
export function addDays(day: DayNumber, days: number): DayNumber {
  return day + days;
}

/**
 * The corresponding date so many months later (earlier, where negative); where that month has no such date, its last
 * day: 31 January plus one month is 28 or 29 February (*Dodds v Walker* [1981] UKHL).
 */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const { year, month, dayOfMonth } = monthLater(day, months);
  return dayNumberUnchecked(year, month, Math.min(dayOfMonth, daysInMonth(year, month)));
}

/** Whether the month so many months later has a day of the same number. */
export function hasCorrespondingDate(day: DayNumber, months: number): boolean {
  const { year, month, dayOfMonth } = monthLater(day, months);
  return dayOfMonth <= daysInMonth(year, month);
}

function monthLater(day: DayNumber, months: number): { year: number; month: number; dayOfMonth: number } {
  const parts = partsOf(day);
  const index = parts.year * 12 + (parts.month - 1) + months;
  const year = Math.floor(index / 12);
  return { year, month: index - year * 12 + 1, dayOfMonth: parts.day };
}

/** The day of the week, Monday 1 to Sunday 7. */
export function weekdayOf(day: DayNumber): Weekday {
  // Day 0, 1 January 1970, was a Thursday (4).
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}
