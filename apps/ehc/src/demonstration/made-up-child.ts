import { addDays, type DayNumber, formatCivilDate, partsOf } from '@ehc/statutory-clock';
import type { Chance } from './chance.js';

const FORENAMES = [
  'Ada',
  'Bilal',
  'Cerys',
  'Dara',
  'Eshe',
  'Finn',
  'Grace',
  'Hari',
  'Isla',
  'Jonah',
  'Kemi',
  'Leo',
  'Maya',
  'Noor',
  'Otis',
  'Priya',
  'Quinn',
  'Rosa',
  'Sami',
  'Tess',
];
const SURNAMES = [
  'Ashmade',
  'Brookmade',
  'Cliffmade',
  'Dalemade',
  'Elmmade',
  'Fenmade',
  'Grovemade',
  'Heathmade',
  'Islemade',
  'Lakemade',
  'Millmade',
  'Oakmade',
  'Rivermade',
  'Stonemade',
  'Woodmade',
];

/** A child who does not exist. Every surname ends in "made", and every postcode begins with ZZ, so that this shows. */
export const madeUpChild = (chance: Chance, requestedOn: DayNumber) => {
  // Peaks at school entry and before secondary school (data-standards.md §4.5).
  const age = chance.weighted([
    [3, 18],
    [4, 17],
    [5, 11],
    [6, 10],
    [7, 10],
    [8, 10],
    [9, 12],
    [10, 14],
    [11, 9],
    [12, 9],
    [13, 9],
    [14, 8],
    [15, 7],
    [17, 4],
  ] as const);
  const birthDay = addDays(requestedOn, -Math.round(age * 365.25) - chance.between(0, 364));
  const { year, month } = partsOf(birthDay);
  const sex = chance.happens(0.64) ? ('M' as const) : ('F' as const);
  return {
    open: {
      sex,
      ethnicity: chance.weighted([
        ['WBRI', 65],
        ['NOBT', 11],
        ['WOTH', 4],
        ['BAFR', 3],
        ['APKN', 3],
        ['MOTH', 3],
        ['AIND', 2],
      ] as const),
      birthYear: year,
      birthMonth: month,
      upnUnknown: 'UN8',
    },
    personal: {
      forename: chance.oneOf(FORENAMES),
      surname: chance.oneOf(SURNAMES),
      birthDate: formatCivilDate(birthDay),
      postcode: `ZZ${chance.between(1, 99)} ${chance.between(1, 9)}ZZ`,
    },
    need: chance.weighted([
      ['SLCN', 28],
      ['ASD', 28],
      ['SEMH', 26],
      ['MLD', 8],
      ['PD', 2],
      ['SPLD', 2],
      ['SLD', 2],
      ['HI', 1],
    ] as const),
  };
};
