import {
  FileKeyStore,
  openPostgresEventStore,
  type PostgresEventStore,
  type RecordedEvent,
  Sealer,
  START,
} from '@ehc/event-store';
import { type ProjectionOperations, ProjectionOperations as Operations } from '@ehc/projections';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readModels } from '../../../apps/ehc/src/installation/read-models.js';

/** How long read models and policies may take to catch up, in milliseconds: longer than a lease lives. */
const CATCH_UP = 45_000;

/** Events read at a time. */
const PAGE = 5_000;

/** Looks at an installation from outside, with code in which no defect is planted. */
export interface Witness {
  readonly store: PostgresEventStore;
  readonly sealer: Sealer;
  readonly operations: ProjectionOperations;
  /** Resolves when read models and policies have followed the whole log, policies' own events among it. */
  followed(): Promise<void>;
  wholeLog(): Promise<RecordedEvent[]>;
}

export const withWitness = async <Result>(
  databaseUrl: string,
  dataDir: string,
  work: (witness: Witness) => Promise<Result>,
): Promise<Result> => {
  const store = await openPostgresEventStore({ url: databaseUrl, warn: () => {} });
  const keyStore = await FileKeyStore.open({ dataDir });
  const pool = new pg.Pool({ connectionString: databaseUrl, application_name: 'fault campaign' });
  pool.on('error', () => {});
  try {
    const sealer = new Sealer(keyStore);
    const operations = new Operations({ store, pool, projections: readModels({ sealer, keyStore }) });
    return await work({
      store,
      sealer,
      operations,
      followed: async () => {
        let head: string;
        do {
          head = await store.head();
          await operations.waitFor(head, 'all', CATCH_UP);
          await policiesAt(pool, head);
        } while ((await store.head()) !== head);
      },
      wholeLog: async () => {
        const log: RecordedEvent[] = [];
        for (let page: RecordedEvent[] = []; log.length === 0 || page.length > 0; log.push(...page)) {
          page = await store.readAll(log.at(-1)?.position ?? START, PAGE);
          if (page.length === 0) break;
        }
        return log;
      },
    });
  } finally {
    await pool.end();
    await store.close();
    await keyStore.close();
  }
};

const policiesAt = async (pool: pg.Pool, position: string): Promise<void> => {
  const deadline = Date.now() + CATCH_UP;
  for (;;) {
    const { rows } = await pool.query<{ name: string; behind: boolean; error: string | null }>(
      `SELECT name, position < $1::bigint AS behind, error FROM projections.build
        WHERE name LIKE 'policy%' AND stage = 'live'`,
      [position],
    );
    const failed = rows.find(({ error }) => error !== null);
    if (failed) throw new Error(`${failed.name} has stopped: ${failed.error}`);
    if (rows.length >= 2 && rows.every(({ behind }) => !behind)) return;
    if (Date.now() > deadline) throw new Error('The policies have not followed the log.');
    await sleep(15);
  }
};
