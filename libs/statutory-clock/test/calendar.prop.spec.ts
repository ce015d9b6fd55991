import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addMonths,
  addWorkingDays,
  civilDateInLondon,
  daysInMonth,
  formatCivilDate,
  isLeapYear,
  isWorkingDay,
  parseCivilDate,
  partsOf,
  tryParseCivilDate,
  weekdayOf,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from '../src/index.js';
import { FIRST_DAY, LAST_DAY } from '../src/civil-date.js';

const anyDay = fc.integer({ min: FIRST_DAY, max: LAST_DAY });
const dayInCalendar = fc.integer({ min: parseCivilDate('2014-01-10'), max: parseCivilDate('2045-10-01') });

test('every day is written and read again as itself', () => {
  fc.assert(
    fc.property(anyDay, (day) => parseCivilDate(formatCivilDate(day)) === day),
    { numRuns: 2000 },
  );
});

test('the calendar is that of JavaScript, in UTC', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const date = new Date(day * 86_400_000);
      expect(formatCivilDate(day)).toBe(date.toISOString().slice(0, 10));
      expect(weekdayOf(day) % 7).toBe(date.getUTCDay());
    }),
    { numRuns: 2000 },
  );
});

test('the next day is the next number, and a text that sorts later', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST_DAY, max: LAST_DAY - 1 }), (day) => {
      const [one, next] = [partsOf(day), partsOf(day + 1)];
      const isLast = one.day === daysInMonth(one.year, one.month);
      expect(next.day).toBe(isLast ? 1 : one.day + 1);
      expect(formatCivilDate(day) < formatCivilDate(day + 1)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('any text is a date or is not, without an exception', () => {
  const digits = fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), digits), (text) => {
      const day = tryParseCivilDate(text);
      if (day !== undefined) expect(formatCivilDate(day)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test('months later: the same number, or the last day of the month', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: FIRST_DAY + 40_000, max: LAST_DAY - 40_000 }),
      fc.integer({ min: -1200, max: 1200 }),
      (day, months) => {
        const [from, to] = [partsOf(day), partsOf(addMonths(day, months))];
        expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + months);
        expect(to.day).toBe(Math.min(from.day, daysInMonth(to.year, to.month)));
      },
    ),
  );
});

test('29 February exists in leap years only', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), (year) => {
      const text = `${String(year).padStart(4, '0')}-02-29`;
      expect(tryParseCivilDate(text) !== undefined).toBe(isLeapYear(year));
    }),
  );
});

test('working days: the nearest ones lie around, and n of them are passed', () => {
  fc.assert(
    fc.property(dayInCalendar, fc.integer({ min: 0, max: 40 }), (day, n) => {
      const [before, after] = [workingDayOnOrBefore(day), workingDayOnOrAfter(day)];
      expect(before <= day && day <= after).toBe(true);
      expect(isWorkingDay(before) && isWorkingDay(after)).toBe(true);
      expect(before === after).toBe(isWorkingDay(day));
      const end = addWorkingDays(day, n);
      let passed = 0;
      for (let one = day + 1; one <= end; one++) if (isWorkingDay(one)) passed++;
      expect(passed).toBe(n);
      if (n > 0) expect(isWorkingDay(end)).toBe(true);
    }),
  );
});

test('in London it is the date in UTC or the next one, the next one in the last hour of a summer day alone', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2045-01-01'), noInvalidDate: true }),
      (instant) => {
        const utc = instant.toISOString().slice(0, 10);
        const london = civilDateInLondon(instant);
        // Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October
        // (since 1996 in October; before that it ended a week earlier or so, and those weeks are left out here).
        const year = instant.getUTCFullYear();
        const lastSunday = (month: number) => {
          const last = parseCivilDate(`${year}-${month < 10 ? '0' : ''}${month}-31`);
          return (last - (weekdayOf(last) % 7)) * 86_400_000 + 3_600_000;
        };
        fc.pre(year >= 1996);
        const summer = instant.getTime() >= lastSunday(3) && instant.getTime() < lastSunday(10);
        const next = formatCivilDate(parseCivilDate(utc) + 1);
        expect(london).toBe(summer && instant.getUTCHours() === 23 ? next : utc);
      },
    ),
    { numRuns: 500 },
  );
});
