import type { Benchmarks } from '../benchmarks/index.js';
import type { Figure, Unit } from '../measures/index.js';

/** The measures of one authority for a period, as known at a moment: see the contract of the measures. */
export interface MeasuresAnswer {
  /** Three-digit DfE code. */
  readonly authority: string;
  /** Civil dates, both included. */
  readonly period: { readonly from: string; readonly to: string };
  /** The moment as at which it is answered: whatever was recorded later is not in it. */
  readonly asAt: string;
  /** Position of the log's last event of this authority at that moment; null where there was none. */
  readonly position: string | null;
  /** False before the authority's first record: then there are no measures, rather than zeros. */
  readonly known: boolean;
  /** An import of a return was under way: the measures are those of half a return. */
  readonly importing: boolean;
  readonly versions: { readonly law: string; readonly settings: string; readonly definitions: string };
  readonly measures: readonly AnsweredMeasure[];
}

export interface AnsweredMeasure extends Figure {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  /** What is counted, in plain words. */
  readonly definition: string;
  readonly version: number;
  /** What to know when reading the figure. */
  readonly note?: string;
  readonly slices?: readonly (Figure & { readonly key: string })[];
  /** Published figures of the latest year up to the period's end for which there are any. */
  readonly benchmarks?: Benchmarks;
}
