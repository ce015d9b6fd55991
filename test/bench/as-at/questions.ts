import { formatCivilDate, partsOf } from '@ehc/statutory-clock';
import { chanceOf } from './chance.js';
import { FIRST_DAY, LAST_DAY } from './live-histories.js';

/** A question for all measures of an authority, as they were known at a past moment. */
export interface Question {
  readonly period: string;
  /** ISO 8601. */
  readonly asAt: string;
}

const DAY = 86_400_000;
const YEAR = 365;

/**
 * Questions of which no two are alike: half of them as at a moment of the last year, when nearly every case is known, the
 * others as at any moment of the ten years. The period is the calendar year, the academic year or the month in which the
 * moment lies, or the calendar year before.
 */
export const questions = (count: number, seed: number): Question[] => {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, (_, place) => {
    const from = place % 2 === 0 ? LAST_DAY - YEAR : FIRST_DAY + YEAR;
    const day = chance.between(from, LAST_DAY);
    const asAt = new Date(day * DAY + chance.between(0, DAY - 1)).toISOString();
    const { year, month } = partsOf(day);
    const began = month >= 9 ? year : year - 1;
    const periods = [
      String(year),
      String(year - 1),
      formatCivilDate(day).slice(0, 7),
      `${began}/${String((began + 1) % 100).padStart(2, '0')}`,
    ];
    return { asAt, period: chance.oneOf(periods) };
  });
};
