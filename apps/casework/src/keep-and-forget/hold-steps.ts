import type { Payload } from '@ehc/pathway';
import { defineStep, fact, notBefore, outOfOrder, type StepRequest } from '@ehc/recording';
import { childStream } from '../streams/child-stream.js';

export interface PlaceLegalHold extends StepRequest {
  readonly reason: Payload<'LegalHoldPlaced'>['reason'];
  /** Sealed. */
  readonly note?: string;
}

/** What is held on the child must be kept for now. */
export const placeLegalHold = defineStep({
  stream: childStream,
  records: 'LegalHoldPlaced',
  decide: (_, command: PlaceLegalHold, { newId }) => fact('LegalHoldPlaced', command, { hold: newId('hold') }),
});

export interface LiftLegalHold extends StepRequest {
  readonly hold: string;
  /** Sealed. */
  readonly note?: string;
}

/** The reason to keep it has gone. */
export const liftLegalHold = defineStep({
  stream: childStream,
  records: 'LegalHoldLifted',
  mayFollow: ({ holds }, event) => {
    const hold = holds.get(event.payload.hold);
    if (!hold) return outOfOrder('There is no such legal hold on this child.', 'Look at the holds that stand.');
    return notBefore(event, hold.placedOn, 'the hold was placed');
  },
  decide: (_, command: LiftLegalHold) => fact('LegalHoldLifted', command),
});
