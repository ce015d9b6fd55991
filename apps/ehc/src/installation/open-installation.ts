import { FileKeyStore, openPostgresEventStore, type PostgresEventStore, Sealer } from '@ehc/event-store';
import { connectPostgres, type PostgresConnection } from '@ehc/platform';
import type { ProjectionLogger } from '@ehc/projections';
import { resolve } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';

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
  close(): Promise<void>;
}

/**
 * Opens the installation in a data folder: starts its PostgreSQL or joins the one that runs, brings the log's schema up
 * to date, opens the keys.
 */
export const openInstallation = async (dataDir: string, logger?: ProjectionLogger): Promise<Installation> => {
  const folder = resolve(dataDir);
  const postgres = await connectPostgres({ dataDir: folder, env: process.env });
  const closers: (() => Promise<unknown>)[] = [() => postgres.stop()];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const store = await openPostgresEventStore({ url: postgres.url });
    closers.push(() => store.close());
    const keyStore = await FileKeyStore.open({ dataDir: folder });
    closers.push(() => keyStore.close());
    const pool = new pg.Pool({ connectionString: postgres.url, max: 16, application_name: 'ehc' });
    pool.on('error', (error) => logger?.warn({ reason: error.message }, 'a database connection was lost'));
    closers.push(() => pool.end());
    const dataSource = new DataSource({
      type: 'postgres',
      url: postgres.url,
      entities: [],
      poolSize: 10,
      applicationName: 'ehc queries',
    });
    await dataSource.initialize();
    closers.push(() => dataSource.destroy());
    return { dataDir: folder, postgres, pool, dataSource, store, keyStore, sealer: new Sealer(keyStore), close };
  } catch (error) {
    await close();
    throw error;
  }
};
