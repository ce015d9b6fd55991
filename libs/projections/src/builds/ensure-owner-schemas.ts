import type { Pool } from 'pg';
import type { Projection } from '../projection.js';
import { inTransaction } from '../sql/in-transaction.js';
import { ensureReaderRole, letReadersIn } from '../readers/prepare-readers.js';
import { SCHEMA_LOCK } from '../sql/locks.js';

/** Creates the schemas in which the views of these projections are served, where they are missing, for their readers too. */
export const ensureOwnerSchemas = async (pool: Pool, projections: readonly Projection[]): Promise<void> => {
  const owners = [...new Set(projections.map(({ owner }) => owner))];
  await ensureReaderRole(pool);
  await inTransaction(pool, async (client) => {
    // Two sessions that create a schema at once would stumble over each other in spite of IF NOT EXISTS.
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    for (const owner of owners) await client.query(`CREATE SCHEMA IF NOT EXISTS ${owner}`);
    await letReadersIn(client, owners);
  });
};
