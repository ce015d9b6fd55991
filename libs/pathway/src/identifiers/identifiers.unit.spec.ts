import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  formatNhsNumber,
  isIdentifierFault,
  isLaCode,
  isNhsNumber,
  isUkprn,
  isUln,
  isUpn,
  isUrn,
  parseLaCode,
  parseNhsNumber,
  parseUkprn,
  parseUln,
  parseUpn,
  parseUrn,
  upnKind,
  type IdentifierFault,
  type NhsNumber,
  type Upn,
} from './index.js';

// The vectors of data-standards §3.3 (identifier-test-vectors.csv), each computed by hand there.
const UPN_VALID = [
  'B801200005001',
  'A950000178301',
  'H243278544154',
  'J891200019001',
  'N892200019001',
  'Q874200019001',
  'M812200019001',
  'X857200019001',
  'V89120001900A',
  'J89120001900B',
];
const UPN_INVALID: [string, IdentifierFault['kind']][] = [
  ['A801200005001', 'check'],
  ['R247962919251', 'check'],
  ['X428558133462', 'check'],
  ['I891200019001', 'form'], // I is not in the check alphabet
  ['J89120001900', 'form'], // 12 characters
  ['J89120001900I', 'form'], // nor in that of temporary serials
  ['1891200019001', 'form'],
  ['', 'form'],
];
const NHS_VALID = ['9912003888', '9000000009', '9449304106'];
const NHS_INVALID: [string, IdentifierFault['kind']][] = [
  ['9912003889', 'check'],
  ['1234567890', 'check'],
  ['9000000050', 'check'], // computes to 10: no number has these nine digits
  ['991200388', 'form'],
  ['99120038881', 'form'],
  ['991200388X', 'form'],
];
const ULN_VALID = ['9276308686'];
const ULN_INVALID: [string, IdentifierFault['kind']][] = [
  ['9276308687', 'check'],
  ['0123456789', 'form'],
  ['927630868', 'form'],
  ['92763O8686', 'form'],
];

const kind = (result: string | IdentifierFault) => (isIdentifierFault(result) ? result.kind : 'valid');

describe('UPN', () => {
  it.each(UPN_VALID)('%s is one', (upn) => expect(parseUpn(upn)).toBe(upn));
  it.each(UPN_INVALID)('%p is none: %s', (upn, expected) => expect(kind(parseUpn(upn))).toBe(expected));

  it('is normalised before it is checked', () => {
    expect(parseUpn('j891200019001')).toBe('J891200019001');
    expect(parseUpn(' J891 2000\u00A019001\t')).toBe('J891200019001');
    expect(parseUpn('\uFEFFv89120001900a')).toBe('V89120001900A');
  });

  it('is permanent or temporary', () => {
    expect(upnKind('J891200019001' as Upn)).toBe('permanent');
    expect(upnKind('V89120001900A' as Upn)).toBe('temporary');
  });

  it('with any one digit changed is caught', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...UPN_VALID),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        (upn, at, by) => {
          const changed = upn.slice(0, at) + ((Number(upn[at]) + by) % 10) + upn.slice(at + 1);
          return kind(parseUpn(changed)) === 'check';
        },
      ),
    );
  });
});

describe('NHS number', () => {
  it.each(NHS_VALID)('%s is one', (number) => expect(parseNhsNumber(number)).toBe(number));
  it.each(NHS_INVALID)('%p is none: %s', (number, expected) => expect(kind(parseNhsNumber(number))).toBe(expected));

  it('is read in groups and printed in groups', () => {
    expect(parseNhsNumber('991 200 3888')).toBe('9912003888');
    expect(parseNhsNumber('991-200-3888')).toBe('9912003888');
    expect(formatNhsNumber('9912003888' as NhsNumber)).toBe('991 200 3888');
  });
});

describe('ULN', () => {
  it.each(ULN_VALID)('%s is one', (uln) => expect(parseUln(uln)).toBe(uln));
  it.each(ULN_INVALID)('%p is none: %s', (uln, expected) => expect(kind(parseUln(uln))).toBe(expected));

  it('never has the remainder 0', () => {
    // 1×10 + 1×9 + 1×3 = 22, of which 11 leaves nothing: no last digit makes a ULN of these nine.
    for (let last = 0; last < 10; last++) expect(isUln(`110000010${last}`)).toBe(false);
  });
});

describe('URN, UKPRN and LA code', () => {
  it('have their forms', () => {
    expect(parseUrn(' 160001 ')).toBe('160001');
    expect(kind(parseUrn('16001'))).toBe('form');
    expect(kind(parseUrn('16000A'))).toBe('form');
    expect(parseUkprn('10990001')).toBe('10990001');
    expect(kind(parseUkprn('20990001'))).toBe('form');
    expect(kind(parseUkprn('1099000'))).toBe('form');
    expect(parseLaCode('891 ')).toBe('891');
    expect(parseLaCode('928')).toBe('928'); // retired, and still a code
    expect(kind(parseLaCode('89'))).toBe('form');
    expect(kind(parseLaCode('999'))).toBe('unknown');
    expect([isUrn('160001'), isUkprn('10990001'), isLaCode('892'), isUpn('x'), isNhsNumber('x')]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('A fault', () => {
  it('says what is wrong and never repeats the value', () => {
    const given = [
      ...UPN_INVALID.map(([text]) => parseUpn(text)),
      ...NHS_INVALID.map(([text]) => parseNhsNumber(text)),
    ];
    const texts = [...UPN_INVALID, ...NHS_INVALID].map(([text]) => text);
    for (const [index, fault] of given.entries()) {
      expect(isIdentifierFault(fault)).toBe(true);
      const { says, identifier } = fault as IdentifierFault;
      expect(says).toContain(identifier);
      const text = texts[index] as string;
      if (text.length > 0) expect(JSON.stringify(fault)).not.toContain(text);
    }
    expect(parseUpn('J89120001900')).toEqual({
      identifier: 'UPN',
      kind: 'form',
      says: 'A UPN has 13 characters; 12 were given',
    });
  });
});
