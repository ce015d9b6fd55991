import { type ClockSettings, DEFAULT_SETTINGS, type DayNumber } from '@ehc/statutory-clock';
import { CaseReader } from './case-view.js';
import { DEFINITIONS } from './definitions.js';
import type { Facts } from './facts.js';
import { limitsUnder } from './limits.js';
import type { Measure, Over, Views } from './measure.js';
import { REVIEWS_OVERDUE, REVIEWS_OVERDUE_NOTE } from './of-plans-and-reviews.js';
import { type Period, snapshotDay } from './period.js';
import { PlanReader } from './plan-view.js';
import type { Question } from './question.js';
import { CensusReader, ReviewReader } from './review-view.js';
import { type SliceBy, type Slicer, slicerFor } from './slices.js';
import { type Figure, Tally } from './tally.js';

export interface SliceFigure extends Figure {
  readonly key: string;
}

/** What one measure comes to. */
export interface MeasuredFigure extends Figure {
  readonly measure: Measure;
  readonly note?: string;
  readonly slices?: readonly SliceFigure[];
}

export interface MeasuresAsked {
  readonly period: Period;
  /** Civil date of the moment as at which it is asked. */
  readonly today: DayNumber;
  readonly settings?: Readonly<ClockSettings>;
  readonly by?: SliceBy | undefined;
  /** The definitions in force; those of today where left out. */
  readonly definitions?: readonly Measure[];
  /** Told of every row that counts in a measure. */
  readonly each?: EachCounted;
}

/**
 * Hears what each row adds to a measure's numerator (days, or 1 or 0); it is in the population.
 * @param slice key of its slice, where slices are asked for
 */
export type EachCounted = (measure: Measure, value: number, over: Over, row: number, slice: string | undefined) => void;

/**
 * Every measure of one authority, in one pass over each kind of fact.
 * @throws InvalidPeriod where the period has not begun
 */
export const calculateMeasures = (facts: Facts, asked: MeasuresAsked): MeasuredFigure[] => {
  const { settings = DEFAULT_SETTINGS, definitions = DEFINITIONS, each } = asked;
  const question: Question = {
    period: asked.period,
    snapshot: snapshotDay(asked.period, asked.today),
    settings,
    limits: limitsUnder(settings),
  };
  const slicer = asked.by === undefined ? undefined : slicerFor(asked.by, facts, question);
  const tallies = definitions.map((measure) => new Tally(measure.kind, slicer?.keys.length ?? 0));
  const { cases, plans, reviews, census } = facts;
  const count = <O extends Over>(over: O, rows: number, read: (row: number) => Views[O] | null) =>
    countOver(over, rows, read, { question, slicer, definitions, tallies, each });

  const [caseReader, planReader] = [new CaseReader(facts, question), new PlanReader(facts, question)];
  const [reviewReader, censusReader] = [new ReviewReader(reviews, question), new CensusReader(facts, question)];
  count('case', cases.count, (row) => caseReader.readConcerned(row));
  count('plan', plans.count, (row) => planReader.read(row));
  count('review', reviews.count, (row) => reviewReader.read(row));
  count('census', census.count, (row) => censusReader.read(row));

  return definitions.map((measure, index) => {
    const tally = tallies[index]!;
    return {
      measure,
      ...tally.total(),
      ...(facts.importedReturns && measure === REVIEWS_OVERDUE && { note: REVIEWS_OVERDUE_NOTE }),
      ...(slicer && { slices: slicesOf(tally, slicer) }),
    };
  });
};

interface Pass {
  readonly question: Question;
  readonly slicer: Slicer | undefined;
  readonly definitions: readonly Measure[];
  readonly tallies: readonly Tally[];
  readonly each: EachCounted | undefined;
}

/** Asks every measure of one kind of fact about every row. */
const countOver = <O extends Over>(
  over: O,
  rows: number,
  read: (row: number) => Views[O] | null,
  { question, slicer, definitions, tallies, each }: Pass,
): void => {
  const asked = definitions.flatMap((measure, index) =>
    measure.over === over ? [{ measure: measure as unknown as Measure<O>, tally: tallies[index]! }] : [],
  );
  for (let row = 0; row < rows; row++) {
    const view = read(row);
    if (view === null) continue;
    for (const { measure, tally } of asked) {
      const value = valueOf(measure, view, question);
      if (value === undefined) continue;
      const slice = slicer === undefined ? -1 : slicer.of(over, row, measure.countedOn(view, question));
      tally.add(value, slice);
      each?.(measure as unknown as Measure, value, over, row, slicer?.keys[slice]);
    }
  }
};

/** What a row adds to the numerator (days, or 1 or 0); undefined where it is not in the population. */
const valueOf = <O extends Over>(measure: Measure<O>, view: Views[O], question: Question): number | undefined => {
  switch (measure.kind) {
    case 'count':
      return measure.counted(view, question) ? 1 : undefined;
    case 'share':
      if (!measure.population(view, question)) return undefined;
      return measure.counted(view, question) ? 1 : 0;
    default:
      return measure.population(view, question) ? measure.days(view) : undefined;
  }
};

const slicesOf = (tally: Tally, { keys, showsEmpty }: Slicer): SliceFigure[] =>
  keys.flatMap((key, slice) => (showsEmpty || tally.isCounted(slice) ? [{ key, ...tally.ofSlice(slice) }] : []));
