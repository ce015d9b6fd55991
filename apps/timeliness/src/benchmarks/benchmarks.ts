import { laByCode } from '@ehc/pathway';
import { benchmarkedMeasure, type BenchmarkedMeasure } from './benchmarked-measures.js';
import { benchmarkFigure, benchmarkPlace, type BenchmarkFigure, type BenchmarkPlace } from './figure.js';
import { neighbourBenchmark, type NeighbourBenchmark } from './neighbours.js';
import { sourceOf, type BenchmarkSource } from './source.js';
import { shippedTables, type Tables } from './tables.js';

/** What is published beside one measure of one authority. */
export interface Benchmarks {
  readonly measure: string;
  readonly label: string;
  /** `percent`, or the thing counted: the unit of every value. */
  readonly unit: string;
  /** Calendar year. A caseload (`plans.active`) is that of the January that follows. */
  readonly year: number;
  /** The authority's own figure as published. */
  readonly authority: BenchmarkFigure;
  readonly region: BenchmarkFigure;
  readonly england: BenchmarkFigure;
  readonly neighbours: NeighbourBenchmark;
  /** How the published definition differs from our measure's; to be shown with the figures. `null` where it does not. */
  readonly footnote: string | null;
  readonly source: BenchmarkSource;
}

/**
 * The published figures that stand beside a measure: the authority's own, its region's, England's, its neighbours'.
 * Reads nothing but memory after the first call.
 *
 * @param authority DfE code, retired ones too
 * @param measureId an id of the measures contract, or `appeals.*`
 * @param year calendar year
 * @returns undefined where the authority is unknown, the measure has no published counterpart, or nothing of it is
 *   published for England in that year ({@link benchmarkYears} says for which there is)
 */
export function benchmarksFor(authority: string, measureId: string, year: number): Benchmarks | undefined {
  const la = laByCode(authority);
  const measure = benchmarkedMeasure(measureId);
  if (la === undefined || measure === undefined) return undefined;
  const tables = shippedTables();
  const england = figure(tables, measure, 'England', year);
  if (england.status !== 'published') return undefined;
  return {
    measure: measure.id,
    label: measure.label,
    unit: measure.unit,
    year,
    authority: figure(tables, measure, la.code, year),
    region: figure(tables, measure, la.region, year),
    england,
    neighbours: neighbourBenchmark(tables, measure, la.code, year),
    footnote: footnote(measure, year),
    source: sourceOf(measure, year),
  };
}

/** The calendar years for which England's figure of a measure is published, ascending; none where it is no benchmark. */
export function benchmarkYears(measureId: string): readonly number[] {
  const measure = benchmarkedMeasure(measureId);
  if (measure === undefined) return [];
  const tables = shippedTables();
  return tables.years.filter((year) => figure(tables, measure, 'England', year).status === 'published');
}

/**
 * The latest year not after `year` for which a measure is published: what to show beside the current year's figure,
 * naming the year. Undefined where there is none.
 */
export function latestBenchmarkYear(measureId: string, year = Infinity): number | undefined {
  return benchmarkYears(measureId).findLast((published) => published <= year);
}

function figure(tables: Tables, measure: BenchmarkedMeasure, place: string, year: number): BenchmarkFigure {
  return benchmarkFigure(tables, measure, benchmarkPlace(place) as BenchmarkPlace, year);
}

/** DfE's return became one of persons in January 2023, for calendar 2022. */
const FIRST_YEAR_BY_PERSON = 2022;

function footnote(measure: BenchmarkedMeasure, year: number): string | null {
  const sentences = [measure.footnote];
  if (measure.publisher === 'DfE' && year < FIRST_YEAR_BY_PERSON) {
    sentences.push(
      'Up to 2021 DfE collected totals from each authority, from 2022 a record of each person: the series breaks between them.',
    );
  }
  return sentences.filter((sentence) => sentence !== undefined).join(' ') || null;
}
