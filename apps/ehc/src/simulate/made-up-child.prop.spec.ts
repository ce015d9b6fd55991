import { expect, test } from '@jest/globals';
import { isNhsNumber, isUln, isUpn } from '@ehc/pathway';
import { parseCivilDate } from '@ehc/statutory-clock';
import fc from 'fast-check';
import { Chance } from './chance.js';
import { ageOn, madeUpChild } from './made-up-child.js';

const learnedOn = fc.integer({ min: parseCivilDate('2014-09-01'), max: parseCivilDate('2030-12-31') });

test('a made-up child has identifiers that pass their checks, an age that fits, and shows that they are made up', () => {
  fc.assert(
    fc.property(fc.nat(9_000_000), fc.nat(), learnedOn, (number, seed, day) => {
      const { details, contact, age, bornOn } = madeUpChild(new Chance(seed), number, day);
      expect(isNhsNumber(details.nhsNumber)).toBe(true);
      expect(details.upn === undefined).toBe(age < 5);
      if (details.upn) expect(isUpn(details.upn)).toBe(true);
      if (details.uln) expect(isUln(details.uln)).toBe(true);
      expect(ageOn(bornOn, day)).toBe(age);
      expect(bornOn).toBeLessThan(day);
      expect([details.surname.slice(-4), details.postcode.slice(0, 2), details.nhsNumber.slice(0, 3)]).toEqual([
        'made',
        'ZZ',
        '999',
      ]);
      expect(contact.email).toMatch(/\.example$/);
    }),
  );
});

test('children of one authority have numbers of their own', () => {
  const numbers = Array.from({ length: 2_000 }, (_, place) => {
    const { details } = madeUpChild(Chance.of(1, String(place)), 10 * place, parseCivilDate('2024-05-01'));
    return [details.nhsNumber, details.upn, details.uln].filter(Boolean);
  });
  for (const kind of [0, 1, 2]) {
    const given = numbers.flatMap((all) => all[kind] ?? []);
    expect(new Set(given).size).toBe(given.length);
  }
});
