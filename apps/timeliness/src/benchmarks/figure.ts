import { laByCode, REGIONS } from '@ehc/pathway';
import type { BenchmarkedMeasure, Sum } from './benchmarked-measures.js';
import { knownFaults } from './known-faults.js';
import type { Cell, Column, Counts, Tables } from './tables.js';

/** A place for which figures are published. */
export interface BenchmarkPlace {
  readonly kind: 'england' | 'region' | 'authority';
  /** `England`, the region's name, or the DfE code of the authority. */
  readonly code: string;
  readonly name: string;
}

/** One published figure. */
export interface BenchmarkFigure {
  readonly place: BenchmarkPlace;
  /** A share: the cases counted. A count: the count. `null` where not published. */
  readonly numerator: number | null;
  /** A share: the cases in all. A count: `null`. */
  readonly denominator: number | null;
  /** A share: 100 × numerator / denominator, unrounded; `null` where there is none to divide by. A count: the count. */
  readonly value: number | null;
  /** `not_available` is DfE's `x` and a missing row, `not_applicable` its `z`. */
  readonly status: 'published' | 'not_available' | 'not_applicable';
  /** Worked out here from published figures, and not itself printed by the publisher. */
  readonly derived: boolean;
  /** Known to be wrong: shown with its note, and in no pooled figure or median. */
  readonly doubtful: boolean;
  /** What to know about this figure, in whole sentences. */
  readonly notes: readonly string[];
}

/** `England`, a region or an authority (retired ones too) of this code; undefined where there is none. */
export function benchmarkPlace(code: string): BenchmarkPlace | undefined {
  if (code === 'England') return { kind: 'england', code, name: code };
  if ((REGIONS as readonly string[]).includes(code)) return { kind: 'region', code, name: code };
  const la = laByCode(code);
  return la && { kind: 'authority', code: la.code, name: la.name };
}

/** The published figure of a measure for one place and year. */
export function benchmarkFigure(
  tables: Tables,
  measure: BenchmarkedMeasure,
  place: BenchmarkPlace,
  year: number,
): BenchmarkFigure {
  const summed = summedHere(measure, place);
  const counts = summed ? sumOfAuthorities(tables, measure, place, year) : tables.counts(year, place.code);
  const numerator = sum(counts, measure.numerator);
  const denominator = measure.denominator && sum(counts, measure.denominator);
  const lacking = [numerator, ...(denominator === undefined ? [] : [denominator])].filter(isLacking);
  const faults = knownFaults(measure.id, place.code, year);
  const notes = faults.map((fault) => fault.note);

  if (lacking.length > 0) {
    if (lacking.includes('none') && place.kind === 'authority') notes.push(...whyNoRow(place, year));
    return {
      place,
      numerator: numberOrNull(numerator),
      denominator: numberOrNull(denominator),
      value: null,
      status: lacking.includes('z') ? 'not_applicable' : 'not_available',
      derived: summed,
      doubtful: false,
      notes,
    };
  }

  return {
    place,
    numerator: numerator as number,
    denominator: denominator === undefined ? null : (denominator as number),
    value: denominator === undefined ? (numerator as number) : share(numerator as number, denominator as number),
    status: 'published',
    derived: summed || measure.numerator.minus !== undefined,
    doubtful: faults.some((fault) => fault.doubtful === true),
    notes: [...notes, ...notesFromCounts(measure.id, counts as Counts)],
  };
}

/** 100 × n / d, unrounded; `null` where d is 0. */
export function share(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : (100 * numerator) / denominator;
}

/**
 * The Ministry of Justice publishes no figures for regions, and for the method in development a total for England
 * whose two parts do not belong together.
 */
function summedHere(measure: BenchmarkedMeasure, place: BenchmarkPlace): boolean {
  if (measure.publisher !== 'MoJ' || place.kind === 'authority') return false;
  return place.kind === 'region' || measure.id === 'appeals.rate.in_development';
}

/** The sums over the authorities of a region or of England. For the method in development, the suppressed left out. */
function sumOfAuthorities(
  tables: Tables,
  measure: BenchmarkedMeasure,
  place: BenchmarkPlace,
  year: number,
): Counts | undefined {
  const columns = [...measure.numerator.plus, ...(measure.denominator?.plus ?? [])];
  const sums: Partial<Record<Column, Cell>> = {};
  for (const code of tables.places(year)) {
    const la = laByCode(code);
    const counts = tables.counts(year, code);
    if (la === undefined || counts === undefined) continue;
    if (place.kind === 'region' && la.region !== place.code) continue;
    if (columns.some((column) => counts[column] === 'x')) continue;
    for (const column of columns) {
      const cell = counts[column];
      if (typeof cell !== 'number') continue;
      const before = sums[column];
      sums[column] = (typeof before === 'number' ? before : 0) + cell;
    }
  }
  return sums;
}

function sum(counts: Counts | undefined, { plus, minus = [] }: Sum): Cell {
  let total = 0;
  for (const [columns, sign] of [
    [plus, 1],
    [minus, -1],
  ] as const) {
    for (const column of columns) {
      const cell = counts?.[column] ?? 'none';
      if (typeof cell !== 'number') return cell;
      total += sign * cell;
    }
  }
  return total;
}

function isLacking(cell: Cell): cell is Exclude<Cell, number> {
  return typeof cell !== 'number';
}

function numberOrNull(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

function whyNoRow(place: BenchmarkPlace, year: number): string[] {
  const la = laByCode(place.code);
  if (la?.from !== undefined && year < la.from)
    return [`${place.name} was formed later: its figures begin with ${la.from}.`];
  if (la?.until !== undefined && year > la.until)
    return [`${place.name} was abolished: its figures end with ${la.until}.`];
  return [`Nothing is published for ${place.name} for ${year}.`];
}

/** Notes that follow from the counts themselves. */
function notesFromCounts(measure: string, counts: Counts): string[] {
  const notes: string[] = [];
  const n = (column: Column): number => {
    const cell = counts[column];
    return typeof cell === 'number' ? cell : NaN;
  };
  if (measure === 'six_weeks' && typeof counts.six_weeks_printed === 'number') {
    notes.push(`DfE prints ${counts.six_weeks_printed}%, out of more decisions than its two counts show.`);
  }
  if (/^twenty_weeks\.(inc|ex|band\.to20\.)/.test(measure) && n('to20') / n('timed') > n('to20_ex') / n('timed_ex')) {
    notes.push(
      'The share including exceptions is above the one excluding them: plans with an exception were issued in time more often than the others.',
    );
  }
  if (measure.startsWith('twenty_weeks.band.')) {
    const ex = measure.endsWith('.ex');
    const unplaced = ex
      ? n('timed_ex') - n('to20_ex') - n('to52_ex') - n('over52_ex')
      : n('timed') - n('to20') - n('to52') - n('over52');
    if (unplaced > 0)
      notes.push(`${unplaced} of the plans counted ${unplaced === 1 ? 'is' : 'are'} in none of DfE’s three bands.`);
  }
  if (measure === 'requests.refuse' && typeof counts.assess !== 'number') {
    notes.push('Refusals of the year over requests of the year: DfE prints no percentage for this year.');
  }
  return notes;
}
