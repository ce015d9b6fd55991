import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openPostgresEventStore, type PostgresEventStore, type RecordedEvent } from '@ehc/event-store';
import { anEvent } from '@ehc/event-store/testing';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { ProjectionRunner } from '../src/index.js';
import { expectedCounters, expectedTallies } from './expected-rows.js';
import { counterProjection, tallyProjection } from './sample-projections.js';
import { randomNumbers } from './sample-world.js';

describe('on a log in PostgreSQL', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  beforeEach(async () => {
    database = await createTestDatabase();
    store = await openPostgresEventStore({ url: database.url, warn: () => {} });
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  const rows = async (table: string): Promise<string[]> => {
    const { rows: found } = await database.pool.query<{ row: string }>(
      `SELECT t::text AS row FROM sample.${table} t ORDER BY t::text COLLATE "C"`,
    );
    return found.map(({ row }) => row);
  };

  it('follows many writers, and a rebuild beside them, without missing or repeating an event', async () => {
    const { pool } = database;
    const projections = [counterProjection(), tallyProjection()];
    const runners = [1, 2].map(
      () => new ProjectionRunner({ pool, store, projections, batchSize: 20, bulkBatchSize: 50 }),
    );
    await Promise.all(runners.map((runner) => runner.start()));

    const write = async (writer: number): Promise<void> => {
      const random = randomNumbers(writer);
      for (let revision = 0; revision < 120; revision++) {
        const type = ['Counted', 'Counted', 'Counted', 'NotFollowed', 'Cleared'][random(5)]!;
        const payload = type === 'Counted' ? { amount: random(50), label: [null, 'x', 'y'][random(3)] } : {};
        const events = [anEvent({ type, payload })];
        await store.append({ stream: `case-${writer}`, expected: revision === 0 ? 'no_stream' : revision - 1, events });
      }
    };
    const writing = Promise.all([1, 2, 3, 4, 5, 6].map(write));
    await runners[0]!.rebuild();
    await writing;
    await runners[1]!.waitFor(await store.head(), 'all', 30_000);

    const log: RecordedEvent[] = await store.readAll('0', 10_000);
    expect(log).toHaveLength(720);
    const expected = { ...expectedCounters(log), ...expectedTallies(log) };
    for (const [table, wanted] of Object.entries(expected)) expect([table, await rows(table)]).toEqual([table, wanted]);
    expect((await runners[0]!.verify()).map(({ differing }) => differing)).toEqual([0, 0]);
    await Promise.all(runners.map((runner) => runner.stop()));
  });
});
