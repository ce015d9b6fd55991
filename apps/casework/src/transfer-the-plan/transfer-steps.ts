import { parseLaCode } from '@ehc/pathway';
import { PlanContents } from '../finalise-the-plan/plan-contents.js';
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
  Part,
  StepRequest,
} from '@ehc/recording';
import { anotherAuthority } from '../order-of-steps/another-authority.js';
import { inForce, startOf } from '../order-of-steps/plan-order.js';
import { NewChild } from '../request-an-assessment/register-child.js';
import { planStream } from '../streams/plan-stream.js';

export class TransferIn extends PlanContents {
  @Id('Id of the child, where the child is known here. Else send newChild.', optional)
  child?: string;

  @Part(() => NewChild, 'Who the child is, where the child is not known here yet.', optional)
  newChild?: NewChild;

  @Identifier(parseLaCode, 'Three-digit code of the authority from which the plan came.')
  from!: string;

  @Day('Day on which the plan was first made, where it is known.', optional)
  madeOn?: string;

  @Day('Day on which the child moved.', optional)
  movedOn?: string;

  @Day('Day on which this authority became aware of the move.', optional)
  awareOn?: string;
}

/** A plan came from another authority with the child (reg 15): E2 and E3 begin. */
export const transferIn = defineStep({
  stream: planStream,
  records: 'PlanTransferredIn',
  begins: true,
  mayFollow: (state, event) =>
    firstRefusal(
      state.transferredIn &&
        outOfOrder('This plan has come from another authority already.', 'If a detail is wrong, ask for a correction.'),
      dayNotAfter('movedOn', event.payload.movedOn, event.happenedOn, 'the day on which the plan was transferred'),
    ),
  decide: (state, command: TransferIn & { child: string }, { authority }) =>
    firstRefusal(
      state.started &&
        outOfOrder('This plan is in force here already.', 'Record a new transfer without naming a plan.'),
      anotherAuthority('from', command.from, authority),
      dayNotAfter('madeOn', command.madeOn, command.happenedOn, 'the day on which the plan was transferred'),
    ) ?? [
      fact('PlanBroughtIntoForce', { ...command, happenedOn: command.madeOn ?? command.happenedOn }),
      fact('PlanTransferredIn', command),
    ],
});

export class TellFamilyOfTransfer extends StepRequest {}

/** The family was told of the transfer, whether it will be reassessed and when it will be reviewed (reg 15(4), E2). */
export const tellFamilyOfTransfer = defineStep({
  stream: planStream,
  records: 'FamilyToldOfTransfer',
  mayFollow: (state, event) =>
    firstRefusal(
      !state.transferredIn &&
        outOfOrder('This plan did not come from another authority.', 'Record the transfer first.'),
      state.familyToldOfTransferOn !== null &&
        outOfOrder('The family was told already.', 'If the day is wrong, ask for a correction.'),
      notBefore(event, state.transferredIn, 'the plan was transferred'),
    ),
  decide: (_, command: TellFamilyOfTransfer) => fact('FamilyToldOfTransfer', command),
});

export class TransferOut extends StepRequest {
  @Identifier(parseLaCode, 'Three-digit code of the authority to which the plan went.')
  to!: string;

  @Day('Day on which the child moved.', optional)
  movedOn?: string;

  @Day('Day on which this authority became aware of the move.', optional)
  awareOn?: string;
}

/** The plan went with the child to another authority (reg 15(2), E1). Nothing more is due on it here. */
export const transferOut = defineStep({
  stream: planStream,
  records: 'PlanTransferredOut',
  mayFollow: (state, event) =>
    firstRefusal(
      inForce(state),
      notBefore(event, startOf(state), 'the plan came into force here'),
      dayNotAfter('awareOn', event.payload.awareOn, event.happenedOn, 'the day on which the plan was transferred'),
    ),
  decide: (_, command: TransferOut, { authority }) =>
    anotherAuthority('to', command.to, authority) ?? fact('PlanTransferredOut', command),
});
