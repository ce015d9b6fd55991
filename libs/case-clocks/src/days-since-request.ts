import { type CaseState, standingNoPlan, type Step } from '@ehc/pathway';
import { tryParseCivilDate } from '@ehc/statutory-clock';
import { caseOver } from './case-clocks.js';
import type { ClockReading } from './clock-reading.js';

/**
 * Days since a request was received, up to its plan or other end, or to today: those that the clock of 20 weeks has
 * used, and where it does not run (a reassessment, a release from detention), as it would count them.
 */
export const daysSinceRequest = (state: CaseState, clocks: readonly ClockReading[], today: string): number | null => {
  const toThePlan = clocks.find(({ rule }) => rule === 'A5_FINAL_20W');
  if (toThePlan) return toThePlan.daysUsed;
  const end = state.issued ?? standingNoPlan(state) ?? standingRefusal(state) ?? caseOver(state);
  const from = tryParseCivilDate(state.requested?.on);
  const to = tryParseCivilDate(end ? end.on : today);
  return from === undefined || to === undefined ? null : Math.max(0, to - from);
};

const standingRefusal = ({ firstDecision, refusalReversed }: CaseState): Step | null =>
  firstDecision?.outcome === 'refuse' && !refusalReversed ? firstDecision : null;
