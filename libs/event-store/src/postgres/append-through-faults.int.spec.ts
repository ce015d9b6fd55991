import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { asAdmin, createTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { anEvent } from '../../testing/an-event.js';
import { startFlakyProxy, type FlakyProxy } from '../../testing/flaky-proxy.js';
import { START } from '../port/envelope.js';
import { AppendOutcomeUnknown, EventStoreClosed, EventStoreFailure } from '../port/errors.js';
import { openPostgresEventStore, PostgresEventStore, type PostgresEventStoreOptions } from './postgres-event-store.js';

describe('an append', () => {
  let database: TestDatabase;
  let proxy: FlakyProxy;
  /** Looks at the database directly. */
  let direct: PostgresEventStore;
  /** Reaches it through the proxy. */
  let store: PostgresEventStore;

  const open = async (options: Partial<PostgresEventStoreOptions> = {}): Promise<void> => {
    await store?.close();
    store = new PostgresEventStore({ url: proxy.url, ...options }, 'ehc_events_app');
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    proxy = await startFlakyProxy(database.url);
    direct = await openPostgresEventStore({ url: database.url });
    await open();
  });
  afterEach(async () => {
    await store.close();
    await direct.close();
    await proxy.close();
    await database.drop();
  });

  const put = (given = {}) =>
    store.append({ stream: `case-${randomUUID()}`, expected: 'no_stream', events: [anEvent(), anEvent()], ...given });

  it('is recorded once, whose answer was lost on the way', async () => {
    await put(); // opens the connection
    proxy.behave('swallow');
    const appending = put({ stream: 'case-1' });
    while ((await direct.readStream('case-1')).length === 0) await sleep(5);
    proxy.behave('pass on');
    proxy.cut();
    expect(await appending).toMatchObject({ revision: 1, position: '4' });
    expect(await direct.readStream('case-1')).toHaveLength(2);
  });

  it('is recorded once, whose server seemed to hang', async () => {
    await open({ statementTimeoutMs: 100 });
    await put();
    proxy.behave('swallow');
    const appending = put({ stream: 'case-1' });
    while ((await direct.readStream('case-1')).length === 0) await sleep(5);
    proxy.behave('pass on');
    expect(await appending).toMatchObject({ revision: 1 });
    expect(await direct.readStream('case-1')).toHaveLength(2);
  });

  it('waits for a database that is away for a while', async () => {
    proxy.behave('refuse');
    proxy.cut();
    const appending = put();
    await sleep(300);
    proxy.behave('pass on');
    expect(await appending).toMatchObject({ revision: 1, repeated: false });
  });

  it('is given up after a while, saying that its outcome is not known; the same events again settle it', async () => {
    await open({ retryForMs: 300 });
    await put();
    proxy.behave('swallow');
    const events = [anEvent()];
    const appending = put({ stream: 'case-1', events });
    while ((await direct.readStream('case-1')).length === 0) await sleep(5);
    proxy.behave('refuse');
    proxy.cut();
    await expect(appending).rejects.toThrow(AppendOutcomeUnknown);
    proxy.behave('pass on');
    expect(await put({ stream: 'case-1', events })).toMatchObject({ repeated: true });
    expect(await put()).toMatchObject({ repeated: false });
  });

  it('is neither lost nor doubled while connections are ended under it all the time', async () => {
    const callers = 24;
    let killing = true;
    let killed = 0;
    const killer = (async () => {
      while (killing) {
        await sleep(60 + Math.random() * 100);
        const { rowCount } = await database.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'ehc event store: append' AND pid <> pg_backend_pid()`,
        );
        killed += rowCount ?? 0;
      }
    })();
    const sent: string[] = [];
    await Promise.all(
      Array.from({ length: callers }, async (_, caller) => {
        for (let revision = -1; revision < 239; revision += 2) {
          const events = [anEvent(), anEvent()];
          const expected = revision === -1 ? ('no_stream' as const) : revision;
          const answer = await store.append({ stream: `case-${caller}`, expected, events });
          expect(answer.revision).toBe(revision + 2);
          sent.push(...events.map(({ id }) => id));
        }
      }),
    );
    const many = Array.from({ length: 400 }, (_, nth) => ({
      stream: `plan-${nth}`,
      expected: 'no_stream' as const,
      events: Array.from({ length: 10 }, () => anEvent()),
    }));
    expect((await store.appendMany(many)).every(({ ok }) => ok)).toBe(true);
    sent.push(...many.flatMap(({ events }) => events.map(({ id }) => id)));
    killing = false;
    await killer;
    const log = await direct.readAll(START, 100_000);
    expect(killed).toBeGreaterThan(3);
    expect(log.map(({ id }) => id).sort()).toEqual(sent.sort());
    expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => String(index + 1)));
    for (let caller = 0; caller < callers; caller++)
      expect((await direct.readStream(`case-${caller}`)).map(({ revision }) => revision)).toEqual(
        Array.from({ length: 240 }, (_, revision) => revision),
      );
  });

  it('that only the database refuses fails alone, and its content is not told', async () => {
    const deep = JSON.parse(`${'['.repeat(2_000)}"Asha Okafor"${']'.repeat(2_000)}`) as object;
    await asAdmin(`ALTER DATABASE ${database.name} SET max_stack_depth = '100kB'`);
    await open();
    const [one, poison, two] = await Promise.allSettled([
      put(),
      put({ events: [anEvent({ payload: { deep } })] }),
      put(),
    ]);
    expect([one.status, two.status]).toEqual(['fulfilled', 'fulfilled']);
    const error = (poison as PromiseRejectedResult).reason as EventStoreFailure;
    expect(error).toBeInstanceOf(EventStoreFailure);
    expect(error.code).toBe('54001');
    expect(JSON.stringify(error) + String(error.stack)).not.toContain('Okafor');
    expect(await direct.head()).toBe('4');
  });

  it('handed in before the store is closed is recorded, and refused after', async () => {
    const appending = Array.from({ length: 300 }, () => put());
    const closing = store.close();
    await expect(put()).rejects.toThrow(EventStoreClosed);
    await closing;
    expect((await Promise.all(appending)).length).toBe(300);
    expect(await direct.head()).toBe('600');
  });
});
