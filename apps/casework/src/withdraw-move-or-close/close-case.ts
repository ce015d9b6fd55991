import { notYetIssued, stillOpen } from '../order-of-steps/case-order.js';
import {
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  notBefore,
  type Of,
  optional,
  StepRequest,
  Words,
} from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

export class CloseCase extends StepRequest {
  @FieldOf('CaseClosed', 'reason', 'Why the case ended otherwise than by a plan, a refusal, a withdrawal or a move.')
  reason!: Of<'CaseClosed', 'reason'>;

  @Words('Note. Sealed.', optional)
  note?: string;
}

export const closeCase = defineStep({
  stream: caseStream,
  records: 'CaseClosed',
  mayFollow: (state, event) =>
    firstRefusal(stillOpen(state), notYetIssued(state), notBefore(event, state.requested, 'the request was received')),
  decide: (_, command: CloseCase) => fact('CaseClosed', command),
});
