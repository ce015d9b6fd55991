import { InMemoryEventStore, type Append, type EventStore, type Position, type RecordedEvent } from '@ehc/event-store';
import { anEvent } from '@ehc/event-store/testing';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { ProjectionRunner, type Projection, type ProjectionOptions } from '../src/index.js';
import type { Counted } from './sample-projections.js';

/** A generator of numbers from 0 to `below` - 1 that gives the same ones for the same seed (mulberry32). */
export const randomNumbers = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

/** A log, a database of read models, and the runners that a test starts; all gone after `end`. */
export class SampleWorld {
  readonly store = new InMemoryEventStore();
  readonly #runners: ProjectionRunner[] = [];

  private constructor(readonly database: TestDatabase) {}

  static async begin(): Promise<SampleWorld> {
    return new SampleWorld(await createTestDatabase({ poolSize: 20 }));
  }

  get pool() {
    return this.database.pool;
  }

  /** A process beside others; its polling is quick, so that tests are. */
  runner(projections: readonly Projection[], options: Partial<ProjectionOptions> = {}): ProjectionRunner {
    const { pool, store } = this;
    const pollMs = { least: 1, most: 20 };
    const runner = new ProjectionRunner({ pool, store, projections, pollMs, ...options });
    this.#runners.push(runner);
    return runner;
  }

  async count(
    stream: string,
    amount: number,
    label: string | null = null,
    happenedOn = '2026-09-01',
  ): Promise<Position> {
    const payload: Counted = { amount, label };
    return this.record(stream, 'Counted', payload, happenedOn);
  }

  async record(
    stream: string,
    type: string,
    payload: object = {},
    happenedOn = '2026-09-01',
    authority = '301',
  ): Promise<Position> {
    const recorded = (await this.store.readStream(stream)).length;
    const append: Append = {
      stream,
      expected: recorded === 0 ? 'no_stream' : recorded - 1,
      events: [anEvent({ type, payload, happenedOn, authority })],
    };
    return (await this.store.append(append)).position;
  }

  /** The log, but with some of its answers replaced. */
  storeWith(replaced: Partial<EventStore>): ProjectionOptions['store'] {
    const { store } = this;
    return {
      readAll: (...args) => store.readAll(...args),
      readStreams: (...args) => store.readStreams(...args),
      readByStream: (...args) => store.readByStream(...args),
      head: () => store.head(),
      waitForMore: (...args) => store.waitForMore(...args),
      ...replaced,
    };
  }

  /** Appends events at random: several types, some not followed, on a few streams. */
  async traffic(seed: number, events: number): Promise<Position> {
    const random = randomNumbers(seed);
    for (let n = 0; n < events; n++) {
      const stream = `case-${random(12)}`;
      const day = `2026-09-${String(1 + random(20)).padStart(2, '0')}`;
      const kind = random(10);
      if (kind === 0) await this.record(stream, 'Cleared', {}, day);
      else if (kind <= 2) await this.record(stream, 'NotFollowed', {}, day);
      else await this.count(stream, random(100), [null, 'a"b', 'c\\d', 'e,{f}', ''][random(5)]!, day);
    }
    return this.store.head();
  }

  /** Keeps recording events, some hundred a second, until `work` has ended. */
  async duringTraffic<Result>(work: () => Promise<Result>): Promise<Result> {
    let working = true;
    const traffic = (async () => {
      for (let seed = 1; working; seed++) {
        await this.traffic(seed, 3);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    try {
      return await work();
    } finally {
      working = false;
      await traffic;
    }
  }

  /** Every row of a served table, in the order of their text. */
  async rows(table: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ row: string }>(
      `SELECT t::text AS row FROM sample.${table} t ORDER BY t::text COLLATE "C"`,
    );
    return rows.map(({ row }) => row);
  }

  /** Every row of several served tables. */
  async allRows(tables: readonly string[]): Promise<Record<string, string[]>> {
    return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await this.rows(table)] as const)));
  }

  /** The schemas that hold builds now. */
  async buildSchemas(): Promise<string[]> {
    const { rows } = await this.pool.query<{ nspname: string }>(
      `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'rm\\_%' ORDER BY nspname`,
    );
    return rows.map(({ nspname }) => nspname);
  }

  /** The whole log. */
  async log(): Promise<RecordedEvent[]> {
    return this.store.readAll('0', 1_000_000);
  }

  /** Whether a session of this database waits for a lock that another holds. */
  async waitsForLock(): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount! > 0;
  }

  async end(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.stop()));
    await this.database.drop();
  }
}

/** Something to wait at: `reached` resolves when somebody waits, and `open` lets them pass. */
export const gate = () => {
  let open = (): void => {};
  let arrive = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const wait = async (): Promise<void> => {
    arrive();
    await opened;
  };
  return { open, reached, wait };
};

/** Resolves when `condition` answers true; asked every few milliseconds. */
export const until = async (condition: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
};
