import type { AdviceState } from '@ehc/pathway';
import {
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  invalid,
  notBefore,
  type Of,
  optional,
  outOfOrder,
  type Refusal,
  StepRequest,
  Words,
} from '@ehc/recording';
import { adviceStream } from '../streams/advice-stream.js';

/** Nothing has been answered yet, and the answer is not before the asking. */
const unanswered = (state: AdviceState, event: { readonly happenedOn: string | null }): Refusal | undefined =>
  firstRefusal(
    (state.submitted || state.dispensedWith) &&
      outOfOrder(
        'This request is settled already.',
        'If that is wrong, ask for a correction; for more advice make a new request.',
      ),
    notBefore(event, state.requested, 'the advice was asked for'),
  );

export class SubmitAdvice extends StepRequest {
  @FieldOf('AdviceSubmitted', 'route', 'How it came.')
  route?: Of<'AdviceSubmitted', 'route'>;

  @FieldOf('AdviceSubmitted', 'pages', 'How many pages.')
  pages?: Of<'AdviceSubmitted', 'pages'>;

  @Words('Note. Sealed.', optional)
  note?: string;
}

/** The body gave its advice: stops A2. After a nil return it still may. */
export const submitAdvice = defineStep({
  stream: adviceStream,
  records: 'AdviceSubmitted',
  mayFollow: unanswered,
  decide: (_, command: SubmitAdvice) => fact('AdviceSubmitted', command),
});

export class ReturnNil extends StepRequest {
  @FieldOf('AdviceNilReturned', 'reason', 'Why there is nothing to say.')
  reason!: Of<'AdviceNilReturned', 'reason'>;

  @Words('Note. Sealed.', optional)
  note?: string;
}

/** The body answered that it has nothing to say: an answer, but not an assessment. */
export const returnNil = defineStep({
  stream: adviceStream,
  records: 'AdviceNilReturned',
  mayFollow: (state, event) =>
    firstRefusal(
      state.nilReturned &&
        outOfOrder('A nil return is recorded already.', 'If the body has advice after all, record that.'),
      unanswered(state, event),
    ),
  decide: (_, command: ReturnNil) => fact('AdviceNilReturned', command),
});

export class DispenseWithAdvice extends StepRequest {}

/** Author, authority and family are satisfied with the advice there is: it is not sought again (reg 6(4)). */
export const dispenseWithAdvice = defineStep({
  stream: adviceStream,
  records: 'AdviceDispensedWith',
  mayFollow: unanswered,
  decide: (state, command: DispenseWithAdvice) =>
    state.kind === 'parent_or_yp'
      ? invalid(
          'kind',
          'The views of the parent or young person are never dispensed with (reg 6(4)).',
          'Record what they say, or a nil return.',
        )
      : fact('AdviceDispensedWith', command),
});
