import { dueOrUnrolled } from '@ehc/case-clocks';
import {
  type ClockSettings,
  type DayNumber,
  type GivenException,
  type OneDayRuleId,
  isLifted,
  limitOf,
} from '@ehc/statutory-clock';
import { NEVER, isDated } from './facts.js';

/** The last days in time that the measures ask for, under one authority's settings. `NEVER` where the start is not known. */
export interface Limits {
  /** A1: last day to tell the family whether there will be an assessment. */
  readonly decideBy: (received: DayNumber) => DayNumber;
  /** A3: last day to tell the family that there will be no plan. */
  readonly refusePlanBy: (received: DayNumber) => DayNumber;
  /** A5: last day to send the final plan. */
  readonly issueBy: (received: DayNumber) => DayNumber;
  /** A4: last day of the family's window to answer a draft. */
  readonly draftWindowEnds: (served: DayNumber) => DayNumber;
  /** C1: last day of the next review. */
  readonly reviewBy: (lastReviewed: DayNumber) => DayNumber;
  /** C5: last day to tell the family what was decided at a review. */
  readonly reviewDecisionBy: (meeting: DayNumber) => DayNumber;
  /** Whether any of the exceptions lifts A5, judged on a day. */
  readonly issueLimitIsLifted: (received: DayNumber, exceptions: readonly GivenException[], asOf: DayNumber) => boolean;
}

/** The limits under these settings. Many cases share a day, so each day is reckoned once. */
export const limitsUnder = (settings: Readonly<ClockSettings>): Limits => {
  const due = (rule: OneDayRuleId) => {
    const known = new Map<DayNumber, DayNumber>();
    return (start: DayNumber): DayNumber => {
      let day = known.get(start);
      if (day === undefined) {
        day = isDated(start) ? dueOrUnrolled(rule, start, settings) : NEVER;
        known.set(start, day);
      }
      return day;
    };
  };
  return {
    decideBy: due('A1_DECIDE_ASSESS_6W'),
    refusePlanBy: due('A3_NO_PLAN_16W'),
    issueBy: due('A5_FINAL_20W'),
    draftWindowEnds: due('A4_DRAFT_WINDOW_15D'),
    reviewBy: due('C1_REVIEW_12M'),
    reviewDecisionBy: due('C5_DECISION_4W'),
    issueLimitIsLifted: (received, exceptions, asOf) => {
      if (!isDated(received)) return false;
      const unrolled = { ...settings, rolloverNonworking: 'none' } as const;
      const { start, unmovedDue } = limitOf('A5_FINAL_20W', { requestReceived: received }, unrolled);
      return isLifted('A5_FINAL_20W', { start, due: unmovedDue, asOf }, exceptions, settings);
    },
  };
};
