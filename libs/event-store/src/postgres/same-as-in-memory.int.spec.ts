import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { anEvent } from '../../testing/an-event.js';
import { InMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import type { AppendResult, BulkEventStore } from '../port/bulk-append.js';
import { START, type NewEvent } from '../port/envelope.js';
import type { Append } from '../port/event-store.js';
import { openPostgresEventStore, type PostgresEventStore } from './postgres-event-store.js';

/** Few ids, streams and contents, so that they meet often. */
const event: fc.Arbitrary<NewEvent> = fc
  .record({ id: fc.nat({ max: 40 }), type: fc.constantFrom('A', 'A', 'A', 'B') })
  .map(({ id, type }) => anEvent({ id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`, type }));

interface Attempt {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  /** Added to the revision that the stream is at: 0 where the appender is right. */
  readonly mistake: number;
  /** Sent in the same call as the one before. */
  readonly together: boolean;
}

const attempts: fc.Arbitrary<Attempt[]> = fc.array(
  fc.record({
    stream: fc.constantFrom('case-1', 'case-2', 'plan-1'),
    events: fc.array(event, { minLength: 1, maxLength: 3 }),
    mistake: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-1, 1) }),
    together: fc.boolean(),
  }),
  { minLength: 5, maxLength: 40 },
);

let database: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await createTestDatabase();
  store = await openPostgresEventStore({ url: database.url });
  await database.pool.query('ALTER TABLE events.event DISABLE TRIGGER event_is_never_changed');
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

it('answers and holds the same as the store in memory, whatever is appended', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, async (given) => {
      await database.pool.query('TRUNCATE events.event');
      const model = new InMemoryEventStore();
      for (const appends of await plan(given)) {
        expect((await store.appendMany(appends)).map(comparable)).toEqual(
          (await model.appendMany(appends)).map(comparable),
        );
      }
      expect(await contentOf(store)).toEqual(await contentOf(model));
    }),
    { numRuns: 60 },
  );
});

/** The calls, each append expecting what a store in memory has come to by then, or nearly. */
const plan = async (given: readonly Attempt[]): Promise<Append[][]> => {
  const model = new InMemoryEventStore();
  const calls: Append[][] = [];
  for (const { stream, events, mistake, together } of given) {
    const expected = (await model.readStream(stream)).length - 1 + mistake;
    const append: Append = { stream, expected: expected < 0 ? 'no_stream' : expected, events };
    await model.append(append).catch(() => {});
    if (together && calls.length > 0) calls.at(-1)!.push(append);
    else calls.push([append]);
  }
  return calls;
};

const comparable = (result: AppendResult): object =>
  result.ok ? { ...result, recordedAt: null } : { ...result.refusal, message: result.refusal.message };

const contentOf = async (of: BulkEventStore): Promise<object[]> =>
  (await of.readAll(START, 10_000)).map((recorded) => ({ ...recorded, recordedAt: null }));
