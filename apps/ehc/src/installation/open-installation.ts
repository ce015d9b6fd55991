import {
  childSubject,
  type EventStore,
  FileKeyStore,
  ForgottenList,
  type KeyStore,
  openPostgresEventStore,
  type PostgresEventStore,
  Sealer,
  START,
} from '@ehc/event-store';
import { connectPostgres, type PostgresConnection } from '@ehc/platform';
import { type ProjectionLogger, SteadyPool } from '@ehc/projections';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { configuredMasterKey } from './master-key.js';
import { openPool } from './open-pool.js';
import { agreeOnWhoIsForgotten } from '../forget/who-is-forgotten.js';

/** Everything that stands behind a running service or a command: database, log, keys. */
export interface Installation {
  readonly dataDir: string;
  readonly postgres: PostgresConnection;
  /** For read models, their writers and whatever else is not the log. */
  readonly pool: pg.Pool;
  /** Queries of the read models go through TypeORM. */
  readonly dataSource: DataSource;
  readonly store: PostgresEventStore;
  readonly keyStore: FileKeyStore;
  readonly sealer: Sealer;
  /** Who has been forgotten: beside the keys, so that a restored database does not bring them back. */
  readonly forgotten: ForgottenList;
  close(): Promise<void>;
}

/** Names and free text are sealed under keys that no backup of the database holds: without them they are lost. */
export class KeysMissing extends Error {
  override readonly name = 'KeysMissing';
}

/**
 * Refuses to go on where the log holds sealed details and not one key for them is here: new keys would be made for the
 * same children, and nobody would notice until a name could not be read.
 */
const checkKeysBelongToLog = async (store: EventStore, keyStore: KeyStore, folder: string): Promise<void> => {
  const sealed = (await store.readAll(START, 500)).filter(({ keyId }) => keyId !== null);
  const keys = new Map(sealed.map((event) => [event.keyId!, event]));
  for (const [id, { authority, child }] of keys) {
    if (await keyStore.byId(id)) return;
    // The key of a child who has been forgotten is not missing.
    if (child !== null && (await keyStore.stateOf(childSubject(authority, child))) === 'destroyed') keys.delete(id);
  }
  if (keys.size === 0) return;
  throw new KeysMissing(
    `The database holds sealed details, but their keys are not in ${join(folder, 'keys')}. Restore that folder from its backup, then try again.`,
  );
};

/**
 * Opens the installation in a data folder: starts its PostgreSQL or joins the one that runs, brings the log's schema up
 * to date, opens the keys, and sees to it that who was forgotten stays forgotten, before anything is read.
 */
export const openInstallation = async (dataDir: string, logger?: ProjectionLogger): Promise<Installation> => {
  const folder = resolve(dataDir);
  const postgres = await connectPostgres({
    dataDir: folder,
    env: process.env,
    onNotice: (message) => logger?.warn({}, message),
  });
  const closers: (() => Promise<unknown>)[] = [() => postgres.stop()];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const store = await openPostgresEventStore({ url: postgres.url });
    closers.push(() => store.close());
    const keyStore = await FileKeyStore.open({ dataDir: folder, masterKey: configuredMasterKey(process.env) });
    closers.push(() => keyStore.close());
    await checkKeysBelongToLog(store, keyStore, folder);
    const forgotten = await ForgottenList.in(folder);
    await agreeOnWhoIsForgotten({ store, keyStore, forgotten });
    const pool = openPool(postgres.url, 'ehc', 16, logger);
    closers.push(() => pool.end());
    const dataSource = new DataSource({
      type: 'postgres',
      url: postgres.url,
      entities: [],
      poolSize: 10,
      applicationName: 'ehc queries',
      driver: { Pool: SteadyPool, defaults: pg.defaults },
    });
    await dataSource.initialize();
    closers.push(() => dataSource.destroy());
    const sealer = new Sealer(keyStore);
    return { dataDir: folder, postgres, pool, dataSource, store, keyStore, sealer, forgotten, close };
  } catch (error) {
    await close();
    throw error;
  }
};
