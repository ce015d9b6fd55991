import type { ClientBase, Pool } from 'pg';
import type { ProjectionLogger } from '../logger.js';
import { inTransaction } from '../sql/in-transaction.js';
import { isTransient } from '../sql/is-transient.js';
import { DROP_LOCK_CLASS } from '../sql/locks.js';

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
      `SELECT physical_schema AS schema FROM projections.build WHERE id = $1 AND (${condition})`,
      [id],
    );
    if (rows.length === 0 || !(await aloneAt(client, id))) return false;
    // First the tables, then the row: in the order in which a batch that is under way takes its locks.
    await client.query(`DROP SCHEMA IF EXISTS ${rows[0]!.schema} CASCADE`);
    const { rowCount } = await client.query(`DELETE FROM projections.build WHERE id = $1 AND (${condition})`, [id]);
    if (rowCount !== 1) throw new StillWanted();
    return true;
  }).catch((error: unknown) => {
    if (error instanceof StillWanted) return false;
    throw error;
  });

/** Its maker, taken for gone, has come back in the meantime. */
class StillWanted extends Error {}

/** Whether no other process is dropping this build just now. */
const aloneAt = async (client: ClientBase, id: string): Promise<boolean> => {
  const { rows } = await client.query<{ alone: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${DROP_LOCK_CLASS}, hashtext($1)) AS alone`,
    [id],
  );
  return rows[0]!.alone;
};

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
