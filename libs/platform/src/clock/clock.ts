/** A civil date in Europe/London, `2026-03-29`. */
export type CivilDate = string;

/**
 * The one way to ask what time it is, so that a test, a simulation or a catch-up can say so itself. The store's own
 * `recordedAt` is the one time that does not come from here.
 */
export interface Clock {
  now(): Date;
  /** The civil date that `now()` falls on in Europe/London. */
  today(): CivilDate;
}

/** Nest's token for the `Clock` of the application. */
export const CLOCK = Symbol('Clock');

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The civil date that an instant falls on in Europe/London: from 00:00 there, which in summer is 23:00 UTC the day before. */
export const londonDate = (instant: Date): CivilDate => {
  const hour = Math.floor(instant.getTime() / HOUR);
  if (hour !== known.hour) known = { hour, date: read(instant) };
  return known.date;
};

const HOUR = 3_600_000;

/** The last answer. London is whole hours from UTC, so that its date changes on the hour only; to ask the calendar is slow. */
let known = { hour: Number.NaN, date: '' };

const read = (instant: Date): CivilDate => {
  const parts = new Map(london.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
};

/** The machine's time. */
export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }

  today(): CivilDate {
    return londonDate(this.now());
  }
}

/** Stands still until told otherwise. */
export class SettableClock implements Clock {
  private instant: number;

  /** @param instant a moment, as a `Date` or in ISO 8601 with an offset */
  constructor(instant: Date | string) {
    this.instant = toMilliseconds(instant);
  }

  now(): Date {
    return new Date(this.instant);
  }

  today(): CivilDate {
    return londonDate(this.now());
  }

  set(instant: Date | string): void {
    this.instant = toMilliseconds(instant);
  }

  /** @param milliseconds backwards if negative */
  advance(milliseconds: number): void {
    this.instant += milliseconds;
  }
}

const toMilliseconds = (instant: Date | string): number => {
  const milliseconds = instant instanceof Date ? instant.getTime() : withOffset(instant);
  if (Number.isNaN(milliseconds)) throw new RangeError(`Not an instant with an offset: ${String(instant)}`);
  return milliseconds;
};

/** Without an offset a text would mean another moment on another machine. */
const withOffset = (text: string): number => (/(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN);
