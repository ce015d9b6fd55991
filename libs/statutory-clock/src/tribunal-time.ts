/**
 * Time under the Tribunal Procedure (First-tier Tribunal) (HESC Chamber) Rules 2008, rule 12 (its wording seen in the
 * Upper Tribunal's twin rule). Every act is to be done by 5pm of the last day.
 */
import { type DayNumber, addMonths, partsOf } from './civil-date.js';
import { isWorkingDay, workingDayOnOrAfter } from './working-days.js';

/** Whether a day of August or of 25 December to 1 January, which rule 12(3) leaves out. */
export function isLeftOut(day: DayNumber): boolean {
  const { month, day: dayOfMonth } = partsOf(day);
  return month === 8 || (month === 12 && dayOfMonth >= 25) || (month === 1 && dayOfMonth === 1);
}

/**
 * Where a last day lands. Inside a stretch that is left out: on the first working day after the stretch (rule
 * 12(3)(a)). On any other day that is not a working day: on the next ordinary working day, though that be in August
 * (rule 12(2); not settled: Saturday 31 July 2027 goes to Monday 2 August 2027).
 * @throws {BeyondCalendar}
 */
export function rollLastDay(day: DayNumber): DayNumber {
  if (!isLeftOut(day)) return workingDayOnOrAfter(day);
  let after = day;
  while (isLeftOut(after)) after++;
  return workingDayOnOrAfter(after);
}

/** So many days after `day`, counting none that rule 12(3)(b) leaves out. */
export function addCountedDays(day: DayNumber, days: number): DayNumber {
  let found = day;
  for (let left = days; left > 0;) if (!isLeftOut(++found)) left--;
  return found;
}

/**
 * So many working days after `day`, counting none of August and 25 December to 1 January; the next one counted is 1.
 * @throws {BeyondCalendar}
 */
export function addTribunalWorkingDays(day: DayNumber, workingDays: number): DayNumber {
  let found = day;
  for (let left = workingDays; left > 0;) if (isWorkingDay(++found) && !isLeftOut(found)) left--;
  return found;
}

/**
 * The last day of an appeal limit of so many months after `start` (rule 20(1) read with 12(3)).
 *
 * `roll_only`: the corresponding date, then `rollLastDay`. `skip_days`: each day of August and of 25 December to
 * 1 January that falls after the start adds a day first (those that fall among the added days too).
 * @throws {BeyondCalendar}
 */
export function lastDayToAppeal(start: DayNumber, months: number, august: 'roll_only' | 'skip_days'): DayNumber {
  const corresponding = addMonths(start, months);
  return rollLastDay(august === 'roll_only' ? corresponding : addCountedDays(start, corresponding - start));
}
