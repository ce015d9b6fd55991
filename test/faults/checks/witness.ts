import {
  FileKeyStore,
  openPostgresEventStore,
  type PostgresEventStore,
  type RecordedEvent,
  Sealer,
  START,
} from '@ehc/event-store';
import { ProjectionOperations, SteadyPool } from '@ehc/projections';
import { keyIdOf, KeptHeads, queryOf, readPublicKey, type SealedLog } from '@ehc/tamper-evidence';
import type pg from 'pg';
import { AT_MOST, eventually } from '../eventually.js';
import { readModels } from '../../../apps/ehc/src/installation/read-models.js';

/** How many follow the log beside the read models: two policies, and what seals it. */
const OTHERS = 3;

/** Events read at a time. */
const PAGE = 5_000;

/** Looks at an installation from outside, with code in which no defect is planted. */
export interface Witness {
  readonly store: PostgresEventStore;
  readonly sealer: Sealer;
  readonly operations: ProjectionOperations;
  /** Resolves when read models, policies and seals have followed the whole log, policies' own events among it. */
  followed(): Promise<void>;
  wholeLog(): Promise<RecordedEvent[]>;
  /** What seals the log, in the database and beside the keys. */
  sealedLog(): Promise<SealedLog>;
}

export const withWitness = async <Result>(
  databaseUrl: string,
  dataDir: string,
  work: (witness: Witness) => Promise<Result>,
): Promise<Result> => {
  const store = await openPostgresEventStore({ url: databaseUrl, warn: () => {} });
  const keyStore = await FileKeyStore.open({ dataDir });
  const pool = new SteadyPool({ connectionString: databaseUrl, application_name: 'fault campaign' });
  try {
    const sealer = new Sealer(keyStore);
    const operations = new ProjectionOperations({ store, pool, projections: readModels({ sealer, keyStore }) });
    return await work({
      store,
      sealer,
      operations,
      followed: async () => {
        let head: string;
        do {
          head = await store.head();
          await operations.waitFor(head, 'all', AT_MOST);
          await othersAt(pool, head);
        } while ((await store.head()) !== head);
      },
      sealedLog: async () => {
        const key = (await readPublicKey(dataDir))!;
        const heads = await new KeptHeads(dataDir).all();
        return { store, query: queryOf(pool), keys: new Map([[keyIdOf(key), key]]), heads };
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

const othersAt = async (pool: pg.Pool, position: string): Promise<void> => {
  const there = await eventually(async () => {
    const { rows } = await pool.query<{ name: string; behind: boolean; error: string | null }>(
      `SELECT name, position < $1::bigint AS behind, error FROM projections.build
        WHERE (name LIKE 'policy%' OR name = 'tamper_evidence') AND stage = 'live'`,
      [position],
    );
    const failed = rows.find(({ error }) => error !== null);
    if (failed) throw new Error(`${failed.name} has stopped: ${failed.error}`);
    return rows.length >= OTHERS && rows.every(({ behind }) => !behind);
  });
  if (!there) throw new Error('The policies, or what seals the log, have not followed it.');
};
