import { dayNotAfter, defineStep, fact, firstRefusal, notBefore, outOfOrder, Words } from '@ehc/recording';
import { noStandingRefusalToAssess, stillOpen } from '../order-of-steps/case-order.js';
import { caseStream } from '../streams/case-stream.js';
import { DecisionRequest } from './decision-request.js';

export class DecideNotToAssess extends DecisionRequest {
  @Words('The reasons, as the family is told them (reg 5(3)). A refusal has reasons.')
  declare reasons: string;
}

/** The family was told that no assessment will be made (reg 5(1), (3)): stops A1, and the family's time to appeal begins. */
export const decideNotToAssess = defineStep({
  stream: caseStream,
  records: 'DecidedNotToAssess',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      noStandingRefusalToAssess(state),
      (state.firstDecision || state.assessmentShown) &&
        outOfOrder(
          'It was decided already to make an assessment.',
          'If that was recorded by mistake, ask for a correction; after an assessment the decision is whether to issue a plan (decision-not-to-issue).',
        ),
      notBefore(event, state.requested, 'the request was received'),
      dayNotAfter('decidedOn', event.payload.decidedOn, event.happenedOn, 'the day on which the family was told'),
    ),
  decide: (_, command: DecideNotToAssess) => fact('DecidedNotToAssess', command),
});
