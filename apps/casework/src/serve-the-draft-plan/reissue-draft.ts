import { noStandingRefusalToIssue, notYetIssued, stillOpen } from '../order-of-steps/case-order.js';
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

export class ReissueDraft extends StepRequest {
  @FieldOf('DraftPlanReissued', 'by', 'How it was served.')
  by?: Of<'DraftPlanReissued', 'by'>;

  @Words('What was changed. Sealed.', optional)
  changes?: string;
}

/** A changed draft was served: the family has a new window (prudent, not explicit in the law). */
export const reissueDraft = defineStep({
  stream: caseStream,
  records: 'DraftPlanReissued',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      noStandingRefusalToIssue(state),
      notYetIssued(state),
      state.drafts.length === 0 && outOfOrder('No draft has been served yet.', 'Record the first draft (draft-plan).'),
      notBefore(event, state.drafts.at(-1), 'the draft before it was served'),
    ),
  decide: (state, command: ReissueDraft) =>
    fact('DraftPlanReissued', command, { version: Math.max(2, state.drafts.length + 1) }),
});
