import { expect, test } from '@jest/globals';
import { Chance } from './chance.js';

const draws = (chance: Chance) => Array.from({ length: 5 }, () => chance.next());
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the same seed and label give the same draws, and another label or seed others', () => {
  expect(draws(Chance.of(1, 'child 1'))).toEqual(draws(Chance.of(1, 'child 1')));
  const first = [
    Chance.of(1, 'child 1'),
    Chance.of(1, 'child 2'),
    Chance.of(2, 'child 1'),
    Chance.of(2 ** 40 + 1, 'child 1'),
  ];
  expect(new Set(first.map((chance) => chance.next())).size).toBe(4);
});

test('first draws of many labels are spread evenly', () => {
  const firsts = Array.from({ length: 20_000 }, (_, place) => Chance.of(7, `child ${place}`).next());
  expect(mean(firsts)).toBeCloseTo(0.5, 1.7);
  expect(firsts.filter((one) => one < 0.1).length / firsts.length).toBeCloseTo(0.1, 1.7);
});

test('what is drawn is spread as it says', () => {
  const chance = new Chance(3);
  const many = <T>(draw: () => T) => Array.from({ length: 20_000 }, draw);
  const normals = many(() => chance.normal());
  expect(mean(normals)).toBeCloseTo(0, 1.3);
  expect(mean(normals.map((one) => one * one))).toBeCloseTo(1, 1.3);
  const days = many(() => chance.daysAround(30, 0.5)).sort((a, b) => a - b);
  expect(days[10_000]).toBe(30);
  const heads = many(() =>
    chance.weighted([
      ['a', 3],
      ['b', 1],
    ] as const),
  ).filter((one) => one === 'a');
  expect(heads.length / 20_000).toBeCloseTo(0.75, 1.7);
});
