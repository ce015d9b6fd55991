import { assessmentBegun, noStandingRefusalToIssue, notYetIssued, stillOpen } from '../order-of-steps/case-order.js';
import {
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  notBefore,
  type Of,
  optional,
  outOfOrder,
  Words,
} from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';
import { PlanContents } from './plan-contents.js';

export class FinalisePlan extends PlanContents {
  @Words('The type of setting named, where no setting is.', optional, 400)
  settingType?: string;

  @FieldOf('PlanFinalised', 'sections', 'The sections that the plan holds: A to K, H1 and H2.')
  sections?: Of<'PlanFinalised', 'sections'>;

  @FieldOf('PlanFinalised', 'sentTo', 'To whom it was sent (reg 13(2)).')
  sentTo?: Of<'PlanFinalised', 'sentTo'>;
}

/**
 * The final plan was sent (reg 13(2), 14): stops A5. It follows a decision to issue and a draft; of an assessment that
 * came from a return neither need be known.
 */
export const finalisePlan = defineStep({
  stream: caseStream,
  records: 'PlanFinalised',
  mayFollow: (state, event) => {
    const importedAssessment = state.assessmentShown?.imported || state.assessedEarlier?.imported;
    return firstRefusal(
      stillOpen(state),
      notYetIssued(state),
      assessmentBegun(state),
      noStandingRefusalToIssue(state),
      !state.decidedToIssue &&
        !importedAssessment &&
        outOfOrder('It has not been decided to issue a plan.', 'Record that decision first (decision-to-issue).'),
      state.drafts.length === 0 &&
        !importedAssessment &&
        outOfOrder('No draft plan has been served (s.38).', 'Record the draft first (draft-plan).'),
      notBefore(event, state.decidedToIssue, 'it was decided to issue a plan'),
      notBefore(event, state.drafts.at(-1), 'the draft was served'),
      notBefore(event, state.requested, 'the request was received'),
    );
  },
  decide: (state, command: FinalisePlan, { newId }) =>
    // A reassessment amends the plan that there is (s.44(2)).
    fact('PlanFinalised', command, { plan: state.previousPlan ?? newId('plan') }),
});
