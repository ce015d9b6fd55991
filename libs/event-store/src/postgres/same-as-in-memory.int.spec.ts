import { afterAll, beforeAll, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { expectSameLog, storeCommands } from '../../testing/store-commands.js';
import { InMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import { openPostgresEventStore, type PostgresEventStore } from './postgres-event-store.js';

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

it('answers and holds the same as the store in memory, whatever is asked of both', async () => {
  await fc.assert(
    fc.asyncProperty(storeCommands, async (commands) => {
      await database.pool.query('TRUNCATE events.event');
      const model = new InMemoryEventStore();
      await fc.asyncModelRun(() => ({ model, real: store }), commands);
      await expectSameLog(model, store);
    }),
    { numRuns: 60 },
  );
});
