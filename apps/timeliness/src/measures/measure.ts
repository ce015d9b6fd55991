import type { DayNumber } from '@ehc/statutory-clock';
import type { CaseView } from './case-view.js';
import type { PlanView } from './plan-view.js';
import type { Question } from './question.js';
import type { CensusView, ReviewView } from './review-view.js';

/** What is counted over: the rows of one kind of fact. */
export interface Views {
  readonly case: CaseView;
  readonly plan: PlanView;
  readonly review: ReviewView;
  readonly census: CensusView;
}
export type Over = keyof Views;

/** What a value is counted in. */
export type Unit = 'percent' | 'weeks' | 'requests' | 'cases' | 'plans';

interface Common<O extends Over> {
  readonly id: string;
  /** A few words for a heading. */
  readonly label: string;
  /** What is counted, in plain words, for whoever reads the figure. */
  readonly definition: string;
  /** Raised when the definition changes. */
  readonly version: number;
  readonly unit: Unit;
  readonly over: O;
  /** The day by which a row is put into a month or an academic year. */
  readonly countedOn: (row: Views[O], question: Question) => DayNumber;
}

/** So many rows. */
export interface CountMeasure<O extends Over> extends Common<O> {
  readonly kind: 'count';
  readonly counted: (row: Views[O], question: Question) => boolean;
}

/** So many of the rows of a population, in per cent. */
export interface ShareMeasure<O extends Over> extends Common<O> {
  readonly kind: 'share';
  readonly unit: 'percent';
  readonly population: (row: Views[O], question: Question) => boolean;
  /** Asked only of rows in the population. */
  readonly counted: (row: Views[O], question: Question) => boolean;
}

/** The mean or the median over a population, given in weeks and counted in days. */
export interface AverageMeasure<O extends Over> extends Common<O> {
  readonly kind: 'mean' | 'median';
  readonly unit: 'weeks';
  readonly population: (row: Views[O], question: Question) => boolean;
  readonly days: (row: Views[O]) => number;
}

export type Measure<O extends Over = Over> = {
  [K in O]: CountMeasure<K> | ShareMeasure<K> | AverageMeasure<K>;
}[O];
