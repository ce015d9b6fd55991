import type { ClockSettings } from '@ehc/statutory-clock';

/** Days of a review as far as they are known: civil dates or day numbers. */
export interface ReviewDays<Day extends string | number> {
  readonly meetingOn: Day | null;
  readonly decidedOn: Day | null;
}

/** The day on which a review is done (statutory-rules.md §5, 10); null where it is not, as far as is known. */
export const reviewDoneOn = <Day extends string | number>(
  { meetingOn, decidedOn }: ReviewDays<Day>,
  { reviewCompleteOn }: Readonly<ClockSettings>,
): Day | null => (reviewCompleteOn === 'meeting' ? meetingOn : decidedOn);

/**
 * The day from which the next review is counted once this one is done (§5, 11): its decision or its meeting, as the
 * authority chose, and the day on which it was done where that one is not known. Null while the review is not done.
 */
export const nextReviewFrom = <Day extends string | number>(
  review: ReviewDays<Day>,
  settings: Readonly<ClockSettings>,
): Day | null => {
  const done = reviewDoneOn(review, settings);
  if (done === null) return null;
  return (settings.reviewAnchor === 'last_meeting' ? review.meetingOn : review.decidedOn) ?? done;
};
