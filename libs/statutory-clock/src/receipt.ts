/** RECEIPT: the day on which a request is taken as received. */
import { BeyondCalendar } from './bank-holidays.js';
import { type DayNumber, tryParseCivilDate } from './civil-date.js';
import { ClockError } from './clock-error.js';
import { missingFact, readObject } from './facts.js';
import { type ClockSettings, DEFAULT_SETTINGS } from './settings.js';
import { workingDayOnOrAfter } from './working-days.js';

export const RECEIPT_METHODS = ['hand', 'signed_for', 'first_class', 'email'] as const;
export type ReceiptMethod = (typeof RECEIPT_METHODS)[number];

/** A local date, and whether the time beside it is later than 17:00:00 (a time left out is not). */
export interface LocalMoment {
  day: DayNumber;
  afterFive: boolean;
}

/** `HH:MM`, with seconds and a fraction of them if wanted; no offset. */
const LOCAL_TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d+))?)?$/;

/** A text `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM[:SS[.fff]]` read as a local moment, or `undefined` for any other. */
export function tryParseLocalMoment(text: unknown): LocalMoment | undefined {
  if (typeof text !== 'string') return undefined;
  const day = tryParseCivilDate(text.slice(0, 10));
  if (day === undefined) return undefined;
  if (text.length === 10) return { day, afterFive: false };
  const time = text[10] === 'T' ? LOCAL_TIME.exec(text.slice(11)) : null;
  if (!time) return undefined;
  const hour = Number(time[1]);
  const pastTheHour = Number(time[2]) > 0 || Number(time[3] ?? 0) > 0 || Number(time[4] ?? 0) > 0;
  return { day, afterFive: hour > 17 || (hour === 17 && pastTheHour) };
}

/**
 * The day of receipt. `actual_calendar_day`: the date given. `ipsea_deemed` (IPSEA's table): by hand or e-mail the
 * day, or the next working day if later than 5pm or not a working day; first class the next working day after;
 * signed for the day.
 * @throws {BeyondCalendar} under `ipsea_deemed`.
 */
export function receivedOn(
  method: ReceiptMethod,
  moment: LocalMoment,
  settings: Readonly<ClockSettings> = DEFAULT_SETTINGS,
): DayNumber {
  if (settings.receiptMode === 'actual_calendar_day') return moment.day;
  switch (method) {
    case 'hand':
    case 'email':
      return workingDayOnOrAfter(moment.afterFive ? moment.day + 1 : moment.day);
    case 'first_class':
      return workingDayOnOrAfter(moment.day + 1);
    case 'signed_for':
      return moment.day;
  }
}

/**
 * The day of receipt from the facts of a request.
 * @throws {ClockError} `missing_fact`, `invalid_value` or `invalid_date`.
 */
export function receivedFromFacts(given: unknown, settings: Readonly<ClockSettings>): DayNumber {
  const { method, sentOrDelivered } = readObject(given, 'facts');
  if (method === undefined || method === null) throw missingFact('method');
  if (!(RECEIPT_METHODS as readonly unknown[]).includes(method)) {
    const methods = RECEIPT_METHODS.join(', ');
    throw new ClockError('invalid_value', `facts.method must be one of ${methods}.`, 'facts.method');
  }
  if (sentOrDelivered === undefined || sentOrDelivered === null) throw missingFact('sentOrDelivered');
  const moment = tryParseLocalMoment(sentOrDelivered);
  if (!moment) {
    throw new ClockError(
      'invalid_date',
      'facts.sentOrDelivered must be a local date, or date and time without an offset: 2026-03-02T16:30.',
      'facts.sentOrDelivered',
    );
  }
  try {
    return receivedOn(method as ReceiptMethod, moment, settings);
  } catch (error) {
    if (error instanceof BeyondCalendar) {
      throw new ClockError('invalid_date', error.message, 'facts.sentOrDelivered');
    }
    throw error;
  }
}
