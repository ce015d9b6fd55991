import { laByCode } from '@ehc/pathway';
import { censusDate, readDate, readDateTime } from './dates.js';
import { SEN2_REFUSALS, SEN2_RULES } from './rules/catalogue.js';
import { RowReader } from './rules/row-reader.js';
import type { Fault, Rule } from './rules/rule.js';
import type { ReturnHeader } from './sen2-return.js';

export interface HeaderReading {
  /** null: the return cannot be imported; `faults` says why. */
  readonly header: Omit<ReturnHeader, 'contentDigest'> | null;
  readonly faults: readonly Fault[];
}

/**
 * Reads the header's one row. Refused is another authority's return, and one that says neither of which year it is
 * nor when it was made. The rest is queried, and where the return itself or the calendar knows better, taken from there.
 *
 * @param asked the authority that the import was started for
 * @param fileName of the header's file: COLLECT puts the day of the export into it
 */
export function readHeader(
  cells: readonly string[],
  absent: ReadonlySet<string>,
  asked: string,
  fileName: string,
): HeaderReading {
  const row = new RowReader('sen2', cells, absent);
  const refuse = (rule: Rule, field: string): null => row.note(rule, field);

  const fixed = (column: string, value: string): void => {
    if (!row.blank(column, SEN2_RULES.blank) && row.raw(column).toUpperCase() !== value) {
      row.note(SEN2_RULES.codeUnknown, column);
    }
  };
  fixed('collection', 'SEN2');
  fixed('sourcelevel', 'L');

  const code = /^(\d{3})(?:\.0+)?$/.exec(row.raw('lea'))?.[1] ?? '';
  // Whoever started the import said whose return this is; only a return that says otherwise is another one's.
  if (laByCode(code) === undefined) row.note(SEN2_RULES.authorityTaken, 'lea');
  else if (code !== asked) refuse(SEN2_REFUSALS.otherAuthority, 'lea');

  const reference = row.raw('referencedate') === '' ? null : readDate(row.raw('referencedate'));
  const givenYear = /^(20\d\d)(?:\.0+)?$/.exec(row.raw('year'))?.[1];
  const year = Number(givenYear ?? reference?.date.slice(0, 4) ?? 0);
  if (year === 0) refuse(SEN2_REFUSALS.noYear, 'year');
  else if (givenYear === undefined) row.note(SEN2_RULES.yearTaken, 'year');
  else if (reference !== null && !reference.date.startsWith(givenYear)) row.note(SEN2_RULES.yearDiffers, 'year');
  if (reference === null) row.note(SEN2_RULES.referenceDateTaken, 'referencedate');
  else if (reference.otherForm) row.note(SEN2_RULES.dateOtherForm, 'referencedate');

  const made = readDateTime(row.raw('datetime'));
  const exported = readDate(/\d\d-\d\d-\d{4}/.exec(fileName)?.[0] ?? '');
  const dateTime = made?.dateTime ?? (exported === null ? null : `${exported.date}T00:00:00`);
  if (dateTime === null) refuse(SEN2_REFUSALS.noDateTime, 'datetime');
  else if (made === null) row.note(SEN2_RULES.dateTimeTaken, 'datetime');
  else if (made.otherForm) row.note(SEN2_RULES.dateOtherForm, 'datetime');

  const header = {
    authority: asked,
    year,
    activityYear: year - 1,
    referenceDate: reference?.date ?? censusDate(year),
    dateTime: dateTime ?? '',
    serialNo: row.integer('serialno'),
    softwareCode: row.text('softwarecode'),
    release: row.text('release'),
  };
  return { header: row.faults.some(({ rule }) => rule.severity === 'error') ? null : header, faults: row.faults };
}
