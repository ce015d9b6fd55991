// Reads the published CSV files as they come: byte-order mark, CRLF, quoted commas, columns in any order.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** Every row as an array of texts. */
export function readRows(path) {
  return parse(readFileSync(path), { bom: true, relax_column_count: true });
}

/**
 * Every row as an object of the columns asked for, found by their heading. Stops where a heading is missing or stands
 * twice (`review_meeting_prior_24` of annual_reviews.csv does; it is not one we ask for).
 *
 * @param {string} path
 * @param {readonly string[]} columns headings, as misspelt in the file
 */
export function readTable(path, columns) {
  const [headings, ...rows] = readRows(path);
  const at = columns.map((column) => {
    const first = headings.indexOf(column);
    if (first < 0) throw new Error(`${path}: no column ${column}`);
    if (headings.indexOf(column, first + 1) >= 0) throw new Error(`${path}: column ${column} stands twice`);
    return first;
  });
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[at[index]]])));
}
