import { type DayNumber, partsOf } from '@ehc/statutory-clock';
import { NEVER } from './facts.js';

/** Bands of whole years of age, both ends included. */
export const AGE_BANDS = [
  { key: '0-4', from: 0, to: 4 },
  { key: '5-10', from: 5, to: 10 },
  { key: '11-15', from: 11, to: 15 },
  { key: '16-19', from: 16, to: 19 },
  { key: '20-25', from: 20, to: 25 },
] as const;

/** Band of those whose month of birth is not known, or lies outside every band. */
export const UNKNOWN_BAND = AGE_BANDS.length;

/**
 * Whole years of age on the 31 August before the academic year (from 1 September) in which a day lies. The day of birth
 * is not needed: whoever was born in a month up to August has had the birthday by its last day.
 *
 * @param bornIn month of birth as year × 12 + (month − 1)
 */
export const ageAtAcademicYear = (bornIn: number, day: DayNumber): number => {
  const { year, month } = partsOf(day);
  const reference = month >= 9 ? year : year - 1;
  const birthYear = Math.floor(bornIn / 12);
  const bornAfterAugust = bornIn - birthYear * 12 >= 8;
  return reference - birthYear - (bornAfterAugust ? 1 : 0);
};

/**
 * The band of an age on the 31 August before the academic year of a counted day.
 * @param bornIn month of birth as year × 12 + (month − 1), or `NEVER`
 */
export const ageBandOf = (bornIn: number, countedOn: DayNumber): number => {
  if (bornIn === NEVER) return UNKNOWN_BAND;
  const age = ageAtAcademicYear(bornIn, countedOn);
  const band = AGE_BANDS.findIndex(({ from, to }) => age >= from && age <= to);
  return band === -1 ? UNKNOWN_BAND : band;
};
