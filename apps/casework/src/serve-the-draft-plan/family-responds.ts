import { stillOpen } from '../order-of-steps/case-order.js';
import {
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  Flag,
  notBefore,
  type Of,
  optional,
  outOfOrder,
  Part,
  StepRequest,
  Words,
} from '@ehc/recording';
import { Setting } from '../request-an-assessment/setting.js';
import { caseStream } from '../streams/case-stream.js';

export class FamilyResponds extends StepRequest {
  @FieldOf('FamilyResponded', 'response', 'What the family answered.')
  response!: Of<'FamilyResponded', 'response'>;

  @Part(() => Setting, 'The setting that the family asks for (s.38(3)).', optional)
  settingRequested?: Setting;

  @Flag('Whether the family asks for a personal budget.', optional)
  personalBudgetRequested?: boolean;

  @Words('What the family says about the draft. Sealed.', optional)
  representations?: string;
}

/** The family answered the draft plan (reg 13(1)). */
export const familyResponds = defineStep({
  stream: caseStream,
  records: 'FamilyResponded',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      state.drafts.length === 0 &&
        !state.issued &&
        outOfOrder(
          'No draft has been served to which the family could answer.',
          'Record the draft first (draft-plan).',
        ),
      notBefore(event, state.drafts[0], 'the draft was served'),
    ),
  decide: (_, command: FamilyResponds) => fact('FamilyResponded', command),
});
