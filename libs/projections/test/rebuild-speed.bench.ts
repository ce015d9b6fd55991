// How fast projections are rebuilt from a log in PostgreSQL, and how soon they show an event, with the settings that
// the service has.
//   npm run build && node dist/libs/projections/test/rebuild-speed.bench.js [events]
import { openPostgresEventStore, type Append } from '@ehc/event-store';
import { anEvent } from '../../event-store/testing/an-event.js';
import { startEmbeddedPostgres } from '@ehc/platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { defineTable, ProjectionOperations, ProjectionRunner, upsertRows, type Projection } from '../src/index.js';
import { tallyProjection } from './sample-projections.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const EVENTS = Number(process.argv[2] ?? 200_000);
const PER_STREAM = 10;

const fact = defineTable({
  name: 'fact',
  columns: {
    case_id: 'text not null',
    type: 'text not null',
    happened_on: 'date',
    position: 'bigint not null',
    recorded_at: 'timestamptz not null',
  },
  key: ['case_id', 'type', 'position'],
});

/** A row for each event. */
const light: Projection = {
  owner: 'bench',
  name: 'light',
  version: 1,
  tables: [fact],
  handle: (events, transaction, schema) =>
    upsertRows(
      transaction,
      schema,
      fact,
      events.map(({ stream, type, happenedOn, position, recordedAt }) => ({
        case_id: stream,
        type,
        happened_on: happenedOn,
        position,
        recorded_at: recordedAt,
      })),
    ),
};

const latest = defineTable({
  name: 'latest',
  columns: { case_id: 'text not null', type: 'text not null', happened_on: 'date', position: 'bigint not null' },
  key: ['case_id'],
});

/** A row for each stream, without looking at what is there. */
const upserting: Projection = {
  owner: 'bench',
  name: 'latest',
  version: 1,
  types: ['Counted'],
  tables: [latest],
  handle: (events, transaction, schema) =>
    upsertRows(
      transaction,
      schema,
      latest,
      events.map(({ stream, type, happenedOn, position }) => ({
        case_id: stream,
        type,
        happened_on: happenedOn,
        position,
      })),
    ),
};

const nothing: Projection = { owner: 'bench', name: 'nothing', version: 1, tables: [], handle: async () => {} };

const dataDir = await mkdtemp(join(tmpdir(), 'ehc-bench-'));
const server = await startEmbeddedPostgres({ dataDir });
const store = await openPostgresEventStore({ url: server.url, warn: () => {} });
const pool = new pg.Pool({ connectionString: server.url });
try {
  let begun = performance.now();
  for (let first = 0; first < EVENTS; first += 5_000) {
    const appends: Append[] = [];
    for (let n = first; n < first + 5_000; n += PER_STREAM) {
      const events = Array.from({ length: PER_STREAM }, (_, i) =>
        anEvent({ type: 'Counted', payload: { amount: i, label: `l${i % 3}` } }),
      );
      appends.push({ stream: `case-${n}`, expected: 'no_stream', events });
    }
    await store.appendMany(appends);
  }
  const seconds = (): number => (performance.now() - begun) / 1_000;
  say(`append          ${Math.round(EVENTS / seconds())} events/s`);

  begun = performance.now();
  let after = '0';
  for (;;) {
    const events = await store.readAll(after, 5_000);
    if (events.length === 0) break;
    after = events.at(-1)!.position;
  }
  say(`read only       ${Math.round(EVENTS / seconds())} events/s`);

  for (const projection of [nothing, light, upserting, tallyProjection()]) {
    for (const bulkBatchSize of [500, 2_000, 5_000, 10_000]) {
      const operations = new ProjectionOperations({ pool, store, projections: [projection], bulkBatchSize });
      begun = performance.now();
      await operations.rebuild();
      say(
        `rebuild ${projection.name.padEnd(8)} ${String(bulkBatchSize).padStart(6)} a batch: ${Math.round(EVENTS / seconds())} events/s`,
      );
    }
    const operations = new ProjectionOperations({ pool, store, projections: [projection] });
    begun = performance.now();
    const [verification] = await operations.verify();
    say(`verify ${projection.name}: ${seconds().toFixed(1)} s, ${verification!.differing} differences`);
  }

  // How soon an event is seen, one at a time: from the answer to the append to the answer of `waitFor`.
  const runner = new ProjectionRunner({ pool, store, projections: [light, upserting, tallyProjection()] });
  await runner.start();
  await runner.waitFor(await store.head(), 'all', 60_000);
  const delays: number[] = [];
  for (let n = 0; n < 500; n++) {
    const { position } = await store.append({
      stream: `late-${n}`,
      expected: 'no_stream',
      events: [anEvent({ type: 'Counted', payload: { amount: 1, label: 'x' } })],
    });
    const appended = performance.now();
    await runner.waitFor(position);
    delays.push(performance.now() - appended);
  }
  delays.sort((a, b) => a - b);
  say(`seen by three projections after ${delays[250]!.toFixed(1)} ms (median), ${delays[494]!.toFixed(1)} ms (99 %)`);
  await runner.stop();
} finally {
  await pool.end();
  await store.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
