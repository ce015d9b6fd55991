import { parseNhsNumber, parseUln, parseUpn } from '@ehc/pathway';
import { type DayNumber, dayNumberOf, formatCivilDate, partsOf } from '@ehc/statutory-clock';
import { NEEDS_BY_AGE } from './calibration/new-plans-2024.js';
import { REQUESTS_BY_AGE, REQUESTS_BY_ETHNICITY, REQUESTS_BY_SEX } from './calibration/requests-2024.js';
import type { Chance } from './chance.js';

const FORENAMES =
  'Ada Bilal Cerys Dara Eshe Finn Grace Hari Isla Jonah Kemi Leo Maya Noor Otis Priya Quinn Rosa Sami Tess Uma Viktor Wren Xenia Yusuf Zara'.split(
    ' ',
  );
const SURNAMES =
  'Ash Brook Cliff Dale Elm Fen Grove Heath Isle Lake Mill North Oak Park Quarry River Stone Thorn Vale Wood'
    .split(' ')
    .map((place) => `${place}made`);

/** A child who does not exist. */
export interface MadeUpChild {
  /** In years, on the 31 August before the day on which the authority learned of them. */
  readonly age: number;
  readonly bornOn: DayNumber;
  readonly need: string;
  /** As `registerChild` takes it. */
  readonly details: {
    readonly surname: string;
    readonly forename: string;
    readonly birthDate: string;
    readonly sex: 'M' | 'F';
    readonly ethnicity: string;
    readonly postcode: string;
    readonly nhsNumber: string;
    readonly upn?: string;
    readonly uln?: string;
    readonly upnUnknown?: string;
  };
  readonly contact: {
    readonly relationship: 'parent' | 'carer';
    readonly name: string;
    readonly email: string;
    readonly telephone: string;
    readonly address: string;
  };
}

/**
 * Makes up a child of whom an authority learns on a day. That they do not exist shows: every surname ends in "made",
 * postcodes begin with ZZ, telephone numbers are of the range kept for drama, e-mail ends in .example, NHS numbers begin
 * with 999 as those of test patients do, so do ULNs, and UPNs bear the authority 999.
 *
 * @param number unlike any other child's
 */
export const madeUpChild = (chance: Chance, number: number, learnedOn: DayNumber): MadeUpChild => {
  const age = chance.weighted(REQUESTS_BY_AGE);
  const bornOn = birthDay(chance, age, learnedOn);
  const surname = chance.oneOf(SURNAMES);
  const forename = chance.oneOf(FORENAMES);
  const house = chance.between(1, 250);
  const postcode = `ZZ${chance.between(1, 99)} ${chance.between(1, 9)}ZZ`;
  return {
    age,
    bornOn,
    need: primaryNeed(chance, age),
    details: {
      surname,
      forename,
      birthDate: formatCivilDate(bornOn),
      sex: chance.weighted(REQUESTS_BY_SEX),
      ethnicity: chance.weighted(REQUESTS_BY_ETHNICITY),
      postcode,
      nhsNumber: nhsNumberOf(number),
      ...(age < 5 ? { upnUnknown: 'UN1' } : { upn: upnOf(number, bornOn) }),
      ...(age >= 14 ? { uln: ulnOf(number) } : {}),
    },
    contact: {
      relationship: chance.happens(0.93) ? 'parent' : 'carer',
      name: `${chance.oneOf(FORENAMES)} ${surname}`,
      email: `family-${number}@made-up.example`,
      telephone: `07700 900${String(chance.between(0, 999)).padStart(3, '0')}`,
      address: `${house} Made-up Street, ${postcode}`,
    },
  };
};

export const primaryNeed = (chance: Chance, age: number): string =>
  chance.weighted((NEEDS_BY_AGE.find(({ upTo }) => age <= upTo) ?? NEEDS_BY_AGE.at(-1)!).needs);

/** The last 31 August before a day is that of the year before its academic year. */
const academicYearOf = (day: DayNumber): number => {
  const { year, month } = partsOf(day);
  return month >= 9 ? year : year - 1;
};

/** Age in years on the 31 August before a day. */
export const ageOn = (bornOn: DayNumber, day: DayNumber): number => academicYearOf(day) - academicYearOf(bornOn) - 1;

const birthDay = (chance: Chance, age: number, learnedOn: DayNumber): DayNumber => {
  const first = dayNumberOf(academicYearOf(learnedOn) - age - 1, 9, 1);
  return first + chance.between(0, 364);
};

/** Numbers tried from one on until a check digit fits: some have none. */
const firstThatFits = (
  form: (check: string) => string,
  checks: string,
  parse: (text: string) => unknown,
): string | null => {
  for (const check of checks) {
    const text = form(check);
    if (typeof parse(text) === 'string') return text;
  }
  return null;
};

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

const nhsNumberOf = (number: number): string => numberOf(number, parseNhsNumber);
const ulnOf = (number: number): string => numberOf(number, parseUln);

/** Ten digits that begin with 999 and end with the check digit; some numbers have none, so the next one serves. */
const numberOf = (number: number, parse: (text: string) => unknown): string => {
  for (let serial = number; ; serial++) {
    const found = firstThatFits((check) => `999${digits(serial % 1_000_000, 6)}${check}`, DIGITS, parse);
    if (found) return found;
  }
};

/** Check letter, authority 999, school, year of entry, serial. */
const upnOf = (number: number, bornOn: DayNumber): string => {
  const school = 1_000 + (Math.floor(number / 1_000) % 9_000);
  const year = digits((partsOf(bornOn).year + 4) % 100, 2);
  return firstThatFits((check) => `${check}999${school}${year}${digits(number % 1_000, 3)}`, LETTERS, parseUpn)!;
};

const digits = (number: number, length: number): string => String(number).padStart(length, '0');
