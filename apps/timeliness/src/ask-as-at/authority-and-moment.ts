import { DEMONSTRATION_AUTHORITY, laByCode } from '@ehc/pathway';
import { notFound } from '@ehc/platform';

/** Notes that a field of a question cannot be understood. */
export type Wrong = (field: string, code: string, message: string) => undefined;

export const checkAuthority = (code: string, wrong: Wrong): void => {
  if (!/^\d{3}$/.test(code)) wrong('authority', 'no-la-code', 'It must be the three-digit DfE code of an authority.');
};

/** @throws Problem 404 for an authority that there is not */
export const refuseUnknownAuthority = (code: string): void => {
  if (laByCode(code) === undefined && code !== DEMONSTRATION_AUTHORITY.code) {
    throw notFound('unknown-authority', `No local authority of England has the code ${code}.`);
  }
};

const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** The end of the clock's millisecond, so that nothing is missed. */
export const presentMoment = (now: Date): string => now.toISOString().replace('Z', '999Z');

/** Instants to the microsecond, as the log has them; the present where none is given. */
export const readMoment = (text: string | undefined, now: Date, wrong: Wrong): string | undefined => {
  if (text === undefined) return presentMoment(now);
  const [, whole, fraction = '', offset] = INSTANT.exec(text) ?? [];
  const milliseconds = Date.parse(`${whole}${offset}`);
  if (Number.isNaN(milliseconds) || !sameDay(text, milliseconds, offset)) {
    return wrong('asAt', 'no-instant', 'It must be an instant with an offset, such as 2026-10-16T09:00:00Z.');
  }
  const microseconds = fraction.slice(0, 6).padEnd(6, '0');
  if (milliseconds + Number(microseconds) / 1000 > now.getTime() + 1) {
    return wrong('asAt', 'in-the-future', 'It must not lie in the future: nobody knows what will be recorded.');
  }
  const seconds = new Date(milliseconds).toISOString().slice(0, 19);
  return /^0*$/.test(microseconds) ? `${seconds}Z` : `${seconds}.${microseconds}Z`;
};

/** `Date.parse` takes 31 April for 1 May. */
const sameDay = (text: string, milliseconds: number, offset = 'Z'): boolean => {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  const shift = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(milliseconds + shift).toISOString().slice(0, 10) === text.slice(0, 10);
};
