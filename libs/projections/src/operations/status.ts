import { comparePositions, START, type EventStore, type Position } from '@ehc/event-store';
import type { Pool } from 'pg';
import { fits } from '../builds/definition.js';
import { filterOf } from '../feed/log-reader.js';
import { BUILD_COLUMNS, type Build } from '../builds/build.js';
import type { Projection } from '../projection.js';
import { rowsIfMigrated } from '../sql/rows-if-migrated.js';

/** How a read model is doing. */
export interface ProjectionStatus {
  readonly projection: string;
  readonly owner: string;
  /** Version of the code that asks. */
  readonly version: number;
  /** Version that readers see; null before the first build is complete. */
  readonly servedVersion: number | null;
  /**
   * `missing`: not begun; `building`: not served yet; `live`: served; `failed`: stopped at an error, so what is served
   * grows old.
   */
  readonly status: 'missing' | 'building' | 'live' | 'failed';
  /** Whether a health check should be content: served, by this version or another, and not stopped. Lag alone is no fault. */
  readonly ready: boolean;
  /** Everything up to here is in what is served (or being built). */
  readonly position: Position;
  /** Distance to the newest event, in the store's positions. */
  readonly positionBehind: number;
  /** Age of the oldest event that it has yet to handle, in seconds; 0 where there is none. */
  readonly secondsBehind: number;
  readonly lastError: {
    /** Class, place and structural facts; never a value of an event or a row. */
    readonly reason: string;
    /** The event at which it stopped; null where no single event is to blame. */
    readonly position: Position | null;
    /** ISO 8601; null where the error is known to this process only. */
    readonly at: string | null;
  } | null;
  /** Process that feeds it, if any does. */
  readonly fedBy: string | null;
}

interface BuildState extends Build {
  readonly error: string | null;
  readonly errorPosition: Position | null;
  readonly errorAt: string | null;
  readonly fedBy: string | null;
  readonly now: Date;
}

const STATES = `
  SELECT ${BUILD_COLUMNS}, error, error_position AS "errorPosition",
    to_char(error_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "errorAt",
    CASE WHEN lease_until > clock_timestamp() THEN lease_owner END AS "fedBy", clock_timestamp() AS now
  FROM projections.build WHERE name = ANY ($1) AND purpose <> 'scratch' AND stage <> 'retired'`;

const secondsBehind = async (
  store: Pick<EventStore, 'readAll'>,
  projection: Projection,
  position: Position,
  now: Date,
): Promise<number> => {
  const [next] = await store.readAll(position, 1, filterOf(projection));
  return next === undefined ? 0 : Math.max(0, (now.getTime() - Date.parse(next.recordedAt)) / 1_000);
};

/** How each of these projections is doing, in their order. */
export const projectionStatus = async (
  pool: Pool,
  store: Pick<EventStore, 'readAll' | 'head'>,
  projections: readonly Projection[],
): Promise<ProjectionStatus[]> => {
  const rows = await rowsIfMigrated<BuildState>(pool, STATES, [projections.map(({ name }) => name)]);
  const head = await store.head();
  const statusOf = async (projection: Projection): Promise<ProjectionStatus> => {
    const builds = rows.filter(({ name }) => name === projection.name);
    const live = builds.find(({ stage }) => stage === 'live');
    const ours = builds.find((build) => build.purpose !== 'rebuild' && fits(projection, build));
    const shown = live ?? ours;
    const failed = [ours, live].find((build) => build?.failed);
    const position = shown?.position ?? START;
    const behind = comparePositions(position, head) < 0;
    return {
      projection: projection.name,
      owner: projection.owner,
      version: projection.version,
      servedVersion: live?.version ?? null,
      status: failed ? 'failed' : ((shown?.stage as 'building' | 'live' | undefined) ?? 'missing'),
      ready: live !== undefined && !failed,
      position,
      positionBehind: behind ? Number(BigInt(head) - BigInt(position)) : 0,
      secondsBehind: behind && shown ? await secondsBehind(store, projection, position, shown.now) : 0,
      lastError: failed ? { reason: failed.error!, position: failed.errorPosition, at: failed.errorAt } : null,
      fedBy: shown?.fedBy ?? null,
    };
  };
  return Promise.all(projections.map(statusOf));
};
