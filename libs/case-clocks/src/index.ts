/**
 * The clocks of a case, of a plan and of a request for advice: which limits run on what is recorded of it, and how each
 * stands on a day. Pure; the arithmetic is that of `statutory-clock`, the facts are the folds of `pathway`.
 */
export { adviceClock } from './advice-clock.js';
export { caseClocks, caseOver, mayHaveDuties, type CaseClocksInput } from './case-clocks.js';
export * from './clock-reading.js';
export { clocksMoved, type MovedClock } from './clocks-moved.js';
export { judgedOn } from './judged-on.js';
export { planClocks, planOver, type PlanClocksInput } from './plan-clocks.js';
export { nextReviewFrom, reviewDoneOn, type ReviewDays } from './review-done.js';
export { countedDay, dayNumberOfStep, isDated, NEVER, UNDATED } from './day-of.js';
export { daysSinceRequest } from './days-since-request.js';
export { dueOrUnrolled } from './due-or-unrolled.js';
export {
  type CaseDays,
  type CasePapers,
  type CaseStage,
  OPEN_STAGES,
  type OpenStage,
  stageAt,
  stageOf,
} from './stage-at.js';
