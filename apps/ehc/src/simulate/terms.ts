import { DEMONSTRATION_AUTHORITY, laByCode, laByName } from '@ehc/pathway';
import { SystemClock } from '@ehc/platform';
import { dayNumberOf, daysInMonth, isCivilDate, parseCivilDate, partsOf } from '@ehc/statutory-clock';
import type { SimulationTerms } from './simulate-authority.js';
import type { SimulateOptions } from './simulate.js';

/** @throws Error where no authority is so called */
export const codeOf = (text: string): string => {
  if (text === DEMONSTRATION_AUTHORITY.code) return text;
  const found = laByCode(text) ?? laByName(text);
  if (found) return found.code;
  throw new Error(
    `No local authority of England is called "${text}". Give its name, such as Nottinghamshire, or its three-digit code, such as 891; ${DEMONSTRATION_AUTHORITY.code} is one that does not exist.`,
  );
};

export const nameOf = (code: string): string => laByCode(code)?.name ?? DEMONSTRATION_AUTHORITY.name;

export const termsOf = (authority: string, { children, years, seed, until }: SimulateOptions): SimulationTerms => {
  const today = new SystemClock().today();
  if (until !== undefined && !isCivilDate(until))
    throw new Error(`${until} is no date that exists, written YYYY-MM-DD.`);
  if (until !== undefined && until > today) {
    throw new Error(
      `${until} lies in the future. What is simulated is recorded as in the past: give today or earlier.`,
    );
  }
  return { authority, because: 'simulation', children, seed, ...spanOf(years, until ?? today) };
};

/** So many years up to a day. */
export const spanOf = (years: number, until: string): Pick<SimulationTerms, 'years' | 'from' | 'until'> => {
  const end = parseCivilDate(until);
  const { year, month, day } = partsOf(end);
  const from = dayNumberOf(year - years, month, Math.min(day, daysInMonth(year - years, month)));
  if (from < COMMENCEMENT) {
    throw new Error(`EHC plans began on 1 September 2014: ${years} years before ${until} is too early.`);
  }
  return { years, from, until: end };
};

const COMMENCEMENT = dayNumberOf(2014, 9, 1);
