import { dayNotAfter, defineStep, fact, firstRefusal, notBefore, outOfOrder } from '@ehc/recording';
import { noStandingRefusalToAssess, stillOpen } from '../order-of-steps/case-order.js';
import { caseStream } from '../streams/case-stream.js';
import { DecisionRequest } from './decision-request.js';

export class DecideToAssess extends DecisionRequest {}

/** The family was told that an assessment will be made (reg 5(1)): stops A1. The advice is asked for by a policy. */
export const decideToAssess = defineStep({
  stream: caseStream,
  records: 'DecidedToAssess',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      noStandingRefusalToAssess(state),
      state.assessmentShown &&
        outOfOrder(
          'It was decided already to make an assessment.',
          'If the date or another detail is wrong, ask for a correction of that decision.',
        ),
      notBefore(event, state.requested, 'the request was received'),
      dayNotAfter('decidedOn', event.payload.decidedOn, event.happenedOn, 'the day on which the family was told'),
    ),
  decide: (_, command: DecideToAssess) => fact('DecidedToAssess', command),
});
