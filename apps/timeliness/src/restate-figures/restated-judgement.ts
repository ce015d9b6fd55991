import type { Judgement } from '../compare-measures/judgement.js';

/**
 * By what a published figure is restated: as it was judged when it was published, over the days up to then. What
 * happened since in a period that still ran is no restatement of it.
 */
export const asRestated = (judgement: Judgement): Judgement => {
  const { period, today } = judgement;
  return { ...judgement, period: { from: period.from, to: Math.min(period.to, today) } };
};
