import type { EventType, PlanState, ReviewState } from '@ehc/pathway';
import { onDay } from '../order-of-steps/case-order.js';
import {
  Day,
  dayNotBefore,
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  Flag,
  notBefore,
  type Of,
  optional,
  outOfOrder,
  Refusal,
  Words,
} from '@ehc/recording';
import { inForce, reviewWith, startOf } from '../order-of-steps/plan-order.js';
import { planStream } from '../streams/plan-stream.js';
import { reviewMeant, ReviewStep } from './review-request.js';

/*
 * The annual review (s.44, regs 18–22). A review may begin with any of its steps up to the meeting: an authority that
 * learns of a meeting from the school's report has not told anybody that it was due. `review` links the steps.
 */

/** What every step of a review needs: the plan in force, the review not decided, the date not before the plan. */
const stepOfReview = (
  state: PlanState,
  event: { readonly happenedOn: string | null; readonly payload: { review: string } },
) => {
  const review = reviewWith(state, event.payload.review);
  return firstRefusal(
    inForce(state),
    review?.decision &&
      outOfOrder(
        `This review was decided${onDay(review.decision.on)}.`,
        'Begin the next review by leaving the review id out, or ask for a correction.',
      ),
    notBefore(event, startOf(state), 'the plan came into force here'),
  );
};

const done = (day: unknown, what: string): Refusal | undefined | false =>
  Boolean(day) && outOfOrder(`${what} already.`, 'If a date is wrong, ask for a correction of it.');

const withReview = <T extends EventType>(
  decide: (review: string) => ReturnType<typeof fact<T>>,
  ...meant: Parameters<typeof reviewMeant>
) => {
  const review = reviewMeant(...meant);
  return review instanceof Refusal ? review : decide(review);
};

export class ReviewFallsDue extends ReviewStep {
  @Day('The day by which the review is due. May lie in the future.')
  dueOn!: string;

  @Flag('Whether it is a review for the move to another phase of education (reg 18).', optional)
  phaseTransfer?: boolean;
}

/** The setting was told that a review is due. */
export const reviewFallsDue = defineStep({
  stream: planStream,
  records: 'ReviewDue',
  mayFollow: stepOfReview,
  decide: (state, command: ReviewFallsDue, circumstances) =>
    withReview((review) => fact('ReviewDue', command, { review }), state, command, circumstances),
});

export class NotifyReviewMeeting extends ReviewStep {
  @Day('The day for which the meeting is called. May lie in the future.')
  meetingOn!: string;
}

/** Notice of the meeting was given (reg 20(3): at least two weeks before, C2). */
export const notifyReviewMeeting = defineStep({
  stream: planStream,
  records: 'ReviewMeetingNotified',
  mayFollow: (state, event) =>
    firstRefusal(
      stepOfReview(state, event),
      held(state, event.payload.review),
      dayNotBefore('meetingOn', event.payload.meetingOn, event.happenedOn, 'notice was given'),
    ),
  decide: (state, command: NotifyReviewMeeting, circumstances) =>
    withReview((review) => fact('ReviewMeetingNotified', command, { review }), state, command, circumstances),
});

export class CirculateReviewAdvice extends ReviewStep {
  @Day('The day of the meeting, where it is known.', optional)
  meetingOn?: string;
}

/** The advice obtained was circulated (reg 20(4): at least two weeks before the meeting, C3). */
export const circulateReviewAdvice = defineStep({
  stream: planStream,
  records: 'ReviewAdviceCirculated',
  mayFollow: (state, event) =>
    firstRefusal(
      stepOfReview(state, event),
      done(reviewWith(state, event.payload.review)?.circulatedOn, 'The advice was circulated'),
    ),
  decide: (state, command: CirculateReviewAdvice, circumstances) =>
    withReview((review) => fact('ReviewAdviceCirculated', command, { review }), state, command, circumstances),
});

export class HoldReviewMeeting extends ReviewStep {
  @Flag('Whether it is a review for the move to another phase of education (reg 18).', optional)
  phaseTransfer?: boolean;

  @FieldOf('ReviewMeetingHeld', 'attended', 'Who took part: agencies or roles, not names.')
  attended?: Of<'ReviewMeetingHeld', 'attended'>;

  @Words('Note. Sealed.', optional)
  note?: string;
}

/** The review meeting was held: report in 2 weeks (C4), decision in 4 (C5). */
export const holdReviewMeeting = defineStep({
  stream: planStream,
  records: 'ReviewMeetingHeld',
  mayFollow: (state, event) =>
    firstRefusal(
      stepOfReview(state, event),
      held(state, event.payload.review),
      notBefore(event, reviewWith(state, event.payload.review)?.noticeOn, 'notice of the meeting was given'),
    ),
  decide: (state, command: HoldReviewMeeting, circumstances) =>
    withReview((review) => fact('ReviewMeetingHeld', command, { review }), state, command, circumstances),
});

export class SendReviewReport extends ReviewStep {}

/** The report of the meeting was sent to everyone invited (reg 20(8)–(9), C4). */
export const sendReviewReport = defineStep({
  stream: planStream,
  records: 'ReviewReportSent',
  mayFollow: (state, event) => {
    const review = reviewWith(state, event.payload.review);
    return firstRefusal(
      // The school may send its report after the authority has decided.
      inForce(state),
      noMeeting(review),
      done(review?.reportOn, 'The report was sent'),
      notBefore(event, review?.meeting, 'the meeting was held'),
    );
  },
  decide: (state, command: SendReviewReport, circumstances) => {
    const review = command.review ?? state.reviews.findLast((one) => one.meeting && !one.reportOn)?.id;
    return withReview(
      (id) => fact('ReviewReportSent', command, { review: id }),
      state,
      { ...command, review },
      circumstances,
    );
  },
});

export class NotifyReviewDecision extends ReviewStep {
  @FieldOf('ReviewDecisionNotified', 'outcome', 'Whether the plan is maintained as it is, amended, or ceased.', {})
  outcome!: NonNullable<Of<'ReviewDecisionNotified', 'outcome'>>;

  @Words('The reasons, as the family is told them. Sealed.', optional)
  reasons?: string;
}

/** The family was told whether the plan is maintained, amended or ceased (reg 20(10), C5): the review is complete. */
export const notifyReviewDecision = defineStep({
  stream: planStream,
  records: 'ReviewDecisionNotified',
  mayFollow: (state, event) => {
    const review = reviewWith(state, event.payload.review);
    return firstRefusal(
      stepOfReview(state, event),
      noMeeting(review),
      notBefore(event, review?.meeting, 'the meeting was held'),
    );
  },
  decide: (state, command: NotifyReviewDecision, circumstances) =>
    withReview((review) => fact('ReviewDecisionNotified', command, { review }), state, command, circumstances),
});

const held = (state: PlanState, id: string): Refusal | undefined => {
  const meeting = reviewWith(state, id)?.meeting;
  return meeting
    ? outOfOrder(
        `The meeting of this review was held${onDay(meeting.on)}.`,
        'Record its report and the decision; the next review begins after that.',
      )
    : undefined;
};

const noMeeting = (review: ReviewState | undefined): Refusal | undefined =>
  review?.meeting
    ? undefined
    : outOfOrder('No review meeting has been held.', 'Record the meeting first (review-meeting).');
