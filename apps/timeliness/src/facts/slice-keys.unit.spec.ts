import { expect, test } from '@jest/globals';
import { bornInMonth, primaryNeed, settingKey } from './slice-keys.js';

test('the need is that of rank 1', () => {
  expect(
    primaryNeed([
      { type: 'SEMH', rank: 2 },
      { type: 'ASD', rank: 1 },
    ]),
  ).toBe('ASD');
  expect(primaryNeed([{ type: 'SEMH', rank: 2 }])).toBeNull();
  expect(primaryNeed([])).toBeNull();
  expect(primaryNeed(undefined)).toBeNull();
});

test.each([
  [[{ urn: '123456' }], 'school'],
  [[{ urn: '123456', senUnit: false, resourcedProvision: false }], 'school'],
  [[{ urn: '123456', senUnit: true }], 'school.sen_unit'],
  [[{ urn: '123456', resourcedProvision: true }], 'school.resourced'],
  [[{ urn: '123456', senUnit: true, resourcedProvision: true }], 'school.sen_unit'],
  [[{ ukprn: '10012345' }], 'college'],
  [[{ senSetting: 'EHE' }], 'EHE'],
  [[{}], null],
  [[], null],
  [undefined, null],
  [
    [
      { ukprn: '10012345', rank: 2 },
      { urn: '123456', rank: 1 },
    ],
    'school',
  ],
  [[{ ukprn: '10012345', rank: 2 }, { urn: '123456' }], 'school'],
])('%j is the setting %p', (settings, key) => {
  expect(settingKey(settings)).toBe(key);
});

test('a month of birth needs its year and its month', () => {
  expect(bornInMonth(2014, 1)).toBe(2014 * 12);
  expect(bornInMonth(2014, 12)).toBe(2014 * 12 + 11);
  expect(bornInMonth(2014, null)).toBeNull();
  expect(bornInMonth(undefined, 3)).toBeNull();
});
