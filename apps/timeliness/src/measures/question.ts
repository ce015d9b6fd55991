import type { ClockSettings, DayNumber } from '@ehc/statutory-clock';
import type { Limits } from './limits.js';
import type { Period } from './period.js';

/** What every measure is counted by. */
export interface Question {
  readonly period: Period;
  /** The day whose state the snapshots show: the period's end, or today while it runs. */
  readonly snapshot: DayNumber;
  readonly settings: Readonly<ClockSettings>;
  readonly limits: Limits;
}
