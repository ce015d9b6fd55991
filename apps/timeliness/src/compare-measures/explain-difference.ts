import type { EventStore } from '@ehc/event-store';
import { formatCivilDate } from '@ehc/statutory-clock';
import type { FactsAt, ReadModelQueries } from '../facts/index.js';
import { casesOf, changedStreams } from './affected-cases.js';
import { attribute } from './attribute.js';
import { changedCase, inOrderOfKind } from './changed-case.js';
import { compareFigures, unexplainedIn } from './compare-figures.js';
import type { ChangedCase, ComparisonAnswer } from './comparison-answer.js';
import { kindOf } from './event-kind.js';
import { judgedOtherwise, type JudgementStep } from './judged-otherwise.js';
import { figuresOf, type Judgement } from './judgement.js';
import { Ledger } from './ledger.js';
import { needsChild, readHistories } from './read-histories.js';

/** What is known of an authority at one moment, and by what it is judged. */
export interface Known {
  readonly position: string;
  readonly at: FactsAt;
  readonly judgement: Judgement;
}

export interface DifferenceSources {
  readonly store: Pick<EventStore, 'readStreams'>;
  readonly dataSource: ReadModelQueries;
}

export type Difference = Pick<ComparisonAnswer, 'measures' | 'judgedOtherwise' | 'cases' | 'unexplained'>;

/**
 * What accounts for the difference between the figures of two moments. First the same facts are judged otherwise, step
 * by step; then, judged alike, the events of each case that came to add otherwise are walked one by one. Every part is
 * counted by the measures themselves, so that the parts add up; whether they do is worked out each time.
 *
 * @param steps from the judgement of the first moment to that of the second
 */
export const explainDifference = async (
  authority: string,
  then: Known,
  now: Known,
  steps: readonly JudgementStep[],
  { store, dataSource }: DifferenceSources,
): Promise<Difference> => {
  const before = figuresOf(then.at.facts, then.judgement);
  const after = figuresOf(now.at.facts, now.judgement);
  const ledger = new Ledger();
  const judged = judgedOtherwise(then.at.facts, before.contribution, steps, ledger);

  const between = { authority, from: then.position, to: now.position };
  const affected = await casesOf(dataSource, between, changedStreams(then.at, now.at, now.judgement));
  const knownOn = formatCivilDate(then.judgement.today);
  const cases: ChangedCase[] = [];
  for await (const one of readHistories(store, affected, now.position, needsChild(now.judgement.by))) {
    const attributed = attribute(one.history, then.position, now.judgement);
    if (attributed.events.length === 0) continue;
    ledger.enterCase(attributed.events.map(({ event, changes }) => ({ cause: kindOf(event, knownOn), changes })));
    cases.push(changedCase(one.affected, one.history, attributed, knownOn));
  }
  const measures = compareFigures(before, after, ledger);
  return { unexplained: unexplainedIn(measures), measures, judgedOtherwise: judged, cases: inOrderOfKind(cases) };
};
