import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { asAdmin, createTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { anEvent } from '../../testing/an-event.js';
import { InMemoryKeyStore } from '../keys/in-memory-key-store.js';
import { START, type NewEvent } from '../port/envelope.js';
import { Sealer } from '../sealing/sealer.js';
import { migrate, readMigrations } from './migrate.js';
import {
  openPostgresEventStore,
  type PostgresEventStore,
  type PostgresEventStoreOptions,
} from './postgres-event-store.js';
import { APP_ROLE, prepareRoles } from './roles.js';

describe('PostgresEventStore', () => {
  let database: TestDatabase;
  let stores: PostgresEventStore[];

  const open = async (options: Partial<PostgresEventStoreOptions> = {}): Promise<PostgresEventStore> => {
    const store = await openPostgresEventStore({ url: database.url, ...options });
    stores.push(store);
    return store;
  };
  const put = (store: PostgresEventStore, given: Partial<NewEvent> = {}) =>
    store.append({ stream: `case-${randomUUID()}`, expected: 'no_stream', events: [anEvent(given)] });
  const codeOf = (query: Promise<unknown>) =>
    query.then(
      () => 'done',
      (error: { code: string }) => error.code,
    );

  beforeEach(async () => {
    database = await createTestDatabase();
    stores = [];
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  describe('the role that the service works as', () => {
    let client: Client;
    beforeEach(async () => {
      await put(await open());
      client = new Client({ connectionString: database.url });
      await client.connect();
    });
    afterEach(() => client.end());

    it.each([
      `INSERT INTO events.event SELECT position + 1, stream, revision + 1, gen_random_uuid(), type, schema_version,
         authority, child, happened_on, recorded_at, actor, role, agency, verified, correlation_id, causation_id,
         command_id, source, payload, key_id, sealed, sealed_digest FROM events.event`,
      `UPDATE events.event SET actor = 'x'`,
      'DELETE FROM events.event',
      'TRUNCATE events.event',
      'ALTER TABLE events.event DISABLE TRIGGER ALL',
      'DROP TABLE events.event',
      'DROP FUNCTION events.append',
      'CREATE TABLE events.other ()',
      'SELECT * FROM events.migration',
    ])('may not: %s', async (sql) => {
      await client.query(`SET ROLE ${APP_ROLE}`);
      expect(await codeOf(client.query(sql))).toBe('42501');
    });

    it('may read', async () => {
      await client.query(`SET ROLE ${APP_ROLE}`);
      expect((await client.query('SELECT * FROM events.event')).rowCount).toBe(1);
      expect((await client.query('SELECT * FROM events.stream')).rows).toMatchObject([{ revision: 0 }]);
    });

    it('is the one that the store appends and reads as', async () => {
      const { rows } = await client.query(
        `SELECT DISTINCT p.rolname FROM pg_stat_activity a JOIN pg_locks l USING (pid) JOIN pg_roles p ON p.oid = a.usesysid
         WHERE a.application_name LIKE 'ehc event store%'`,
      );
      expect(rows.length).toBeLessThanOrEqual(1); // signed in as the service's user; what it may do is tried above
      await client.query('REVOKE EXECUTE ON FUNCTION events.append FROM ehc_events_app');
      await expect(put(stores[0]!)).rejects.toThrow('42501');
      await client.query('REVOKE SELECT ON events.event FROM ehc_events_app');
      await expect(stores[0]!.head()).rejects.toThrow('permission denied');
    });

    it.each([`UPDATE events.event SET actor = 'x'`, 'DELETE FROM events.event', 'TRUNCATE events.event'])(
      'is not needed to be refused: even the owner may not %s',
      async (sql) => expect(await codeOf(client.query(sql))).toBe('42501'),
    );
  });

  it('works, with a warning and the trigger, for a user who may make no roles', async () => {
    const user = `plain_${randomBytes(4).toString('hex')}`;
    await asAdmin(`CREATE ROLE ${user} LOGIN PASSWORD 'plain'`);
    await asAdmin(`ALTER DATABASE ${database.name} OWNER TO ${user}`);
    const url = new URL(database.url);
    [url.username, url.password] = [user, 'plain'];
    const warnings: string[] = [];
    const store = await open({ url: url.toString(), warn: (message) => warnings.push(message) });
    expect(warnings).toEqual([expect.stringContaining('may not create the roles')]);
    expect(await put(store)).toMatchObject({ position: '1' });
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    expect(await codeOf(client.query('DELETE FROM events.event'))).toBe('42501');
    await client.end();
    await store.close();
    stores.pop();
    await database.drop();
    await asAdmin(`DROP ROLE ${user}`);
  });

  it('prepares a database once, though many start at once', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => open()));
    await Promise.all(opened.map((store) => put(store)));
    expect(await opened[0]!.head()).toBe('8');
    const { rows } = await database.pool.query('SELECT version FROM events.migration ORDER BY version');
    expect(rows).toEqual([{ version: 1 }, { version: 2 }, { version: 3 }, { version: 4 }, { version: 5 }]);
  });

  it('brings a database made before simulations up to date, and its owner stays the owner', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await migrate(client, readMigrations().slice(0, 2));
    await prepareRoles(client, true, () => {});
    await client.end();
    const store = await open();
    expect(await put(store)).toMatchObject({ position: '1' });
    const { rows } = await database.pool.query(
      `SELECT pg_get_userbyid(proowner) AS owner FROM pg_proc WHERE proname = 'append'`,
    );
    expect(rows).toEqual([{ owner: 'ehc_events_owner' }]);
  });

  it('refuses a schema that was edited after it ran, or is newer than itself', async () => {
    await open();
    await database.pool.query(`UPDATE events.migration SET checksum = 'x' WHERE version = 1`);
    await expect(open()).rejects.toThrow('edited after it ran');
    await database.pool.query(`INSERT INTO events.migration VALUES (999, 'later', 'x')`);
    await expect(open()).rejects.toThrow('newer than this program');
  });

  it('records within an authority never before its last event, though the clock has stepped back', async () => {
    const store = await open();
    await put(store, { authority: '301' });
    await database.pool.query(`
      INSERT INTO events.event SELECT 2, 'case-future', 0, gen_random_uuid(), type, schema_version, authority, child,
        happened_on, '2999-01-01 00:00:00.25+00', actor, role, agency, verified, correlation_id, causation_id, command_id,
        source, payload, key_id, sealed, sealed_digest FROM events.event`);
    expect(await put(store, { authority: '301' })).toMatchObject({
      recordedAt: '2999-01-01T00:00:00.250001Z',
      position: '3',
    });
    expect(await put(store, { authority: '301' })).toMatchObject({ recordedAt: '2999-01-01T00:00:00.250002Z' });
    const { recordedAt } = await put(store, { authority: '302' });
    expect(Math.abs(Date.parse(recordedAt) - Date.now())).toBeLessThan(60_000);
    expect(await store.positionAt('301', '2999-01-01T00:00:00.250001Z')).toBe('3');
    expect(await store.positionAt('301', '2998-01-01T00:00:00Z')).toBe('1');
  });

  it('wakes those who wait when another process has appended', async () => {
    const [here, there] = [await open(), await open()];
    const { position } = await put(here);
    const waiting = here.waitForMore(position, 20_000);
    const started = performance.now();
    await put(there);
    await waiting;
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('lets go of those who wait when it is closed', async () => {
    const store = await open();
    const waiting = store.waitForMore('0', 60_000);
    await store.close();
    stores.pop();
    await waiting;
  });

  it('reads pages and streams by index, without sorting, in a large log', async () => {
    const store = await open();
    await store.appendMany(
      Array.from({ length: 1_000 }, (_, nth) => ({
        stream: `case-${nth}`,
        expected: 'no_stream' as const,
        events: Array.from({ length: 5 }, () => anEvent()),
      })),
    );
    await database.pool.query('ANALYZE events.event');
    const plan = async (sql: string) =>
      (await database.pool.query(`EXPLAIN ${sql}`)).rows
        .map((row: Record<string, string>) => row['QUERY PLAN'])
        .join('\n');
    const page = await plan('SELECT * FROM events.event WHERE position > 3000 ORDER BY position LIMIT 100');
    const stream = await plan(`SELECT * FROM events.event WHERE stream = 'case-7' AND revision >= 0 ORDER BY revision`);
    const asAt = await plan(`SELECT position FROM events.event WHERE authority = '301' AND recorded_at <= now()
                             ORDER BY recorded_at DESC, position DESC LIMIT 1`);
    const hasReal = await plan(
      `SELECT EXISTS (SELECT FROM events.event WHERE authority = '302' AND source <> 'simulated')`,
    );
    expect(page).toContain('event_pkey');
    expect(stream).toContain('event_stream_revision');
    expect(asAt).toContain('event_authority_recorded_at');
    expect(hasReal).toContain('event_authority_real');
    for (const text of [page, stream, asAt, hasReal]) expect(text).not.toMatch(/Sort|Seq Scan/);
  });

  it('holds no personal detail in plain text, while who holds the key can read it', async () => {
    const store = await open();
    const sealer = new Sealer(new InMemoryKeyStore());
    const child = randomUUID();
    const id = randomUUID();
    const plain = { name: 'Ayşe Çelik', bornOn: '2015-03-04' };
    await put(store, { id, child, ...(await sealer.seal({ authority: '301', child, eventId: id, plain })) });
    const { rows } = await database.pool.query<{ text: string; bytes: Buffer }>(
      'SELECT e::text AS text, sealed || sealed_digest AS bytes FROM events.event e',
    );
    for (const secret of ['Ayşe', 'elik', '2015-03-04']) {
      expect(rows[0]!.text).not.toContain(secret);
      expect(rows[0]!.bytes.includes(secret)).toBe(false);
    }
    const [event] = await store.readAll(START, 1);
    expect(await sealer.open(event!)).toEqual(plain);
  });
});
