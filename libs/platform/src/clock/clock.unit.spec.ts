import { describe, expect, test } from '@jest/globals';
import { SettableClock, SystemClock, londonDate } from './clock.js';

describe('the civil date in London', () => {
  test.each([
    ['2026-01-15T23:59:59.999Z', '2026-01-15'], // winter: London is at UTC
    ['2026-01-16T00:00:00Z', '2026-01-16'],
    ['2026-07-15T22:59:59.999Z', '2026-07-15'], // summer: an hour ahead
    ['2026-07-15T23:00:00Z', '2026-07-16'],
    ['2026-03-29T00:59:59Z', '2026-03-29'], // the clocks go forward at 01:00 UTC
    ['2026-03-29T23:00:00Z', '2026-03-30'],
    ['2026-10-25T00:30:00Z', '2026-10-25'], // and back
    ['2026-10-25T23:30:00Z', '2026-10-25'],
    ['2024-02-29T12:00:00Z', '2024-02-29'],
  ])('of %s is %s', (instant, date) => {
    expect(londonDate(new Date(instant))).toBe(date);
  });
});

test('a settable clock stands still, and moves when told', () => {
  const clock = new SettableClock('2026-03-28T23:30:00Z');
  expect(clock.now()).toEqual(clock.now());
  expect(clock.today()).toBe('2026-03-28');
  clock.advance(86_400_000);
  expect(clock.now().toISOString()).toBe('2026-03-29T23:30:00.000Z');
  expect(clock.today()).toBe('2026-03-30');
  clock.set(new Date('2020-01-01T00:00:00Z'));
  expect(clock.today()).toBe('2020-01-01');
});

test('a settable clock takes no time without an offset', () => {
  expect(() => new SettableClock('2026-03-28T23:30:00')).toThrow(RangeError);
  expect(() => new SettableClock('yesterday')).toThrow(RangeError);
});

test('nobody can turn a settable clock by the date that it gave out', () => {
  const clock = new SettableClock('2026-03-28T23:30:00Z');
  clock.now().setFullYear(1999);
  expect(clock.now().toISOString()).toBe('2026-03-28T23:30:00.000Z');
});

test('the system clock is the machine’s', () => {
  const before = Date.now();
  const now = new SystemClock().now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
