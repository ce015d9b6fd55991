import type { Position } from '@ehc/event-store';
import type { Pool } from 'pg';
import type { ProjectionFailed } from '../errors.js';
import type { Lease } from './lease.js';
import { retry } from './retry.js';

/** Writes down why a build stopped, where `status` finds it; unless the build has been taken from us. */
export const recordFailure = async (
  pool: Pool,
  lease: Lease,
  position: Position,
  failure: ProjectionFailed,
  signal?: AbortSignal,
): Promise<void> => {
  const record = () =>
    pool.query(
      `UPDATE projections.build
          SET error = $4, error_position = $5, error_at = clock_timestamp(), updated_at = clock_timestamp()
        WHERE id = $1 AND lease_token = $2 AND position = $3`,
      [lease.build, lease.token, position, failure.reason, failure.position],
    );
  await retry(record, { signal });
};
