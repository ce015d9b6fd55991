import type { DayNumber } from '../civil-date.js';

/** A circumstance that somebody says lifts a limit. Dates are day numbers; which of them count depends on the kind. */
export interface GivenException {
  /** `X1` to `X5`, `X3b`, `X4b`, `coronavirus`, or any other code, which lifts nothing. */
  kind: string;
  /** Whether keeping the limit is impractical because of it. Every kind needs this. */
  impractical?: boolean;
  /** X1, X2: the day on which the head (the provider) was asked for advice. */
  adviceRequestedOn?: DayNumber;
  /** X1, X2: the first day on which the school (the provider) was closed. */
  closedFrom?: DayNumber;
  /** X1, X2: the day on which it opens again. */
  reopensOn?: DayNumber;
  /** X3, X3b: first day of the circumstance. X4, X4b: first day absent. */
  from?: DayNumber;
  /** X3, X3b: last day of the circumstance. X4, X4b: last day absent. Absent while it goes on. */
  to?: DayNumber;
  /** X5: the day of the appointment that was missed. */
  missedOn?: DayNumber;
  /** X5: the body that had made the appointment. */
  body?: string;
}

/** The dates of an exception, by name. */
export type ExceptionDate = Exclude<keyof GivenException, 'kind' | 'impractical' | 'body'>;

/** The limit that an exception is judged against. Both ends of the period count. */
export interface JudgedPeriod {
  /** Day 0, the day counted from. */
  start: DayNumber;
  /** The last day in time before any rolling; with several limits the latest of them. */
  due: DayNumber;
  /** The day on which it is judged: a circumstance without `to` is taken to last until then, else until `due`. */
  asOf?: DayNumber;
  /** A2: the body that was asked for advice. */
  body?: string;
}

/** Whether one exception lifts the limit, and why (not). */
export interface Finding {
  lifts: boolean;
  /** Free text for people. */
  because: string;
}

export function lifts(because: string): Finding {
  return { lifts: true, because };
}

export function liftsNot(because: string): Finding {
  return { lifts: false, because };
}

/** The last day of a circumstance: its own, or while it goes on the day of judging, or the due date. */
export function lastDayOf(exception: GivenException, period: JudgedPeriod): DayNumber {
  return exception.to ?? period.asOf ?? period.due;
}
