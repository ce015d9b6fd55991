// The Department for Education's "Education, health and care plans" files: which columns make which of ours.
import { join } from 'node:path';
import { readTable } from './read-csv.mjs';

const GEOGRAPHY = ['time_period', 'geographic_level', 'region_name', 'new_la_code', 'old_la_code', 'la_name'];
const BREAKDOWN = ['breakdown_topic', 'breakdown'];

/**
 * The headline rows of a file of the 2025 release: England, every region, every authority.
 *
 * @param {string} folder the folder that holds `dfe-ehcp-2025-all-las`
 * @param {string} file
 * @param {Record<string, string>} columns our name → the file's heading
 * @param {(period: string) => number} [yearOf] the calendar year that a period stands for
 */
export function dfe2025(folder, file, columns, yearOf = Number) {
  const path = join(folder, 'dfe-ehcp-2025-all-las', file);
  return readTable(path, [...GEOGRAPHY, ...BREAKDOWN, ...Object.values(columns)])
    .filter((row) => row.breakdown_topic === row.breakdown) // "All …": the headline, not a breakdown
    .map((row) => toRow(path, row, yearOf(row.time_period), columns));
}

/**
 * The rows of the 2022 release for the years that the 2025 release leaves out. Its `old_la_code` stands before its
 * `new_la_code`, the other way round than in 2025: columns are found by heading, and {@link toRow} looks at the codes.
 */
export function dfe2022(folder, columns, lastYear) {
  const path = join(folder, 'dfe-ehcp-2022', 'sen2_mi.csv');
  return readTable(path, [...GEOGRAPHY, ...Object.values(columns)])
    .filter((row) => Number(row.time_period) <= lastYear)
    .map((row) => toRow(path, row, Number(row.time_period), columns));
}

/** Caseload counts plans in January of the later year of a school year: `202425` (January 2025) closes 2024. */
export function yearClosedByJanuaryCensus(period) {
  const first = Number(period.slice(0, 4));
  if (!/^\d{6}$/.test(period) || (first + 1) % 100 !== Number(period.slice(4))) {
    throw new Error(`not a school year: ${period}`);
  }
  return first;
}

function toRow(path, row, year, columns) {
  const values = Object.fromEntries(Object.entries(columns).map(([ours, theirs]) => [ours, cell(path, row[theirs])]));
  const { code, name } = geography(path, row);
  return { year, code, name, values };
}

function geography(path, row) {
  switch (row.geographic_level) {
    case 'National':
      return { code: 'England', name: 'England' };
    case 'Regional':
      return { code: row.region_name, name: row.region_name };
    case 'Local authority':
      // Two ONS codes (Buckinghamshire) are one authority: the DfE's code is the key.
      if (!/^\d{3}$/.test(row.old_la_code) || !/^E\d{8}$/.test(row.new_la_code)) {
        throw new Error(`${path}: not an LA code and an ONS code: ${row.old_la_code}, ${row.new_la_code}`);
      }
      return { code: row.old_la_code, name: row.la_name };
    default:
      throw new Error(`${path}: geographic level ${row.geographic_level}`);
  }
}

/** A count, or `x` (not available) or `z` (not applicable) as published. Percentages may have decimals. */
function cell(path, text) {
  if (text === 'x' || text === 'z' || /^\d+(\.\d+)?$/.test(text)) return text;
  throw new Error(`${path}: cannot read ${JSON.stringify(text)}`);
}
