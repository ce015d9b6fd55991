import type { PathwayEvent } from '../events/catalogue.js';
import { isCorrecting } from './effective-history.js';
import type { Fold } from './fold.js';

/** What a stream comes to while it grows: each event is folded once, except that a correction folds all anew. */
export class GrowingState<State> {
  readonly #fold: Fold<State>;
  readonly #events: PathwayEvent[] = [];
  #state: State;

  constructor(fold: Fold<State>) {
    this.#fold = fold;
    this.#state = fold.begin();
  }

  /** Adds what came next. @returns what is known now, which changes as more is added */
  add(events: readonly PathwayEvent[]): State {
    for (const event of events) this.#events.push(event);
    if (events.some(isCorrecting)) this.#state = this.#fold(this.#events);
    else for (const event of events) this.#fold.apply(this.#state, event);
    return this.#state;
  }
}
