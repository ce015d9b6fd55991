import { assessmentBegun, notYetIssued, stillOpen } from '../order-of-steps/case-order.js';
import {
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  notBefore,
  type Of,
  optional,
  outOfOrder,
  StepRequest,
  Words,
} from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

export class Withdraw extends StepRequest {
  @FieldOf('AssessmentWithdrawn', 'by', 'Who withdrew it.')
  by?: Of<'AssessmentWithdrawn', 'by'>;

  @Words('Note. Sealed.', optional)
  note?: string;
}

/** The request was withdrawn before it was decided whether to assess. */
export const withdrawRequest = defineStep({
  stream: caseStream,
  records: 'RequestWithdrawn',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      (state.firstDecision || state.assessmentShown) &&
        outOfOrder('It was decided already whether to assess.', 'Record the withdrawal of the assessment.'),
      notBefore(event, state.requested, 'the request was received'),
    ),
  decide: (_, command: Withdraw) => fact('RequestWithdrawn', command),
});

/** The assessment was withdrawn before it was decided whether to issue a plan. */
export const withdrawAssessment = defineStep({
  stream: caseStream,
  records: 'AssessmentWithdrawn',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      assessmentBegun(state),
      notYetIssued(state),
      notBefore(event, state.assessmentShown, 'an assessment was agreed'),
      notBefore(event, state.requested, 'the request was received'),
    ),
  decide: (_, command: Withdraw) => fact('AssessmentWithdrawn', command),
});
