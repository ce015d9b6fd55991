/** The shape of a rule: one dated row of a table. What a row cannot say is a named function in `particular.ts`. */
import type { DayNumber } from '../civil-date.js';
import type { Facts, FactName, Timetable } from '../facts.js';
import type { ClockSettings } from '../settings.js';
import type { LimitRuleId, RuleId, TimetableRuleId } from './rule-ids.js';

/**
 * How a length is counted (section 2.1 of the statutory rules).
 *
 * - `EXW`, `EXD`: "within n weeks (days) of": the day of the event is day 0.
 * - `IND`: "n days beginning with the day": the day of the event is day 1.
 * - `EXM`: "within n months after": the corresponding date, or the last day of a month that has none.
 * - `INM`: "in the period of n months starting with": the day before the corresponding date.
 * - `BEF`: "before" a date of the calendar.
 * - `WDI`, `WDE`: working days "beginning with" ("of") a day: that day (the next working day) is 1.
 * - `TRB`: working days under rule 12 of the Tribunal Procedure Rules.
 */
export type CountingConvention =
  'EXW' | 'EXD' | 'IND' | 'EXM' | 'INM' | 'BEF' | 'WDI' | 'WDE' | 'TRB' | '-14d' | '-5 months' | 'IND+EXW';

/** The limbs that may lift a limit (section 2.2). Coronavirus is kept apart, in `relaxation-2020.ts`. */
export type Limb = 'X1' | 'X2' | 'X3' | 'X3b' | 'X4' | 'X4b' | 'X5';

/** What every rule says about itself. */
interface RuleCommon {
  id: RuleId;
  /** The limit in plain English. */
  plainName: string;
  /** What starts the clock, in words. */
  trigger: string;
  /** How long, in words. */
  length: string;
  /** Who must act (or, for a window or bar, allow). */
  dutyHolder: string;
  /** The authority for it. */
  authority: string;
  /** What of it is not verified, in words. Absent where the wording was seen. */
  unsure?: string;
  /** The first civil date on which a limit under this row may fall due. */
  from: string;
  /** The last one; absent while the row stands. */
  until?: string;
  /** Facts that a request must give. */
  start: readonly FactName[];
  /** Facts that change the answer where given. */
  optional?: readonly FactName[];
  /** The limbs that lift it. */
  liftedBy: readonly Limb[];
}

/** A last day, and for a window the first day on which the next step may be taken. */
export interface Reckoned {
  due: DayNumber;
  earliest?: DayNumber;
}

/** Reckons what a table cannot say. */
export type ParticularReckoning = (facts: Facts, settings: Readonly<ClockSettings>) => Reckoned;

/** How the last day follows from the day counted from. */
export type Reckoning =
  | { weeksAfter: number }
  | { daysAfter: number }
  | { daysBeginningWith: number }
  | { monthsAfter: number }
  | { monthsStartingWith: number }
  | { workingDaysAfter: number }
  | { daysBefore: number }
  | { monthsBefore: number }
  | { tribunalWorkingDaysAfter: number }
  | { particular: ParticularReckoning };

/** A rule with one last day. */
export interface LimitRule extends RuleCommon {
  gives: 'due';
  id: LimitRuleId;
  /**
   * `limit`: an act is due. `window`: others must be left that long, so it ends and `earliest` follows. `bar`: nothing
   * need be done until it ends. `tribunal`: a limit under the Tribunal Procedure Rules. Only a `limit` moves with the
   * setting `rolloverNonworking`.
   */
  shape: 'limit' | 'window' | 'bar' | 'tribunal';
  count: CountingConvention;
  reckoning: Reckoning;
  /** The fact counted from, where it is not the first of `start`. Exceptions are judged from it to the last day. */
  countedFrom?: FactName;
  /** The facts of which any says that the duty is done. Absent where there is no status. */
  done?: readonly FactName[];
  /** Whether the setting `receiptDay` moves it. */
  receiptDayMoves?: true;
}

/** Weeks after the start for each step. */
export type Weeks = Readonly<Timetable<number>>;

/** A rule with a last day for each of several steps. */
export interface TimetableRule extends RuleCommon {
  gives: 'dues';
  id: TimetableRuleId;
  count: 'EXW';
  weeks: Weeks | ((facts: Facts) => Weeks);
}

/** A rule that sets no limit. */
export interface OtherRule extends RuleCommon {
  gives: 'received' | 'advice';
  id: 'RECEIPT' | 'ADVICE_SET';
}

export type Rule = LimitRule | TimetableRule | OtherRule;

/** The first day on which the regulations stood. */
export const COMMENCEMENT = '2014-09-01';
