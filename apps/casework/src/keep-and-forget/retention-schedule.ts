import type { PathwayEvent } from '@ehc/pathway';
import { defineStep, fact, type StepRequest } from '@ehc/recording';
import { addDays, addMonths, formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import { authorityStream } from '../streams/authority-stream.js';

/** Years from the day of birth after which a record need not be kept, where the authority never said otherwise. */
export const DEFAULT_YEARS_AFTER_BIRTH = 31;

export interface SetRetentionSchedule extends StepRequest {
  readonly yearsAfterBirth: number;
}

export const setRetentionSchedule = defineStep({
  stream: authorityStream,
  records: 'RetentionScheduleSet',
  begins: true,
  decide: (_, command: SetRetentionSchedule) => fact('RetentionScheduleSet', command),
});

/** What an authority has said last of how long it keeps records. */
export const yearsAfterBirthOf = (history: readonly PathwayEvent[]): number =>
  history.findLast((event) => event.type === 'RetentionScheduleSet')?.payload.yearsAfterBirth ??
  DEFAULT_YEARS_AFTER_BIRTH;

/** When somebody was born, as far as it is known. */
export interface Born {
  /** Civil date. */
  readonly date: string | null;
  readonly year: number | null;
  readonly month: number | null;
}

/**
 * The day from which a record need not be kept any longer; null where the month of birth is not known. Who was born in
 * a month of which no day is known, or on 29 February, is due on the first day of the month after: no record is destroyed
 * too early.
 */
export const dueForDisposal = ({ date, year, month }: Born, yearsAfterBirth: number): string | null => {
  const months = yearsAfterBirth * 12;
  if (date !== null) {
    const firstOfMonth = addMonths(parseCivilDate(`${date.slice(0, 7)}-01`), months);
    return formatCivilDate(addDays(firstOfMonth, Number(date.slice(8)) - 1));
  }
  if (year === null || month === null) return null;
  return formatCivilDate(addMonths(parseCivilDate(`${year}-${String(month).padStart(2, '0')}-01`), months + 1));
};
