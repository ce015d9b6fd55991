import { describe, expect, test } from '@jest/globals';
import { parseCivilDate } from '@ehc/statutory-clock';
import { AGE_BANDS, ageAtAcademicYear, ageBandOf, UNKNOWN_BAND } from './age-band.js';
import { NEVER } from './facts.js';

const month = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1;
const age = (born: string, on: string) => ageAtAcademicYear(month(born), parseCivilDate(on));

describe('age on the 31 August before the academic year', () => {
  test.each([
    // The academic year 2024/25 begins on 1 September 2024; ages are those of 31 August 2024.
    ['2014-08', '2024-09-01', 10],
    ['2014-09', '2024-09-01', 9],
    ['2014-08', '2025-08-31', 10],
    ['2014-08', '2025-09-01', 11],
    // The day before it belongs to 2023/24.
    ['2014-08', '2024-08-31', 9],
    ['2014-09', '2024-08-31', 8],
    ['2014-01', '2024-12-31', 10],
    ['2014-12', '2024-12-31', 9],
  ])('born in %s, on %s: %i', (born, on, years) => {
    expect(age(born, on)).toBe(years);
  });
});

test.each([
  ['2024-08', '0-4'],
  ['2019-09', '0-4'],
  ['2019-08', '5-10'],
  ['2013-09', '5-10'],
  ['2013-08', '11-15'],
  ['2008-09', '11-15'],
  ['2008-08', '16-19'],
  ['2004-09', '16-19'],
  ['2004-08', '20-25'],
  ['1998-09', '20-25'],
])('born in %s, on 1 September 2024: band %s', (born, key) => {
  expect(AGE_BANDS[ageBandOf(month(born), parseCivilDate('2024-09-01'))]?.key).toBe(key);
});

test.each([NEVER, month('1998-08'), month('2024-09')])('outside every band: unknown', (born) => {
  expect(ageBandOf(born, parseCivilDate('2024-09-01'))).toBe(UNKNOWN_BAND);
});
