import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineTable, type EventProjection, WaitTimeout } from '../src/index.js';
import { insertRows } from '../src/rows/insert-rows.js';
import { expectedCounters } from './expected-rows.js';
import { counter, counterProjection, daily } from './sample-projections.js';
import { gate, SampleWorld, until } from './sample-world.js';

const event = defineTable({
  name: 'counter',
  columns: { position: 'bigint not null', stream: 'text not null' },
  key: ['position'],
});

/** Another version: other columns under the same name, and one table fewer. */
const second = (halt: () => Promise<void> = async () => {}): EventProjection => ({
  ...counterProjection(),
  version: 2,
  tables: [event],
  handle: async (events, transaction, schema) => {
    await halt();
    await insertRows(transaction, schema, event, events);
  },
});

describe('a raised version', () => {
  let world: SampleWorld;
  beforeEach(async () => {
    world = await SampleWorld.begin();
  });
  afterEach(() => world.end());

  const positions = async (): Promise<string[]> =>
    (await world.log()).filter(({ type }) => type !== 'NotFollowed').map(({ position }) => position);

  const servedPositions = async (): Promise<string[]> =>
    (await world.pool.query<{ position: string }>('SELECT position FROM sample.counter ORDER BY position')).rows.map(
      ({ position }) => position,
    );

  it('is built anew and then served, while an old process still serves and feeds the old one', async () => {
    const old = world.runner([counterProjection()]);
    await old.start();
    await old.waitFor(await world.traffic(1, 100));
    await world.pool.query('GRANT SELECT ON sample.counter TO PUBLIC');

    const halt = gate();
    const next = world.runner([second(() => halt.wait())]);
    await next.start();
    await halt.reached;
    await old.waitFor(await world.traffic(2, 50));
    expect(await world.allRows(['counter', 'counter_by_day'])).toEqual(expectedCounters(await world.log()));
    expect((await next.status())[0]).toMatchObject({ servedVersion: 1, ready: true });
    // What the old version filled is not what readers of the new one look for.
    await expect(next.waitFor('0', 'all', 0)).rejects.toThrow(WaitTimeout);

    halt.open();
    await until(async () => (await next.status())[0]!.servedVersion === 2);
    await next.waitFor(await world.traffic(3, 50));
    expect(await servedPositions()).toEqual(await positions());
    await expect(world.rows('counter_by_day')).rejects.toThrow('does not exist');
    const { rows } = await world.pool.query(
      `SELECT has_table_privilege('public', 'sample.counter', 'SELECT') AS readable`,
    );
    expect(rows).toEqual([{ readable: true }]);
    // The old process stands by: it neither fails nor writes.
    expect((await old.status())[0]).toMatchObject({ status: 'live', servedVersion: 2 });
  });

  it('takes statistics of its own tables, and of none where it has none, as a policy', async () => {
    const withoutTables = { ...counterProjection(), name: 'policy', tables: [], handle: async () => {} };
    const runner = world.runner([counterProjection(), withoutTables]);
    await runner.start();
    await runner.waitFor(await world.traffic(1, 20));
    const { rows } = await world.pool.query<{ relname: string }>(
      'SELECT relname FROM pg_stat_user_tables WHERE analyze_count > 0 ORDER BY relname',
    );
    expect(rows.map(({ relname }) => relname)).toEqual(['counter', 'counter_by_day']);
  });

  it('is left alone by an old process that starts later', async () => {
    const next = world.runner([second()]);
    await next.start();
    await next.waitFor(await world.traffic(1, 50));
    const schemas = await world.buildSchemas();
    const old = world.runner([counterProjection()]);
    await old.start();
    await next.waitFor(await world.traffic(2, 50));
    expect(await world.buildSchemas()).toEqual(schemas);
    expect(await servedPositions()).toEqual(await positions());
  });

  it('goes on being built by the next start where it was interrupted', async () => {
    const old = world.runner([counterProjection()]);
    await old.start();
    await old.waitFor(await world.traffic(1, 100));
    await old.stop();
    let batches = 0;
    const halt = gate();
    const first = world.runner([second(async () => void (++batches > 3 && (await halt.wait())))], {
      bulkBatchSize: 10,
      leaseMs: 200,
      stopMs: 1,
    });
    await first.start();
    await halt.reached;
    await first.stop();
    let events = 0;
    const counting = second();
    const again: EventProjection = {
      ...counting,
      handle: async (given, ...rest) => {
        events += given.length;
        await counting.handle(given, ...rest);
      },
    };
    const restarted = world.runner([again], { leaseMs: 200 });
    await restarted.start();
    await until(async () => (await restarted.status())[0]!.servedVersion === 2);
    expect(await servedPositions()).toEqual(await positions());
    expect(events).toBe((await positions()).length - 30);
    halt.open();
  });

  it('is noticed by its tables where the number was forgotten', async () => {
    const first = world.runner([counterProjection()]);
    await first.start();
    await first.waitFor(await world.traffic(1, 50));
    await first.stop();
    const wider = defineTable({ ...counter, columns: { ...counter.columns, note: 'text' } });
    const changed = world.runner([counterProjection({ tables: [wider, daily] })]);
    await changed.start();
    await until(async () => (await world.rows('counter'))[0]?.endsWith(',)') ?? false);
    await until(async () => (await world.buildSchemas()).length === 1);
  });

  it('begins while nothing is served, and is served once it is complete', async () => {
    await world.traffic(1, 100);
    const halt = gate();
    const runner = world.runner([second(() => halt.wait())]);
    await runner.start();
    await halt.reached;
    expect((await runner.status())[0]).toMatchObject({ status: 'building', ready: false, servedVersion: null });
    halt.open();
    await runner.waitFor('0');
    expect(await servedPositions()).toEqual(await positions());
  });
});
