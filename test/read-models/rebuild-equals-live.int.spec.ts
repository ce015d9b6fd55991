import { InMemoryKeyStore, type NewEvent, openPostgresEventStore, type RecordedEvent, Sealer } from '@ehc/event-store';
import { ProjectionRunner } from '@ehc/projections';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readModels } from '../../apps/ehc/src/installation/read-models.js';
import { madeUpLog } from '../../apps/timeliness/testing/made-up-log.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

// Whatever was recorded, in whatever order and however it was cut into batches: the tables that followed it live, those
// that were filled by the stream when half of it was there, and those that are rebuilt in the end hold the same rows.

/** How a log comes about: where it is cut into batches, and how much of it is there when the read models begin. */
const traffic = fc.record({
  log: madeUpLog,
  batch: fc.integer({ min: 1, max: 7 }),
  before: fc.oneof(fc.constant(0), fc.nat(60)),
});

const toRecord = async (event: RecordedEvent, sealer: Sealer): Promise<NewEvent> => {
  const { stream, revision: _, position: __, recordedAt: ___, ...given } = event;
  if (!stream.startsWith('child-')) return given;
  const child = stream.slice('child-'.length);
  const plain = { forename: `Made up ${event.id.slice(-3)}`, surname: "O'Child-Made" };
  const sealed = await sealer.seal({ authority: event.authority, child, eventId: event.id, plain });
  return { ...given, child, ...sealed };
};

/** Every row of every served table of every read model, as text. */
const rowsOf = async ({ pool }: TestDatabase): Promise<Record<string, string[]>> => {
  const { rows: views } = await pool.query<{ name: string }>(
    `SELECT schemaname || '.' || viewname AS name FROM pg_views WHERE schemaname IN ('casework', 'timeliness') ORDER BY 1`,
  );
  const tables: Record<string, string[]> = {};
  for (const { name } of views) {
    const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
    tables[name] = rows.map(({ row }) => row);
  }
  return tables;
};

it('gives the rows that live traffic has left, corrections and struck-out events among it', async () => {
  await fc.assert(
    fc.asyncProperty(traffic, async ({ log, batch, before }) => {
      const database = await createTestDatabase({ poolSize: 20 });
      const store = await openPostgresEventStore({ url: database.url, warn: () => {} });
      const keyStore = new InMemoryKeyStore();
      const sealer = new Sealer(keyStore);
      const projections = readModels({ sealer, keyStore } as never);
      const sizes = { batchSize: batch, bulkBatchSize: batch };
      const runner = new ProjectionRunner({ pool: database.pool, store, projections, ...sizes });
      try {
        for (const [index, event] of log.entries()) {
          if (index === before) await runner.start();
          const { revision, stream } = event;
          const events = [await toRecord(event, sealer)];
          await store.append({ stream, expected: revision === 0 ? 'no_stream' : revision - 1, events });
        }
        await runner.start();
        await runner.waitFor(await store.head(), 'all', 60_000);
        const live = await rowsOf(database);
        expect(Object.values(live).flat().length).toBeGreaterThan(0);
        await runner.rebuild();
        expect(await rowsOf(database)).toEqual(live);
        expect((await runner.verify()).map(({ differing }) => differing)).toEqual(projections.map(() => 0));
      } finally {
        await runner.stop();
        await store.close();
        await database.drop();
      }
    }),
    { numRuns: 6 },
  );
}, 180_000);
