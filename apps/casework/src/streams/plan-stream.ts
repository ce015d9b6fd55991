import { foldPlan } from '@ehc/pathway';
import { planClocks } from '@ehc/case-clocks';
import { defineStream } from '@ehc/recording';

/** `plan-<id>`: one plan in force. */
export const planStream = defineStream({
  kind: 'plan',
  noun: 'plan',
  fold: foldPlan,
  childOf: (state) => state.child,
  clocks: (id, state, today, settings) => planClocks({ id, state, today, settings }),
});
