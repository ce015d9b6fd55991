import type { DayNumber } from '@ehc/statutory-clock';
import { ENDS_BY_AGE } from './calibration/reviews-2024.js';
import type { PlanFile } from './life-of-a-plan.js';
import { ageOn } from './made-up-child.js';

/** When and why a plan ends; `reason` is SEN2 CeaseReason. */
export interface End {
  readonly on: DayNumber;
  readonly reason: number;
}

const A_YEAR = 365;
const MAXIMUM_AGE = 1;
const OLDEST = 25;

/** Draws the end of a plan year by year, as likely at each age as plans of that age ended in 2024. */
export const endOfPlan = ({ chance, bornOn, from }: Pick<PlanFile, 'chance' | 'bornOn' | 'from'>): End => {
  for (let year = from; ; year += A_YEAR) {
    const age = ageOn(bornOn, year);
    if (age >= OLDEST) return { on: year + 1, reason: MAXIMUM_AGE };
    const { plans, ends } = ENDS_BY_AGE.find(({ upTo }) => age <= upTo)!;
    const all = ends.reduce((sum, [, count]) => sum + count, 0);
    if (chance.happens(all / plans)) return { on: year + chance.between(100, A_YEAR), reason: chance.weighted(ends) };
  }
};
