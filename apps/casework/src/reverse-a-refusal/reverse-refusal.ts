import { standingNoPlan } from '@ehc/pathway';
import {
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  notBefore,
  type Of,
  OneOf,
  optional,
  outOfOrder,
  StepRequest,
  Words,
} from '@ehc/recording';
import { stillOpen } from '../order-of-steps/case-order.js';
import { caseStream } from '../streams/case-stream.js';

const BECAUSE = ['authority_reconsidered', 'mediation', 'concession', 'order', 'agreement'] as const;

export class ReverseRefusal extends StepRequest {
  @FieldOf('RefusalReversed', 'about', 'Which refusal: to assess or to issue.')
  about!: Of<'RefusalReversed', 'about'>;

  @OneOf(BECAUSE, 'What reversed it. An order, a concession or an agreement is recorded too: it sets new limits.')
  because!: (typeof BECAUSE)[number];

  @Words('The reasons. Sealed.', optional)
  reasons?: string;
}

/** A refusal was reversed, and the family told: the case is open again from the original request. */
export const reverseRefusal = defineStep({
  stream: caseStream,
  records: 'RefusalReversed',
  mayFollow: (state, event) => {
    const [refusal, reversal] =
      event.payload.about === 'assess'
        ? [state.firstDecision?.outcome === 'refuse' ? state.firstDecision : null, state.refusalReversed]
        : [
            state.noPlanAgain ?? state.noPlan,
            standingNoPlan(state) ? null : (state.noPlanAgainReversed ?? state.noPlanReversed),
          ];
    return firstRefusal(
      stillOpen(state),
      !refusal &&
        outOfOrder(
          `There is no refusal to ${event.payload.about} that could be reversed.`,
          'Record the refusal first.',
        ),
      reversal && outOfOrder('This refusal was reversed already.', 'If the day is wrong, ask for a correction of it.'),
      notBefore(event, refusal, 'the family was told of the refusal'),
    );
  },
  decide: (_, command: ReverseRefusal) => fact('RefusalReversed', command),
});
