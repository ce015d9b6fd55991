import type { EventStore } from '@ehc/event-store';
import { londonDate } from '@ehc/platform';
import { formatCivilDate, lawVersionOn, parseCivilDate } from '@ehc/statutory-clock';
import { FACTS_PROJECTION, readFacts } from '../facts/index.js';
import { collectionYearFor, definitionsAt, yearOf } from '../measures/index.js';
import type { MeasuresWanted } from '../show-measures/measures-query.js';
import { type MeasuresSurroundings, snapshotOf } from '../show-measures/show-measures.js';
import { caughtUpWith } from '../ask-as-at/caught-up.js';
import type { ComparedMoment, ComparisonAnswer } from './comparison-answer.js';
import { type ComparisonQuery, understandComparison } from './comparison-query.js';
import { explainDifference, type Known } from './explain-difference.js';
import { settingsChanges, stepsBetween } from './judged-otherwise.js';

/** What comparing takes. */
export interface ComparisonSurroundings extends MeasuresSurroundings {
  readonly store: Pick<EventStore, 'positionAt' | 'readStream' | 'readStreams'>;
}

/**
 * The figures of a period as known then and as known now, and what accounts for the whole difference: cases with the
 * events recorded between, and what is due to no case.
 *
 * @throws Problem 400 or 404 where the question cannot be answered, 503 while the read models are behind it
 */
export const compareMeasures = async (
  query: ComparisonQuery,
  around: ComparisonSurroundings,
): Promise<ComparisonAnswer> => {
  const wanted = understandComparison(query, around.clock.now());
  const { authority, period, by } = wanted.then;
  const then = await momentOf(wanted.then, around);
  const now = await momentOf(wanted.now, around);
  const about = {
    authority,
    period: { from: formatCivilDate(period.from), to: formatCivilDate(period.to) },
    ...(by && { by }),
    then: then.about,
    now: now.about,
  };
  if (then.known === null || now.known === null) {
    return { ...about, unexplained: 0, measures: [], judgedOtherwise: [], cases: [] };
  }
  const between = { authority, from: then.known.position, to: now.known.position };
  const changes = await settingsChanges(around.store, between);
  const steps = stepsBetween(then.known.judgement, now.known.judgement, changes);
  return { ...about, ...(await explainDifference(authority, then.known, now.known, steps, around)) };
};

/** What was known at a moment; null before the authority's first record. */
export const momentOf = async (
  wanted: MeasuresWanted,
  around: ComparisonSurroundings,
): Promise<{ readonly about: ComparedMoment; readonly known: Known | null }> => {
  const { authority, period, asAt, by } = wanted;
  const today = parseCivilDate(londonDate(new Date(asAt)));
  const snapshot = snapshotOf(wanted, today);
  const definitions = definitionsAt(asAt, around.definitions);
  const position = await around.store.positionAt(authority, asAt);
  const about = (settings: number, importing: boolean): ComparedMoment => ({
    asAt,
    position,
    known: position !== null,
    importing,
    snapshot: formatCivilDate(snapshot),
    versions: { law: lawVersionOn(snapshot), settings: String(settings), definitions: definitions.version },
  });
  if (position === null) return { about: about(1, false), known: null };
  await caughtUpWith([FACTS_PROJECTION], position, around);
  const collectionYear = collectionYearFor(yearOf(period.to));
  const at = await readFacts(around.dataSource, { authority, position, snapshot, collectionYear, by });
  const { settings, settingsVersion, importing } = at.authority;
  return {
    about: about(settingsVersion, importing),
    known: { position, at, judgement: { period, today, settings, definitions, by, collectionYear } },
  };
};
