import type { Step } from '@ehc/pathway';
import type { ClockReading, Stopped } from './clock-reading.js';
import { readLimit, type Viewpoint } from './read-clock.js';

/**
 * The family's time after a decision that can be appealed: to contact a mediation adviser (F1) and to appeal (G1,
 * without the month that a mediation certificate may add). They are rights, not duties: nobody is late.
 */
export const appealClocks = (decision: Step, view: Viewpoint, stopped?: Stopped): ClockReading[] =>
  (['F1_CONTACT_ADVISER_2M', 'G1_APPEAL_2M_1M'] as const).map((rule) =>
    readLimit(
      {
        rule,
        subject: { kind: 'decision', id: decision.event },
        start: decision.on,
        facts: { decisionSent: decision.on },
        stopped,
      },
      view,
    ),
  );
