import { dueOrUnrolled, isDated, NEVER } from '@ehc/case-clocks';
import {
  type ClockSettings,
  type DayNumber,
  type GivenException,
  isLifted,
  limitOf,
  type OneDayRuleId,
  ruleById,
} from '@ehc/statutory-clock';
import { type Limits, limitsUnder } from '../measures/limits.js';

/** The limits of the measures, and those that lead indicators ask for besides, each day reckoned once. */
export interface LeadLimits extends Limits {
  /** Last day in time under a rule; `NEVER` where the start is not known. */
  readonly due: (rule: OneDayRuleId, start: DayNumber) => DayNumber;
  /** A4: first day on which the plan may be finalised without the family's answer to a draft served on a day. */
  readonly finaliseFrom: (served: DayNumber) => DayNumber;
  /** A6: last day of a setting to reply. */
  readonly replyBy: (start: DayNumber) => DayNumber;
  /** Whether any of the exceptions lifts a limit that starts on a day, judged on another. */
  readonly isLifted: (rule: OneDayRuleId, start: DayNumber, judged: JudgedOn) => boolean;
}

export interface JudgedOn {
  readonly exceptions: readonly GivenException[];
  readonly asOf: DayNumber;
  /** A2: who was asked. */
  readonly body?: string;
}

/** The limits under the settings of an authority. */
export const leadLimitsUnder = (settings: Readonly<ClockSettings>): LeadLimits => {
  const limits = limitsUnder(settings);
  const known = new Map<OneDayRuleId, Map<DayNumber, DayNumber>>();
  const due = (rule: OneDayRuleId, start: DayNumber): DayNumber => {
    if (!isDated(start)) return NEVER;
    let days = known.get(rule);
    if (days === undefined) known.set(rule, (days = new Map()));
    let day = days.get(start);
    if (day === undefined) days.set(start, (day = dueOrUnrolled(rule, start, settings)));
    return day;
  };
  const unrolled = { ...settings, rolloverNonworking: 'none' } as const;
  return {
    ...limits,
    due,
    finaliseFrom: (served) => limits.draftWindowEnds(served) + 1,
    replyBy: (start) => due('A6_SETTING_RESPONSE_15D', start),
    isLifted: (rule, start, { exceptions, ...judged }) => {
      if (exceptions.length === 0 || !isDated(start)) return false;
      const { unmovedDue } = limitOf(rule, { [ruleById(rule).start[0]!]: start }, unrolled);
      return isLifted(rule, { start, due: unmovedDue, ...judged }, exceptions, settings);
    },
  };
};
