import { comparePositions, type Position, type RecordedEvent } from '@ehc/event-store';
import { type PathwayEvent, readEvent } from '@ehc/pathway';
import { FACT_TYPES } from '../facts/index.js';
import { factsOfHistory } from '../facts/facts-of-history.js';
import { type Contribution, minus } from './contribution.js';
import { contributionOf, type Judgement } from './judgement.js';
import type { CaseHistory } from './read-histories.js';

/** What one recorded event changed of the figures. */
export interface Attributed {
  readonly event: RecordedEvent;
  readonly changes: Contribution;
}

/** What a case added to the figures at two positions, and what each event between them changed. */
export interface AttributedCase {
  readonly before: Contribution;
  readonly after: Contribution;
  /** In order of position; those that changed nothing are left out. */
  readonly events: readonly Attributed[];
}

const counted: ReadonlySet<string> = new Set(FACT_TYPES);

/** Streams of a case as they grow, and what they add to the figures. */
const growing = (judgement: Judgement) => {
  const streams = new Map<string, PathwayEvent[]>();
  return {
    add: (event: RecordedEvent): void => {
      const read = readEvent(event);
      if (read === null) return;
      const known = streams.get(event.stream);
      if (known) known.push(read);
      else streams.set(event.stream, [read]);
    },
    contribution: (): Contribution => contributionOf(factsOfHistory(streams, judgement.collectionYear), judgement),
  };
};

/**
 * Walks the events of one case between two positions, and after each of them counts the case anew with the code of the
 * measures themselves. So what the events changed adds up to what the case changed, whatever the measure.
 */
export const attribute = (history: CaseHistory, after: Position, judgement: Judgement): AttributedCase => {
  const grown = growing(judgement);
  const first = history.findIndex(({ position }) => comparePositions(position, after) > 0);
  const [known, added] = first === -1 ? [history, []] : [history.slice(0, first), history.slice(first)];
  for (const event of known) grown.add(event);
  const before = grown.contribution();
  let current = before;
  const events: Attributed[] = [];
  for (const event of added) {
    grown.add(event);
    if (!counted.has(event.type)) continue;
    const next = grown.contribution();
    const changes = minus(next, current);
    if (changes.size > 0) events.push({ event, changes });
    current = next;
  }
  return { before, after: current, events };
};
