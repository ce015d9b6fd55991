import type { EventStore } from '@ehc/event-store';
import { badRequest, type Clock, londonDate } from '@ehc/platform';
import { formatCivilDate, lawVersionOn, parseCivilDate } from '@ehc/statutory-clock';
import { benchmarksFor, latestBenchmarkYear } from '../benchmarks/index.js';
import { FACTS_PROJECTION, readFacts, type ReadModelQueries } from '../facts/index.js';
import {
  calculateMeasures,
  collectionYearFor,
  definitionsAt,
  type DefinitionSet,
  InvalidPeriod,
  type MeasuredFigure,
  snapshotDay,
  yearOf,
} from '../measures/index.js';
import { caughtUpWith, type Waiting } from '../ask-as-at/caught-up.js';
import type { AnsweredMeasure, MeasuresAnswer } from './measures-answer.js';
import { type MeasuresQuery, type MeasuresWanted, understand } from './measures-query.js';

/** What answering takes. */
export interface MeasuresSurroundings extends Waiting {
  readonly store: Pick<EventStore, 'positionAt'>;
  /** TypeORM's data source of the read models. */
  readonly dataSource: ReadModelQueries;
  readonly clock: Clock;
  /** Every set of definitions there has been; default `DEFINITION_SETS`. */
  readonly definitions?: readonly DefinitionSet[];
}

/**
 * The measures of an authority for a period, as known at a moment. The moment is turned into one position of the log;
 * all that is counted is what was believed there.
 *
 * @throws Problem 400 or 404 where the question cannot be answered, 503 while the read models are behind it
 */
export const showMeasures = async (query: MeasuresQuery, around: MeasuresSurroundings): Promise<MeasuresAnswer> => {
  const wanted = understand(query, around.clock.now());
  const { authority, period, asAt, by } = wanted;
  const today = parseCivilDate(londonDate(new Date(asAt)));
  const snapshot = snapshotOf(wanted, today);
  const position = await around.store.positionAt(authority, asAt);
  const about = {
    authority,
    period: { from: formatCivilDate(period.from), to: formatCivilDate(period.to) },
    asAt,
    position,
  };
  const law = lawVersionOn(snapshot);
  const definitions = definitionsAt(asAt, around.definitions);
  if (position === null) {
    const versions = { law, settings: '1', definitions: definitions.version };
    return { ...about, known: false, importing: false, versions, measures: [] };
  }
  await caughtUpWith([FACTS_PROJECTION], position, around);
  const collectionYear = collectionYearFor(yearOf(period.to));
  const { facts, authority: known } = await readFacts(around.dataSource, {
    authority,
    position,
    snapshot,
    collectionYear,
    by,
  });
  const figures = calculateMeasures(facts, {
    period,
    today,
    settings: known.settings,
    by,
    definitions: definitions.measures,
  });
  return {
    ...about,
    known: true,
    importing: known.importing,
    versions: { law, settings: String(known.settingsVersion), definitions: definitions.version },
    measures: figures.map((figure) => answered(figure, wanted)),
  };
};

export const snapshotOf = ({ period }: MeasuresWanted, today: number): number => {
  try {
    return snapshotDay(period, today);
  } catch (error) {
    if (!(error instanceof InvalidPeriod)) throw error;
    throw badRequest('invalid-request', 'The question cannot be answered.', {
      errors: [{ field: error.field, code: 'period-to-come', message: error.message }],
    });
  }
};

export const answered = (
  { measure, numerator, denominator, value, note, slices }: MeasuredFigure,
  { authority, period, benchmarks }: MeasuresWanted,
): AnsweredMeasure => {
  const { id, label, unit, definition, version } = measure;
  const year = benchmarks ? latestBenchmarkYear(id, yearOf(period.to)) : undefined;
  const published = year === undefined ? undefined : benchmarksFor(authority, id, year);
  return {
    id,
    label,
    numerator,
    denominator,
    value,
    unit,
    definition,
    version,
    ...(note !== undefined && { note }),
    ...(slices && { slices }),
    ...(published && { benchmarks: published }),
  };
};
