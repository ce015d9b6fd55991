/**
 * The statutory clock: the law of EHC needs assessments as dated tables, and the date arithmetic on it. Pure; knows
 * nothing of Nest, databases or HTTP.
 *
 * Where a change belongs: a limit in `rules/`, a limb of an exception in `exceptions/`, a switch in `settings.ts`, a
 * bank holiday in `bank-holidays.ts`, a version of the law in `law-versions.ts`.
 */
export { calculate } from './calculate.js';
export type { Answer, ClockRequest, ExceptionInAnswer, ExceptionInRequest } from './answer.js';
export { type AnswerError, ClockError, type ErrorCode } from './clock-error.js';

export {
  type CivilDateParts,
  type DayNumber,
  InvalidCivilDate,
  type Weekday,
  addDays,
  addMonths,
  dayNumberOf,
  daysInMonth,
  formatCivilDate,
  isCivilDate,
  isLeapYear,
  parseCivilDate,
  partsOf,
  tryParseCivilDate,
  weekdayOf,
} from './civil-date.js';
export { civilDateInLondon } from './london.js';
export {
  BANK_HOLIDAYS,
  BeyondCalendar,
  FIRST_CALENDAR_YEAR,
  LAST_CALENDAR_YEAR,
  isBankHoliday,
} from './bank-holidays.js';
export { addWorkingDays, isWorkingDay, workingDayOnOrAfter, workingDayOnOrBefore } from './working-days.js';

export {
  type ClockSettings,
  DEFAULT_SETTINGS,
  SETTINGS,
  type SettingDescription,
  type SettingName,
  isSettingName,
  isSettingValue,
  readSettings,
} from './settings.js';

export { type LimitDays, type OneDayRuleId, type TimetableDays, dueDate, limitOf, timetableOf } from './due.js';
export { type Standing, type Status, standingOf } from './status.js';
export {
  AGREEMENT_TYPES,
  type AgreementType,
  type FactName,
  type Facts,
  STEPS,
  type Step,
  type Timetable,
} from './facts.js';

export {
  type Judgement,
  PARENT_REQUESTED_DELAY,
  type ReplacedBy,
  isLawful,
  isLifted,
  judge,
} from './exceptions/judge.js';
export type { Finding, GivenException, JudgedPeriod } from './exceptions/exception.js';

export { RULES, isRuleId, ruleById, rowsOf, sourceOf } from './rules/index.js';
export type { CountingConvention, Limb, LimitRule, OtherRule, Rule, TimetableRule, Weeks } from './rules/rule.js';
export {
  LIMIT_RULE_IDS,
  type LimitRuleId,
  OTHER_RULE_IDS,
  type RuleId,
  TIMETABLE_RULE_IDS,
  type TimetableRuleId,
} from './rules/rule-ids.js';
export { NOT_CALCULATED } from './rules/not-calculated.js';
export { RELAXATION_2020 } from './rules/relaxation-2020.js';
export { LAW_VERSIONS, type LawVersion, type LawVersionRow, lawVersionOn } from './law-versions.js';

export {
  ADVICE_KINDS,
  type AdviceFacts,
  type AdviceKind,
  type AdviceSet,
  type AdviceToSeek,
  type ExistingAdvice,
  adviceToSeek,
} from './advice-set.js';
export { type LocalMoment, RECEIPT_METHODS, type ReceiptMethod, receivedOn, tryParseLocalMoment } from './receipt.js';
