import type { PlanState } from '@ehc/pathway';
import { PlanContents } from '../finalise-the-plan/plan-contents.js';
import { onDay } from '../order-of-steps/case-order.js';
import {
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  Flag,
  Id,
  notBefore,
  notFound,
  type Of,
  optional,
  outOfOrder,
  type Refusal,
  StepRequest,
  Words,
} from '@ehc/recording';
import { amendmentUnderWay, inForce, reviewWith, startOf } from '../order-of-steps/plan-order.js';
import { planStream } from '../streams/plan-stream.js';

/*
 * Amending a plan: after a review (reg 22), or outside one (reg 28). The notice, the family's answer and the outcome are
 * linked by the id of the review, or by that of the notice where there was no review.
 */

export class ServeAmendmentNotice extends StepRequest {
  @Id(
    'Id of the review that it follows from. Left out: the last review decided to amend and not noticed yet, else none.',
    optional,
  )
  review?: string;

  @FieldOf('AmendmentNoticeServed', 'by', 'How it was served.')
  by?: Of<'AmendmentNoticeServed', 'by'>;
}

/** The plan with the proposed amendments and the evidence was sent to the family (reg 22(2)). */
export const serveAmendmentNotice = defineStep({
  stream: planStream,
  records: 'AmendmentNoticeServed',
  mayFollow: (state, event) => {
    const review = event.payload.review === undefined ? undefined : reviewWith(state, event.payload.review);
    if (event.payload.review !== undefined && !review) return notFound('review');
    return firstRefusal(
      inForce(state),
      review?.amendmentNotice &&
        outOfOrder(
          `The amendment notice of this review was served${onDay(review.amendmentNotice.on)}.`,
          'Record what came of it.',
        ),
      review?.decision?.outcome &&
        review.decision.outcome !== 'amend' &&
        outOfOrder(
          'This review was not decided to amend the plan.',
          'Leave the review out, to amend the plan outside a review (reg 28).',
        ),
      notBefore(event, review?.meeting, 'the review meeting was held'),
      notBefore(event, startOf(state), 'the plan came into force here'),
    );
  },
  decide: (state, command: ServeAmendmentNotice, { newId }) => {
    const review =
      command.review ??
      state.reviews.findLast((one) => one.decision?.outcome === 'amend' && !one.amendmentNotice && !one.amendedFinal)
        ?.id;
    return fact(
      'AmendmentNoticeServed',
      { ...command, review },
      review === undefined ? { notice: newId('notice') } : {},
    );
  },
});

/** A step that follows an amendment notice. */
class AmendmentStep extends StepRequest {
  @Id(
    'Id of the review, or of the notice where there was no review. Left out: the last notice without an outcome.',
    optional,
  )
  review?: string;
}

export class FamilyRespondsToAmendments extends AmendmentStep {
  @FieldOf('FamilyRespondedToAmendments', 'response', 'What the family answered.')
  response!: Of<'FamilyRespondedToAmendments', 'response'>;

  @Words('What the family says about the amendments. Sealed.', optional)
  representations?: string;
}

/** The family answered the amendment notice (reg 22(2)(c)). */
export const familyRespondsToAmendments = defineStep({
  stream: planStream,
  records: 'FamilyRespondedToAmendments',
  mayFollow: (state, event) => firstRefusal(inForce(state), afterNotice(state, event)),
  decide: (state, command: FamilyRespondsToAmendments) =>
    fact('FamilyRespondedToAmendments', withNotice(state, command)),
});

export class FinaliseAmendedPlan extends PlanContents {
  @Id(
    'Id of the review, or of the notice where there was no review. Left out: the last notice without an outcome.',
    optional,
  )
  review?: string;

  @Flag('Whether it names the setting of the next phase of education (reg 18).', optional)
  phaseTransfer?: boolean;
}

/** The amended plan was sent to the family (reg 22(3)): stops C8 and C10. */
export const finaliseAmendedPlan = defineStep({
  stream: planStream,
  records: 'AmendedPlanFinalised',
  // Of a plan that came from a return the notice may not be known: SEN2 has no field for it.
  mayFollow: (state, event) =>
    firstRefusal(
      inForce(state),
      !state.started?.imported && afterNotice(state, event),
      notFinished(state, event.payload.review),
    ),
  decide: (state, command: FinaliseAmendedPlan) => fact('AmendedPlanFinalised', withNotice(state, command)),
});

export class DecideNotToAmend extends AmendmentStep {
  @Words('The reasons, as the family is told them. Sealed.', optional)
  reasons?: string;
}

/** The family was told that the plan will not be amended after all (reg 22(4)), with the right of appeal: C9. */
export const decideNotToAmend = defineStep({
  stream: planStream,
  records: 'DecidedNotToAmend',
  mayFollow: (state, event) =>
    firstRefusal(inForce(state), afterNotice(state, event), notFinished(state, event.payload.review)),
  decide: (state, command: DecideNotToAmend) => fact('DecidedNotToAmend', withNotice(state, command)),
});

/** The step with the notice that it means. */
const withNotice = <C extends { readonly review?: string }>(state: PlanState, command: C): C => ({
  ...command,
  review: command.review ?? amendmentUnderWay(state)?.id,
});

const afterNotice = (
  state: PlanState,
  event: { readonly happenedOn: string | null; readonly payload: { readonly review?: string } },
): Refusal | undefined => {
  const { review: id } = event.payload;
  const notice = id === undefined ? undefined : reviewWith(state, id)?.amendmentNotice;
  return notice
    ? notBefore(event, notice, 'the amendment notice was served')
    : outOfOrder('No amendment notice has been served.', 'Record the notice first (amendment-notice).');
};

const notFinished = (state: PlanState, id: string | undefined): Refusal | undefined => {
  const review = id === undefined ? undefined : reviewWith(state, id);
  const finished = review?.amendedFinal ?? review?.notAmended;
  return finished
    ? outOfOrder(
        `What came of this notice is recorded${onDay(finished.on)}.`,
        'If that is wrong, ask for a correction of it.',
      )
    : undefined;
};
