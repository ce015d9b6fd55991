import { type DayNumber, parseCivilDate } from './civil-date.js';

/**
 * Bank holidays of England and Wales, with Good Friday and Christmas Day: every weekday on which no working day falls.
 * A holiday that falls on a Saturday or Sunday stands at its substitute day.
 *
 * Source: Banking and Financial Dealings Act 1971, s.1 and sch. 1, and royal proclamations under it, as published on
 * gov.uk/bank-holidays. Years that are not published yet hold what the Act itself gives; when a proclamation moves or
 * adds a day, change its row here. A test compares the table with the package `date-holidays`.
 *
 * Days out of the ordinary: 2020 early May moved to Friday 8 May (VE Day); 2022 spring moved to Thursday 2 June, and
 * Friday 3 June (Platinum Jubilee) and Monday 19 September (State funeral) added; Monday 8 May 2023 (Coronation) added.
 */
export const BANK_HOLIDAYS: Readonly<Record<number, string>> = {
  2013: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2014: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2015: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2016: '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27',
  2017: '01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2018: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2029: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2030: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2031: '01-01 04-11 04-14 05-05 05-26 08-25 12-25 12-26',
  2032: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2033: '01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27',
  2034: '01-02 04-07 04-10 05-01 05-29 08-28 12-25 12-26',
  2035: '01-01 03-23 03-26 05-07 05-28 08-27 12-25 12-26',
  2036: '01-01 04-11 04-14 05-05 05-26 08-25 12-25 12-26',
  2037: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2038: '01-01 04-23 04-26 05-03 05-31 08-30 12-27 12-28',
  2039: '01-03 04-08 04-11 05-02 05-30 08-29 12-26 12-27',
  2040: '01-02 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2041: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2042: '01-01 04-04 04-07 05-05 05-26 08-25 12-25 12-26',
  2043: '01-01 03-27 03-30 05-04 05-25 08-31 12-25 12-28',
  2044: '01-01 04-15 04-18 05-02 05-30 08-29 12-26 12-27',
  2045: '01-02 04-07 04-10 05-01 05-29 08-28 12-25 12-26',
};

const years = Object.keys(BANK_HOLIDAYS).map(Number);

/** First and last calendar year that the table holds. */
export const FIRST_CALENDAR_YEAR = Math.min(...years);
export const LAST_CALENDAR_YEAR = Math.max(...years);

const CALENDAR_START: DayNumber = parseCivilDate(`${FIRST_CALENDAR_YEAR}-01-01`);
const CALENDAR_END: DayNumber = parseCivilDate(`${LAST_CALENDAR_YEAR}-12-31`);

const bankHolidays = new Set<DayNumber>();
for (const [year, days] of Object.entries(BANK_HOLIDAYS)) {
  for (const day of days.split(' ')) bankHolidays.add(parseCivilDate(`${year}-${day}`));
}

/** Thrown where an answer would need bank holidays of a year that the table does not hold. */
export class BeyondCalendar extends RangeError {
  override name = 'BeyondCalendar';

  constructor() {
    super(
      `Working days are known from ${FIRST_CALENDAR_YEAR} to ${LAST_CALENDAR_YEAR} only: ` +
        'the bank holidays of other years are not in the calendar.',
    );
  }
}

/** Whether the table holds the year of that day. */
export function isInCalendar(day: DayNumber): boolean {
  return day >= CALENDAR_START && day <= CALENDAR_END;
}

/**
 * Whether the day is a bank holiday, Good Friday or Christmas Day in England and Wales.
 * @throws {BeyondCalendar} for a day outside the table's years.
 */
export function isBankHoliday(day: DayNumber): boolean {
  if (!isInCalendar(day)) throw new BeyondCalendar();
  return bankHolidays.has(day);
}
