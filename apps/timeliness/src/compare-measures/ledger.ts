import type { Cause } from './comparison-answer.js';
import { type Contribution, type FigureKey, NO_PART, type Part, sumOfParts } from './contribution.js';

/** What one cause moved a figure by, and how many cases and events there were of it. */
export interface Entry extends Part {
  readonly cases: number;
  readonly events: number;
}

/** One event of a case, or one other judgement, and what it changed. */
export interface Caused {
  readonly cause: Cause;
  readonly changes: Contribution;
}

/** Adds up by figure what each cause moved it by. */
export class Ledger {
  readonly #entries = new Map<FigureKey, Map<Cause, Entry>>();

  /** Enters the events of one case. */
  enterCase(events: readonly Caused[]): void {
    const counted = new Set<string>();
    for (const { cause, changes } of events) {
      for (const [key, part] of changes) {
        const first = !counted.has(`${cause} ${key}`);
        counted.add(`${cause} ${key}`);
        this.#add(key, cause, { ...part, cases: first ? 1 : 0, events: 1 });
      }
    }
  }

  /** Enters what is due to no case. */
  enterJudgement({ cause, changes }: Caused, events: number): void {
    for (const [key, part] of changes) this.#add(key, cause, { ...part, cases: 0, events });
  }

  of(key: FigureKey): ReadonlyMap<Cause, Entry> {
    return this.#entries.get(key) ?? new Map();
  }

  #add(key: FigureKey, cause: Cause, entry: Entry): void {
    const ofFigure = this.#entries.get(key) ?? new Map<Cause, Entry>();
    const known = ofFigure.get(cause) ?? { ...NO_PART, cases: 0, events: 0 };
    ofFigure.set(cause, {
      ...sumOfParts(known, entry),
      cases: known.cases + entry.cases,
      events: known.events + entry.events,
    });
    this.#entries.set(key, ofFigure);
  }
}
