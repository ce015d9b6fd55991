import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { prepareAppend } from '../src/append/prepare-append.js';
import { comparePositions, START, type RecordedEvent } from '../src/port/envelope.js';
import { WrongExpectedRevision } from '../src/port/errors.js';
import type { EventStore } from '../src/port/event-store.js';
import { AppendCall } from '../src/postgres/append-statement.js';
import { anEvent } from './an-event.js';

/** One transaction of a writer. */
interface Step {
  readonly stream: number;
  readonly events: number;
  readonly pauseBeforeMs: number;
  /** Between the append, which has taken its positions, and the end of the transaction. */
  readonly pauseInsideMs: number;
  readonly end: 'COMMIT' | 'ROLLBACK';
}

/** Writers that hold their transactions open, and readers that follow the log meanwhile. */
export interface Race {
  /** One list of steps for each writer; each writer has a connection of its own. */
  readonly writers: readonly (readonly Step[])[];
  readonly readers: readonly { readonly page: number; readonly pauseMs: number }[];
}

export const races: fc.Arbitrary<Race> = fc.record({
  writers: fc.array(
    fc.array(
      fc.record({
        stream: fc.integer({ min: 0, max: 5 }),
        events: fc.integer({ min: 1, max: 4 }),
        pauseBeforeMs: fc.integer({ min: 0, max: 6 }),
        pauseInsideMs: fc.integer({ min: 0, max: 8 }),
        end: fc.oneof(
          { weight: 9, arbitrary: fc.constant('COMMIT' as const) },
          { weight: 1, arbitrary: fc.constant('ROLLBACK' as const) },
        ),
      }),
      { minLength: 3, maxLength: 10 },
    ),
    { minLength: 4, maxLength: 12 },
  ),
  // Readers must keep up with the writers: one that lags behind never looks while a transaction is open, and so never
  // misses anything, whatever is wrong.
  readers: fc.array(
    fc.record({
      page: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 1_000 })),
      pauseMs: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 2, maxLength: 4 },
  ),
});

export interface Outcome {
  /** Ids of the events of every transaction that was committed. */
  readonly committed: ReadonlySet<string>;
  /** Appends that failed by an error of the database, which is no refusal that a caller can expect. */
  readonly failures: readonly string[];
  /** What each reader saw, in its order. */
  readonly seen: readonly (readonly RecordedEvent[])[];
  /** The whole log, read when all was over. */
  readonly log: readonly RecordedEvent[];
}

/**
 * Runs a race on an empty log. Writers call the function in transactions of their own, as if each were another process,
 * so that no group commit puts them in order; readers go through the store.
 */
export const run = async (race: Race, url: string, store: EventStore): Promise<Outcome> => {
  const committed = new Set<string>();
  const failures: string[] = [];
  let writing = true;

  const write = async (steps: readonly Step[]): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      for (const step of steps) await attempt(client, step, store, committed, failures);
    } finally {
      await client.end();
    }
  };
  const follow = async ({ page, pauseMs }: Race['readers'][number]): Promise<RecordedEvent[]> => {
    const seen: RecordedEvent[] = [];
    for (let after = START; ;) {
      const lastRound = !writing;
      const events = await store.readAll(after, page);
      seen.push(...events);
      after = events.at(-1)?.position ?? after;
      if (events.length === 0 && lastRound) return seen;
      await sleep(pauseMs);
    }
  };

  const following = race.readers.map(follow);
  await Promise.all(race.writers.map(write));
  writing = false;
  const seen = await Promise.all(following);
  return { committed, failures, seen, log: await store.readAll(START, 1_000_000) };
};

const attempt = async (
  client: Client,
  { stream, events, pauseBeforeMs, pauseInsideMs, end }: Step,
  store: EventStore,
  committed: Set<string>,
  failures: string[],
): Promise<void> => {
  await sleep(pauseBeforeMs);
  const name = `case-${stream}`;
  const known = (await store.readStream(name)).length;
  const append = prepareAppend({
    stream: name,
    expected: known === 0 ? 'no_stream' : known - 1,
    events: Array.from({ length: events }, () => anEvent({ id: randomUUID() })),
  });
  try {
    await client.query('BEGIN');
    const [answer] = await new AppendCall([append]).send(client);
    await client.query('SELECT pg_sleep($1)', [pauseInsideMs / 1_000]);
    await client.query(end);
    if (!answer!.ok && !(answer!.refusal instanceof WrongExpectedRevision)) failures.push(answer!.refusal.name);
    if (answer!.ok && end === 'COMMIT') for (const { id } of append.events) committed.add(id);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    failures.push(error.code ?? 'unknown');
    await client.query('ROLLBACK');
  }
};

/** What is wrong with what was seen; empty where nothing is. */
export const faultsOf = ({ committed, seen, log }: Outcome): string[] => [
  ...seen.flatMap((events, reader) => {
    const ids = new Set(events.map(({ id }) => id));
    const missed = [...committed].filter((id) => !ids.has(id)).length;
    const strange = [...ids].filter((id) => !committed.has(id)).length;
    return [
      ...(missed > 0 ? [`reader ${reader} missed ${missed} of ${committed.size} events`] : []),
      ...(strange > 0 ? [`reader ${reader} saw ${strange} events that were not committed`] : []),
      ...(ids.size < events.length ? [`reader ${reader} saw ${events.length - ids.size} events twice`] : []),
      ...(inOrder(events) ? [] : [`reader ${reader} saw positions out of order`]),
    ];
  }),
  ...(log.length === committed.size ? [] : [`the log holds ${log.length} events, ${committed.size} were committed`]),
  ...revisionGaps(log),
];

const revisionGaps = (log: readonly RecordedEvent[]): string[] => {
  const next = new Map<string, number>();
  return log.flatMap(({ stream, revision }) => {
    const expected = next.get(stream) ?? 0;
    next.set(stream, revision + 1);
    return revision === expected ? [] : [`${stream} has revision ${revision} where ${expected} should be`];
  });
};

/** True where the positions are 1, 2, 3 … */
export const gapless = (log: readonly RecordedEvent[]): boolean =>
  log.every(({ position }, index) => position === String(index + 1));

const inOrder = (events: readonly RecordedEvent[]): boolean =>
  events.every(({ position }, index) => index === 0 || comparePositions(events[index - 1]!.position, position) < 0);
