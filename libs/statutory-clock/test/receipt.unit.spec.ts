// 2 March 2026 is a Monday; Good Friday is 3 April.
import { expect, test } from '@jest/globals';
import { calculate } from '../src/index.js';

const received = (method: string, sentOrDelivered: string, receiptMode?: 'actual_calendar_day' | 'ipsea_deemed') =>
  calculate({ rule: 'RECEIPT', facts: { method, sentOrDelivered }, settings: { receiptMode } }).received;

test('the calendar day of arrival, whatever the hour', () => {
  for (const method of ['hand', 'signed_for', 'first_class', 'email']) {
    expect(received(method, '2026-03-07T23:59')).toBe('2026-03-07');
    expect(received(method, '2026-03-07', 'actual_calendar_day')).toBe('2026-03-07');
  }
});

test.each([
  ['hand', '2026-03-02T16:59', '2026-03-02', 'in hours'],
  ['hand', '2026-03-02T17:00', '2026-03-02', '5pm itself is not later'],
  ['hand', '2026-03-02T17:00:00', '2026-03-02', '5pm itself is not later'],
  ['hand', '2026-03-02T17:00:01', '2026-03-03', 'later: next working day'],
  ['hand', '2026-03-02T17:00:00.5', '2026-03-03', 'later: next working day'],
  ['hand', '2026-03-02T17:01', '2026-03-03', 'later: next working day'],
  ['hand', '2026-03-06T18:00', '2026-03-09', 'Friday evening: Monday'],
  ['hand', '2026-03-07T10:00', '2026-03-09', 'Saturday: Monday'],
  ['hand', '2026-03-07', '2026-03-09', 'the time may be left out'],
  ['hand', '2026-03-02', '2026-03-02', 'the time may be left out'],
  ['email', '2026-04-02T17:30', '2026-04-07', 'the evening before Good Friday: the Tuesday after Easter'],
  ['email', '2026-04-03T09:00', '2026-04-07', 'Good Friday: the Tuesday after Easter'],
  ['email', '2026-03-03T00:00', '2026-03-03', 'midnight begins the day'],
  ['first_class', '2026-03-02', '2026-03-03', 'next working day after posting'],
  ['first_class', '2026-03-06T09:00', '2026-03-09', 'posted on Friday: Monday'],
  ['first_class', '2026-04-02', '2026-04-07', 'posted before Easter'],
  ['first_class', '2026-03-02T18:00', '2026-03-03', 'the hour of posting does not matter'],
  ['signed_for', '2026-03-07T20:00', '2026-03-07', 'the day on which it was signed for'],
])('deemed: %s %s is %s (%s)', (method, moment, day) => {
  expect(received(method, moment, 'ipsea_deemed')).toBe(day);
});

test('the answer holds the day, its source and nothing of a limit', () => {
  const answer = calculate({ rule: 'RECEIPT', facts: { method: 'hand', sentOrDelivered: '2026-03-02' } });
  expect(answer).toEqual({ rule: 'RECEIPT', received: '2026-03-02', source: expect.any(String) });
});

test('exceptions are answered and lift nothing', () => {
  const answer = calculate({
    rule: 'RECEIPT',
    facts: { method: 'hand', sentOrDelivered: '2026-03-02' },
    exceptions: [{ kind: 'X3', from: '2026-03-02', impractical: true }],
  });
  expect(answer.exceptions).toMatchObject([{ kind: 'X3', lifts: false, because: expect.any(String) }]);
  expect(answer).not.toHaveProperty('limit');
});
