import type { Payload } from '@ehc/pathway';
import { defineStep, fact, outOfOrder, type StepRequest } from '@ehc/recording';
import { childStream } from '../streams/child-stream.js';

export type ForgetChild = StepRequest & Payload<'ChildForgotten'>;

/**
 * The child is forgotten. The event comes first, and whoever destroys keys follows it: so a legal hold that somebody
 * places at the same moment either is there, and refuses this, or comes too late.
 */
export const forgetChild = defineStep({
  stream: childStream,
  records: 'ChildForgotten',
  mayFollow: ({ holds }) => {
    const [hold] = holds.values();
    return hold
      ? outOfOrder(
          `A legal hold stands on this child (${hold.reason}, since ${hold.placedOn ?? 'a day not known'}): nothing about them may be destroyed.`,
          'Lift it first, if the reason for it has gone.',
        )
      : undefined;
  },
  decide: (_, command: ForgetChild) => fact('ChildForgotten', command),
});
