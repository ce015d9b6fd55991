import { foldAdvice } from '@ehc/pathway';
import { adviceClock } from '@ehc/case-clocks';
import { defineStream } from '@ehc/recording';

/** `advice-<id>`: one request for advice to one team of one body. */
export const adviceStream = defineStream({
  kind: 'advice',
  noun: 'request for advice',
  fold: foldAdvice,
  childOf: (state) => state.child,
  clocks: (id, state, today, settings) => {
    // Exceptions are recorded on the case: the case view shows whether one lifts this limit.
    const clock = adviceClock(id, state, { today, settings, exceptions: [] });
    return clock ? [clock] : [];
  },
});
