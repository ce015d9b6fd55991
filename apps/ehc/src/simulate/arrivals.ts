import { dayNumberOf, type DayNumber, partsOf, workingDayOnOrAfter } from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import type { Calibration } from './calibration/calibration.js';
import { REQUESTS_BY_MONTH } from './calibration/requests-by-month.js';
import { Chance } from './chance.js';
import { lifeOfAChild } from './life-of-a-child.js';
import { momentOf } from './simulated-clock.js';
import type { SimulationTerms } from './simulate-authority.js';
import type { Simulation } from './simulation.js';

/** The children come one after another, spread over the years and months as requests are. */
export function* arrivals(simulation: Simulation, { seed, children, from, until }: SimulationTerms): Process {
  const chance = Chance.of(seed, `${simulation.authority} arrivals`);
  const days = spread(simulation.calibration, from, until);
  const all = days.at(-1)!;
  let place = 0;
  for (let number = 0; number < children; number++) {
    // One in each of as many equal parts: so they come in order of time, and evenly.
    const share = ((number + chance.next()) / children) * all;
    while (days[place]! <= share) place++;
    const day = workingDayOnOrAfter(from + place);
    if (day >= until) return;
    yield Math.max(momentOf(day), simulation.clock.moment);
    simulation.agenda.enter(simulation.clock.moment, lifeOfAChild(simulation, number, day));
  }
}

/** Requests expected up to the end of each day, in proportion. */
const spread = ({ requests }: Calibration, from: DayNumber, until: DayNumber): number[] => {
  const sums: number[] = [];
  let sum = 0;
  for (let day = from; day < until; day++) {
    const { year, month } = partsOf(day);
    const lengths =
      dayNumberOf(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - dayNumberOf(year, month, 1);
    sum += (requests(year) * REQUESTS_BY_MONTH[month - 1]!) / lengths;
    sums.push(sum);
  }
  return sums;
};
