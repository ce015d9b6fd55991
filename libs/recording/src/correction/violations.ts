import { effectiveHistory, type PathwayEvent } from '@ehc/pathway';
import type { Refusal } from '../refusal.js';
import type { StreamDefinition } from '../stream.js';

/**
 * The order rules that a history breaks, by the event that breaks one. Only steps that people or policies took are
 * asked: an import is history as it was, with its gaps.
 */
export const violations = <State>(
  stream: StreamDefinition<State>,
  history: readonly PathwayEvent[],
): Map<string, Refusal> => {
  const believed = effectiveHistory(history);
  const broken = new Map<string, Refusal>();
  believed.forEach((event, index) => {
    if (event.source === 'imported' || event.source === 'simulated') return;
    const refusal = stream.order.get(event.type)?.(stream.fold(believed.slice(0, index)), event);
    if (refusal) broken.set(event.id, refusal);
  });
  return broken;
};
