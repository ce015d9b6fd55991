import type { PlanState, ReviewState } from '@ehc/pathway';
import { planOver } from '@ehc/case-clocks';
import { notFound, outOfOrder, type Refusal } from '@ehc/recording';
import { onDay } from './case-order.js';

/** The plan is in force here: it came into force, and has neither ceased nor gone to another authority. */
export const inForce = (state: PlanState): Refusal | undefined => {
  // A plan of which only returns spoke may lack its start; a person's next step is taken on what there is.
  const shownInReturn = Object.keys(state.census).length > 0;
  if (!state.started && !state.transferredIn && !shownInReturn) {
    return outOfOrder(
      'This plan never came into force: that it did was struck out.',
      'Record what happened on the plan that is in force.',
    );
  }
  const over = planOver(state);
  return over
    ? outOfOrder(
        over.because === 'ceased'
          ? `This plan ceased${onDay(over.on)}.`
          : `This plan went to another authority${onDay(over.on)}.`,
        'Nothing more is recorded on it; if that is a mistake, ask for a correction.',
      )
    : undefined;
};

/** The day from which the plan is in force here. */
export const startOf = (state: PlanState): string | null => state.started?.on ?? state.transferredIn?.on ?? null;

/** The review that a step without its id means: the one under way. */
export const reviewUnderWay = (state: PlanState): ReviewState | undefined =>
  state.reviews.findLast((review) => !review.decision && !outsideReview(review));

/** The amendment that a step without its id means: the last one noticed and not finished. */
export const amendmentUnderWay = (state: PlanState): ReviewState | undefined =>
  state.reviews.findLast((review) => review.amendmentNotice && !review.amendedFinal && !review.notAmended);

/** A notice outside a review (reg 28) is kept among the reviews, but is none. */
export const outsideReview = (review: ReviewState): boolean =>
  review.amendmentNotice !== null && !review.meeting && !review.decision && !review.dueOn && !review.noticeOn;

export const reviewWith = (state: PlanState, id: string): ReviewState | undefined =>
  state.reviews.find((review) => review.id === id);

/** The review exists. */
export const knownReview = (state: PlanState, id: string): Refusal | undefined =>
  reviewWith(state, id) ? undefined : notFound('review');
