import { describe, expect, it } from '@jest/globals';
import { LOCAL_AUTHORITIES, REGIONS, currentLocalAuthorities, laByCode, laByName, laByOns } from './index.js';

describe('The local authorities of England', () => {
  it('are 153 today and five retired codes', () => {
    expect(currentLocalAuthorities()).toHaveLength(153);
    expect(LOCAL_AUTHORITIES.filter((la) => la.until !== undefined).map((la) => la.code)).toEqual([
      '835',
      '836',
      '837',
      '909',
      '928',
    ]);
  });

  it('have one code each, one region each, and no ONS code twice', () => {
    expect(new Set(LOCAL_AUTHORITIES.map((la) => la.code)).size).toBe(LOCAL_AUTHORITIES.length);
    const ons = LOCAL_AUTHORITIES.flatMap((la) => la.ons);
    expect(new Set(ons).size).toBe(ons.length);
    for (const la of LOCAL_AUTHORITIES) {
      expect(REGIONS).toContain(la.region);
      expect(la.code).toMatch(/^\d{3}$/);
      for (const code of la.ons) expect(code).toMatch(/^E(06|08|09|10)\d{6}$/);
      for (const successor of la.succeededBy ?? []) expect(laByCode(successor)?.until).toBeUndefined();
    }
    expect(new Set(LOCAL_AUTHORITIES.map((la) => la.region)).size).toBe(9);
  });

  it.each([
    ['891', 'E10000024', 'Nottinghamshire', 'East Midlands'],
    ['892', 'E06000018', 'Nottingham', 'East Midlands'],
    ['874', 'E06000031', 'Peterborough', 'East of England'],
    ['812', 'E06000012', 'North East Lincolnshire', 'Yorkshire and The Humber'],
    ['857', 'E06000017', 'Rutland', 'East Midlands'],
    ['928', 'E10000021', 'Northamptonshire', 'East Midlands'],
    ['201', 'E09000001', 'City of London', 'London'],
  ])('%s, %s and %s are one, in %s', (code, ons, name, region) => {
    expect(laByCode(code)).toMatchObject({ code, name, region });
    expect(laByOns(ons)).toBe(laByCode(code));
    expect(laByName(name)).toBe(laByCode(code));
  });

  it('are found by each of their ONS codes', () => {
    expect(laByOns('E10000002')?.code).toBe('825');
    expect(laByOns('E06000060')?.code).toBe('825');
    expect(laByOns('E10000023')?.code).toBe('815');
    expect(laByOns('E99999999')).toBeUndefined();
  });

  it.each([
    // as in stat-neighbours.csv
    ['Bedford Borough', '822'],
    ['Durham', '840'],
    ['Herefordshire', '884'],
    ['Kingston Upon Hull, City of', '810'],
    // as in the Ministry of Justice's table, footnote marks and all
    ['Northamptonshire7', '928'],
    ['Westmorland and Furness8', '943'],
    ['Bournemouth, Christchurch and Poole5', '839'],
    ['Dorset6', '838'],
    // as people write them
    ['Nottinghamshire County Council', '891'],
    ['nottingham city council', '892'],
    ['St Helens', '342'],
    ['Southend on Sea', '882'],
    ['Hammersmith & Fulham', '205'],
    ['London Borough of Camden', '202'],
    ['Royal Borough of Kensington and Chelsea', '207'],
    ['City of London', '201'],
    ['Hull', '810'],
    ['Bristol', '801'],
  ])('are found by name: %s', (name, code) => expect(laByName(name)?.code).toBe(code));

  it('are not found by a part of a name', () => {
    expect(laByName('Northampton')).toBeUndefined();
    expect(laByName('')).toBeUndefined();
  });

  it('tell the two Dorsets apart by year', () => {
    expect(laByName('Dorset')?.code).toBe('838');
    expect(laByName('Dorset', 2018)?.code).toBe('835');
    expect(laByName('Dorset', 2019)?.code).toBe('838');
  });
});
