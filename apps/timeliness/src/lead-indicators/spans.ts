import { isDated } from '@ehc/case-clocks';
import type { DayNumber } from '@ehc/statutory-clock';

/** A value that held from the end of one day up to, and not at, the end of another. */
export interface Span<T> {
  readonly value: T;
  readonly from: DayNumber;
  /** The first day on which it no longer held; the last span ends with the day looked from. */
  readonly to: DayNumber;
}

/**
 * How a value went from one day to another, where it can change on certain days only. The spans follow each other
 * without a gap, so their lengths add up to the days between.
 *
 * @param days on which it may change; days outside, and those not known, are passed over
 */
export const spansBetween = <T extends string>(
  from: DayNumber,
  to: DayNumber,
  days: readonly DayNumber[],
  valueOn: (day: DayNumber) => T,
): Span<T>[] => {
  const turns = [...new Set(days)].filter((day) => isDated(day) && day > from && day <= to).sort((a, b) => a - b);
  const spans: { value: T; from: DayNumber; to: DayNumber }[] = [{ value: valueOn(from), from, to }];
  for (const day of turns) {
    const last = spans.at(-1)!;
    const value = valueOn(day);
    if (value === last.value) continue;
    last.to = day;
    spans.push({ value, from: day, to });
  }
  return spans;
};
