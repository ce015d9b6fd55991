import { describe, expect, it } from '@jest/globals';
import { comparePositions, InMemoryEventStore, type Position } from '@ehc/event-store';
import { anEvent } from '@ehc/event-store/testing';
import { LogReader } from '../src/feed/log-reader.js';

const append = (store: InMemoryEventStore, type: string) =>
  store.append({ stream: `case-${Math.random()}`, expected: 'no_stream', events: [anEvent({ type })] });

/** Reads to the end, and answers the positions of the events that it was given. */
const readToEnd = async (reader: LogReader, limit: number): Promise<Position[]> => {
  const positions: Position[] = [];
  let after = '0';
  for (;;) {
    const { events, upTo } = await reader.next(after, limit);
    positions.push(...events.map(({ position }) => position));
    for (const { position } of events) expect(comparePositions(position, after)).toBeGreaterThan(0);
    if (upTo === after) return positions;
    after = upTo;
  }
};

describe('the reader of the log', () => {
  it.each([1, 2, 3, 100])('gives every followed event once, %d at a time', async (limit) => {
    const store = new InMemoryEventStore();
    const followed: Position[] = [];
    for (let n = 0; n < 30; n++) {
      const type = n % 3 === 0 ? 'Followed' : 'Other';
      const { position } = await append(store, type);
      if (type === 'Followed') followed.push(position);
    }
    expect(await readToEnd(new LogReader(store, { types: ['Followed'] }), limit)).toEqual(followed);
    expect(await readToEnd(new LogReader(store, undefined), limit)).toHaveLength(30);
    expect(await readToEnd(new LogReader(store, { types: [] }), limit)).toEqual([]);
  });

  it('passes events of other types, but never one that was recorded while it looked', async () => {
    const store = new InMemoryEventStore();
    await append(store, 'Other');
    // Before each question to the store, a followed event is recorded.
    let recorded = 0;
    const record = async () => void (recorded < 20 && ((recorded += 1), await append(store, 'Followed')));
    const racing = {
      head: async () => (await record(), store.head()),
      readAll: async (...args: Parameters<typeof store.readAll>) => {
        const events = await store.readAll(...args);
        await record();
        return events;
      },
    };
    expect(await readToEnd(new LogReader(racing, { types: ['Followed'] }), 100)).toHaveLength(20);
  });

  it('never goes back, even where the log ends before it', async () => {
    const store = new InMemoryEventStore();
    await append(store, 'Followed');
    const batch = await new LogReader(store, { types: ['Followed'] }).next('9', 10);
    expect(batch).toEqual({ events: [], upTo: '9', more: false });
  });
});
