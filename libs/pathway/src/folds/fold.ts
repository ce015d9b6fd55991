import { effectiveHistory } from './effective-history.js';
import type { PathwayEvent } from '../events/catalogue.js';

/** What a kind of stream's events come to. */
export interface Fold<State> {
  /** Folds a whole stream, corrections applied, into what is known of it. */
  (events: readonly PathwayEvent[]): State;
  /** What is known before the first event. */
  readonly begin: () => State;
  /**
   * Adds one event to a state, which changes. Not one that corrects another: after that the whole stream must be folded
   * anew.
   */
  readonly apply: (state: State, event: PathwayEvent) => void;
}

export const foldOf = <State>(begin: () => State, apply: (state: State, event: PathwayEvent) => void): Fold<State> => {
  const fold = (events: readonly PathwayEvent[]): State => {
    const state = begin();
    for (const event of effectiveHistory(events)) apply(state, event);
    return state;
  };
  return Object.assign(fold, { begin, apply });
};
