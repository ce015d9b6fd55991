import {
  type DayNumber,
  dayNumberOf,
  daysInMonth,
  formatCivilDate,
  partsOf,
  tryParseCivilDate,
} from '@ehc/statutory-clock';

/** Civil days, both ends included. */
export interface Period {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** Thrown for a period that cannot be read or asked for; `field` names what of the question is wrong. */
export class InvalidPeriod extends Error {
  override readonly name = 'InvalidPeriod';
  constructor(
    readonly field: 'period' | 'from' | 'to',
    message: string,
  ) {
    super(message);
  }
}

const FORMS = 'a calendar year (2024), a month (2024-03) or an academic year from 1 September (2024/25)';

/**
 * Reads a calendar year (`2024`), a month (`2024-03`) or an academic year (`2024/25`: 1 September 2024 to 31 August
 * 2025).
 * @throws InvalidPeriod
 */
export const parsePeriod = (text: string): Period => {
  const [, yearText, month, second] = /^(\d{4})(?:-(\d{2})|\/(\d{2}))?$/.exec(text) ?? [];
  const year = Number(yearText);
  if (!(year >= 1)) throw new InvalidPeriod('period', `The period must be ${FORMS}.`);
  if (month !== undefined) return monthOf(year, Number(month));
  if (second === undefined) return { from: dayNumberOf(year, 1, 1), to: dayNumberOf(year, 12, 31) };
  if (Number(second) !== (year + 1) % 100) {
    throw new InvalidPeriod('period', 'An academic year is written with the year after it: 2024/25.');
  }
  return { from: dayNumberOf(year, 9, 1), to: dayNumberOf(year + 1, 8, 31) };
};

const monthOf = (year: number, month: number): Period => {
  if (month < 1 || month > 12) throw new InvalidPeriod('period', 'There is no such month.');
  return { from: dayNumberOf(year, month, 1), to: dayNumberOf(year, month, daysInMonth(year, month)) };
};

/**
 * The period between two civil dates (`YYYY-MM-DD`), both included.
 * @throws InvalidPeriod
 */
export const periodBetween = (from: string, to: string): Period => {
  const first = tryParseCivilDate(from);
  const last = tryParseCivilDate(to);
  if (first === undefined) throw new InvalidPeriod('from', 'It must be a date that exists, written YYYY-MM-DD.');
  if (last === undefined) throw new InvalidPeriod('to', 'It must be a date that exists, written YYYY-MM-DD.');
  if (last < first) throw new InvalidPeriod('to', 'The period must not end before it begins.');
  return { from: first, to: last };
};

/**
 * The day whose state the snapshots of a period show: its last day, or today while it runs.
 * @throws InvalidPeriod where the period has not begun
 */
export const snapshotDay = (period: Period, today: DayNumber): DayNumber => {
  if (today < period.from) {
    throw new InvalidPeriod('period', `The period begins on ${formatCivilDate(period.from)}, which is still to come.`);
  }
  return Math.min(period.to, today);
};

export const isWithin = (day: DayNumber, { from, to }: Period): boolean => day >= from && day <= to;

/** Calendar year of a day. */
export const yearOf = (day: DayNumber): number => partsOf(day).year;

/** Month of a day, counted from January of year 0. */
export const monthIndexOf = (day: DayNumber): number => {
  const { year, month } = partsOf(day);
  return year * 12 + month - 1;
};

/** `YYYY-MM` of a month counted from January of year 0. */
export const monthKey = (monthIndex: number): string =>
  `${String(Math.floor(monthIndex / 12)).padStart(4, '0')}-${String((monthIndex % 12) + 1).padStart(2, '0')}`;
