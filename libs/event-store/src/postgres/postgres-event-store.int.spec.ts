import { createTestDatabase } from '../../../../test/harness/database.js';
import { eventStoreContract } from '../../testing/event-store-contract.js';
import { openPostgresEventStore } from './postgres-event-store.js';

/** Prepared once and copied for each test: a third of the time. */
let template: Promise<string> | null = null;

const makeTemplate = async (): Promise<string> => {
  const { name, url, pool } = await createTestDatabase();
  await pool.end();
  await (await openPostgresEventStore({ url })).close();
  return name;
};

eventStoreContract('PostgresEventStore', async () => {
  const { url, drop } = await createTestDatabase({ template: await (template ??= makeTemplate()) });
  const store = await openPostgresEventStore({ url });
  return {
    store,
    close: async () => {
      await store.close();
      await drop();
    },
  };
});
