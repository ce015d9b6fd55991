import { expect, test } from '@jest/globals';
import { given } from '../../testing/given-when-then.js';
import { type ChangeSettings, changeSettings } from './change-settings.js';

const choose = (settings: Record<string, string | number | boolean>) =>
  given().when(changeSettings, { happenedOn: '2026-03-02', settings } as ChangeSettings);

test('an authority chooses its reading of an unsettled rule', () => {
  const [changed] = choose({ receiptDay: 'day_1' }).leadsTo('SettingsChanged');
  expect(changed?.payload).toEqual({ settings: { receiptDay: 'day_1' } });
});

test.each([
  ['clockStart', 'complete_form'],
  ['reversalClock', 'reversal_plus_14w'],
  ['exceptionTargetDays', true],
])('a reading of %s that nothing acts on yet is refused', (name, value) => {
  choose({ [name]: value }).isRefused(/so far/, `settings.${name}`);
});

test('the reading that is in force may be named', () => {
  choose({ reversalClock: 'original_request' }).leadsTo('SettingsChanged');
});

test('an unknown setting, and a value that is none of its, are refused', () => {
  choose({ receiptTime: 'noon' }).isRefused(/receiptTime/);
  choose({ receiptDay: 'day_2' }).isRefused(/receiptDay|day_/);
});
