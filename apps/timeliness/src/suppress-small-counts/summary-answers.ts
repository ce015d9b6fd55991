import type { ComparedMoment } from '../compare-measures/comparison-answer.js';
import type { Unit } from '../measures/index.js';
import type { PublishedSummary } from '../publish-figures/published-answer.js';
import type { AnsweredMeasure, MeasuresAnswer } from '../show-measures/measures-answer.js';
import type { SmallNumbersRule, ToldFigure } from './suppressed-figure.js';

/** The measures as they are told to those who may not learn of single children. */
export interface MeasuresSummary extends Omit<MeasuresAnswer, 'measures'> {
  readonly smallNumbers: SmallNumbersRule;
  readonly measures: readonly MeasureTold[];
}

export interface MeasureTold extends Omit<AnsweredMeasure, keyof ToldFigure | 'slices'>, ToldFigure {
  readonly slices?: readonly (ToldFigure & { readonly key: string })[];
}

/** Two moments' figures, without the cases and events between them. */
export interface ComparisonSummary {
  readonly authority: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly by?: string;
  readonly smallNumbers: SmallNumbersRule;
  readonly then: ComparedMoment;
  readonly now: ComparedMoment;
  readonly measures: readonly MeasureCompared[];
}

export interface FiguresCompared {
  readonly then: ToldFigure | null;
  readonly now: ToldFigure | null;
  /** Now less then. */
  readonly difference: ToldFigure | null;
}

export interface MeasureCompared extends FiguresCompared {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  readonly definition: string;
  readonly version: number;
  readonly slices?: readonly (FiguresCompared & { readonly key: string })[];
}

/** A published set beside today. */
export interface PublishedToldAnswer extends PublishedSummary {
  readonly smallNumbers: SmallNumbersRule;
  readonly today: {
    readonly asAt: string;
    readonly position: string | null;
    readonly versions: PublishedSummary['versions'];
  };
  readonly figures: readonly PublishedTold[];
}

export interface PublishedFigureTold {
  readonly published: ToldFigure | null;
  readonly today: ToldFigure | null;
  readonly difference: ToldFigure | null;
}

export interface PublishedTold extends PublishedFigureTold {
  readonly measure: string;
  readonly label: string;
  readonly unit: Unit;
  readonly version: number;
  readonly slices?: readonly (PublishedFigureTold & { readonly key: string })[];
}
