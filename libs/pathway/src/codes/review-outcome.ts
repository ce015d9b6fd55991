import { codeList, type CodeOf } from './code-list.js';

/** ActivePlans.ReviewOutcome: the decision after the latest annual review. Source: data-standards §1.4, sen2-codesets.csv. */
export const REVIEW_OUTCOME = codeList('review outcome', {
  M: 'Maintain',
  A: 'Amend',
  C: 'Cease',
});

export type ReviewOutcome = CodeOf<typeof REVIEW_OUTCOME>;

/** Whether the value is a code of REVIEW_OUTCOME. */
export const isReviewOutcome = (value: unknown): value is ReviewOutcome => REVIEW_OUTCOME.is(value);

/** The words for a code of REVIEW_OUTCOME; the value itself where it is none. */
export const reviewOutcomeLabel = (code: string): string => REVIEW_OUTCOME.label(code);
