import { RELAXATION_END, RELAXATION_START } from '../rules/relaxation-2020.js';
import type { ClockSettings } from '../settings.js';
import { type Finding, type JudgedPeriod, lifts, liftsNot } from './exception.js';
import { overlaps } from './personal.js';

/**
 * Whether a limit falls under the relaxation of 2020: its due date lies in it, or under the setting
 * `covidTest: any_day` any day of its period. A limit counted backwards has its period between due date and day 0.
 */
export function fallsUnderRelaxation(period: JudgedPeriod, covidTest: ClockSettings['covidTest']): boolean {
  const { start, due } = period;
  return covidTest === 'due_date'
    ? overlaps(due, due, RELAXATION_START, RELAXATION_END)
    : overlaps(Math.min(start, due), Math.max(start, due), RELAXATION_START, RELAXATION_END);
}

/** A reason relating to the incidence or transmission of coronavirus (SI 2020/471). */
export function coronavirus(period: JudgedPeriod, settings: Readonly<ClockSettings>): Finding {
  const what = settings.covidTest === 'due_date' ? 'the due date' : 'a day of the period';
  return fallsUnderRelaxation(period, settings.covidTest)
    ? lifts(`${what} lies in 1 May to 25 September 2020 (SI 2020/471; unsure: the list of limits)`)
    : liftsNot(`${what} does not lie in 1 May to 25 September 2020 (SI 2020/471)`);
}
