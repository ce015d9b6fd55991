import type { Position } from '@ehc/event-store';
import type { ClientBase, Pool } from 'pg';
import { Fenced } from '../errors.js';
import type { Lease } from '../feed/lease.js';
import { gaps } from '../gaps.js';
import type { Projection } from '../projection.js';
import { identifier } from '../rows/columns.js';
import { inTransaction } from '../sql/in-transaction.js';
import { lockBuilds } from '../sql/locks.js';
import { findLiveBuild, type Build } from './build.js';
import { serveView } from './serve-view.js';

/**
 * How long to wait for readers of the views. Whoever comes to read while we wait, waits behind us; so give up soon
 * (SQLSTATE 55P03, which `retry` takes for transient).
 */
const LOCK_TIMEOUT = '1s';

const retireOthers = async (client: ClientBase, build: Build): Promise<void> => {
  await client.query(
    `UPDATE projections.build SET stage = 'retired', lease_owner = NULL, lease_until = NULL
      WHERE name = $1 AND id <> $2
        AND (stage = 'live' OR (stage = 'building' AND purpose = 'release' AND version <= $3))`,
    [build.name, build.id, build.version],
  );
};

/** Takes statistics of tables that have just been filled, which have none: their first readers should not pay for that. */
export const takeStatistics = async (pool: Pool, { tables }: Projection, { schema }: Build): Promise<void> => {
  // One by one: without a name, as for a policy, which has no table, it would be of the whole database.
  for (const { name } of tables) await pool.query(`ANALYZE ${schema}.${identifier(name)}`);
};

/**
 * Puts a build in the place of the one that is served: its views are switched, and the old one retired, at one moment.
 * Whoever feeds the old one is held up meanwhile, then fenced off, and follows the new one.
 *
 * @param catchUp brings the new build at least to a position; called while the old build stands still
 * @throws Fenced when the build was taken from us, or a newer version went live before
 */
export const goLive = async (
  pool: Pool,
  projection: Projection,
  build: Build,
  lease: Lease,
  catchUp: (until: Position) => Promise<void>,
): Promise<void> => {
  gaps.filled.publish(null);
  await inTransaction(
    pool,
    async (client) => {
      await client.query(lockBuilds, [build.name]);
      await client.query(`SELECT FROM projections.build WHERE name = $1 AND stage = 'live' FOR UPDATE`, [build.name]);
      const old = await findLiveBuild(client, build.name);
      if (old && build.purpose === 'release' && old.version > build.version) throw new Fenced(build.name);
      if (old) await catchUp(old.position);
      await retireOthers(client, build);
      const { rowCount } = await client.query(
        `UPDATE projections.build SET stage = 'live', updated_at = clock_timestamp()
          WHERE id = $1 AND lease_token = $2 AND stage = 'building'`,
        [build.id, lease.token],
      );
      if (rowCount !== 1) throw new Fenced(build.name);
      for (const table of old?.tables.filter((name) => !build.tables.includes(name)) ?? []) {
        await client.query(`DROP VIEW IF EXISTS ${old!.owner}.${identifier(table)}`);
      }
      for (const table of build.tables) await serveView(client, build.owner, table, build.schema);
      gaps.switched.publish(null);
    },
    `BEGIN; SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`,
  );
  gaps.live.publish(null);
};
