import { stillOpen } from '../order-of-steps/case-order.js';
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

export class ConsultFamily extends StepRequest {
  @FieldOf('FamilyConsulted', 'method', 'How the family was asked.')
  method?: Of<'FamilyConsulted', 'method'>;

  @Words('What the family said, where it answered at once. Sealed.', optional)
  views?: string;
}

/** The family was asked for its views and invited to send evidence (s.36(4), (7)). */
export const consultFamily = defineStep({
  stream: caseStream,
  records: 'FamilyConsulted',
  mayFollow: (state, event) =>
    firstRefusal(stillOpen(state), notBefore(event, state.requested, 'the request was received')),
  decide: (_, command: ConsultFamily) => fact('FamilyConsulted', command),
});
