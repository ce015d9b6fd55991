import type { EventStore } from '@ehc/event-store';
import { badRequest, type Clock, londonDate, unavailable } from '@ehc/platform';
import { ProjectionFailed, type ProjectionOperations, WaitTimeout } from '@ehc/projections';
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
import type { AnsweredMeasure, MeasuresAnswer } from './measures-answer.js';
import { type MeasuresQuery, type MeasuresWanted, understand } from './measures-query.js';

/** What answering takes. */
export interface MeasuresSurroundings {
  readonly store: Pick<EventStore, 'positionAt'>;
  /** TypeORM's data source of the read models. */
  readonly dataSource: ReadModelQueries;
  readonly clock: Clock;
  /** What tells how far the read models are. */
  readonly readModels: Pick<ProjectionOperations, 'waitFor'>;
  /** How long to wait for them, in milliseconds. Default 2,000. */
  readonly patienceMs?: number;
  /** Every set of definitions there has been; default `DEFINITION_SETS`. */
  readonly definitions?: readonly DefinitionSet[];
}

const PATIENCE = 2_000;

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
  await caughtUp(around, position);
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

/** Waits until the facts hold everything up to a position. @throws Problem 503 */
export const caughtUp = async ({ readModels, patienceMs }: MeasuresSurroundings, position: string): Promise<void> => {
  try {
    await readModels.waitFor(position, [FACTS_PROJECTION], patienceMs ?? PATIENCE);
  } catch (error) {
    if (error instanceof WaitTimeout) {
      throw unavailable(
        'catching-up',
        'The read models are catching up with what was recorded. Ask again in a moment.',
      );
    }
    if (error instanceof ProjectionFailed) {
      throw unavailable(
        'read-models-stopped',
        'The read models have stopped; whoever looks after the service can tell why.',
      );
    }
    throw error;
  }
};

const answered = (
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
