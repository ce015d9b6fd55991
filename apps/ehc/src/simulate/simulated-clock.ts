import type { Clock } from '@ehc/platform';
import { type DayNumber, formatCivilDate } from '@ehc/statutory-clock';
import type { Moment } from './agenda.js';

const DAY = 86_400_000;

/** The simulation's clock: it stands at the moment of what is going on. */
export class SimulatedClock implements Clock {
  #moment: Moment;
  #day: DayNumber;
  #today: string;

  constructor(moment: Moment) {
    this.#moment = moment;
    this.#day = dayOf(moment);
    this.#today = formatCivilDate(this.#day);
  }

  now(): Date {
    return new Date(this.#moment);
  }

  today(): string {
    return this.#today;
  }

  get moment(): Moment {
    return this.#moment;
  }

  get day(): DayNumber {
    return this.#day;
  }

  /** It never goes back. */
  moveTo(moment: Moment): void {
    this.#moment = Math.max(this.#moment, moment);
    const day = dayOf(this.#moment);
    if (day === this.#day) return;
    this.#day = day;
    this.#today = formatCivilDate(day);
  }
}

/** Everything is recorded in office hours, when the civil date of London is that of UTC. */
export const dayOf = (moment: Moment): DayNumber => Math.floor(moment / DAY);

/** @param time share of the day from 0 up to 1 */
export const momentOf = (day: DayNumber, time = 0): Moment => Math.floor((day + time) * DAY);
