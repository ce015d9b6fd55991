import type { Pool } from 'pg';
import type { Build } from '../builds/build.js';
import { createBuild } from '../builds/create-build.js';
import { dropBuild } from '../builds/drop-builds.js';
import { RebuildRunning } from '../errors.js';
import { beginningOfBuild } from '../feed/checkpoint.js';
import { Feeder } from '../feed/feeder.js';
import type { Log } from '../feed/feeder-options.js';
import type { Lease } from '../feed/lease.js';
import { safeReason } from '../feed/safe-reason.js';
import type { StreamReader } from '../feed/stream-reader.js';
import { LeaseKeeper } from '../feed/lease-keeper.js';
import type { ProjectionLogger } from '../logger.js';
import type { Projection } from '../projection.js';
import { inTransaction } from '../sql/in-transaction.js';
import { lockBuilds } from '../sql/locks.js';

/** What rebuilding and verifying work with. */
export interface Workshop {
  readonly pool: Pool;
  readonly store: Log;
  readonly logger: ProjectionLogger;
  readonly ownerId: string;
  readonly leaseMs: number;
  readonly batchSize: number;
  readonly bulkBatchSize: number;
  /** How many projections work at once. */
  readonly parallel: number;
}

/** A build that is being filled, by us and for us. */
export interface OwnBuild {
  readonly projection: Projection;
  readonly build: Build;
  readonly lease: Lease;
  readonly feeder: Feeder;
}

const begin = async (workshop: Workshop, projection: Projection, purpose: 'rebuild' | 'scratch'): Promise<Build> =>
  inTransaction(workshop.pool, async (client) => {
    await client.query(lockBuilds, [projection.name]);
    const { rowCount } = await client.query(
      `SELECT FROM projections.build WHERE name = $1 AND purpose = 'rebuild' AND stage = 'building'
          AND lease_until > clock_timestamp()`,
      [projection.name],
    );
    if (purpose === 'rebuild' && rowCount !== 0) throw new RebuildRunning(projection.name);
    return createBuild(client, projection, purpose, { owner: workshop.ownerId, milliseconds: workshop.leaseMs });
  });

/**
 * Makes an empty build for `work` to fill. Unless `work` made it live, it is dropped in the end, whatever happens; if
 * this process is killed, the next start or sweep drops it once its lease has run out.
 *
 * @param streams what it is filled from, where several builds are filled side by side
 * @throws RebuildRunning when a rebuild is asked for while another is under way
 */
export const withOwnBuild = async <Result>(
  workshop: Workshop,
  projection: Projection,
  purpose: 'rebuild' | 'scratch',
  work: (own: OwnBuild) => Promise<Result>,
  streams?: StreamReader,
): Promise<Result> => {
  const { pool, logger, ownerId, leaseMs } = workshop;
  const build = await begin(workshop, projection, purpose);
  const leases = new LeaseKeeper(pool, ownerId, leaseMs, logger);
  const lease = leases.adopt({
    build: build.id,
    token: '1',
    checkpoint: beginningOfBuild(projection),
    loss: new AbortController(),
  });
  const feeder = new Feeder({ ...workshop, projection, build, lease }, streams);
  try {
    return await work({ projection, build, lease, feeder });
  } finally {
    try {
      await leases.release(lease);
      await dropBuild(pool, build.id);
    } catch (error) {
      logger.warn({ schema: build.schema, reason: safeReason(error) }, 'a build could not be dropped; a sweep will');
    }
  }
};
