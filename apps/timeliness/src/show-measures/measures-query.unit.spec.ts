import { describe, expect, test } from '@jest/globals';
import { understand } from './measures-query.js';

const NOW = new Date('2026-11-22T09:00:00.123Z');
const asAt = (text?: string) => understand({ authority: '891', period: '2024', asAt: text }, NOW).asAt;

describe('the moment asked as at', () => {
  test.each([
    [undefined, '2026-11-22T09:00:00.123999Z'],
    ['2026-10-16T09:00:00Z', '2026-10-16T09:00:00Z'],
    ['2026-10-16T09:00Z', '2026-10-16T09:00:00Z'],
    ['2026-07-01T00:30:00+01:00', '2026-06-30T23:30:00Z'],
    ['2026-06-30T20:00:00-05:30', '2026-07-01T01:30:00Z'],
    ['2026-10-16T09:00:00.5Z', '2026-10-16T09:00:00.500000Z'],
    ['2026-10-16T09:00:00.1234567Z', '2026-10-16T09:00:00.123456Z'],
    ['2026-10-16T09:00:00.000Z', '2026-10-16T09:00:00Z'],
    ['2026-11-22T09:00:00.123999Z', '2026-11-22T09:00:00.123999Z'],
  ])('%p is %s', (text, instant) => {
    expect(asAt(text)).toBe(instant);
  });

  test.each([
    '2026-10-16',
    '2026-10-16T09:00:00',
    '2026-02-30T09:00:00Z',
    '2026-02-28T24:30:00Z',
    '2026-13-01T09:00:00Z',
    'now',
    '',
    '2026-11-22T09:00:00.125Z',
    '2027-01-01T00:00:00Z',
  ])('%p is refused', (text) => {
    expect(() => asAt(text)).toThrow(
      expect.objectContaining({ status: 400, errors: [expect.objectContaining({ field: 'asAt' })] }),
    );
  });

  test('tells a moment to come from what is no moment', () => {
    const codeOf = (text: string): unknown => {
      try {
        return asAt(text);
      } catch (error) {
        return (error as { errors: { code: string }[] }).errors[0]?.code;
      }
    };
    expect(codeOf('2027-01-01T00:00:00Z')).toBe('in-the-future');
    expect(codeOf('tomorrow')).toBe('no-instant');
  });
});

test('the authority of the demonstration is known; others that DfE does not know are not', () => {
  expect(understand({ authority: '999', period: '2024' }, NOW)).toMatchObject({ authority: '999', benchmarks: false });
  expect(() => understand({ authority: '998', period: '2024' }, NOW)).toThrow(expect.objectContaining({ status: 404 }));
  expect(() => understand({ authority: '8910', period: '2024' }, NOW)).toThrow(
    expect.objectContaining({ status: 400 }),
  );
});
