import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The published counts, by the headings of `data/*.csv` (see data/NOTICE.md for what each is). */
const TABLES = {
  'requests.csv': [
    'received',
    'assess',
    'refuse',
    'undecided',
    'withdrawn',
    'six_weeks_in',
    'six_weeks_over',
    'six_weeks_printed',
  ],
  'timeliness.csv': [
    'timed',
    'to20',
    'to52',
    'over52',
    'timed_ex',
    'to20_ex',
    'to52_ex',
    'over52_ex',
    'no_plan_in',
    'no_plan_over',
  ],
  'plans.csv': ['new', 'ceased', 'active'],
  'reviews.csv': ['four_weeks_in', 'four_weeks_over'],
  'appeals.csv': ['appeals', 'appealable', 'appealable_new'],
} as const;

export type Column = (typeof TABLES)[keyof typeof TABLES][number];

/** A count; or why there is none: `x` not available and `z` not applicable as published, `none` no row or column. */
export type Cell = number | 'x' | 'z' | 'none';

/** Everything published about one place in one year. */
export type Counts = Readonly<Partial<Record<Column, Cell>>>;

export interface Tables {
  /** @param place `England`, the name of a region, or the DfE code of an authority */
  counts(year: number, place: string): Counts | undefined;
  /** The places of a year, in the order of the files. */
  places(year: number): readonly string[];
  readonly years: readonly number[];
  /** Codes of an authority's statistical neighbours, nearest first; none where the authority has none listed. */
  neighbours(code: string): readonly string[];
}

let shipped: Tables | undefined;

/** The tables that come with the project, read once, when they are first asked for (about 50 ms). */
export function shippedTables(): Tables {
  shipped ??= readTables(join(import.meta.dirname, 'data'));
  return shipped;
}

function readTables(folder: string): Tables {
  const years = new Map<number, Map<string, Partial<Record<Column, Cell>>>>();
  for (const [file, columns] of Object.entries(TABLES)) {
    for (const row of readCsv(join(folder, file))) {
      const year = Number(row['year']);
      const places = years.get(year) ?? new Map<string, Partial<Record<Column, Cell>>>();
      years.set(year, places);
      const code = row['code'] as string;
      const counts = places.get(code) ?? {};
      places.set(code, counts);
      for (const column of columns) counts[column] = cell(row[column], `${file} ${year} ${code} ${column}`);
    }
  }
  const neighbours = new Map<string, string[]>();
  for (const { code, neighbour_code: neighbour } of readCsv(join(folder, 'neighbours.csv'))) {
    neighbours.set(code as string, [...(neighbours.get(code as string) ?? []), neighbour as string]);
  }
  return {
    counts: (year, place) => years.get(year)?.get(place),
    places: (year) => [...(years.get(year)?.keys() ?? [])],
    years: [...years.keys()].sort((a, b) => a - b),
    neighbours: (code) => neighbours.get(code) ?? [],
  };
}

/**
 * Reads a table of our own making: no line break, no quote inside quotes. A general CSV parser takes ten times as long,
 * in the middle of the first request.
 */
function readCsv(path: string): Record<string, string | undefined>[] {
  const [headings = [], ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n').map(splitLine);
  return rows.map((row) => Object.fromEntries(headings.map((heading, index) => [heading, row[index]])));
}

function splitLine(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

function cell(text: string | undefined, where: string): Cell {
  if (text === undefined) throw new Error(`${where}: no such column`);
  if (text === '') return 'none';
  if (text === 'x' || text === 'z') return text;
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw new Error(`${where}: not a count`);
  return number;
}

/** Everything published about one place in one year: England, a region, or an authority by its code. */
export const publishedCounts = (year: number, place: string): Counts | undefined => shippedTables().counts(year, place);
