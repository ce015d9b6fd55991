/** From facts to last days: the one place where a row of the tables is turned into dates. */
import { type DayNumber, FIRST_DAY, LAST_DAY, addMonths, parseCivilDate } from './civil-date.js';
import { ClockError } from './clock-error.js';
import { lastDayOfMonthsStartingWith, rollForNonWorkingDay, servedOn } from './counting.js';
import { type FactName, type Facts, STEPS, type Step, type Timetable } from './facts.js';
import { ruleById, rowsOf } from './rules/index.js';
import type { LimitRule, Reckoned, TimetableRule } from './rules/rule.js';
import type { LimitRuleId, TimetableRuleId } from './rules/rule-ids.js';
import { type ClockSettings, DEFAULT_SETTINGS } from './settings.js';
import { addTribunalWorkingDays } from './tribunal-time.js';
import { addWorkingDays } from './working-days.js';

/** The last day of a limit, with and without the setting `rolloverNonworking`. */
export interface LimitDays {
  /** Day 0, from which exceptions are judged. */
  start: DayNumber;
  /** The last day in time. */
  due: DayNumber;
  /** The same before any rolling: exceptions and the version of the law are judged by it. */
  unmovedDue: DayNumber;
  /** The first day on which the next step may be taken, where the rule is a minimum window. */
  earliest?: DayNumber;
}

/** The last days of an order, a concession, an agreement or a detained person's assessment. */
export interface TimetableDays {
  start: DayNumber;
  dues: Timetable<DayNumber>;
  /** The latest of `dues` before any rolling. */
  unmovedDue: DayNumber;
  /** The row of the law that was used. */
  rule: TimetableRule;
}

/** Limits that follow from one day alone. */
export type OneDayRuleId = Exclude<
  LimitRuleId,
  'A8_SIX_MONTH' | 'B4_REASSESS_BAR' | 'C11_PHASE_15FEB' | 'C12_PHASE_31MAR' | 'E1_TRANSFER_15WD' | 'E3_NEWLA_REVIEW'
>;

/** The fact from which a rule counts. */
export function countedFrom(rule: LimitRule | TimetableRule): FactName {
  return (rule.gives === 'due' ? rule.countedFrom : undefined) ?? rule.start[0]!;
}

/**
 * The last civil date in time of a limit that starts on `start`, as the calculator answers it in `due`.
 * @throws {ClockError} `invalid_date` where working days beyond the calendar are needed.
 */
export function dueDate(
  ruleId: OneDayRuleId,
  start: DayNumber,
  settings: Readonly<ClockSettings> = DEFAULT_SETTINGS,
): DayNumber {
  const rule = ruleById(ruleId);
  return limitDays(rule, { [countedFrom(rule)]: start } as Facts, settings).due;
}

/**
 * As `dueDate`, for any rule with one limit and all its facts, with all that follows.
 * @throws {ClockError} `invalid_date` beyond the calendar.
 */
export function limitOf(
  ruleId: LimitRuleId,
  facts: Facts,
  settings: Readonly<ClockSettings> = DEFAULT_SETTINGS,
): LimitDays {
  return limitDays(ruleById(ruleId), facts, settings);
}

/**
 * The last day of each step of an order, a concession, an agreement or a detained person's assessment.
 * @throws {ClockError} `invalid_date` beyond the calendar.
 */
export function timetableOf(
  ruleId: TimetableRuleId,
  facts: Facts,
  settings: Readonly<ClockSettings> = DEFAULT_SETTINGS,
): TimetableDays {
  return timetableDays(rowsOf(ruleId) as readonly TimetableRule[], facts, settings);
}

export function limitDays(rule: LimitRule, facts: Facts, settings: Readonly<ClockSettings>): LimitDays {
  const from = countedFrom(rule);
  return withinCalendar(from, () => {
    const reckoned = reckon(rule, facts, settings);
    const unmovedDue =
      rule.receiptDayMoves && settings.receiptDay === 'day_1'
        ? withinYears(reckoned.due - 1)
        : withinYears(reckoned.due);
    const due = rule.shape === 'limit' ? rollForNonWorkingDay(unmovedDue, settings) : unmovedDue;
    // A rule counted from a year has no day 0 of its own; no exception reaches one.
    const start = from === 'transferYear' ? unmovedDue : (facts[from] as DayNumber);
    const days: LimitDays = { start, due, unmovedDue };
    if (reckoned.earliest !== undefined) days.earliest = withinYears(reckoned.earliest);
    return days;
  });
}

/**
 * Takes the first of a rule's versions that can hold every date found by it (a version holds dates up to its
 * `until`); the last one holds any.
 */
export function timetableDays(
  versions: readonly TimetableRule[],
  facts: Facts,
  settings: Readonly<ClockSettings>,
): TimetableDays {
  let found: TimetableDays | undefined;
  for (const rule of versions) {
    found = timetableUnder(rule, facts);
    if (rule.until === undefined || found.unmovedDue <= parseCivilDate(rule.until)) break;
  }
  const { dues, rule } = found!;
  for (const step of STEPS) {
    const day = dues[step];
    if (day === undefined) continue;
    const from = facts.directed?.[step] === undefined ? countedFrom(rule) : (`directed.${step}` as const);
    dues[step] = withinCalendar(from, () => rollForNonWorkingDay(withinYears(day), settings));
  }
  return found!;
}

function timetableUnder(rule: TimetableRule, facts: Facts): TimetableDays {
  const start = facts[countedFrom(rule)] as DayNumber;
  const weeks = typeof rule.weeks === 'function' ? rule.weeks(facts) : rule.weeks;
  const dues: Timetable<DayNumber> = {};
  let unmovedDue = Number.NEGATIVE_INFINITY;
  for (const step of STEPS) {
    const after = weeks[step];
    const day = facts.directed?.[step] ?? (after === undefined ? undefined : start + after * 7);
    if (day === undefined) continue;
    dues[step] = day;
    unmovedDue = Math.max(unmovedDue, day);
  }
  return { start, dues, unmovedDue, rule };
}

function reckon(rule: LimitRule, facts: Facts, settings: Readonly<ClockSettings>): Reckoned {
  const { reckoning } = rule;
  if ('particular' in reckoning) return reckoning.particular(facts, settings);
  const start = facts[countedFrom(rule)] as DayNumber;
  if ('weeksAfter' in reckoning) return { due: start + reckoning.weeksAfter * 7 };
  if ('daysAfter' in reckoning) return { due: start + reckoning.daysAfter };
  if ('daysBeginningWith' in reckoning) {
    // Only the windows are counted so: when they end, the next step may be taken.
    const due = servedOn(start, settings) + reckoning.daysBeginningWith - 1;
    return { due, earliest: due + 1 };
  }
  if ('monthsAfter' in reckoning) return { due: addMonths(start, reckoning.monthsAfter) };
  if ('monthsStartingWith' in reckoning) {
    return { due: lastDayOfMonthsStartingWith(start, reckoning.monthsStartingWith) };
  }
  if ('workingDaysAfter' in reckoning) return { due: addWorkingDays(start, reckoning.workingDaysAfter) };
  if ('daysBefore' in reckoning) return { due: start - reckoning.daysBefore };
  if ('monthsBefore' in reckoning) return { due: addMonths(start, -reckoning.monthsBefore) };
  return { due: addTribunalWorkingDays(start, reckoning.tribunalWorkingDaysAfter) };
}

/** Turns a date that cannot be known into an error that names the fact it was counted from. */
function withinCalendar<T>(fact: FactName | `directed.${Step}`, find: () => T): T {
  try {
    return find();
  } catch (error) {
    // BeyondCalendar and InvalidCivilDate are range errors both.
    if (error instanceof RangeError) {
      throw new ClockError('invalid_date', error.message, `facts.${fact}`);
    }
    throw error;
  }
}

function withinYears(day: DayNumber): DayNumber {
  if (day >= FIRST_DAY && day <= LAST_DAY) return day;
  throw new RangeError('The answer lies outside the years 0001 to 9999.');
}
