import type { Pool } from 'pg';
import type { ProjectionLogger } from '../logger.js';
import { inTransaction } from '../sql/in-transaction.js';
import { isTransient } from '../sql/is-transient.js';

/**
 * How long to wait for readers that are still in the tables. While we wait, whoever comes later waits behind us; so
 * give up soon and try again at the next sweep.
 */
const LOCK_TIMEOUT = '2s';

/** Builds that nobody will go on with: replaced ones, and rebuilds and scratch builds whose maker is gone. */
const ABANDONED = `stage = 'retired'
  OR (stage = 'building' AND purpose <> 'release' AND (lease_until IS NULL OR lease_until < clock_timestamp()))`;

const drop = async (pool: Pool, id: string, condition: string): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
    const { rows } = await client.query<{ schema: string }>(
      `DELETE FROM projections.build WHERE id = $1 AND (${condition}) RETURNING physical_schema AS schema`,
      [id],
    );
    for (const { schema } of rows) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    return rows.length > 0;
  });

/** Drops a build's tables and forgets it, unless it is served; does nothing where that has been done. */
export const dropBuild = (pool: Pool, id: string): Promise<boolean> => drop(pool, id, `stage <> 'live'`);

/** Drops what interrupted rebuilds and replaced builds have left behind, save what is still being read. */
export const dropAbandoned = async (pool: Pool, logger: ProjectionLogger): Promise<void> => {
  const { rows } = await pool.query<{ id: string; schema: string }>(
    `SELECT id, physical_schema AS schema FROM projections.build WHERE ${ABANDONED} ORDER BY id`,
  );
  for (const { id, schema } of rows) {
    try {
      if (await drop(pool, id, ABANDONED)) logger.info({ schema }, 'dropped an abandoned build of a read model');
    } catch (error) {
      if (!isTransient(error)) throw error;
      logger.info({ schema }, 'an abandoned build of a read model is still in use and is dropped later');
    }
  }
};
