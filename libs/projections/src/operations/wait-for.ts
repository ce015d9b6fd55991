import { comparePositions, type Position } from '@ehc/event-store';
import type { Pool } from 'pg';
import { ProjectionFailed, WaitTimeout } from '../errors.js';
import { definitionOf } from '../builds/definition.js';
import { pause } from '../feed/pause.js';
import type { Projection } from '../projection.js';
import { rowsIfMigrated } from '../sql/rows-if-migrated.js';

/** How often to look, in milliseconds, when nobody tells us. */
const POLL = 25;

interface LiveBuild {
  readonly name: string;
  readonly version: number;
  readonly definition: string;
  readonly position: Position;
  readonly at: Position | null;
  readonly error: string | null;
}

/**
 * Resolves when everything up to `position` is in the served tables of these projections, whichever process feeds them.
 * Tables that another version of a projection filled do not count: whoever waits is about to read them, and may not
 * find there what its own version keeps.
 *
 * @param news resolves when it may be worth looking again; a hint, besides polling
 * @throws ProjectionFailed when one of them has stopped before that position
 * @throws WaitTimeout when they are not there after `timeoutMs`
 */
export const waitForProjections = async (
  pool: Pool,
  position: Position,
  projections: readonly Projection[],
  timeoutMs: number,
  news: () => Promise<void> = () => new Promise(() => {}),
): Promise<void> => {
  const deadline = performance.now() + timeoutMs;
  const wanted = projections.map((one) => ({ name: one.name, version: one.version, definition: definitionOf(one) }));
  for (;;) {
    const told = news();
    const rows = await rowsIfMigrated<LiveBuild>(
      pool,
      `SELECT name, version, definition, position, error_position AS at, error
         FROM projections.build WHERE stage = 'live' AND name = ANY ($1)`,
      [wanted.map(({ name }) => name)],
    );
    const behind = wanted
      .filter((one) => !rows.some((row) => isThat(row, one) && comparePositions(row.position, position) >= 0))
      .map(({ name }) => name);
    if (behind.length === 0) return;
    const failed = rows.find((row) => row.error !== null && behind.includes(row.name));
    if (failed) throw new ProjectionFailed(failed.name, failed.at, failed.error!);
    const left = deadline - performance.now();
    if (left <= 0) throw new WaitTimeout(position, behind);
    await Promise.race([told, pause(Math.min(POLL, left))]);
  }
};

const isThat = (row: LiveBuild, wanted: Pick<LiveBuild, 'name' | 'version' | 'definition'>): boolean =>
  row.name === wanted.name && row.version === wanted.version && row.definition === wanted.definition;
