import { type DayNumber, workingDayOnOrAfter } from '@ehc/statutory-clock';
import type { Moment } from './agenda.js';
import type { Chance } from './chance.js';
import { dayOf, momentOf } from './simulated-clock.js';

/**
 * How many days after a thing was done it comes to be recorded: least and most days, and in how many of a hundred. No
 * source gives this: an assumption (docs/explanation/how-an-authority-is-simulated.md).
 */
const LATENESS: readonly (readonly [days: readonly [least: number, most: number], share: number])[] = [
  [[0, 0], 72],
  [[1, 1], 16],
  [[2, 6], 9],
  [[7, 25], 2.4],
  [[26, 70], 0.6],
];

/** Office hours, as shares of the day: from nine to half past five. */
const OPENS = 9 / 24;
const CLOSES = 17.5 / 24;

/** A few minutes between two steps that are recorded one after the other. */
const MINUTES = 60_000;

/** The moment at which a thing done on that day is recorded: on a working day, in office hours, not before `earliest`. */
export const recordedAt = (on: DayNumber, earliest: Moment, chance: Chance): Moment => {
  const [least, most] = chance.weighted(LATENESS);
  const day = workingDayOnOrAfter(on + (least === most ? least : chance.between(least, most)));
  const moment = momentOf(day, OPENS + chance.next() * (CLOSES - OPENS));
  if (moment > earliest) return moment;
  const next = earliest + chance.between(1, 9) * MINUTES;
  // Office hours are over: the first thing next morning.
  return next < momentOf(dayOf(next), CLOSES) ? next : momentOf(workingDayOnOrAfter(dayOf(next) + 1), OPENS);
};
