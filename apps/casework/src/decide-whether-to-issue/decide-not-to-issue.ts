import { DecisionRequest } from '../decide-whether-to-assess/decision-request.js';
import { assessmentBegun, noStandingRefusalToIssue, notYetIssued, stillOpen } from '../order-of-steps/case-order.js';
import { defineStep, fact, firstRefusal, notBefore, outOfOrder, Words } from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

export class DecideNotToIssue extends DecisionRequest {
  @Words('The reasons, as the family is told them (reg 10(3)). A refusal has reasons.')
  declare reasons: string;
}

/** The family was told that no plan will be issued (reg 10(1), (3)): stops A3 and A5. */
export const decideNotToIssue = defineStep({
  stream: caseStream,
  records: 'DecidedNotToIssuePlan',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      assessmentBegun(state),
      noStandingRefusalToIssue(state),
      notYetIssued(state),
      state.decidedToIssue &&
        outOfOrder(
          'It was decided to issue a plan.',
          'If that was recorded by mistake, ask for a correction that strikes it out.',
        ),
      notBefore(event, state.assessmentShown, 'an assessment was agreed'),
      notBefore(event, state.requested, 'the request was received'),
    ),
  decide: (_, command: DecideNotToIssue) => fact('DecidedNotToIssuePlan', command),
});
