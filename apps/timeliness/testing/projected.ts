import type { RecordedEvent } from '@ehc/event-store';
import { type FollowedStream, projectionTransaction } from '@ehc/projections';
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

/** The streams that the events from `start` to `end` make grow. */
const grownStreams = (log: readonly RecordedEvent[], start: number, end: number): FollowedStream[] => {
  const followed = ({ type }: RecordedEvent): boolean => factsProjection.types!.includes(type);
  const grown = new Set(
    log
      .slice(start, end)
      .filter(followed)
      .map(({ stream }) => stream),
  );
  return [...grown].map((stream) => {
    const ofStream = (event: RecordedEvent): boolean => event.stream === stream && followed(event);
    const id = stream.slice(stream.indexOf('-') + 1);
    return {
      stream,
      id,
      events: log.slice(0, end).filter(ofStream),
      known: log.slice(0, start).filter(ofStream).length,
    };
  });
};

export const createProjected = async (): Promise<Projected> => {
  const database = await createTestDatabase();
  const { pool } = database;
  await pool.query(`CREATE SCHEMA ${SCHEMA}`);
  for (const { ddl, indexDdl } of factsProjection.tables)
    await pool.query(`${ddl(SCHEMA)}\n${indexDdl?.(SCHEMA) ?? ''}`);
  return {
    database,
    queries: {
      query: async <Row>(sql: string, parameters?: unknown[]) => (await pool.query(sql, parameters)).rows as Row[],
    },
    feed: async (log, cuts = []) => {
      const ends = [...new Set([...cuts, log.length])].filter((end) => end <= log.length).sort((a, b) => a - b);
      const client = await pool.connect();
      let start = 0;
      for (const end of ends) {
        const grown = grownStreams(log, start, end);
        if (grown.length > 0) await factsProjection.write(grown, projectionTransaction(client), SCHEMA);
        start = end;
      }
      client.release();
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
