import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@ehc/event-store';
import { ProjectionFailed, type EventProjection } from '../src/index.js';
import { expectedCounters, expectedTallies } from './expected-rows.js';
import { counterProjection, tallyProjection, type Counted } from './sample-projections.js';
import { SampleWorld, until } from './sample-world.js';

describe('trouble', () => {
  let world: SampleWorld;
  beforeEach(async () => {
    world = await SampleWorld.begin();
  });
  afterEach(() => world.end());

  /** Runs `before` ahead of every batch. */
  const withTrouble = (
    before: (events: readonly RecordedEvent[], ...rest: HandleRest) => Promise<void>,
  ): EventProjection => {
    const counter = counterProjection();
    return {
      ...counter,
      handle: async (events, ...rest) => {
        await counter.handle(events, ...rest);
        await before(events, ...rest);
      },
    };
  };
  type HandleRest = Parameters<EventProjection['handle']> extends [unknown, ...infer Rest] ? Rest : never;

  const amounts = (events: readonly RecordedEvent[]) => events.map(({ payload }) => (payload as Counted).amount);

  it('stops only the projection that cannot handle an event, right before it, and goes on after the fix', async () => {
    let fixed = false;
    const picky = withTrouble(async (events) => {
      if (!fixed && amounts(events).includes(1_313)) throw new Error('Tom Smith, born 2015-03-01, is unlucky');
    });
    const runner = world.runner([picky, tallyProjection()]);
    await world.traffic(1, 100);
    const before = await world.log();
    const poison = await world.count('case-1', 1_313, 'secret');
    await world.traffic(2, 60);
    await runner.start();
    await runner.waitFor(await world.store.head(), ['tally']);
    await until(async () => (await runner.status())[0]!.status === 'failed');

    const [stopped, other] = await runner.status();
    expect(stopped).toMatchObject({ ready: false, servedVersion: null, lastError: { position: poison } });
    expect(stopped!.positionBehind).toBe(61);
    expect(stopped!.secondsBehind).toBeGreaterThanOrEqual(0);
    expect(stopped!.lastError!.reason).toMatch(/^Error at .*trouble\.int\.spec\.ts:\d+:\d+\)?$/);
    expect(JSON.stringify(stopped)).not.toMatch(/Tom|2015|secret|1313/);
    expect(other).toMatchObject({ status: 'live', ready: true, positionBehind: 0 });
    expect(await world.allRows(['tally', 'tally_label'])).toEqual(expectedTallies(await world.log()));
    const { rows } = await world.pool.query<{ physical_schema: string }>(
      `SELECT physical_schema FROM projections.build WHERE name = 'counter'`,
    );
    await world.pool.query(`CREATE VIEW sample.stopped AS SELECT * FROM ${rows[0]!.physical_schema}.counter`);
    expect(await world.rows('stopped')).toEqual(expectedCounters(before)['counter']);
    await world.pool.query('DROP VIEW sample.stopped');

    fixed = true;
    await runner.resume(['counter']);
    await runner.waitFor(await world.store.head());
    expect(await world.rows('counter')).toEqual(expectedCounters(await world.log())['counter']);
    expect((await runner.status())[0]).toMatchObject({ status: 'live', ready: true, lastError: null });
  });

  it('stays stopped when the error is still there, and whoever waits for it is told at once', async () => {
    const picky = withTrouble(async (events, transaction, schema) => {
      if (amounts(events).includes(13)) {
        await transaction.query(`INSERT INTO ${schema}.counter (stream, total) VALUES ('private', NULL)`);
      }
    });
    const runner = world.runner([picky]);
    await runner.start();
    await runner.waitFor(await world.count('case-1', 1));
    const poison = await world.count('case-1', 13);
    await expect(runner.waitFor(poison, 'all', 60_000)).rejects.toThrow(ProjectionFailed);
    await runner.resume(['counter']);
    await until(async () => (await runner.status())[0]!.lastError !== null);
    const [status] = await runner.status();
    expect(status).toMatchObject({ status: 'failed', ready: false, servedVersion: 1, lastError: { position: poison } });
    expect(status!.lastError!.reason).toMatch(/^SQLSTATE 23502, table counter, column total/);
    expect(JSON.stringify(status)).not.toContain('private');

    // What is served is what had been applied before.
    expect(await world.rows('counter_by_day')).toEqual(['(2026-09-01,301,1)']);
    await runner.stop();
    const restarted = world.runner([counterProjection()]); // a start is taken for a fix
    await restarted.start();
    await restarted.waitFor(poison);
  });

  it.each(['40001', '40P01', '57P01', '08006', '55P03'])('tries again after SQLSTATE %s', async (code) => {
    let failures = 3;
    const runner = world.runner([
      withTrouble(async (_events, transaction) => {
        if (failures-- > 0)
          await transaction.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '${code}'; END $$`);
      }),
    ]);
    await world.count('case-1', 1); // one event, which could not be looked for in halves
    await runner.start();
    await runner.waitFor(await world.store.head());
    expect(failures).toBeLessThan(0);
    expect(await world.rows('counter')).toEqual(expectedCounters(await world.log())['counter']);
  });

  it('goes on when its connection is cut in the middle of a batch', async () => {
    let cuts = 2;
    const runner = world.runner([
      withTrouble(async (_events, transaction) => {
        if (cuts-- <= 0) return;
        const [{ pid }] = (await transaction.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')) as [
          { pid: number },
        ];
        await world.pool.query('SELECT pg_terminate_backend($1)', [pid]);
        await transaction.query('SELECT 1');
      }),
    ]);
    await world.count('case-1', 1);
    await runner.start();
    await runner.waitFor(await world.store.head());
    expect(cuts).toBeLessThan(0);
    expect(await world.rows('counter')).toEqual(expectedCounters(await world.log())['counter']);
  });

  it('goes on with fewer events at a time where many take longer than a transaction may stand still', async () => {
    const counter = counterProjection();
    const sizes: number[] = [];
    // Stands still for 30 ms with each event, which the server ends after 200.
    const slow: EventProjection = {
      ...counter,
      handle: async (events, transaction, schema) => {
        sizes.push(events.length);
        await transaction.query('SELECT');
        await new Promise((resolve) => setTimeout(resolve, 30 * events.length));
        await counter.handle(events, transaction, schema);
      },
    };
    await world.traffic(7, 30);
    const runner = world.runner([slow], { leaseMs: 200 });
    await runner.start();
    await runner.waitFor(await world.store.head(), 'all', 60_000);
    expect(Math.max(...sizes)).toBeGreaterThan(10);
    expect(await world.rows('counter')).toEqual(expectedCounters(await world.log())['counter']);
  });

  it('says so when the tables cannot be made, and lets the others go on', async () => {
    const broken = {
      ...counterProjection(),
      name: 'broken',
      tables: [{ name: 'broken', key: ['id'], ddl: () => 'CREATE TABEL' }],
    };
    const runner = world.runner([broken, tallyProjection()]);
    await runner.start();
    await runner.waitFor(await world.traffic(5, 20), ['tally']);
    expect((await runner.status())[0]).toMatchObject({ status: 'failed', ready: false });
    expect((await runner.status())[0]!.lastError!.reason).toMatch(/^SQLSTATE 42601/);
  });

  it('stops when the log cannot be read for a reason that does not pass', async () => {
    let broken = true;
    const store = world.storeWith({
      readAll: async (...args) => {
        if (broken) throw new Error('event 17 does not fit its schema: "Tom"');
        return world.store.readAll(...args);
      },
    });
    const runner = world.runner([counterProjection()], { store });
    await runner.start();
    await until(async () => (await runner.status()).some(({ status }) => status === 'failed'));
    broken = false;
    expect((await runner.status())[0]!.lastError!.reason).not.toContain('Tom');
    await runner.resume(['counter']);
    await runner.waitFor(await world.traffic(6, 10));
  });
});
