import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@ehc/event-store';
import { beginningOf, remainderOf, type Batch } from '../src/feed/batch.js';

const batch = (positions: readonly number[], upTo: number): Batch => ({
  events: positions.map((position) => ({ position: String(position) }) as RecordedEvent),
  upTo: String(upTo),
  more: false,
});
const positions = ({ events }: Batch) => events.map(({ position }) => Number(position));

describe('a batch', () => {
  const whole = batch([9, 10, 12], 15);

  it.each([
    ['whole', Infinity, undefined, [9, 10, 12], '15'],
    ['by number', 2, undefined, [9, 10], '10'],
    ['at an event', Infinity, '10', [9, 10], '10'],
    ['between events', Infinity, '11', [9, 10], '11'],
    ['before its events', Infinity, '8', [], '8'],
    ['behind its events', Infinity, '13', [9, 10, 12], '13'],
    ['behind its end', Infinity, '20', [9, 10, 12], '15'],
    ['by number before the place', 1, '11', [9], '9'],
  ] as const)('is cut %s', (_how, limit, until, events, upTo) => {
    const beginning = beginningOf(whole, '5', limit, until);
    expect(positions(beginning)).toEqual(events);
    expect(beginning.upTo).toBe(upTo);
  });

  it('loses nothing between its beginning and its remainder, however it is cut', () => {
    for (const limit of [1, 2, 3, Infinity]) {
      for (const until of [undefined, '9', '10', '11', '14']) {
        const beginning = beginningOf(whole, '5', limit, until);
        const remainder = remainderOf(whole, beginning);
        expect([...positions(beginning), ...(remainder ? positions(remainder) : [])]).toEqual([9, 10, 12]);
        expect(remainder?.upTo ?? beginning.upTo).toBe('15');
      }
    }
  });
});
