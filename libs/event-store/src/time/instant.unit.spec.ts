import { expect, it } from '@jest/globals';
import { isoFromMicroseconds, microsecondsFromIso } from './instant.js';

it.each([
  ['2026-09-01T10:00:00Z', '2026-09-01T10:00:00.000000Z'],
  ['2026-09-01T10:00:00.1Z', '2026-09-01T10:00:00.100000Z'],
  ['2026-09-01T10:00:00.123456Z', '2026-09-01T10:00:00.123456Z'],
  ['2026-09-01T10:00:00.123456999Z', '2026-09-01T10:00:00.123456Z'],
  ['2026-09-01T00:30:00.000007+01:00', '2026-08-31T23:30:00.000007Z'],
  ['2026-12-31T23:59-01:00', '2027-01-01T00:59:00.000000Z'],
])('%s is %s', (iso, normal) => expect(isoFromMicroseconds(microsecondsFromIso(iso))).toBe(normal));

it.each(['', 'now', '2026-09-01', '2026-09-01T10:00:00', '2026-13-01T10:00:00Z'])('%j is no instant', (text) =>
  expect(() => microsecondsFromIso(text)).toThrow(RangeError),
);
