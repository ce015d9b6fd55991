import type { BenchmarkedMeasure } from './benchmarked-measures.js';
import { benchmarkFigure, benchmarkPlace, share, type BenchmarkFigure } from './figure.js';
import type { Tables } from './tables.js';

/** What an authority's ten statistical neighbours have of one measure. */
export interface NeighbourBenchmark {
  /** Nearest first. */
  readonly names: readonly string[];
  /** A figure to each name, published or not, in the same order. */
  readonly figures: readonly BenchmarkFigure[];
  /**
   * A share over all neighbours together: sum of numerators over sum of denominators. `null` for a count, where a sum
   * over ten authorities says nothing about one; and where no neighbour has a figure.
   */
  readonly pooled: { readonly numerator: number; readonly denominator: number; readonly value: number | null } | null;
  /** The middle value of the neighbours', or the mean of the two in the middle. `null` where none has a value. */
  readonly median: number | null;
  /** How many neighbours the pooled figure and the median rest on: those with a figure that is not doubtful. */
  readonly counted: number;
}

/** The neighbours of an authority; without names where the table of neighbours has no such authority (retired ones). */
export function neighbourBenchmark(
  tables: Tables,
  measure: BenchmarkedMeasure,
  authority: string,
  year: number,
): NeighbourBenchmark {
  const figures = tables.neighbours(authority).flatMap((code) => {
    const place = benchmarkPlace(code);
    return place === undefined ? [] : [benchmarkFigure(tables, measure, place, year)];
  });
  const counted = figures.filter((figure) => figure.status === 'published' && !figure.doubtful);
  return {
    names: figures.map((figure) => figure.place.name),
    figures,
    pooled: measure.denominator === undefined || counted.length === 0 ? null : pool(counted),
    median: median(counted.map((figure) => figure.value).filter((value) => value !== null)),
    counted: counted.length,
  };
}

function pool(figures: readonly BenchmarkFigure[]): NonNullable<NeighbourBenchmark['pooled']> {
  const numerator = figures.reduce((total, figure) => total + (figure.numerator ?? 0), 0);
  const denominator = figures.reduce((total, figure) => total + (figure.denominator ?? 0), 0);
  return { numerator, denominator, value: share(numerator, denominator) };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}
