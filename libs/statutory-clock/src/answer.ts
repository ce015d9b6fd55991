/** The form of a request and of its answer, as `ehc clock` reads and writes them, one JSON object a line. */
import type { AdviceToSeek } from './advice-set.js';
import type { AnswerError } from './clock-error.js';
import type { ReplacedBy } from './exceptions/judge.js';
import type { Timetable } from './facts.js';
import type { LawVersion } from './law-versions.js';
import type { CountingConvention } from './rules/rule.js';
import type { RuleId } from './rules/rule-ids.js';
import type { ClockSettings } from './settings.js';
import type { Standing } from './status.js';

/**
 * A question to the calculator. What comes from outside is checked, so any value may be passed; the types are a help
 * for callers in this house. Dates are `YYYY-MM-DD`; `null` is absent.
 */
export interface ClockRequest {
  /** Echoed. */
  id?: unknown;
  rule: RuleId | (string & {});
  /** Named dates, numbers, booleans or codes; see `facts.ts` and the rule's row. */
  facts?: Readonly<Record<string, unknown>> | null;
  exceptions?: readonly ExceptionInRequest[] | null;
  /** With it an open duty is given the days that remain, or the days that it is late. */
  asOf?: string | null;
  settings?: Partial<ClockSettings> | null;
}

/** An exception as it is sent, with the dates of its kind. */
export interface ExceptionInRequest {
  kind: string;
  impractical?: boolean | null;
  [date: string]: unknown;
}

/** An exception as it came, with whether it lifts the limit. */
export interface ExceptionInAnswer {
  kind: string;
  lifts: boolean;
  because: string;
  [given: string]: unknown;
}

/** What `calculate` found. Fields that do not apply are left out. */
export interface Answer extends Partial<Standing> {
  id?: unknown;
  rule?: string;
  /** Last civil date in time, for a rule with one limit. */
  due?: string;
  /** Last civil date for each step, for orders, concessions, agreements and detained persons. */
  dues?: Timetable<string>;
  /** First date on which the next step may lawfully be taken, for a minimum window. */
  earliest?: string;
  /** Last working day on or before `due`. */
  actByWorkingDay?: string;
  /** RECEIPT: the day of receipt. */
  received?: string;
  /** ADVICE_SET. */
  advice?: readonly AdviceToSeek[];
  qualifiedPersonMustBeConsulted?: boolean;
  /** Whether the limit binds; for a bar whether it still holds. */
  limit?: 'applies' | 'lifted' | 'ended';
  /** The duty left where the limit is lifted. */
  replacedBy?: ReplacedBy;
  exceptions?: readonly ExceptionInAnswer[];
  lawVersion?: LawVersion;
  /** The authority, which says what of it is not verified. Free text. */
  source?: string;
  count?: CountingConvention;
  /** Instead of all that. */
  error?: AnswerError;
}
