import { comparePositions, type Position } from '@ehc/event-store';
import type { ClientBase } from 'pg';
import { findLiveBuild, type Build } from '../builds/build.js';
import { fits } from '../builds/definition.js';
import { NotServed, ProjectionFailed } from '../errors.js';
import type { Feeder } from '../feed/feeder.js';
import type { Projection } from '../projection.js';
import { identifier } from '../rows/columns.js';
import { inTransaction } from '../sql/in-transaction.js';
import { lockBuilds } from '../sql/locks.js';
import { compareTables, type Difference } from './compare-tables.js';
import { withOwnBuild, type Workshop } from './with-own-build.js';

export type { Difference } from './compare-tables.js';

/** Most differences that are reported one by one, for each projection. */
const REPORTED = 100;

/** What a comparison of a projection with the log has shown. */
export interface Verification {
  readonly projection: string;
  /** Where both were compared. */
  readonly position: Position;
  /** How many rows are served. */
  readonly rows: number;
  /** How many differences there are; 0 where all is well. */
  readonly differing: number;
  /** The first hundred of them. */
  readonly differences: readonly Difference[];
}

/** The served build, provided that this code can be held against it. */
const served = async (client: ClientBase | Workshop['pool'], projection: Projection): Promise<Build> => {
  const live = await findLiveBuild(client, projection.name);
  if (!live || !fits(projection, live)) throw new NotServed(projection.name, projection.version);
  return live;
};

/**
 * Brings the scratch build to where the served one stands, and makes `reader` see both as they are at that position. The
 * served one stands still only while the last events are replayed.
 */
const alignedSnapshot = async (
  workshop: Workshop,
  projection: Projection,
  feeder: Feeder,
  reader: ClientBase,
): Promise<Build> =>
  inTransaction(workshop.pool, async (holder) => {
    await holder.query(lockBuilds, [projection.name]); // nobody switches meanwhile
    await holder.query(`SELECT FROM projections.build WHERE name = $1 AND stage = 'live' FOR UPDATE`, [
      projection.name,
    ]);
    const live = await served(holder, projection);
    await feeder.catchUp(live.position);
    if (comparePositions(feeder.position, live.position) !== 0) {
      throw new ProjectionFailed(projection.name, null, 'the log ends before what is served');
    }
    // The first query of the reader takes its snapshot. The locks outlast the holder's: a rebuild that goes live later
    // must not drop the tables while they are compared.
    for (const { name } of projection.tables) {
      const table = `${live.schema}.${identifier(name)}`;
      const { rows } = await reader.query<{ oid: string | null }>('SELECT to_regclass($1) AS oid', [table]);
      if (rows[0]!.oid !== null) await reader.query(`LOCK TABLE ${table} IN ACCESS SHARE MODE`);
    }
    return live;
  });

/**
 * Compares what is served of a projection with what the log says.
 * @throws NotServed, ProjectionFailed
 */
export const verifyProjection = async (workshop: Workshop, projection: Projection): Promise<Verification> => {
  const { pool } = workshop;
  const target = await served(pool, projection);
  return withOwnBuild(workshop, projection, 'scratch', async ({ build, feeder }) => {
    await feeder.catchUp(target.position);
    // Once more without holding anything up, for what came while most was replayed.
    await feeder.catchUp((await served(pool, projection)).position);
    return inTransaction(
      pool,
      async (reader) => {
        const live = await alignedSnapshot(workshop, projection, feeder, reader);
        const differences: Difference[] = [];
        let [differing, rows] = [0, 0];
        for (const table of projection.tables) {
          const left = Math.max(1, REPORTED - differences.length);
          const found = await compareTables(reader, table, live.schema, build.schema, left);
          differing += found.differing;
          rows += found.rows;
          differences.push(...found.differences.map((each) => ({ projection: projection.name, ...each })));
        }
        const reported = differences.slice(0, REPORTED);
        return { projection: projection.name, position: feeder.position, rows, differing, differences: reported };
      },
      `BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL work_mem = '64MB'; SET LOCAL timezone = 'UTC'`,
    );
  });
};
