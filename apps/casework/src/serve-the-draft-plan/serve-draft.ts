import {
  assessmentBegun,
  noStandingRefusalToIssue,
  notYetIssued,
  onDay,
  stillOpen,
} from '../order-of-steps/case-order.js';
import { defineStep, fact, FieldOf, firstRefusal, notBefore, type Of, outOfOrder, StepRequest } from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

export class ServeDraft extends StepRequest {
  @FieldOf('DraftPlanServed', 'by', 'How it was served.')
  by?: Of<'DraftPlanServed', 'by'>;
}

/**
 * The draft plan was served, Section I blank (s.38, reg 13(1)): the family's 15 days begin (A4). It may go out before
 * the decision to issue is recorded; the final plan may not.
 */
export const serveDraft = defineStep({
  stream: caseStream,
  records: 'DraftPlanServed',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      assessmentBegun(state),
      noStandingRefusalToIssue(state),
      notYetIssued(state),
      state.drafts.length > 0 &&
        outOfOrder(
          `A draft was served${onDay(state.drafts[0]!.on)}.`,
          'Record the changed draft (draft-plan-reissued).',
        ),
      notBefore(event, state.assessmentShown, 'an assessment was agreed'),
      notBefore(event, state.requested, 'the request was received'),
    ),
  decide: (_, command: ServeDraft) => fact('DraftPlanServed', command, { version: 1 }),
});
