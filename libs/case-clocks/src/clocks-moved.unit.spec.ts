import { expect, test } from '@jest/globals';
import type { ClockReading } from './clock-reading.js';
import { clocksMoved } from './clocks-moved.js';

const reading = (changes: Partial<ClockReading> = {}): ClockReading =>
  ({
    key: 'A1_DECIDE_ASSESS_6W:case',
    rule: 'A1_DECIDE_ASSESS_6W',
    name: 'Decide whether to assess',
    due: '2026-02-16',
    status: 'open',
    exceptions: [{ kind: 'X4', lifts: true, because: 'away' }],
    stopped: null,
    ...changes,
  }) as unknown as ClockReading;

test('a clock that reads as before is not moved', () => {
  expect(clocksMoved([reading()], [reading()])).toEqual([]);
});

test.each<[string, Partial<ClockReading>]>([
  ['another day', { due: '2026-02-17' }],
  ['an exception more', { exceptions: [...reading().exceptions, { kind: 'X5', lifts: false }] as never }],
  ['an exception judged otherwise', { exceptions: [{ kind: 'X4', lifts: false, because: 'away' }] as never }],
  ['a field less', { stopped: undefined }],
])('one that runs on with %s is changed', (_, changes) => {
  expect(clocksMoved([reading()], [reading(changes)])).toMatchObject([{ moved: 'changed' }]);
});

test('one that begins to run is started, one that ends is stopped', () => {
  expect(clocksMoved([], [reading()])).toMatchObject([{ moved: 'started' }]);
  expect(clocksMoved([reading()], [reading({ status: 'on_time' })])).toMatchObject([{ moved: 'stopped' }]);
});
