import { comparePositions, type Position } from '@ehc/event-store';
import type { Pool } from 'pg';
import { ProjectionFailed, WaitTimeout } from '../errors.js';
import { pause } from '../feed/pause.js';
import { rowsIfMigrated } from '../sql/rows-if-migrated.js';

/** How often to look, in milliseconds, when nobody tells us. */
const POLL = 25;

/**
 * Resolves when everything up to `position` is in the served tables of these projections, whichever process feeds them.
 *
 * @param news resolves when it may be worth looking again; a hint, besides polling
 * @throws ProjectionFailed when one of them has stopped before that position
 * @throws WaitTimeout when they are not there after `timeoutMs`
 */
export const waitForProjections = async (
  pool: Pool,
  position: Position,
  names: readonly string[],
  timeoutMs: number,
  news: () => Promise<void> = () => new Promise(() => {}),
): Promise<void> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const told = news();
    const rows = await rowsIfMigrated<{ name: string; position: Position; at: Position | null; error: string | null }>(
      pool,
      `SELECT name, position, error_position AS at, error FROM projections.build WHERE stage = 'live' AND name = ANY ($1)`,
      [names],
    );
    const reached = new Set(
      rows.filter((row) => comparePositions(row.position, position) >= 0).map(({ name }) => name),
    );
    const behind = names.filter((name) => !reached.has(name));
    if (behind.length === 0) return;
    const failed = rows.find((row) => row.error !== null && behind.includes(row.name));
    if (failed) throw new ProjectionFailed(failed.name, failed.at, failed.error!);
    const left = deadline - performance.now();
    if (left <= 0) throw new WaitTimeout(position, behind);
    await Promise.race([told, pause(Math.min(POLL, left))]);
  }
};
