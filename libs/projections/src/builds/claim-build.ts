import type { Pool } from 'pg';
import type { Projection } from '../projection.js';
import { inTransaction } from '../sql/in-transaction.js';
import { lockBuilds } from '../sql/locks.js';
import { findBuilds, type Build } from './build.js';
import { createBuild } from './create-build.js';
import { definitionOf, fits } from './definition.js';

/** What this code should feed among these builds: one of them, a new one, or none because newer code is at work. */
const choose = (projection: Projection, builds: readonly Build[], starting: boolean): Build | 'new' | 'none' => {
  const released = builds.filter(
    ({ purpose, stage }) => stage === 'live' || (stage === 'building' && purpose === 'release'),
  );
  const newer = released.filter(({ version }) => version > projection.version);
  if (newer.some(({ stage }) => stage === 'live')) return 'none';
  const ours = released.find((build) => fits(projection, build));
  if (ours) return ours;
  if (newer.length > 0) return 'none';
  // Only a start may replace what is served by the same version with other tables: else two processes that disagree
  // would replace each other's build for ever.
  return starting || released.length === 0 ? 'new' : 'none';
};

/**
 * The build that a process with this code should feed: the one that is served, where it fits the code; else one begun
 * for this version; else a new one, which is made here. Null where a newer version is served or being built.
 *
 * @param starting whether the process has just started, and so may replace a build that does not fit
 */
export const claimBuild = async (pool: Pool, projection: Projection, starting: boolean): Promise<Build | null> => {
  const known = choose(projection, await findBuilds(pool, projection.name), starting);
  if (known !== 'new') return known === 'none' ? null : known;
  return inTransaction(pool, async (client) => {
    await client.query(lockBuilds, [projection.name]);
    const chosen = choose(projection, await findBuilds(client, projection.name), starting);
    if (chosen !== 'new') return chosen === 'none' ? null : chosen;
    await client.query(
      `UPDATE projections.build SET stage = 'retired', lease_owner = NULL, lease_until = NULL
        WHERE name = $1 AND stage = 'building' AND purpose = 'release' AND (version, definition) <> ($2, $3)`,
      [projection.name, projection.version, definitionOf(projection)],
    );
    return createBuild(client, projection, 'release');
  });
};
