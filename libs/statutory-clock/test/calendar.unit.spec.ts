import { describe, expect, it, test } from '@jest/globals';
import Holidays from 'date-holidays';
import {
  BANK_HOLIDAYS,
  BeyondCalendar,
  FIRST_CALENDAR_YEAR,
  LAST_CALENDAR_YEAR,
  addDays,
  addMonths,
  addWorkingDays,
  civilDateInLondon,
  dayNumberOf,
  daysInMonth,
  formatCivilDate,
  isBankHoliday,
  isCivilDate,
  isLeapYear,
  isWorkingDay,
  lawVersionOn,
  parseCivilDate,
  partsOf,
  tryParseCivilDate,
  weekdayOf,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from '../src/index.js';
import { hasCorrespondingDate } from '../src/civil-date.js';
import { lastDayOfMonthsStartingWith } from '../src/counting.js';
import {
  addCountedDays,
  addTribunalWorkingDays,
  isLeftOut,
  lastDayToAppeal,
  rollLastDay,
} from '../src/tribunal-time.js';
import { lastOfWorkingDaysBeginningWith, tryWorkingDayOnOrBefore } from '../src/working-days.js';

const day = parseCivilDate;

describe('civil dates', () => {
  it('counts days from 1 January 1970', () => {
    expect(day('1970-01-01')).toBe(0);
    expect(day('1970-01-02')).toBe(1);
    expect(day('1969-12-31')).toBe(-1);
    expect(day('1971-01-01')).toBe(365);
    expect(day('1973-01-01')).toBe(365 + 365 + 366);
    expect(day('2000-03-01')).toBe(11_017); // 30 years of 365 days, 7 leap days to 1996, 60 days of 2000
  });

  it('reads YYYY-MM-DD and nothing else', () => {
    for (const text of [
      '2026-2-03',
      '26-02-03',
      '02026-02-03',
      '2026/02/03',
      '2026-02-03 ',
      '2026-02-03T00:00:00Z',
      '2026-02-29',
      '2026-04-31',
      '2026-00-10',
      '2026-13-10',
      '2026-01-00',
      '0000-01-01',
      '-001-01-01',
      '２０２６-02-03',
      '',
      20260203,
      null,
      undefined,
      new Date(),
    ]) {
      expect(tryParseCivilDate(text)).toBeUndefined();
      expect(isCivilDate(text)).toBe(false);
    }
    expect(() => parseCivilDate('2026-02-29')).toThrow(/2026-02-29/);
    expect(isCivilDate('2024-02-29')).toBe(true);
    expect(isCivilDate('0001-01-01')).toBe(true);
    expect(isCivilDate('9999-12-31')).toBe(true);
  });

  it('writes four, two and two digits', () => {
    expect(formatCivilDate(day('0987-06-05'))).toBe('0987-06-05');
    expect(() => formatCivilDate(day('9999-12-31') + 1)).toThrow(RangeError);
    expect(() => formatCivilDate(day('0001-01-01') - 1)).toThrow(RangeError);
    expect(() => formatCivilDate(Number.NaN)).toThrow(RangeError);
  });

  it('takes dates apart and puts them together', () => {
    expect(partsOf(day('2024-02-29'))).toEqual({ year: 2024, month: 2, day: 29 });
    expect(dayNumberOf(1, 1, 1)).toBe(day('0001-01-01'));
    expect(dayNumberOf(9999, 12, 31)).toBe(day('9999-12-31'));
    expect(dayNumberOf(2024, 2, 29)).toBe(day('2024-02-29'));
    for (const [y, m, d] of [
      [2026, 2, 29],
      [2026, 0, 1],
      [2026, 13, 1],
      [2026, 1, 0],
      [2026, 1.5, 1],
      [0, 1, 1],
    ] as const) {
      expect(() => dayNumberOf(y, m, d)).toThrow(RangeError);
    }
  });

  it('knows leap years', () => {
    expect([2000, 2024, 2028].every(isLeapYear)).toBe(true);
    expect([1900, 2026, 2100].some(isLeapYear)).toBe(false);
    expect([daysInMonth(2024, 2), daysInMonth(2100, 2), daysInMonth(2026, 4), daysInMonth(2026, 12)]).toEqual([
      29, 28, 30, 31,
    ]);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-31', -2, '2025-11-30'],
    ['2026-07-31', -5, '2026-02-28'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(formatCivilDate(addMonths(day(from), months))).toBe(to);
  });

  it('knows whether a month has the corresponding date', () => {
    expect(hasCorrespondingDate(day('2024-02-29'), 12)).toBe(false);
    expect(hasCorrespondingDate(day('2024-02-29'), 48)).toBe(true);
    expect(formatCivilDate(lastDayOfMonthsStartingWith(day('2026-11-30'), 3))).toBe('2027-02-28');
  });

  it('knows the day of the week', () => {
    expect(weekdayOf(day('1970-01-01'))).toBe(4);
    expect(weekdayOf(day('1969-12-31'))).toBe(3);
    expect(weekdayOf(day('2026-03-02'))).toBe(1);
    expect(weekdayOf(day('2026-03-01'))).toBe(7);
    expect(weekdayOf(day('1066-10-14'))).toBe(7); // Gregorian; in the Julian calendar of the day it was a Saturday
  });

  it('counts days over both clock changes', () => {
    expect(formatCivilDate(addDays(day('2026-03-28'), 2))).toBe('2026-03-30'); // forward on the 29th
    expect(formatCivilDate(addDays(day('2026-10-24'), 2))).toBe('2026-10-26'); // back on the 25th
  });
});

test.each([
  ['2026-03-28T23:59:59Z', '2026-03-28', 'the evening before the clocks go forward'],
  ['2026-03-29T00:59:59Z', '2026-03-29', 'the second before'],
  ['2026-03-29T22:59:59Z', '2026-03-29', 'the first summer evening, 23:59:59 in London'],
  ['2026-03-29T23:00:00Z', '2026-03-30', 'midnight in London'],
  ['2026-06-30T23:30:00Z', '2026-07-01', 'summer: an hour ahead'],
  ['2026-10-24T22:59:59Z', '2026-10-24', 'the last summer evening'],
  ['2026-10-24T23:00:00Z', '2026-10-25', 'midnight in London, still summer time'],
  ['2026-10-25T23:59:59Z', '2026-10-25', 'the clocks have gone back: a day of 25 hours'],
  ['2026-10-26T00:00:00Z', '2026-10-26', 'midnight in London, winter time'],
  ['2026-12-31T23:59:59.999Z', '2026-12-31', 'new year'],
  ['2027-01-01T00:00:00Z', '2027-01-01', 'new year'],
  ['0999-05-05T12:00:00Z', '0999-05-05', 'four digits'],
])('in London at %s it is %s (%s)', (instant, date) => {
  expect(civilDateInLondon(new Date(instant))).toBe(date);
});

test('there is no civil date at no instant', () => {
  expect(() => civilDateInLondon(new Date(Number.NaN))).toThrow(RangeError);
});

describe('bank holidays', () => {
  const holidays = new Holidays('GB', 'ENG');

  /** Weekdays on which the package has a public holiday (a holiday at a weekend stands at its substitute). */
  const weekdaysOff = (year: number) =>
    [
      ...new Set(
        holidays
          .getHolidays(year)
          .filter(({ type }) => type === 'public')
          .map(({ date }) => date.slice(0, 10)),
      ),
    ]
      .filter((date) => weekdayOf(day(date)) <= 5)
      .sort();

  const years = Object.keys(BANK_HOLIDAYS).map(Number);

  it('hold every year from 2014 to at least 2035', () => {
    expect(years).toEqual(
      Array.from({ length: LAST_CALENDAR_YEAR - FIRST_CALENDAR_YEAR + 1 }, (_, n) => FIRST_CALENDAR_YEAR + n),
    );
    expect(FIRST_CALENDAR_YEAR).toBeLessThanOrEqual(2014);
    expect(LAST_CALENDAR_YEAR).toBeGreaterThanOrEqual(2035);
  });

  it.each(years)('%i as the package date-holidays has them', (year) => {
    expect(BANK_HOLIDAYS[year]!.split(' ').map((monthDay) => `${year}-${monthDay}`)).toEqual(weekdaysOff(year));
  });

  it.each([
    ['2020-05-08', true, 'early May moved to VE Day'],
    ['2020-05-04', false, 'its ordinary day'],
    ['2022-06-02', true, 'spring moved'],
    ['2022-06-03', true, 'Platinum Jubilee'],
    ['2022-05-30', false, 'the ordinary day of spring'],
    ['2022-09-19', true, 'State funeral'],
    ['2023-05-08', true, 'Coronation'],
    ['2021-12-27', true, 'Christmas Day was a Saturday'],
    ['2021-12-28', true, 'Boxing Day was a Sunday'],
    ['2022-01-03', true, 'New Year was a Saturday'],
    ['2026-12-28', true, 'Boxing Day is a Saturday'],
    ['2026-04-03', true, 'Good Friday'],
    ['2026-04-06', true, 'Easter Monday'],
    ['2026-08-31', true, 'summer'],
    ['2026-08-03', false, "Scotland's summer holiday"],
  ])('%s: %s (%s)', (date, off) => {
    expect(isBankHoliday(day(date))).toBe(off);
    expect(isWorkingDay(day(date))).toBe(!off);
  });

  it('says clearly where they end', () => {
    for (const beyond of [day(`${LAST_CALENDAR_YEAR + 1}-01-01`), day(`${FIRST_CALENDAR_YEAR - 1}-12-31`)]) {
      expect(() => isBankHoliday(beyond)).toThrow(BeyondCalendar);
      expect(() => isWorkingDay(beyond)).toThrow(/bank holidays of other years are not in the calendar/);
      expect(() => workingDayOnOrBefore(beyond)).toThrow(BeyondCalendar);
      expect(tryWorkingDayOnOrBefore(beyond)).toBeUndefined();
    }
    // 1 January of the first year is a holiday: the last working day before it is not known.
    expect(tryWorkingDayOnOrBefore(day(`${FIRST_CALENDAR_YEAR}-01-01`))).toBeUndefined();
    expect(() => addWorkingDays(day(`${LAST_CALENDAR_YEAR}-12-29`), 3)).toThrow(BeyondCalendar);
  });
});

describe('working days', () => {
  // Thursday 2 April 2026; Good Friday 3, Easter Monday 6.
  it('finds the next and the previous one', () => {
    expect(formatCivilDate(workingDayOnOrAfter(day('2026-04-03')))).toBe('2026-04-07');
    expect(formatCivilDate(workingDayOnOrBefore(day('2026-04-06')))).toBe('2026-04-02');
    expect(workingDayOnOrAfter(day('2026-04-02'))).toBe(day('2026-04-02'));
    expect(tryWorkingDayOnOrBefore(day('2026-04-06'))).toBe(day('2026-04-02'));
  });

  it('counts the next one as 1, or the day itself', () => {
    expect(formatCivilDate(addWorkingDays(day('2026-04-02'), 1))).toBe('2026-04-07');
    expect(addWorkingDays(day('2026-04-04'), 0)).toBe(day('2026-04-04'));
    expect(formatCivilDate(lastOfWorkingDaysBeginningWith(day('2026-04-02'), 1))).toBe('2026-04-02');
    expect(formatCivilDate(lastOfWorkingDaysBeginningWith(day('2026-04-03'), 1))).toBe('2026-04-07');
    expect(formatCivilDate(lastOfWorkingDaysBeginningWith(day('2026-04-02'), 3))).toBe('2026-04-08');
  });
});

describe('Tribunal time', () => {
  it.each([
    ['2026-07-31', false],
    ['2026-08-01', true],
    ['2026-08-31', true],
    ['2026-09-01', false],
    ['2026-12-24', false],
    ['2026-12-25', true],
    ['2026-12-31', true],
    ['2027-01-01', true],
    ['2027-01-02', false],
  ])('leaves out %s: %s', (date, out) => {
    expect(isLeftOut(day(date))).toBe(out);
  });

  it.each([
    ['2026-08-01', '2026-09-01'],
    ['2026-08-31', '2026-09-01'],
    ['2025-12-25', '2026-01-02'],
    ['2027-01-01', '2027-01-04'], // a Friday; Saturday, Sunday
    ['2027-07-31', '2027-08-02'], // a Saturday: the next ordinary working day
    ['2026-05-25', '2026-05-26'], // spring bank holiday
    ['2026-05-26', '2026-05-26'],
    ['2026-08-29', '2026-09-01'], // a Saturday in August
    ['2021-08-31', '2021-09-01'],
    ['2028-12-31', '2029-01-02'],
  ])('a last day of %s lands on %s', (date, lands) => {
    expect(formatCivilDate(rollLastDay(day(date)))).toBe(lands);
  });

  it('counts days and working days that are not left out', () => {
    expect(formatCivilDate(addCountedDays(day('2026-07-30'), 2))).toBe('2026-09-01');
    expect(formatCivilDate(addCountedDays(day('2026-08-15'), 1))).toBe('2026-09-01');
    expect(formatCivilDate(addTribunalWorkingDays(day('2026-07-31'), 1))).toBe('2026-09-01');
    expect(formatCivilDate(addTribunalWorkingDays(day('2026-12-24'), 1))).toBe('2027-01-04');
  });

  it('skips the days of both stretches', () => {
    // A month from 10 December is 31 days: 14 to 24 December, 17 more from 2 January: Monday 18.
    expect(formatCivilDate(lastDayToAppeal(day('2026-12-10'), 1, 'skip_days'))).toBe('2027-01-18');
    // 10 January, a Sunday, so Monday 11.
    expect(formatCivilDate(lastDayToAppeal(day('2026-12-10'), 1, 'roll_only'))).toBe('2027-01-11');
    // Neither stretch is met.
    expect(formatCivilDate(lastDayToAppeal(day('2026-02-10'), 2, 'skip_days'))).toBe('2026-04-10');
  });
});

test.each([
  ['2014-01-01', 'v1'],
  ['2015-03-22', 'v1'],
  ['2015-03-23', 'v2'],
  ['2018-04-02', 'v2'],
  ['2018-04-03', 'v3'],
  ['2020-04-30', 'v3'],
  ['2020-05-01', 'v4'],
  ['2020-09-25', 'v4'],
  ['2020-09-26', 'v3'],
  ['2022-03-07', 'v3'],
  ['2022-03-08', 'v5'],
  ['2099-01-01', 'v5'],
])('what falls due on %s is under %s', (date, version) => {
  expect(lawVersionOn(day(date))).toBe(version);
});
