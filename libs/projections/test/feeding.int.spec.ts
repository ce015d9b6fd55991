import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryEventStore } from '@ehc/event-store';
import { UnknownProjection, WaitTimeout, type EventProjection } from '../src/index.js';
import { expectedCounters, expectedTallies } from './expected-rows.js';
import { counterProjection, tallyProjection } from './sample-projections.js';
import { gate, SampleWorld, until } from './sample-world.js';

describe('feeding', () => {
  let world: SampleWorld;
  beforeEach(async () => {
    world = await SampleWorld.begin();
  });
  afterEach(() => world.end());

  it('serves what the log says, from its beginning and as it grows', async () => {
    await world.count('case-1', 2, 'a');
    const runner = world.runner([counterProjection()]);
    await runner.start();
    await runner.waitFor(await world.store.head());
    expect(await world.rows('counter')).toEqual([
      `(case-1,2,2026-09-01,a,{a},"{""label"": ""a"", ""amount"": 2}","\\\\x636173652d3132")`,
    ]);
    await runner.waitFor(await world.count('case-1', 3, null));
    expect(await world.rows('counter')).toEqual([
      `(case-1,5,2026-09-01,,{a},"{""label"": null, ""amount"": 3}","\\\\x636173652d3133")`,
    ]);
  });

  it('moves the checkpoint past events of other types', async () => {
    const runner = world.runner([counterProjection()]);
    await runner.start();
    const position = await world.record('case-1', 'NotFollowed');
    await runner.waitFor(position);
    expect(await runner.status()).toMatchObject([{ position, positionBehind: 0, secondsBehind: 0, status: 'live' }]);
  });

  it.each([1, 7, 100, 5_000])('gives the same rows with batches of %d as event by event', async (batchSize) => {
    const head = await world.traffic(1, 400);
    const runner = world.runner([counterProjection(), tallyProjection()], { batchSize, bulkBatchSize: batchSize });
    await runner.start();
    await runner.waitFor(head);
    expect(await world.allRows(['counter', 'counter_by_day'])).toEqual(expectedCounters(await world.log()));
    expect(await world.allRows(['tally', 'tally_label'])).toEqual(expectedTallies(await world.log()));
  });

  it('applies each event once while it is recorded by many at once', async () => {
    const runner = world.runner([counterProjection(), tallyProjection()], { batchSize: 3 });
    await runner.start();
    for (const seed of [2, 3, 4]) await world.traffic(seed, 100);
    await runner.waitFor(await world.store.head());
    expect(await world.allRows(['counter', 'counter_by_day'])).toEqual(expectedCounters(await world.log()));
    expect(await world.allRows(['tally', 'tally_label'])).toEqual(expectedTallies(await world.log()));
  });

  it('finishes the batch under way when it is stopped, and starts again at once where it was', async () => {
    const busy = gate();
    let handled = 0;
    const counter = counterProjection();
    const slow: EventProjection = {
      ...counter,
      handle: async (events, transaction, schema) => {
        await busy.wait();
        handled += events.length;
        await counter.handle(events, transaction, schema);
      },
    };
    const first = world.runner([slow]);
    await first.start();
    const position = await world.count('case-1', 1);
    await busy.reached;
    const stopped = first.stop();
    busy.open();
    await stopped;
    expect(handled).toBe(1);

    // A lease that had not been given back would keep the second one waiting for an hour.
    const second = world.runner([counterProjection()], { leaseMs: 3_600_000 });
    await second.start();
    await second.waitFor(position);
    await second.waitFor(await world.count('case-1', 1));
    await second.stop();
    const third = world.runner([counterProjection()], { leaseMs: 3_600_000 });
    await third.start();
    await third.waitFor(await world.count('case-1', 1));
    expect(await world.rows('counter')).toEqual(expectedCounters(await world.log())['counter']);
  });

  it('gives up waiting for a batch that does not end, and leaves nothing of it', async () => {
    const stuck = gate();
    const counter = counterProjection();
    const runner = world.runner(
      [
        {
          ...counter,
          handle: async (events, transaction, schema) => {
            await counter.handle(events, transaction, schema);
            await stuck.wait();
          },
        },
      ],
      { stopMs: 1, leaseMs: 200 },
    );
    await runner.start();
    await world.count('case-1', 1);
    await stuck.reached;
    await runner.stop();
    // The server ends the transaction that stands still, so the next process is not held up by its rows.
    const next = world.runner([counterProjection()], { leaseMs: 200 });
    await next.start();
    await next.waitFor(await world.store.head());
    stuck.open();
    expect(await world.allRows(['counter', 'counter_by_day'])).toEqual(expectedCounters(await world.log()));
  });

  it('says that it is not there yet when waiting takes too long', async () => {
    const runner = world.runner([counterProjection()]);
    await runner.start();
    await expect(runner.waitFor('999', 'all', 50)).rejects.toThrow(WaitTimeout);
    await expect(runner.waitFor('0', ['unheard_of'])).rejects.toThrow(UnknownProjection);
  });

  it('can be asked how it is before anything has run', async () => {
    const runner = world.runner([counterProjection()]);
    expect(await runner.status()).toMatchObject([{ status: 'missing', ready: false, position: '0', fedBy: null }]);
    const waiting = runner.waitFor('0'); // until it is served
    await Promise.all([runner.start(), runner.start()]);
    await waiting;
    expect(await runner.status()).toMatchObject([{ status: 'live', ready: true }]);
  });

  it('refuses to go on with a log that ends before its checkpoint', async () => {
    const before = world.runner([counterProjection()]);
    await before.start();
    await world.traffic(5, 50);
    await before.waitFor(await world.store.head());
    await before.stop();

    const restored = world.runner([counterProjection()], { store: new InMemoryEventStore() });
    await restored.start();
    await until(async () => (await restored.status())[0]?.status === 'failed');
    expect((await restored.status())[0]?.lastError?.reason).toContain('the log ends before the checkpoint');
    await restored.rebuild();
    await until(async () => (await restored.status())[0]?.status === 'live');
    expect(await world.rows('counter')).toEqual([]);
  });
});
