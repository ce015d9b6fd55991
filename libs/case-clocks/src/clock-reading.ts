import type { CountingConvention, LawVersion, ReplacedBy, RuleId, Step as Limb } from '@ehc/statutory-clock';

/** One clock of a case, a plan or a request for advice, as it stands on a day. Dates are civil dates. */
export interface ClockReading {
  /** Tells it from the other clocks of its case or plan, and stays the same from reading to reading. */
  readonly key: string;
  readonly rule: RuleId;
  /** What is due, in plain words. */
  readonly name: string;
  /** Who must act, or, for a window, must allow the time. */
  readonly dutyHolder: string;
  readonly subject: ClockSubject;
  /** Which of several limits, where the rule sets several (orders, concessions, agreements). */
  readonly limb: Limb | null;
  /** Day from which it is counted; null where it is not known. */
  readonly start: string | null;
  /** Last day in time; null where it cannot be reckoned. */
  readonly due: string | null;
  /** Last working day on or before `due`. */
  readonly actByWorkingDay: string | null;
  /** For a window: the first day on which the next step may be taken without a response. */
  readonly earliest: string | null;
  /** Day on which the duty was done. */
  readonly done: string | null;
  readonly status: ClockStatus;
  /** Whole days from `start` to the day on which it was done or stopped, or until today. */
  readonly daysUsed: number | null;
  /** Whole days after `due`, where it was done, stopped, or is still open after it. */
  readonly daysLate: number | null;
  /** Whole days left, 0 on the last day itself; only while it is open. */
  readonly daysRemaining: number | null;
  /** An exception lifts a limit; it never moves `due` or stops the clock. */
  readonly limit: 'applies' | 'lifted' | 'ended' | null;
  /** The duty that is left where the limit is lifted. */
  readonly replacedBy: ReplacedBy | null;
  /** The exceptions recorded, and for each whether it lifts this limit and why. */
  readonly exceptions: readonly { readonly kind: string; readonly lifts: boolean; readonly because: string }[];
  /** Why the duty fell away before it was done. */
  readonly stopped: Stopped | null;
  readonly lawVersion: LawVersion | null;
  /** The authority for the rule; says what of it is not verified. */
  readonly source: string;
  readonly count: CountingConvention | null;
}

/** What a clock is about; `id` is that of the advice, consultation, review, order … in its stream. */
export interface ClockSubject {
  readonly kind:
    | 'case'
    | 'advice'
    | 'draft'
    | 'consultation'
    | 'order'
    | 'decision'
    | 'plan'
    | 'review'
    | 'amendment'
    | 'phase_transfer'
    | 'cease'
    | 'transfer';
  readonly id: string;
}

/**
 * - `on_time`, `late`: done, by or after the last day.
 * - `open`, `overdue`: not done, the last day not past, or past.
 * - `ended`: a window, or a right of the family, whose time is over. It is nobody's failure.
 * - `stopped`: the duty fell away before it was done; `stopped` says why.
 * - `superseded`: an order, concession or agreement set new limits in its place.
 * - `not_known`: a date that it needs is not known (imported history).
 */
export type ClockStatus = 'on_time' | 'late' | 'open' | 'overdue' | 'ended' | 'stopped' | 'superseded' | 'not_known';

export interface Stopped {
  /** Null where the day is not known. */
  readonly on: string | null;
  readonly because: StopReason;
}

export type StopReason =
  | 'withdrawn'
  | 'moved_out'
  | 'closed'
  | 'refused_to_assess'
  | 'refused_to_issue'
  | 'decided_to_issue'
  | 'plan_issued'
  | 'not_amending'
  | 'meeting_held'
  | 'refusal_reversed'
  | 'appealed'
  | 'dispensed_with'
  | 'ceased'
  | 'transferred'
  | 'superseded';

/** Whether it still asks something of somebody. */
export const isRunning = (clock: ClockReading): boolean => clock.status === 'open' || clock.status === 'overdue';
