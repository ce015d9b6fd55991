import { type ProjectionLogger, SteadyPool } from '@ehc/projections';
import type pg from 'pg';

/** Connections to an installation's database, named after whoever uses them. The operator hears of
 * those that are lost while nobody uses them; who uses one is told by its query. */
export const openPool = (url: string, name: string, max: number, logger?: ProjectionLogger): pg.Pool => {
  const pool = new SteadyPool({ connectionString: url, max, application_name: name });
  pool.on('error', (error) => logger?.warn({ reason: error.message }, 'a database connection was lost'));
  return pool;
};
