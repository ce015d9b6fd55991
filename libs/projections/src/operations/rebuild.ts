import { dropAbandoned } from '../builds/drop-builds.js';
import { goLive } from '../builds/go-live.js';
import { retry } from '../feed/retry.js';
import type { Projection } from '../projection.js';
import { withOwnBuild, type Workshop } from './with-own-build.js';

/**
 * Fills new tables of a projection from the whole log and puts them in the place of the served ones.
 * @throws RebuildRunning, ProjectionFailed
 */
export const rebuildProjection = async (workshop: Workshop, projection: Projection): Promise<void> => {
  const { pool, logger } = workshop;
  await withOwnBuild(workshop, projection, 'rebuild', async ({ build, lease, feeder }) => {
    while (!feeder.atEnd) await feeder.step();
    await retry(() => goLive(pool, projection, build, lease, (position) => feeder.catchUp(position)));
    logger.info({ projection: projection.name, build: build.id, position: feeder.position }, 'is served anew');
  });
  await dropAbandoned(pool, logger);
};
