import { type DayNumber, partsOf, weekdayOf, workingDayOnOrAfter } from '@ehc/statutory-clock';
import { type Process, Turn } from './agenda.js';
import { momentOf } from './simulated-clock.js';

/** A child on the waiting list. */
interface Waiting {
  /** The day by which the service would have advised by its present waiting times; the list is in this order. */
  readonly aimedAt: DayNumber;
  readonly turn: Turn;
}

/** What the service can do in a week, as shares of what has usually been asked of it. */
const LEAST = 0.2;
const MOST = 2.2;

/** Weeks over which "usually" is reckoned, and how long ago they end: staff are not found sooner. */
const USUAL_WEEKS = 26;
const SINCE_WEEKS = 8;

/** How far ahead of its aim a child is seen in a week with room to spare, in days. */
const AHEAD = 14;

/** Share of the usual week that is left in the months of school holidays. No source gives it: an assumption. */
const HOLIDAYS: Readonly<Record<number, number>> = { 8: 0.45, 12: 0.8 };

/**
 * The educational psychology service: a waiting list, and a number of children whom it can advise on in a week. That
 * number follows demand and the waiting time that is aimed at, but no faster than staff can be found or lost, and falls
 * in the school holidays. Plans wait for this advice: most of their lateness comes from here.
 */
export class EducationalPsychology {
  readonly #waiting: Waiting[] = [];
  #joined = 0;
  /** Children who joined in each of the last weeks. */
  readonly #weeks: number[] = [];
  /** Parts of a child that the capacity of the weeks before left over. */
  #rest = 0;

  /** Joins the list. The turn comes when the service has given its advice. */
  join(aimedAt: DayNumber): Turn {
    const turn = new Turn();
    this.#waiting.push({ aimedAt, turn });
    this.#joined += 1;
    return turn;
  }

  /** The work of the service, week by week. */
  *work(from: DayNumber): Process {
    for (let monday = from + ((8 - weekdayOf(from)) % 7); ; monday += 7) {
      yield momentOf(monday);
      const due = this.#planWeek(monday);
      due.forEach(({ turn }, index) => {
        const day = workingDayOnOrAfter(monday + (index % 5));
        turn.resume(momentOf(day, 0.4));
      });
    }
  }

  #planWeek(monday: DayNumber): Waiting[] {
    this.#weeks.push(this.#joined);
    this.#joined = 0;
    if (this.#weeks.length > USUAL_WEEKS + SINCE_WEEKS) this.#weeks.shift();
    const known = this.#weeks.slice(0, USUAL_WEEKS);
    const usual = known.reduce((sum, one) => sum + one, 0) / known.length;
    this.#waiting.sort((a, b) => a.aimedAt - b.aimedAt);
    const dueBy = (day: DayNumber) => this.#waiting.findLastIndex(({ aimedAt }) => aimedAt <= day) + 1;
    const wanted = Math.min(Math.max(dueBy(monday + 6), LEAST * usual), MOST * usual);
    this.#rest += wanted * (HOLIDAYS[partsOf(monday).month] ?? 1);
    const seen = Math.min(Math.floor(this.#rest), dueBy(monday + AHEAD));
    this.#rest = Math.min(this.#rest - seen, 1);
    return this.#waiting.splice(0, seen);
  }
}
