import { expect, test } from '@jest/globals';
import { given } from '../../testing/given-when-then.js';
import { type ChooseSmallCounts, chooseSmallCounts } from './choose-small-counts.js';

test('an authority chooses below which number counts are small', () => {
  const [chosen] = given()
    .when(chooseSmallCounts, { happenedOn: '2026-03-02', under: 10 } as ChooseSmallCounts)
    .leadsTo('SmallCountsThresholdChosen');
  expect(chosen?.payload).toEqual({ under: 10 });
});
