import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryEventStore } from '@ehc/event-store';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  defineTable,
  ProjectionFailed,
  ProjectionOperations,
  RebuildRunning,
  type EventProjection,
  type Projection,
  type StreamProjection,
  upsertRows,
} from '../src/index.js';
import { expectedCounters, expectedTallies } from './expected-rows.js';
import { counterProjection, tallyProjection } from './sample-projections.js';
import { gate, SampleWorld, until } from './sample-world.js';

/** Node.js gives it only to those who ask. */
const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

const tables = ['counter', 'counter_by_day', 'tally', 'tally_label', 'tally_state'];

describe('rebuilding', () => {
  let world: SampleWorld;
  beforeEach(async () => {
    world = await SampleWorld.begin();
  });
  afterEach(() => world.end());

  /** Another process, which feeds nothing: the command line. */
  const commandLine = (projections: readonly Projection[]) =>
    new ProjectionOperations({ pool: world.pool, store: world.store, projections, leaseMs: 1_000 });

  const both = () => [counterProjection(), tallyProjection()];

  const expectAllAsLogged = async (): Promise<void> => {
    const log = await world.log();
    expect(await world.allRows(tables.slice(0, 4))).toEqual({ ...expectedCounters(log), ...expectedTallies(log) });
  };

  it('gives the rows that were served before', async () => {
    const runner = world.runner(both(), { batchSize: 7 });
    await runner.start();
    for (const seed of [1, 2, 3]) await runner.waitFor(await world.traffic(seed, 150));
    const live = await world.allRows(tables);
    const schemas = await world.buildSchemas();
    await runner.rebuild();
    expect(await world.allRows(tables)).toEqual(live);
    expect(await world.buildSchemas()).toHaveLength(2);
    for (const schema of await world.buildSchemas()) expect(schemas).not.toContain(schema);
  });

  it('keeps no page in memory once it is written', async () => {
    const runner = world.runner([tallyProjection()]);
    await runner.start();
    await runner.waitFor(await world.traffic(1, 400));
    const pages: WeakRef<readonly unknown[]>[] = [];
    const kept: number[] = [];
    const tallies = tallyProjection();
    const watched: StreamProjection = {
      ...tallies,
      write: async (streams, ...into) => {
        collectGarbage();
        kept.push(pages.filter((page) => page.deref() !== undefined).length);
        pages.push(new WeakRef(streams));
        await tallies.write(streams, ...into);
      },
    };
    const { pool, store } = world;
    await new ProjectionOperations({ pool, store, projections: [watched], bulkBatchSize: 5 }).rebuild();
    expect(pages.length).toBeGreaterThan(8);
    // The one before is being written still, and the one before that may be about to be let go of.
    expect(Math.max(...kept)).toBeLessThanOrEqual(3);
    expect(await world.allRows(['tally', 'tally_label'])).toEqual(expectedTallies(await world.log()));
  });

  it('writes what pages share in their order, though the next page is worked out while one is written', async () => {
    const runner = world.runner([tallyProjection()]);
    await runner.start();
    await runner.waitFor(await world.traffic(1, 60));
    const shared = defineTable({ name: 'shared', columns: { id: 'int not null', page: 'text not null' }, key: ['id'] });
    const tallies = tallyProjection();
    const [first] = (await world.log()).map(({ stream }) => stream).toSorted();
    const anotherAsks = gate();
    const written: string[] = [];
    const sharing: StreamProjection = {
      ...tallies,
      tables: [...tallies.tables, shared],
      write: async (streams, transaction, schema) => {
        const page = streams[0]!.stream;
        // Long enough for the next page to be there before, if nothing kept it.
        if (page === first) await anotherAsks.wait();
        if (page === first) for (let turn = 0; turn < 20; turn++) await world.pool.query('SELECT');
        const writing = upsertRows(transaction, schema, shared, [{ id: 1, page }]);
        if (page !== first) anotherAsks.open();
        await writing;
        written.push(page);
        await tallies.write(streams, transaction, schema);
      },
    };
    const { pool, store } = world;
    await new ProjectionOperations({ pool, store, projections: [sharing], bulkBatchSize: 5, leaseMs: 1_000 }).rebuild();
    expect(written.length).toBeGreaterThan(3);
    expect(written).toEqual(written.toSorted());
    expect(await world.allRows(['tally', 'tally_label'])).toEqual(expectedTallies(await world.log()));
  });

  it('takes the place of what a running service feeds, which follows it', async () => {
    const runner = world.runner(both());
    await runner.start();
    await runner.waitFor(await world.traffic(1, 100));
    await world.duringTraffic(async () => {
      for (let round = 0; round < 3; round++) await commandLine(both()).rebuild();
    });
    await runner.waitFor(await world.traffic(1_000, 50));
    await expectAllAsLogged();
    expect(await world.buildSchemas()).toHaveLength(2);
    expect((await runner.status()).every(({ ready }) => ready)).toBe(true);
    expect((await runner.verify()).map(({ differing }) => differing)).toEqual([0, 0]);
  });

  it('misses nothing that the running service applies while the new build is about to be switched', async () => {
    const runner = world.runner([counterProjection()]);
    await runner.start();
    await runner.waitFor(await world.traffic(1, 40));
    // The command line sees the log without its newest events until it catches up while the old build stands still.
    const head = await world.traffic(2, 40);
    await runner.waitFor(head);
    let late = false;
    const store = world.storeWith({
      readAll: async (after, limit, options) => {
        const events = await world.store.readAll(after, limit, options);
        if (late) return events;
        if (events.length > 0) return events.slice(0, 30);
        late = true;
        return events;
      },
      head: async () => (late ? world.store.head() : '30'),
    });
    const slow = new ProjectionOperations({ pool: world.pool, store, projections: [counterProjection()] });
    await slow.rebuild();
    expect(await world.allRows(['counter', 'counter_by_day'])).toEqual(expectedCounters(await world.log()));
  });

  it('drops the old tables though a batch for them was under way', async () => {
    const halt = gate();
    const counter = counterProjection();
    let halted = false;
    const runner = world.runner([
      {
        ...counter,
        handle: async (events, ...rest) => {
          await counter.handle(events, ...rest);
          if (halted) await halt.wait();
        },
      },
    ]);
    await runner.start();
    await runner.waitFor(await world.traffic(1, 20));
    halted = true;
    await world.count('case-1', 1);
    await halt.reached; // it has written to the old tables, and is about to move their checkpoint
    const rebuilt = commandLine([counterProjection()]).rebuild();
    await until(() => world.waitsForLock());
    halt.open();
    await rebuilt;
    expect(await world.buildSchemas()).toHaveLength(1);
    await runner.waitFor(await world.traffic(2, 20));
    expect(await world.allRows(['counter', 'counter_by_day'])).toEqual(expectedCounters(await world.log()));
  });

  it('works before any service has run, and is served then', async () => {
    await world.traffic(1, 50);
    await commandLine(both()).rebuild();
    await expectAllAsLogged();
    const runner = world.runner(both());
    await runner.start();
    await runner.waitFor(await world.traffic(2, 50));
    await expectAllAsLogged();
  });

  it('leaves what is served alone when an event cannot be handled, and cleans up', async () => {
    const runner = world.runner(both());
    await runner.start();
    await runner.waitFor(await world.traffic(1, 50));
    const schemas = await world.buildSchemas();
    const failing = { ...counterProjection(), handle: async () => Promise.reject(new Error('no')) };
    await expect(commandLine([failing]).rebuild()).rejects.toThrow(ProjectionFailed);
    expect(await world.buildSchemas()).toEqual(schemas);
    await runner.waitFor(await world.traffic(2, 50));
    await expectAllAsLogged();
  });

  it('mends a projection that has stopped', async () => {
    let broken = true;
    const counter = counterProjection();
    const picky: EventProjection = {
      ...counter,
      handle: async (...args) => {
        if (broken) throw new Error('no');
        await counter.handle(...args);
      },
    };
    const runner = world.runner([picky]);
    await runner.start();
    await runner.waitFor('0');
    const head = await world.traffic(1, 50);
    await expect(runner.waitFor(head)).rejects.toThrow(ProjectionFailed);
    broken = false;
    await runner.rebuild(['counter']);
    await runner.waitFor(await world.traffic(2, 10));
    expect(await world.allRows(['counter', 'counter_by_day'])).toEqual(expectedCounters(await world.log()));
  });

  it.each([
    ['every page', () => true],
    ['a page that comes while the one before is written', (streams: string) => streams.includes('case-5')],
  ])('writes in smaller parts what cannot be written at one go: %s', async (_which, isTooMuch) => {
    await world.traffic(1, 200);
    const tally = tallyProjection();
    const tooMuch: string[] = [];
    const write: StreamProjection['write'] = (streams, ...into) => {
      const names = streams.map(({ stream }) => stream).join();
      if (streams.length === 1 || !isTooMuch(names)) return tally.write(streams, ...into);
      tooMuch.push(names);
      throw new Error('too much');
    };
    await world.runner([counterProjection(), { ...tally, write }], { bulkBatchSize: 50 }).rebuild();
    expect(tooMuch).not.toEqual([]);
    await expectAllAsLogged();
  });

  it('goes on one at a time', async () => {
    const halt = gate();
    const slow = { ...counterProjection(), handle: async () => halt.wait() };
    await world.traffic(1, 10);
    const first = commandLine([slow]).rebuild();
    await halt.reached;
    await expect(commandLine([slow]).rebuild()).rejects.toThrow(RebuildRunning);
    halt.open();
    await first;
  });

  it('is left alone by a service that starts beside it', async () => {
    await world.traffic(1, 50);
    const halt = gate();
    const counter = counterProjection();
    const halting: EventProjection = {
      ...counter,
      handle: async (...args) => {
        await halt.wait();
        await counter.handle(...args);
      },
    };
    const rebuilt = commandLine([halting]).rebuild();
    await halt.reached;
    const runner = world.runner([counterProjection()]);
    await runner.start();
    await runner.waitFor(await world.store.head());
    halt.open();
    await rebuilt;
    await runner.waitFor(await world.traffic(2, 50));
    expect(await world.allRows(['counter', 'counter_by_day'])).toEqual(expectedCounters(await world.log()));
    expect(await world.buildSchemas()).toHaveLength(1);
  });

  it('leaves nothing behind at the next start when it was interrupted', async () => {
    const runner = world.runner([counterProjection()]);
    await runner.start();
    await runner.waitFor(await world.traffic(1, 50));
    const schemas = await world.buildSchemas();
    const killed = gate();
    const halting = { ...counterProjection(), handle: () => killed.wait() };
    const interrupted = commandLine([halting]).rebuild();
    await killed.reached;
    expect(await world.buildSchemas()).toHaveLength(2);
    await runner.stop();
    // As it is when the process that rebuilt has been gone for as long as its lease lived.
    await world.pool.query(
      `UPDATE projections.build SET lease_token = 99, lease_until = now() WHERE purpose = 'rebuild'`,
    );
    const restarted = world.runner([counterProjection()]);
    await restarted.start();
    expect(await world.buildSchemas()).toEqual(schemas);
    killed.open();
    await expect(interrupted).rejects.toThrow();
    await restarted.waitFor(await world.traffic(2, 50));
    expect(await world.allRows(['counter', 'counter_by_day'])).toEqual(expectedCounters(await world.log()));
    expect(await world.buildSchemas()).toEqual(schemas);
  });

  it('keeps who may read the served tables', async () => {
    const runner = world.runner([counterProjection()]);
    await runner.start();
    await runner.waitFor(await world.traffic(1, 20));
    await world.pool.query('GRANT SELECT ON sample.counter TO PUBLIC');
    const rights = async () =>
      (await world.pool.query(`SELECT relacl::text FROM pg_class WHERE oid = 'sample.counter'::regclass`)).rows;
    const before = await rights();
    await runner.rebuild();
    expect(await rights()).toEqual(before);
  });

  it('waits for readers without making them fail', async () => {
    const runner = world.runner([counterProjection()]);
    await runner.start();
    await runner.waitFor(await world.traffic(1, 20));
    const reader = await world.pool.connect();
    await reader.query('BEGIN');
    const before = (await reader.query('SELECT count(*) FROM sample.counter')).rows;
    const rebuilt = runner.rebuild();
    // Its switch now waits for this reader to end; each look again leaves others through.
    await until(() => world.waitsForLock());
    expect((await reader.query('SELECT count(*) FROM sample.counter')).rows).toEqual(before);
    await reader.query('COMMIT');
    reader.release();
    await rebuilt;
  });

  it('empties the tables where the log is empty', async () => {
    const runner = world.runner([counterProjection()], { store: new InMemoryEventStore() });
    await runner.start();
    await runner.rebuild();
    expect(await world.rows('counter')).toEqual([]);
  });
});
