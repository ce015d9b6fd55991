import { Client } from 'pg';
import { migrate } from './migrate.js';
import { prepareRoles } from './roles.js';

/** `EHCM`: keeps two processes that start at once from creating the schema twice. Any constant of ours does. */
const LOCK = 0x4548434d;

/**
 * Makes what the event store needs in the database: schema `events` and the roles. Safe at every start and from
 * several processes at once.
 *
 * @returns the role that the store must work as, null where there is none
 */
export const prepareDatabase = async (url: string, warn: (message: string) => void): Promise<string | null> => {
  const client = new Client({ connectionString: url, application_name: 'ehc event store: prepare' });
  client.on('error', () => {}); // the query that is running fails with the same error
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const run = await migrate(client);
    return await prepareRoles(client, run > 0, warn);
  } finally {
    await client.end(); // which releases the lock
  }
};
