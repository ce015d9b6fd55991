import {
  appendedOrThrow,
  FileKeyStore,
  openPostgresEventStore,
  Sealer,
  START,
  type BulkEventStore,
  type SimulatedAppend,
} from '@ehc/event-store';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type Bench, type Figure, figure, percentile } from './bench.js';
import { madeUpCases, sealedEvent, type OpenCase } from './store/made-up-log.js';
import { findPgbench, pgbenchRate } from './store/pgbench.js';
import { openPlainLoop, PLAIN_TABLE, pgbenchScript } from './store/plain-loop.js';
import { withTemporaryPostgres, type TemporaryPostgres } from './temporary-postgres.js';

const WRITERS = 64;
const STREAMS_OF_A_WRITER = 50;
const EVENTS_OF_A_STREAM = 20;
const BULK_CASES = 1_000;
const ROUNDS = 5;
const ROUND_MS = 4_000;
const PAGE = 1_000;
/** Of the authority that writers go on with, and of the one that stays made up. */
const [REAL, MADE_UP] = ['301', '302'];

const SETTINGS = ['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers'];

/** Each writer takes its streams in turn, and appends one event to one as soon as the last was answered. */
const appendFor = async (
  { store, sealer }: { store: BulkEventStore; sealer: Sealer },
  writers: readonly (readonly OpenCase[])[],
  forMs: number,
): Promise<{ readonly rate: number; readonly took: number[] }> => {
  const took: number[] = [];
  const begun = performance.now();
  await Promise.all(
    writers.map(async (cases) => {
      for (let nth = 0; performance.now() - begun < forMs; nth++) {
        const open = cases[nth % cases.length]!;
        const started = performance.now();
        const event = await sealedEvent(sealer, { authority: REAL, child: open.child, source: 'entered' });
        const { revision } = await store.append({ stream: open.stream, expected: open.revision, events: [event] });
        took.push(performance.now() - started);
        open.revision = revision;
      }
    }),
  );
  return { rate: (took.length * 1_000) / (performance.now() - begun), took };
};

/** Events a second, from the first to one that was there at the beginning. */
const readFor = async (store: BulkEventStore, events: number): Promise<number> => {
  const begun = performance.now();
  let [after, read] = [START, 0];
  while (read < events) {
    const page = await store.readAll(after, PAGE);
    read += page.length;
    after = page.at(-1)!.position;
  }
  return (read * 1_000) / (performance.now() - begun);
};

const appendInBulk = async (store: BulkEventStore, appends: readonly SimulatedAppend[]): Promise<number> => {
  const begun = performance.now();
  (await store.appendSimulated(appends)).forEach(appendedOrThrow);
  return (appends.length * EVENTS_OF_A_STREAM * 1_000) / (performance.now() - begun);
};

const settingsOf = async (client: pg.Client): Promise<string> => {
  const { rows } = await client.query<{ name: string; value: string }>(
    'SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name',
    [SETTINGS],
  );
  return rows.map(({ name, value }) => `${name} ${value}`).join(', ');
};

const measure = async ({ dataDir, url }: TemporaryPostgres, say: (line: string) => void): Promise<Figure[]> => {
  const store = await openPostgresEventStore({ url, warn: say });
  const keys = await FileKeyStore.open({ dataDir });
  const sealer = new Sealer(keys);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(PLAIN_TABLE);
  const sample = await sealedEvent(sealer, { authority: REAL, child: crypto.randomUUID(), source: 'entered' });
  const plain = await openPlainLoop(url, sample);
  try {
    const shape = { events: EVENTS_OF_A_STREAM, from: new Date('2020-01-01T00:00:00Z') };
    const cases = await madeUpCases(sealer, REAL, { ...shape, cases: WRITERS * STREAMS_OF_A_WRITER });
    await appendInBulk(store, cases);
    const events = cases.length * EVENTS_OF_A_STREAM;
    const open = cases.map(({ stream, child }): OpenCase => ({ stream, child, revision: EVENTS_OF_A_STREAM - 1 }));
    const writers = Array.from({ length: WRITERS }, (_, nth) => open.filter((_, index) => index % WRITERS === nth));
    const pgbench = await findPgbench();
    const script = join(dataDir, 'plain.sql');
    await writeFile(script, pgbenchScript(sample));
    say(`${events} events of ${cases.length} streams are there.`);

    const gave = {
      rate: [] as number[], p50: [] as number[], p99: [] as number[], plain: [] as number[], ratio: [] as number[],
      pgbench: [] as number[], read: [] as number[], bulk: [] as number[],
    }; // prettier-ignore
    await appendFor({ store, sealer }, writers, ROUND_MS / 4);
    await plain.run(ROUND_MS / 4);
    for (let round = 1; round <= ROUNDS; round++) {
      const { rate, took } = await appendFor({ store, sealer }, writers, ROUND_MS);
      const plainRate = await plain.run(ROUND_MS);
      gave.rate.push(rate);
      gave.plain.push(plainRate);
      gave.ratio.push(rate / plainRate);
      gave.p50.push(percentile(took, 0.5));
      gave.p99.push(percentile(took, 0.99));
      if (pgbench !== null) gave.pgbench.push(await pgbenchRate(pgbench, url, script, ROUND_MS));
      gave.read.push(await readFor(store, events));
      const bulk = await madeUpCases(sealer, MADE_UP, {
        cases: BULK_CASES,
        events: EVENTS_OF_A_STREAM,
        from: new Date(Date.UTC(2020, 0, round)),
      });
      gave.bulk.push(await appendInBulk(store, bulk));
      say(`round ${round} of ${ROUNDS}: ${Math.round(rate)} appends/s, plain ${Math.round(plainRate)} rows/s`);
    }
    const settings = await settingsOf(client);
    return [
      figure('appends.rate', 'appends/s', gave.rate, {
        note: `One event each by ${WRITERS} writers on ${cases.length} streams, sealed, through the port (${settings}).`,
      }),
      figure('appends.plain', 'rows/s', gave.plain, {
        note: 'Baseline: one row a transaction, 32 connections, a table of the same columns and indexes.',
      }),
      figure('appends.ratio', 'ratio', gave.ratio, { target: { atLeast: 1.5 } }),
      figure('appends.p50', 'ms', gave.p50),
      figure('appends.p99', 'ms', gave.p99, { target: { below: 25 } }),
      ...(pgbench === null
        ? []
        : [figure('appends.pgbench', 'rows/s', gave.pgbench, { note: 'The same table and row by pgbench.' })]),
      figure('read.rate', 'events/s', gave.read, {
        target: { atLeast: 40_000 },
        note: `The first ${events} events, ${PAGE} a page.`,
      }),
      figure('bulk.rate', 'events/s', gave.bulk, {
        note: `The simulator's path: appends of ${EVENTS_OF_A_STREAM} sealed events.`,
      }),
    ];
  } finally {
    await plain.close();
    await client.end();
    await store.close();
    await keys.close();
  }
};

export const bench: Bench = {
  name: 'store',
  about: 'appending to the log against a plain loop of inserts, reading it all, and the bulk path.',
  run: (say) => withTemporaryPostgres((postgres) => measure(postgres, say)),
};
