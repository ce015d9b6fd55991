import { parseLaCode } from '@ehc/pathway';
import { anotherAuthority } from '../order-of-steps/another-authority.js';
import { notYetIssued, stillOpen } from '../order-of-steps/case-order.js';
import {
  Day,
  dayNotAfter,
  defineStep,
  fact,
  firstRefusal,
  Id,
  Identifier,
  notBefore,
  optional,
  outOfOrder,
  StepRequest,
} from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

export class MoveOut extends StepRequest {
  @Identifier(parseLaCode, 'Three-digit code of the authority to which the child moved.')
  to!: string;
}

/** The child moved to another authority before the assessment was complete (SEN2 Exported). */
export const moveOut = defineStep({
  stream: caseStream,
  records: 'MovedOut',
  mayFollow: (state, event) =>
    firstRefusal(stillOpen(state), notYetIssued(state), notBefore(event, state.requested, 'the request was received')),
  decide: (_, command: MoveOut, { authority }) =>
    anotherAuthority('to', command.to, authority) ?? fact('MovedOut', command),
});

export class MoveIn extends StepRequest {
  @Identifier(parseLaCode, 'Three-digit code of the authority that was assessing.')
  from!: string;

  @Day('Day on which that authority received the request; both waits are shown.', optional)
  originalRequestReceivedOn?: string;

  @Id('Id of the case there, where this installation holds it.', optional)
  linkedCase?: string;
}

/** The child moved here while another authority was assessing (statutory-rules.md §5, 8). */
export const moveIn = defineStep({
  stream: caseStream,
  records: 'MovedIn',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      state.movedIn &&
        outOfOrder('It is recorded already from where the child moved.', 'If that is wrong, ask for a correction.'),
      dayNotAfter(
        'originalRequestReceivedOn',
        event.payload.originalRequestReceivedOn,
        event.happenedOn,
        'the day of the move',
      ),
    ),
  decide: (_, command: MoveIn, { authority }) =>
    anotherAuthority('from', command.from, authority) ?? fact('MovedIn', command),
});
