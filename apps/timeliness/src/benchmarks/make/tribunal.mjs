// The Ministry of Justice's table "SEND Appeal rate table 1": one row to an authority, three columns to a year.
//
// Authorities are matched by NAME. The codes printed are not to be used: Nottingham has 891 (Nottinghamshire's),
// Nottinghamshire 928, Northamptonshire 892 (Nottingham's), and Cambridgeshire and Central Bedfordshire have each
// other's.
import { join } from 'node:path';
import { readRows } from './read-csv.mjs';

const FIRST_YEAR = 2014;
const LAST_YEAR = 2024;

/** Names printed otherwise than by the Department for Education. */
const NAMES = {
  Durham: 'County Durham',
  Herefordshire: 'Herefordshire, County of',
  'Kingston Upon Hull, City of': 'Kingston upon Hull, City of',
};

/**
 * @param {string} folder the folder that holds `dfe-ehcp-2025`
 * @param {(name: string, year: number) => string | undefined} codeOf the DfE code of the authority of that name in
 *   that year (Dorset's row holds the old Dorset up to 2018)
 */
export function tribunalRows(folder, codeOf) {
  const path = join(folder, 'dfe-ehcp-2025', 'send-tribunals-appeal-rate-2014-2024.csv');
  const table = readRows(path);
  const head = table.findIndex((row) => row[0] === 'Local Authority');
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    if (table[head][column(year)] !== String(year)) throw new Error(`${path}: ${year} is not in its column`);
  }
  const rows = [];
  const unmatched = [];
  for (const row of table.slice(head + 2)) {
    const printed = row[0].replace(/[\d,]+$/, ''); // footnote marks
    if (row.length < column(LAST_YEAR) + 3 || row[0] === '') continue;
    // Headings of regions have no figures; the notes at the foot have none either.
    if (row.slice(2).every((text) => text.trim() === '')) continue;
    if (printed === 'England total excluding suppressed') continue; // see known-faults.ts
    const name = NAMES[printed] ?? printed;
    for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      const [registered, decisions, rate] = row.slice(column(year), column(year) + 3).map((text) => text.trim());
      const values = { appeals: count(path, registered, rate), appealable: count(path, decisions, rate) };
      if (year === LAST_YEAR) values.appealable_new = count(path, row[column(year) + 3].trim(), row[column(year) + 4]);
      if (Object.values(values).every((value) => value === '')) continue; // the authority did not exist
      if (printed === 'England Total') {
        rows.push({ year, code: 'England', name: 'England', values });
        continue;
      }
      const code = codeOf(name, year);
      if (code === undefined) unmatched.push(`${printed} ${year}`);
      else rows.push({ year, code, name, values });
    }
  }
  if (unmatched.length > 0) throw new Error(`${path}: no authority of this name: ${unmatched.join('; ')}`);
  return rows;
}

const column = (year) => 2 + 3 * (year - FIRST_YEAR);

/** A count with thousands commas; `-`, or blank beside a rate of nought, is 0; `..` is none; `x` is suppressed. */
function count(path, text, rate = '') {
  if (/^[\d,]+$/.test(text)) return text.replaceAll(',', '');
  if (text === '-' || (text === '' && rate.trim() === '0.00%')) return '0';
  if (text === '' || text === '..') return '';
  if (text === 'x' || text === '~') return 'x';
  throw new Error(`${path}: cannot read ${JSON.stringify(text)}`);
}
