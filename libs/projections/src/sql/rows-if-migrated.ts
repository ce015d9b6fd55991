import type { Pool, QueryResultRow } from 'pg';

/** SQLSTATE where a table is not there. */
const UNDEFINED_TABLE = '42P01';

/** The rows of a query on the schema `projections`; none where no service has made that schema yet. */
export const rowsIfMigrated = async <Row extends QueryResultRow>(
  pool: Pool,
  sql: string,
  parameters: unknown[],
): Promise<Row[]> => {
  try {
    return (await pool.query<Row>(sql, parameters)).rows;
  } catch (error) {
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return [];
    throw error;
  }
};
