import type { RecordedEvent } from '@ehc/event-store';
import type { ProjectionTransaction } from '@ehc/projections';
import { factsProjection } from '../src/facts/index.js';
import type { ReadModelQueries } from '../src/facts/read-facts.js';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';

/** Where served read models are seen. The tables are put there themselves: views make no difference to a reader. */
const SCHEMA = 'timeliness';

/** The tables of facts in a database of their own, fed by hand. */
export interface Projected {
  readonly database: TestDatabase;
  readonly queries: ReadModelQueries;
  /** Folds events in batches that end before the given places. */
  feed(log: readonly RecordedEvent[], cuts?: readonly number[]): Promise<void>;
  /** Every row of every table, in order of key. */
  dump(): Promise<Record<string, unknown[]>>;
  empty(): Promise<void>;
}

export const createProjected = async (): Promise<Projected> => {
  const database = await createTestDatabase();
  const { pool } = database;
  await pool.query(`CREATE SCHEMA ${SCHEMA}`);
  for (const table of factsProjection.tables) await pool.query(table.ddl(SCHEMA));
  const transaction: ProjectionTransaction = {
    query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      (await pool.query<Row>(sql, [...parameters])).rows,
  };
  return {
    database,
    queries: {
      query: async <Row>(sql: string, parameters?: unknown[]) => (await pool.query(sql, parameters)).rows as Row[],
    },
    feed: async (log, cuts = []) => {
      const ends = [...new Set([...cuts, log.length])].filter((end) => end <= log.length).sort((a, b) => a - b);
      let start = 0;
      for (const end of ends) {
        const batch = log.slice(start, end).filter(({ type }) => factsProjection.types!.includes(type));
        if (batch.length > 0) await factsProjection.handle(batch, transaction, SCHEMA);
        start = end;
      }
    },
    dump: async () => {
      const tables: Record<string, unknown[]> = {};
      for (const { name, key } of factsProjection.tables) {
        const { rows } = await pool.query(
          `SELECT to_jsonb(t) AS row FROM ${SCHEMA}.${name} t ORDER BY ${key.join(', ')}`,
        );
        tables[name] = rows.map(({ row }) => row);
      }
      return tables;
    },
    empty: async () => {
      await pool.query(`TRUNCATE ${factsProjection.tables.map(({ name }) => `${SCHEMA}.${name}`).join(', ')}`);
    },
  };
};
