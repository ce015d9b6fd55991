import { expect, it } from '@jest/globals';
import { anEvent } from '../../testing/an-event.js';
import { eventStoreContract } from '../../testing/event-store-contract.js';
import { InMemoryEventStore } from './in-memory-event-store.js';

eventStoreContract('InMemoryEventStore', async () => ({ store: new InMemoryEventStore(), close: async () => {} }));

it('never steps back in time, even if the clock does', async () => {
  const times = ['2026-09-01T10:00:00.000Z', '2026-09-01T09:00:00.000Z', '2026-09-01T09:00:00.000Z'];
  const store = new InMemoryEventStore({ now: () => times.shift()! });
  const put = (stream: string, authority: string) =>
    store.append({ stream, expected: 'no_stream', events: [anEvent({ authority })] });
  expect(await put('case-1', '301')).toMatchObject({ recordedAt: '2026-09-01T10:00:00.000000Z' });
  expect(await put('case-2', '301')).toMatchObject({ recordedAt: '2026-09-01T10:00:00.000001Z' });
  expect(await put('case-3', '302')).toMatchObject({ recordedAt: '2026-09-01T09:00:00.000000Z' });
});
