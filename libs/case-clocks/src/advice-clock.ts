import type { AdviceState } from '@ehc/pathway';
import type { ClockReading, Stopped } from './clock-reading.js';
import { readLimit, type Viewpoint } from './read-clock.js';

/**
 * A2 of one request for advice: six weeks from the day on which the body received the request (reg 8(1)); from the day
 * of asking where that is not known. A nil return is an answer and stops the clock as advice does.
 */
export const adviceClock = (
  id: string,
  advice: AdviceState,
  view: Viewpoint,
  caseStopped?: Stopped,
): ClockReading | null => {
  if (!advice.requested) return null;
  const start = advice.receivedOn ?? advice.requested.on;
  const answer = advice.submitted ?? advice.nilReturned;
  return readLimit(
    {
      rule: 'A2_ADVICE_6W',
      subject: { kind: 'advice', id },
      start,
      facts: { adviceRequestReceived: start, body: advice.body ?? undefined },
      done: ['adviceSubmitted', answer?.on],
      stopped: advice.dispensedWith ? { on: advice.dispensedWith.on, because: 'dispensed_with' } : caseStopped,
    },
    view,
  );
};
