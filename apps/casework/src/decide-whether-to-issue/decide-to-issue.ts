import { DecisionRequest } from '../decide-whether-to-assess/decision-request.js';
import { assessmentBegun, noStandingRefusalToIssue, notYetIssued, stillOpen } from '../order-of-steps/case-order.js';
import { defineStep, fact, firstRefusal, notBefore, outOfOrder } from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

export class DecideToIssue extends DecisionRequest {}

/** It was decided that a plan will be issued (s.37(1)). The law sets no date for it; A3 falls away. */
export const decideToIssue = defineStep({
  stream: caseStream,
  records: 'DecidedToIssuePlan',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      assessmentBegun(state),
      noStandingRefusalToIssue(state),
      state.decidedToIssue &&
        outOfOrder('It was decided already to issue a plan.', 'The next steps are the draft plan and the final plan.'),
      notYetIssued(state),
      notBefore(event, state.assessmentShown, 'an assessment was agreed'),
      notBefore(event, state.requested, 'the request was received'),
    ),
  decide: (_, command: DecideToIssue) => fact('DecidedToIssuePlan', command),
});
