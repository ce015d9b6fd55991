import { type Finding, type GivenException, type JudgedPeriod, lastDayOf, lifts, liftsNot } from './exception.js';

/** Whether two stretches of days, both ends counted, have a day in common. */
export function overlaps(from: number, to: number, start: number, due: number): boolean {
  return from <= to && start <= due && from <= due && to >= start;
}

/**
 * X3, exceptional personal circumstances (regs 5(4)(c), 10(4)(c)), and X3b, exceptional circumstances (reg 8(2)): they
 * affect the child, parent or young person on a day of the period. Whether they are exceptional is for a person.
 */
export function personalCircumstances(exception: GivenException, period: JudgedPeriod): Finding {
  return overlaps(exception.from!, lastDayOf(exception, period), period.start, period.due)
    ? lifts('the circumstances fall on at least a day of the period')
    : liftsNot('the circumstances fall on no day of the period');
}
