import { expect, test } from '@jest/globals';
import { figure, median, percentile } from './bench.js';

test('a figure is the median of its rounds, with their spread', () => {
  expect(figure('appends.rate', 'events/s', [30, 10, 20])).toEqual({
    id: 'appends.rate',
    value: 20,
    unit: 'events/s',
    target: null,
    ok: true,
    rounds: [30, 10, 20],
    min: 10,
    max: 30,
  });
});

test('a bound below is not kept by the bound itself, a bound above is', () => {
  expect(figure('p99', 'ms', [25], { target: { below: 25 } })).toMatchObject({ target: '< 25', ok: false });
  expect(figure('p99', 'ms', [24.9], { target: { below: 25 } })).toMatchObject({ ok: true });
  expect(figure('ratio', 'ratio', [1.5], { target: { atLeast: 1.5 } })).toMatchObject({ target: '≥ 1.5', ok: true });
  expect(figure('ratio', 'ratio', [1.49], { target: { atLeast: 1.5 } })).toMatchObject({ ok: false });
});

test('a round that gave no number is no figure', () => {
  expect(() => figure('rate', 'events/s', [])).toThrow('rate');
  expect(() => figure('rate', 'events/s', [1, Number.NaN])).toThrow('rate');
});

test('the median of an even number lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('a percentile is a value that occurred', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([1, 2], 0.5)).toBe(1);
});
