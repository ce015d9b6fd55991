import { describe, expect, it } from '@jest/globals';
import { comparePositions, InMemoryEventStore, type Position } from '@ehc/event-store';
import { anEvent } from '@ehc/event-store/testing';
import { LogReader } from '../src/feed/log-reader.js';
import { Tail } from '../src/feed/tail.js';

const append = (store: InMemoryEventStore, type: string) =>
  store.append({ stream: `case-${Math.random()}`, expected: 'no_stream', events: [anEvent({ type })] });

/** Reads to the end, and answers the positions of the events that it was given. */
const readToEnd = async (reader: Pick<LogReader, 'next'>, limit: number): Promise<Position[]> => {
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

  it.each([1, 3, 100])('gives the same from what is read for all, %d at a time', async (limit) => {
    const store = new InMemoryEventStore();
    for (let n = 0; n < 60; n++) await append(store, ['Followed', 'Other', 'Another'][n % 3]!);
    const readers = [
      { types: ['Followed'] },
      { types: ['Other'], prefixes: ['case-'] },
      { prefixes: ['plan-'] },
      undefined,
    ];
    for (const filter of readers) {
      const [alone, together] = [new LogReader(store, filter), new LogReader(store, filter, new Tail(store))];
      expect(await readToEnd({ next: (after, most) => together.latest(after, most) }, limit)).toEqual(
        await readToEnd(alone, limit),
      );
    }
  });

  it('reads the end of the log once for all who stand at one position, and what is new when it has grown', async () => {
    const store = new InMemoryEventStore();
    let reads = 0;
    const counting = {
      head: () => store.head(),
      readAll: (...args: Parameters<typeof store.readAll>) => {
        reads += 1;
        return store.readAll(...args);
      },
    };
    const tail = new Tail(counting);
    const all = ['A', 'B', 'C'].map((type) => new LogReader(counting, { types: [type] }, tail));
    const latest = (after: Position) => Promise.all(all.map((reader) => reader.latest(after, 100)));
    expect(await latest('0')).toEqual(all.map(() => ({ events: [], upTo: '0', more: false })));
    for (const type of ['A', 'B', 'A']) await append(store, type);
    reads = 0;
    expect((await latest('0')).map(({ events, upTo }) => [events.length, upTo])).toEqual([
      [2, '3'],
      [1, '3'],
      [0, '3'],
    ]);
    expect(reads).toBe(1);
    await append(store, 'C');
    expect((await latest('3')).map(({ events, upTo }) => [events.length, upTo])).toEqual([
      [0, '4'],
      [0, '4'],
      [1, '4'],
    ]);
    expect(reads).toBe(2);
  });

  it('has each read only what it follows where there is much to read, and a failed read is tried anew', async () => {
    const store = new InMemoryEventStore();
    for (let n = 0; n < 1_200; n++) await append(store, n % 400 === 0 ? 'Followed' : 'Other');
    let failing = true;
    const moody = {
      head: () => store.head(),
      readAll: (...args: Parameters<typeof store.readAll>) =>
        failing ? Promise.reject(new Error('not now')) : store.readAll(...args),
    };
    const reader = new LogReader(moody, { types: ['Followed'] }, new Tail(moody));
    await expect(reader.latest('0', 100)).rejects.toThrow('not now');
    failing = false;
    const { events, upTo } = await reader.latest('0', 100);
    expect([events.length, upTo]).toEqual([3, '1200']);
  });

  it('never goes back, even where the log ends before it', async () => {
    const store = new InMemoryEventStore();
    await append(store, 'Followed');
    const batch = await new LogReader(store, { types: ['Followed'] }).next('9', 10);
    expect(batch).toEqual({ events: [], upTo: '9', more: false });
  });
});
