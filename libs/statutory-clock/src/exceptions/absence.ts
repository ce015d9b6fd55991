import type { ClockSettings } from '../settings.js';
import { type Finding, type GivenException, type JudgedPeriod, lastDayOf, lifts, liftsNot } from './exception.js';
import { overlaps } from './personal.js';

/** Days of absence that X4 (4 weeks) and X4b (2 weeks) ask for. */
export const DAYS_OF_ABSENCE = { X4: 28, X4b: 14 } as const;

/**
 * The days of an absence that count, both ends included: those inside the period, or, under the setting
 * `absenceInsideOnly: false`, all of them if one lies inside.
 */
export function countedDaysOfAbsence(
  from: number,
  to: number,
  start: number,
  due: number,
  absenceInsideOnly: boolean,
): number {
  if (!overlaps(from, to, start, due)) return 0;
  return absenceInsideOnly ? Math.min(to, due) - Math.max(from, start) + 1 : to - from + 1;
}

/**
 * X4 (regs 5(4)(d), 8(2), 10(4)(d)): absent from the area for a continuous period of at least 4 weeks during the
 * period. X4b (regs 44(3), 45(7)): at least 2 weeks.
 */
export function absence(exception: GivenException, period: JudgedPeriod, settings: Readonly<ClockSettings>): Finding {
  const needed = exception.kind === 'X4b' ? DAYS_OF_ABSENCE.X4b : DAYS_OF_ABSENCE.X4;
  const counted = countedDaysOfAbsence(
    exception.from!,
    lastDayOf(exception, period),
    period.start,
    period.due,
    settings.absenceInsideOnly,
  );
  const text = `${counted} days of absence count and ${needed} are needed`;
  return counted >= needed ? lifts(text) : liftsNot(text);
}
