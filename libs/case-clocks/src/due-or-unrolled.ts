import { ClockError, type ClockSettings, type DayNumber, dueDate, type OneDayRuleId } from '@ehc/statutory-clock';

/**
 * A last day that would have to be rolled or counted by working days of a year whose bank holidays nobody has written
 * down stays as it is: one strange date must not take an authority's figures away.
 */
export const dueOrUnrolled = (rule: OneDayRuleId, start: DayNumber, settings: Readonly<ClockSettings>): DayNumber => {
  try {
    return dueDate(rule, start, settings);
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    return dueDate(rule, start, { ...settings, rolloverNonworking: 'none', serviceMode: 'electronic' });
  }
};
