import { createTestDatabase } from '../../../../test/harness/database.js';
import { eventStoreContract } from '../../testing/event-store-contract.js';
import { openPostgresEventStore } from './postgres-event-store.js';

eventStoreContract('PostgresEventStore', async () => {
  const { url, drop } = await createTestDatabase();
  const store = await openPostgresEventStore({ url });
  return {
    store,
    close: async () => {
      await store.close();
      await drop();
    },
  };
});
