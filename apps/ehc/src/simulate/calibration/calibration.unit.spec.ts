import { expect, test } from '@jest/globals';
import { calibrationOf } from './calibration.js';
import { normalQuantile } from './normal-quantile.js';
import { REQUEST_SOURCES } from './requests-by-source.js';

const NOTTINGHAMSHIRE = '891';
const LINCOLNSHIRE = '925';

/** Share of plans within 20 weeks, by where the days of places cross 140. */
const inTime = (code: string, year: number): number => {
  const { daysToPlan } = calibrationOf(code);
  const places = Array.from({ length: 999 }, (_, place) => normalQuantile((place + 1) / 1_000));
  return places.filter((place) => daysToPlan(year, place) <= 140).length / places.length;
};

test('an authority is made like its own published figures', () => {
  const calibration = calibrationOf(NOTTINGHAMSHIRE);
  expect(calibration.requests(2024)).toBe(1_719);
  expect(calibration.withinSixWeeks(2024)).toBeCloseTo(1_639 / 1_671);
  expect(calibration.reviewsWithinFourWeeks).toBeCloseTo(2_840 / 3_769);
  expect(calibration.exceptions(2024)).toBe(0);
  expect(inTime(NOTTINGHAMSHIRE, 2022)).toBeCloseTo(0.045, 2);
  expect(inTime(NOTTINGHAMSHIRE, 2024)).toBeCloseTo(0.375, 2);
  expect(inTime(LINCOLNSHIRE, 2024)).toBeCloseTo(0.99, 2);
});

test('the authority that does not exist, and years that are not published, are made like England and the last ones', () => {
  const calibration = calibrationOf('999');
  expect(inTime('999', 2024)).toBeCloseTo(0.464, 2);
  expect(inTime('999', 2026)).toBeCloseTo(0.464, 2);
  expect(calibration.exceptions(2024)).toBeCloseTo(0.061, 3);
  expect(calibration.requests(2026) / calibration.requests(2024)).toBeCloseTo(1.06 ** 2);
  // More than a year: 7.3 % of plans without exceptions.
  expect(calibration.daysToPlan(2024, normalQuantile(1 - 6_230 / 84_866))).toBeCloseTo(365, -1);
});

test('sources are refused in the order in which they are, and all together as often as published', () => {
  const { refused } = calibrationOf(NOTTINGHAMSHIRE);
  const all = REQUEST_SOURCES.reduce((sum, { requests }) => sum + requests, 0);
  const share = REQUEST_SOURCES.reduce((sum, one) => sum + (one.requests / all) * refused(2024, one), 0);
  expect(share).toBeCloseTo(318 / (318 + 1_203), 3);
  const [school, parent] = REQUEST_SOURCES;
  expect(refused(2024, school)).toBeLessThan(refused(2024, parent));
});
