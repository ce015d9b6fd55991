import { CEASE_REASON } from '@ehc/pathway';
import {
  defineStep,
  fact,
  firstRefusal,
  notBefore,
  optional,
  outOfOrder,
  StepRequest,
  WholeNumber,
  Words,
} from '@ehc/recording';
import { inForce, startOf } from '../order-of-steps/plan-order.js';
import { planStream } from '../streams/plan-stream.js';

export class SendCeaseNotice extends StepRequest {
  @Words('The reasons, as the family is told them. Sealed.', optional)
  reasons?: string;
}

/** The family was told that the plan will cease (reg 31), with the right of appeal: it is kept until that is over (D2). */
export const sendCeaseNotice = defineStep({
  stream: planStream,
  records: 'CeaseNoticeSent',
  mayFollow: (state, event) =>
    firstRefusal(
      inForce(state),
      state.ceaseNoticeOn !== null &&
        outOfOrder(`The notice was sent on ${state.ceaseNoticeOn}.`, 'If the day is wrong, ask for a correction.'),
      notBefore(event, startOf(state), 'the plan came into force here'),
    ),
  decide: (_, command: SendCeaseNotice) => fact('CeaseNoticeSent', command),
});

export class CeasePlan extends StepRequest {
  @WholeNumber(
    1,
    9,
    `SEN2 CeaseReason: ${CEASE_REASON.codes.map((code) => `${code} ${CEASE_REASON.label(code)}`).join('; ')}.`,
  )
  reason!: number;
}

/** Reasons that need no notice: the duty itself has ended (s.45(1)(a)), or there is nobody left to notify. */
const WITHOUT_NOTICE: readonly (number | undefined)[] = [1, 5, 7, 8];

/** The plan ceased to be maintained on this day (s.45). */
export const ceasePlan = defineStep({
  stream: planStream,
  records: 'PlanCeased',
  mayFollow: (state, event) =>
    firstRefusal(
      inForce(state),
      state.ceaseNoticeOn === null &&
        !state.started?.imported &&
        !WITHOUT_NOTICE.includes(event.payload.reason) &&
        outOfOrder(
          'The family has not been told that the plan will cease (reg 31).',
          'Record the notice first (cease-notice).',
        ),
      notBefore(event, state.ceaseNoticeOn, 'the notice was sent'),
      notBefore(event, startOf(state), 'the plan came into force here'),
    ),
  decide: (_, command: CeasePlan) => fact('PlanCeased', command),
});
