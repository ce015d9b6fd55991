import { dropAbandoned } from '../builds/drop-builds.js';
import { goLive, takeStatistics } from '../builds/go-live.js';
import { retry } from '../feed/retry.js';
import { Slots } from '../feed/slots.js';
import { StreamReader } from '../feed/stream-reader.js';
import { followsStreams, type Projection } from '../projection.js';
import { withOwnBuild, type OwnBuild, type Workshop } from './with-own-build.js';

/** Own builds of several projections at once; those that follow streams share one read of the log. */
const withOwnBuilds = async (
  workshop: Workshop,
  projections: readonly Projection[],
  work: (builds: readonly OwnBuild[]) => Promise<void>,
): Promise<void> => {
  const { store, bulkBatchSize } = workshop;
  const kinds = projections.filter(followsStreams).flatMap(({ streams }) => streams);
  const streams = new StreamReader(store, kinds, await store.head(), bulkBatchSize);
  const begin = async (builds: readonly OwnBuild[]): Promise<void> => {
    const projection = projections[builds.length];
    if (projection === undefined) return work(builds);
    await withOwnBuild(workshop, projection, 'rebuild', (build) => begin([...builds, build]), streams);
  };
  await begin([]);
};

/**
 * Fills new tables of projections from the whole log, side by side, and puts each in the place of the served ones.
 * Where one fails, the others go on, and the first failure is thrown in the end.
 *
 * @throws RebuildRunning before anything is filled
 * @throws ProjectionFailed
 */
export const rebuildProjections = async (workshop: Workshop, projections: readonly Projection[]): Promise<void> => {
  const { pool, store, logger, parallel } = workshop;
  const failures = new Map<OwnBuild, unknown>();
  const attempt = (own: OwnBuild, work: () => Promise<unknown>): Promise<unknown> =>
    work().catch((error: unknown) => failures.set(own, error));
  const slots = new Slots(parallel);
  const step = async ({ feeder, projection, build }: OwnBuild): Promise<void> => {
    await feeder.step();
    if (feeder.atEnd) await retry(() => takeStatistics(pool, projection, build));
  };
  await withOwnBuilds(workshop, projections, async (builds) => {
    // In step with each other, so that what is read for one is at hand for all, and is kept no longer.
    for (let behind = builds; behind.length > 0;) {
      await Promise.all(behind.map((own) => slots.use(() => attempt(own, () => step(own)))));
      behind = behind.filter((own) => !own.feeder.atEnd && !failures.has(own));
    }
    for (const own of builds.filter((each) => !failures.has(each))) {
      const { projection, build, lease, feeder } = own;
      await attempt(own, async () => {
        // Before what is served is held up: a model that was filled early may be far behind by now.
        await feeder.catchUp(await store.head());
        await retry(() => goLive(pool, projection, build, lease, (position) => feeder.catchUp(position)));
        logger.info({ projection: projection.name, build: build.id, position: feeder.position }, 'is served anew');
      });
    }
  });
  await dropAbandoned(pool, logger);
  for (const failure of failures.values()) throw failure;
};
