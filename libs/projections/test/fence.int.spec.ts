import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Position, type RecordedEvent, START } from '@ehc/event-store';
import { claimBuild } from '../src/builds/claim-build.js';
import { ensureOwnerSchemas } from '../src/builds/ensure-owner-schemas.js';
import { Fenced } from '../src/errors.js';
import { apply, type Application, passBy } from '../src/feed/apply.js';
import { writeBatch } from '../src/feed/write-batch.js';
import { Feeder } from '../src/feed/feeder.js';
import type { Lease } from '../src/feed/lease.js';
import { LeaseKeeper } from '../src/feed/lease-keeper.js';
import { migrateProjections, type EventProjection } from '../src/index.js';
import { silentLogger } from '../src/logger.js';
import { expectedCounters, expectedTallies } from './expected-rows.js';
import { counterProjection, tallyProjection } from './sample-projections.js';
import { gate, SampleWorld, until } from './sample-world.js';

const served = ['counter', 'counter_by_day'];

/** The projection, halted at every batch before it writes its rows, or after it. */
const halting = (when: 'before' | 'after', halt: () => Promise<void>): EventProjection => {
  const counter = counterProjection();
  return {
    ...counter,
    handle: async (events, transaction, schema) => {
      if (when === 'before') await halt();
      await counter.handle(events, transaction, schema);
      if (when === 'after') await halt();
    },
  };
};

describe('the fence', () => {
  let world: SampleWorld;
  beforeEach(async () => {
    world = await SampleWorld.begin();
  });
  afterEach(() => world.end());

  /** A build whose lease one has lost, without knowing, and another has taken over. */
  const takenOver = async () => {
    await migrateProjections(world.pool);
    const projection = counterProjection();
    const build = (await claimBuild(world.pool, projection, true))!;
    const leases = new LeaseKeeper(world.pool, 'test', 60_000, silentLogger);
    const lost = (await leases.acquire(build.id))!;
    await expireLeases();
    const taken = (await leases.acquire(build.id))!;
    return { projection, build, leases, lost, taken };
  };

  /** What a feeder would write of some events. */
  const applicationOf = (
    own: Pick<Application, 'projection' | 'build' | 'lease'>,
    from: Position,
    events: readonly RecordedEvent[],
  ): Application => ({
    ...own,
    leaseMs: 60_000,
    from: { position: from, filling: null },
    to: { position: events.at(-1)!.position, filling: null },
    events: events.length,
    recordedAt: events.at(-1)!.recordedAt,
    write: writeBatch({ store: world.store, projection: own.projection }, events, from),
  });

  const expireLeases = () => world.pool.query(`UPDATE projections.build SET lease_until = now() - interval '1 s'`);

  it('lets one of two batches through that both believe in the same lease', async () => {
    await migrateProjections(world.pool);
    const projection = counterProjection();
    await ensureOwnerSchemas(world.pool, [projection]);
    const build = (await claimBuild(world.pool, projection, true))!;
    const leases = new LeaseKeeper(world.pool, 'test', 60_000, silentLogger);
    const lease = (await leases.acquire(build.id))!;
    await world.count('case-1', 5, 'a');
    const events = await world.log();
    const application = applicationOf({ projection, build, lease }, START, events);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => apply(world.pool, application)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Fenced);
    const { rows } = await world.pool.query(`SELECT total FROM ${build.schema}.counter`);
    expect(rows).toEqual([{ total: '5' }]);
    await leases.release(lease);
  });

  it('lets nobody pass by events under a lease that is lost, nor from where the tables do not stand', async () => {
    const { projection, build, leases, lost, taken } = await takenOver();
    const passing = (given: Lease, from: Position, to: Position): Promise<void> =>
      passBy(world.pool, {
        projection,
        build,
        lease: given,
        leaseMs: 60_000,
        from: { position: from, filling: null },
        to: { position: to, filling: null },
        events: 0,
        recordedAt: null,
        write: () => Promise.reject(new Error('there is nothing to write')),
      });
    await expect(passing(lost, START, '3')).rejects.toThrow(Fenced);
    await passing(taken, START, '3');
    await expect(passing(taken, START, '5')).rejects.toThrow(Fenced);
    await passing(taken, '3', '5');
    const { rows } = await world.pool.query('SELECT position FROM projections.build WHERE id = $1', [build.id]);
    expect(rows).toEqual([{ position: '5' }]);
    await Promise.all([lost, taken].map((one) => leases.release(one)));
  });

  it('lets nobody apply a batch a second time, whole or in part', async () => {
    const runner = world.runner([counterProjection()], { batchSize: 10 });
    await runner.start();
    await runner.waitFor(await world.traffic(1, 60));
    await runner.stop();
    const before = await world.allRows(served);
    const projection = counterProjection();
    const build = (await claimBuild(world.pool, projection, false))!;
    const leases = new LeaseKeeper(world.pool, 'test', 60_000, silentLogger);
    const lease = (await leases.acquire(build.id))!;
    const log = (await world.log()).filter(({ type }) => type !== 'NotFollowed');
    for (let first = 0; first < log.length; first += 7) {
      const events = log.slice(first, first + 10);
      const from = log[first - 1]?.position ?? START;
      const again = apply(world.pool, applicationOf({ projection, build, lease }, from, events));
      await expect(again).rejects.toThrow(Fenced);
    }
    expect(await world.allRows(served)).toEqual(before);
    await leases.release(lease);
  });

  it('lets nothing through under a lease that another has taken over, even where that one has not moved on yet', async () => {
    const { projection, build, leases, lost, taken } = await takenOver();
    await world.count('case-1', 5, 'a');
    const events = await world.log();
    const under = (lease: Lease) => apply(world.pool, applicationOf({ projection, build, lease }, START, events));
    await expect(under(lost)).rejects.toThrow(Fenced);
    await under(taken);
    await Promise.all([lost, taken].map((lease) => leases.release(lease)));
  });

  it.each(['first', 'second'] as const)(
    'lets one of two fill a new build that both believe to hold it: here the %s that comes to the page',
    async (winner) => {
      await migrateProjections(world.pool);
      const projection = tallyProjection();
      await world.traffic(3, 80);
      const build = (await claimBuild(world.pool, projection, true))!;
      const leases = new LeaseKeeper(world.pool, 'test', 60_000, silentLogger);
      const lease = (await leases.acquire(build.id))!;
      // Each is paused before it writes its first rows; the one is let go when the other is done.
      const paused = { first: gate(), second: gate() };
      const filler = (name: 'first' | 'second'): Feeder => {
        const write: typeof projection.write = async (...args) => {
          await paused[name].wait();
          await projection.write(...args);
        };
        const { pool, store } = world;
        const sizes = { leaseMs: 60_000, batchSize: 10, bulkBatchSize: 10 };
        const halting = { ...projection, write };
        return new Feeder({ pool, store, projection: halting, build, lease, logger: silentLogger, ...sizes });
      };
      const feeders = { first: filler('first'), second: filler('second') };
      const loser = winner === 'first' ? 'second' : 'first';
      const head = await world.store.head();
      const lost = feeders[loser].catchUp(head);
      await paused[loser].reached;
      paused[winner].open();
      await feeders[winner].catchUp(head);
      paused[loser].open();
      await expect(lost).rejects.toThrow(Fenced);
      expect(feeders[winner].position).toBe(head);
      await world.pool.query(`CREATE SCHEMA sample; CREATE VIEW sample.tally AS SELECT * FROM ${build.schema}.tally`);
      expect(await world.rows('tally')).toEqual(expectedTallies(await world.log())['tally']);
      await leases.release(lease);
    },
  );

  it('goes on where a filling was cut short, by whoever takes it over', async () => {
    const projection = tallyProjection();
    await world.traffic(4, 120);
    const cut = gate();
    let pages = 0;
    const write: typeof projection.write = async (...args) => {
      await projection.write(...args);
      if ((pages += 1) === 3) await cut.wait();
    };
    const first = world.runner([{ ...projection, write }], { leaseMs: 300, stopMs: 1, bulkBatchSize: 20 });
    await first.start();
    await cut.reached;
    await first.stop(); // in vain: it hangs in its third page
    const { rows } = await world.pool.query('SELECT filled_to FROM projections.build');
    expect(rows).not.toEqual([{ filled_to: '' }]);
    await world.traffic(5, 40);
    const next = world.runner([projection], { leaseMs: 300, bulkBatchSize: 20 });
    await next.start();
    await next.waitFor(await world.store.head());
    expect(await world.allRows(['tally', 'tally_label'])).toEqual(expectedTallies(await world.log()));
    expect((await next.verify()).map(({ differing }) => differing)).toEqual([0]);
    cut.open();
  });

  it('gives a lease to one process only, and with a greater token to the next', async () => {
    await migrateProjections(world.pool);
    const build = (await claimBuild(world.pool, counterProjection(), true))!;
    const [a, b] = ['a', 'b'].map((owner) => new LeaseKeeper(world.pool, owner, 60_000, silentLogger));
    const both = await Promise.all([a!.acquire(build.id), b!.acquire(build.id)]);
    const first = both.find((lease) => lease !== null);
    expect(both).toContain(null);
    await expireLeases();
    const second = (await b!.acquire(build.id))!;
    expect(Number(second.token)).toBe(Number(first!.token) + 1);
    await a!.release(first!); // too late: it gives back what it has no more
    expect(await a!.acquire(build.id)).toBeNull();
    await b!.release(second);
    const third = await a!.acquire(build.id);
    expect(third).not.toBeNull();
    await a!.release(third!);
  });

  it.each(['before', 'after'] as const)(
    'rejects what a process that lost its lease while it was paused had begun (%s it wrote its rows)',
    async (when) => {
      const paused = gate();
      let pauses = 0;
      const losing = world.runner([halting(when, async () => void (pauses++ === 0 && (await paused.wait())))], {
        leaseMs: 1_000,
      });
      await losing.start();
      await world.count('case-1', 1, 'a');
      await paused.reached;

      const next = world.runner([counterProjection()], { leaseMs: 1_000 });
      await next.start();
      // The paused process renews its lease in this test, as its timers run; so take it away until the other has it.
      await until(async () => {
        await expireLeases();
        return (await next.status())[0]?.fedBy !== (await losing.status())[0]?.fedBy || (await tokenOf()) > 1;
      });
      await next.waitFor(await world.traffic(1, 100));
      paused.open();
      await next.waitFor(await world.traffic(2, 100));
      expect(await world.allRows(served)).toEqual(expectedCounters(await world.log()));
    },
  );

  const tokenOf = async (): Promise<number> => {
    const { rows } = await world.pool.query<{ token: string }>('SELECT lease_token AS token FROM projections.build');
    return Number(rows[0]!.token);
  };

  it('keeps every event applied once while two processes take the lease from each other again and again', async () => {
    const first = world.runner([counterProjection()], { leaseMs: 40, batchSize: 3, bulkBatchSize: 3 });
    const second = world.runner([counterProjection()], { leaseMs: 40, batchSize: 3, bulkBatchSize: 3 });
    await Promise.all([first.start(), second.start()]);
    for (let seed = 1; seed <= 10; seed++) {
      await world.traffic(seed, 60);
      await expireLeases();
    }
    await first.waitFor(await world.store.head());
    expect(await world.allRows(served)).toEqual(expectedCounters(await world.log()));
  });

  it('goes on in another process when the one that held the lease is gone without a word', async () => {
    const killed = gate();
    const first = world.runner([halting('before', () => killed.wait())], { leaseMs: 300, stopMs: 1 });
    await first.start();
    await world.count('case-1', 1);
    await killed.reached;
    await first.stop(); // in vain: it hangs in its batch, and its lease is left to run out
    const second = world.runner([counterProjection()], { leaseMs: 300 });
    await second.start();
    await second.waitFor(await world.store.head());
    expect(await world.allRows(served)).toEqual(expectedCounters(await world.log()));
    killed.open();
  });
});
