import type { IsoDate } from './rows.js';

/**
 * A date as it stands in a return. `otherForm` marks a form that COLLECT does not write (14/03/2024, 14-Mar-2024), which
 * is read and queried, since a reader with the American order in mind would take it for another day.
 */
export interface ReadDate {
  readonly date: IsoDate;
  readonly otherForm: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

// Full names too; "sept" is how some systems shorten it.
const MONTH_NAME = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?$/;
const TIME = '(?:[ t]([01]?\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.\\d+)?)?(?:z|[+-]\\d\\d:?\\d\\d)?)?';
/** `2022-Sep-28 00:00:00`, the export's form, and `2022-09-28`, with or without a time. */
const YEAR_FIRST = new RegExp(`^(\\d{4})-(\\d{1,2}|[a-z]{3,9})-(\\d{1,2})${TIME}$`);
/** `2022/09/28`, `2022.9.28`, `20220928`. */
const YEAR_FIRST_OTHERWISE = new RegExp(`^(\\d{4})(?:([/.])(\\d{1,2})\\2(\\d{1,2})|(\\d\\d)(\\d\\d))${TIME}$`);
/** `28/09/2022`, `28.9.2022`, `28-Sep-2022`, `28 September 2022`. */
const DAY_FIRST = new RegExp(`^(\\d{1,2})([/.\\- ])(\\d{1,2}|[a-z]{3,9})\\2(\\d{4})${TIME}$`);

/** No date of a return lies outside these years; one that does has a digit wrong and is as good as unreadable. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;

/**
 * Reads a date, whatever its time of day; null where it is no day of the calendar or in no form known. A year of two
 * digits is not read: 24 may be a day. The day is taken as it is written, also with a zone behind it.
 */
export function readDate(text: string): ReadDate | null {
  const { date, otherForm } = parts(text) ?? {};
  return date === undefined ? null : { date, otherForm: otherForm === true };
}

/** Reads a date with its time: YYYY-MM-DDTHH:MM:SS, midnight where none is given. */
export function readDateTime(text: string): { dateTime: string; otherForm: boolean } | null {
  const read = parts(text);
  return read === null ? null : { dateTime: `${read.date}T${read.time}`, otherForm: read.otherForm };
}

function parts(text: string): { date: IsoDate; time: string; otherForm: boolean } | null {
  const tidy = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const { form, year, month, day, time } = fieldsOf(tidy) ?? {};
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = civilDate(Number(year), monthNumber(month), Number(day));
  if (date === null) return null;
  return {
    date,
    time: (time ?? []).map((part) => (part ?? '0').padStart(2, '0')).join(':'),
    otherForm: form === 'other',
  };
}

interface DateFields {
  readonly form: 'export' | 'other';
  readonly year: string | undefined;
  readonly month: string | undefined;
  readonly day: string | undefined;
  /** Hours, minutes, seconds. */
  readonly time: readonly (string | undefined)[];
}

function fieldsOf(text: string): DateFields | null {
  let match = YEAR_FIRST.exec(text);
  if (match !== null)
    return { form: 'export', year: match[1], month: match[2], day: match[3], time: match.slice(4, 7) };
  match = DAY_FIRST.exec(text);
  if (match !== null) return { form: 'other', year: match[4], month: match[3], day: match[1], time: match.slice(5, 8) };
  match = YEAR_FIRST_OTHERWISE.exec(text);
  if (match === null) return null;
  const [, year, , month = match[5], day = match[6]] = match;
  return { form: 'other', year, month, day, time: match.slice(7, 10) };
}

function monthNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const name = MONTH_NAME.exec(text)?.[1];
  return name === undefined ? 0 : MONTHS.indexOf(name) + 1;
}

function civilDate(year: number, month: number, day: number): IsoDate | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return null;
  // Day 0 of the next month is the last of this one.
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * 31 August at the end of the academic year in which a person turns 25: the last day on which a plan can be in force
 * (Children and Families Act 2014 s46; data-standards.md §1.4, CeaseReason 1).
 */
export function lastDayForPlan(birthDate: IsoDate): IsoDate {
  const turns25 = Number(birthDate.slice(0, 4)) + 25;
  return `${birthDate.slice(5) >= '09-01' ? turns25 + 1 : turns25}-08-31`;
}

/** The third Thursday of January, on which every census of data-standards.md §1.1 was taken. */
export function censusDate(year: number): IsoDate {
  const firstWeekday = new Date(Date.UTC(year, 0, 1)).getUTCDay();
  const firstThursday = 1 + ((4 - firstWeekday + 7) % 7);
  return `${year}-01-${firstThursday + 14}`;
}
