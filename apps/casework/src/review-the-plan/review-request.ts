import type { PlanState } from '@ehc/pathway';
import { reviewUnderWay, reviewWith } from '../order-of-steps/plan-order.js';
import { type Circumstances, Id, notFound, optional, type Refusal, StepRequest } from '@ehc/recording';

/** A step of a review. */
export class ReviewStep extends StepRequest {
  @Id('Id of the review. Left out: the review under way, or, where there is none, a new one.', optional)
  review?: string;
}

/** The id of the review that a step means: named, under way, or new. */
export const reviewMeant = (
  state: PlanState,
  { review }: ReviewStep,
  { newId }: Pick<Circumstances, 'newId'>,
): string | Refusal => {
  if (review !== undefined) return reviewWith(state, review) ? review : notFound('review');
  return reviewUnderWay(state)?.id ?? newId('review');
};
