import { type ForgottenList, IndexKeys, type KeyStore, START } from '@ehc/event-store';
import { type ProjectionOperations, RebuildRunning } from '@ehc/projections';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** The read model that holds the search index. */
const INDEXED = 'casework_children';

/** How long is waited for the read model and for a rebuild that somebody else runs, in milliseconds. */
const PATIENCE = 10 * 60_000;

export interface SearchIndexSurroundings {
  readonly keyStore: KeyStore;
  readonly forgotten: ForgottenList;
  readonly pool: pg.Pool;
  /** Feeds the read models. */
  readonly runner: Pick<ProjectionOperations, 'rebuild' | 'waitFor'>;
}

/**
 * Gives the search index another key where children have been forgotten since it got the one that it has, and destroys
 * the old one. From then on nobody can try a name on what is left of their tokens: in deleted rows, the write-ahead log
 * or a backup of the database. Also makes the index anew where its rows are under a key that is gone, because the
 * database or the keys were restored.
 *
 * Cut off at any moment, it is done again, since the list says last that it was done.
 *
 * @returns whether there was something to do
 */
export const renewSearchIndex = async (around: SearchIndexSurroundings): Promise<boolean> => {
  const { keyStore, forgotten, runner } = around;
  const waiting = await forgotten.withOldIndex();
  const indexKeys = new IndexKeys(keyStore);
  if (waiting.length === 0) {
    if (!(await hasRowsUnderLostKeys(around, indexKeys))) return false;
    await rebuild(runner);
    return true;
  }
  await runner.waitFor(START, [INDEXED], PATIENCE); // else it would be filled twice at once
  // The children's keys are destroyed before: whoever fills tables now makes no token of theirs, under no key.
  await indexKeys.renew();
  await rebuild(runner);
  await indexKeys.destroyOlder();
  await forgotten.indexRenewedAfter(waiting);
  return true;
};

const hasRowsUnderLostKeys = async ({ pool }: SearchIndexSurroundings, indexKeys: IndexKeys): Promise<boolean> => {
  const { rows: views } = await pool.query<{ served: boolean }>(
    `SELECT to_regclass('casework.search_key') IS NOT NULL AS served`,
  );
  if (!views[0]?.served) return false; // where it is being filled for the first time, under the key that there is
  const { rows } = await pool.query<{ key_id: string }>('SELECT DISTINCT key_id FROM casework.search_key');
  const kept = new Set((await indexKeys.kept()).map(({ id }) => id));
  return rows.some(({ key_id: id }) => !kept.has(id));
};

const rebuild = async (runner: SearchIndexSurroundings['runner']): Promise<void> => {
  for (const until = Date.now() + PATIENCE; ;) {
    try {
      return await runner.rebuild([INDEXED]);
    } catch (error) {
      if (!(error instanceof RebuildRunning) || Date.now() > until) throw error;
      await sleep(500);
    }
  }
};
