import { PlanContents } from '../finalise-the-plan/plan-contents.js';
import { notBefore } from '../order-of-steps/dates.js';
import { inForce, startOf } from '../order-of-steps/plan-order.js';
import { Setting } from '../request-an-assessment/setting.js';
import { defineStep, fact, firstRefusal, optional, Parts } from '../recording/index.js';
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
