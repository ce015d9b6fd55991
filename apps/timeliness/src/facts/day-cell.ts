import { type DayNumber, isCivilDate, tryParseCivilDate } from '@ehc/statutory-clock';
import { NEVER, UNDATED } from '../measures/index.js';

/** What PostgreSQL calls a date before every other: the step was taken on a day that is not known. */
export const UNDATED_CELL = '-infinity';

/** A day of a fact as a date column keeps it: null where the step was not taken, `-infinity` where its day is not known. */
export type DayCell = string | null;

/**
 * The day of a step of a folded stream. A correction may have put anything in its place: what is no date is not known,
 * lest one event stops the figures of everybody.
 */
export const dayOf = (step: { readonly on: string | null } | null): DayCell =>
  step === null ? null : isCivilDate(step.on) ? step.on : UNDATED_CELL;

/** A day that is either known or not there at all. */
export const dayOrNever = (on: unknown): DayCell => (isCivilDate(on) ? on : null);

/** The year of the first return that showed an undated step; 0 where none did. */
export const shownInOf = (step: { readonly shownInYear?: number | undefined } | null): number => step?.shownInYear ?? 0;

/** As the measures reckon with it. */
export const dayNumberOfCell = (cell: DayCell): DayNumber => {
  if (cell === null) return NEVER;
  return tryParseCivilDate(cell) ?? UNDATED;
};
