import { dayNumberOf } from '@ehc/statutory-clock';
import type { PlanFacts } from './facts.js';

/**
 * Whether the day on which a plan is said to have started is that of its first issue. A return gives the start of the
 * *current* plan: where the assessment's outcome is historical, a start in the year that the first return reports, or
 * later, is that of an amended plan whose first issue is not known.
 */
export const startIsFirstIssue = (plans: PlanFacts, row: number): boolean => {
  if (plans.historical[row] !== 1) return true;
  const shownIn = plans.shownIn[row]!;
  return shownIn !== 0 && plans.startedOn[row]! < dayNumberOf(shownIn, 1, 1);
};
