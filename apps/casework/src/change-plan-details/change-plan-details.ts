import { PlanContents } from '../finalise-the-plan/plan-contents.js';
import { defineStep, fact, firstRefusal, notBefore, optional, Parts } from '@ehc/recording';
import { inForce, startOf } from '../order-of-steps/plan-order.js';
import { Setting } from '../request-an-assessment/setting.js';
import { planStream } from '../streams/plan-stream.js';

export class ChangePlanDetails extends PlanContents {
  @Parts(() => Setting, 'Where the child is placed now, as far as that differs from the plan.', optional)
  placements?: Setting[];
}

/** Placement, needs, residence, work or personal budget changed; what is left out stays as it was. */
export const changePlanDetails = defineStep({
  stream: planStream,
  records: 'PlanDetailsChanged',
  mayFollow: (state, event) =>
    firstRefusal(inForce(state), notBefore(event, startOf(state), 'the plan came into force here')),
  decide: (_, command: ChangePlanDetails) => fact('PlanDetailsChanged', command),
});
