import type { DayNumber } from './civil-date.js';

/**
 * `on_time`: done on or before the last day. `late`: done after it. `open`: not done, and the last day is not past.
 * `overdue`: not done, and it is past.
 */
export type Status = 'on_time' | 'late' | 'open' | 'overdue';

/** How a duty stands. Days are whole civil days. */
export interface Standing {
  status: Status;
  /** Days after the last day; with `late` and `overdue` only. */
  daysLate?: number;
  /** Days left, 0 on the last day itself; with `open` and a day to look from only. */
  daysRemaining?: number;
}

/**
 * How a duty stands on `asOf`. A duty that is done counts as done whatever `asOf` says; one that is not, with nobody
 * looking, is open.
 */
export function standingOf(due: DayNumber, done: DayNumber | undefined, asOf: DayNumber | undefined): Standing {
  if (done !== undefined) return done <= due ? { status: 'on_time' } : { status: 'late', daysLate: done - due };
  if (asOf === undefined) return { status: 'open' };
  return asOf <= due ? { status: 'open', daysRemaining: due - asOf } : { status: 'overdue', daysLate: asOf - due };
}
