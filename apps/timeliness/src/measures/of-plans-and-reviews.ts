import { isDated } from './facts.js';
import type { CountMeasure, ShareMeasure } from './measure.js';
import { isWithin } from './period.js';
import type { PlanView } from './plan-view.js';
import type { Question } from './question.js';
import type { ReviewView } from './review-view.js';

const atSnapshot = (_: unknown, { snapshot }: Question) => snapshot;

export const PLANS_CEASED: CountMeasure<'plan'> = {
  id: 'plans.ceased',
  label: 'Plans ceased',
  definition: 'Plans that ceased in the period, or went with the child to another authority in it.',
  version: 1,
  kind: 'count',
  unit: 'plans',
  over: 'plan',
  counted: ({ endedOn }, { period }) => isWithin(endedOn, period),
  countedOn: ({ endedOn }: PlanView) => endedOn,
};

const decidedInTime = ({ decidedOn, decideBy }: ReviewView): boolean => decidedOn <= decideBy;

export const REVIEW_DECISIONS: ShareMeasure<'review'> = {
  id: 'annual_review_4_weeks',
  label: 'Review decisions within 4 weeks',
  definition:
    'Of the reviews with a meeting whose decision was notified in the period, those decided within 4 weeks of the ' +
    'meeting (day 28 is in time).',
  version: 1,
  kind: 'share',
  unit: 'percent',
  over: 'review',
  population: ({ concluded, decidedOn }, { period }) => concluded && isWithin(decidedOn, period),
  counted: decidedInTime,
  countedOn: ({ decidedOn }) => decidedOn,
};

export const PLANS_ACTIVE: CountMeasure<'plan'> = {
  id: 'plans.active',
  label: 'Plans in force',
  definition: 'Plans in force at the snapshot date. A plan that ceases on a day is not in force on it.',
  version: 1,
  kind: 'count',
  unit: 'plans',
  over: 'plan',
  counted: ({ active }) => active,
  countedOn: atSnapshot,
};

export const REVIEWS_OVERDUE: CountMeasure<'plan'> = {
  id: 'reviews.overdue',
  label: 'Reviews overdue',
  definition:
    'Plans in force at the snapshot date whose next review decision was due before it: 12 months from the latest known ' +
    'decision, or else from the first issue.',
  version: 1,
  kind: 'count',
  unit: 'plans',
  over: 'plan',
  counted: ({ active, reviewBy }, { snapshot }) => active && isDated(reviewBy) && reviewBy < snapshot,
  countedOn: atSnapshot,
};

/** Said beside `reviews.overdue` of an authority that has imported a return. */
export const REVIEWS_OVERDUE_NOTE =
  'An overstatement: a SEN2 return holds only the latest review of each plan, so earlier reviews are not known.';

export const SEN2_REVIEW_DECISIONS: ShareMeasure<'census'> = {
  id: 'sen2.annual_review_4_weeks',
  label: 'Latest review decided within 4 weeks, as DfE publishes it',
  definition:
    'Of the plans active at the census of the SEN2 return that reports the year in which the period ends, with a latest ' +
    'review that has a meeting and a decision, whatever its year: those decided within 4 weeks of the meeting.',
  version: 1,
  kind: 'share',
  unit: 'percent',
  over: 'census',
  population: ({ active, concluded }) => active && concluded,
  counted: decidedInTime,
  countedOn: atSnapshot,
};
