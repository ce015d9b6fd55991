import pg from 'pg';
import { DataSource } from 'typeorm';
import { ReaderPool } from './reader-pool.js';

export interface ReaderOptions {
  /** `postgres://…`, as the service signs in. */
  readonly url: string;
  /** Connections; 10 where left out. */
  readonly poolSize?: number;
  /** The authority for which whoever calls it asks; undefined where there is none, and nothing is shown. */
  readonly authority: () => string | undefined;
  /** Takes warnings for the operator. */
  readonly warn: (message: string) => void;
}

/** SQLSTATEs where this user may not work as the role, or there is no such role. */
const NO_SUCH_ROLE = new Set(['42501', '22023', '42704']);

/**
 * A data source for answering people's questions: every query that goes through it, however it is written, sees in the
 * read models the rows of one authority alone.
 *
 * @returns null where the role of readers is not there, and the user may not make it
 */
export const openReaderDataSource = async ({
  url,
  poolSize = 10,
  authority,
  warn,
}: ReaderOptions): Promise<DataSource | null> => {
  const Pool = class extends ReaderPool {
    constructor(config: pg.PoolConfig) {
      super(config, authority);
    }
  };
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [],
    poolSize,
    applicationName: 'ehc queries',
    driver: { Pool, defaults: pg.defaults },
  });
  try {
    return await dataSource.initialize();
  } catch (error) {
    if (!NO_SUCH_ROLE.has((error as { code?: string }).code ?? '')) throw error;
    warn(
      'The database user may not create the role ehc_reader, so authorities are kept apart by the service alone and not ' +
        'by the database too. Ask for CREATEROLE, or have the role created and granted to this user.',
    );
    return null;
  }
};
