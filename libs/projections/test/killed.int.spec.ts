import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openPostgresEventStore, type PostgresEventStore } from '@ehc/event-store';
import { anEvent } from '@ehc/event-store/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { ProjectionOperations } from '../src/index.js';
import { expectedCounters, expectedTallies } from './expected-rows.js';
import { counterProjection, tallyProjection } from './sample-projections.js';
import { randomNumbers } from './sample-world.js';

/** In milliseconds; short, so that the test need not wait long for the lease of a killed process to run out. */
const LEASE = 400;

const program = join(realpathSync('dist'), 'libs/projections/test/feed-process.js');

describe('processes that are killed, paused and cut off', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let operations: ProjectionOperations;
  const processes: ChildProcess[] = [];
  beforeEach(async () => {
    database = await createTestDatabase();
    store = await openPostgresEventStore({ url: database.url, warn: () => {} });
    const projections = [counterProjection(), tallyProjection()];
    operations = new ProjectionOperations({ pool: database.pool, store, projections, leaseMs: LEASE });
  });
  afterEach(async () => {
    for (const each of processes.splice(0)) each.kill('SIGKILL');
    await store.close();
    await database.drop();
  });

  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [program, database.url, String(LEASE)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    processes.push(child);
    await once(child.stdout!, 'data');
    return child;
  };

  const revisions = new Map<string, number>();
  const record = async (random: (below: number) => number): Promise<void> => {
    const stream = `case-${random(40)}`;
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const type = random(8) === 0 ? 'Cleared' : 'Counted';
    const payload = { amount: random(50), label: [null, 'x', 'y'][random(3)] };
    await store.append({
      stream,
      expected: revision === 0 ? 'no_stream' : revision - 1,
      events: [anEvent({ type, payload })],
    });
  };

  it('leave every event applied exactly once', async () => {
    revisions.clear();
    const random = randomNumbers(11);
    let recording = true;
    let running: ChildProcess[] = await Promise.all([start(), start()]);
    const traffic = (async () => {
      while (recording) {
        for (let n = 0; n < 5; n++) await record(random);
        await new Promise((resolve) => setTimeout(resolve, 10)); // feeders that write five at a time can keep up
      }
    })();
    for (let round = 0; round < 6; round++) {
      await operations.waitFor(await store.head(), 'all', 30_000);
      const victim = running[random(running.length)]!;
      if (round % 3 === 0) {
        victim.kill('SIGKILL');
        running = [...running.filter((each) => each !== victim), await start()];
      } else if (round % 3 === 1) {
        // Past the end of its lease, in the middle of whatever it was doing; the other one must get there without it.
        victim.kill('SIGSTOP');
        await operations.waitFor(await store.head(), 'all', 30_000);
        victim.kill('SIGCONT');
      } else {
        await database.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name NOT LIKE 'ehc%'`,
        );
      }
    }
    recording = false;
    await traffic;
    await operations.waitFor(await store.head(), 'all', 30_000);
    running[0]!.kill('SIGTERM');
    expect(await once(running[0]!, 'exit')).toEqual([0, null]);

    const log = await store.readAll('0', 1_000_000);
    for (const [table, wanted] of Object.entries({ ...expectedCounters(log), ...expectedTallies(log) })) {
      const { rows } = await database.pool.query<{ row: string }>(
        `SELECT t::text AS row FROM sample.${table} t ORDER BY t::text COLLATE "C"`,
      );
      expect([table, rows.map(({ row }) => row)]).toEqual([table, wanted]);
    }
    expect((await operations.verify()).map(({ differing }) => differing)).toEqual([0, 0]);
  });
});
