import { SettableClock } from '@ehc/platform';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { SessionData } from 'express-session';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { prepareSessions } from './prepare-sessions.js';
import { PostgresSessionStore } from './session-store.js';

const MINUTE = 60_000;
const clock = new SettableClock('2026-11-02T12:00:00Z');
let database: TestDatabase;
let store: PostgresSessionStore;

beforeAll(async () => {
  database = await createTestDatabase();
  // Two services may start on one database at once.
  await Promise.all([prepareSessions(database.pool), prepareSessions(database.pool), prepareSessions(database.pool)]);
  store = new PostgresSessionStore(database.pool, clock, { idleMs: 30 * MINUTE, wholeMs: 480 * MINUTE });
});

beforeEach(async () => {
  await database.pool.query('TRUNCATE identity.session');
  clock.set('2026-11-02T12:00:00Z');
});

afterAll(() => database.drop());

const content = (name: string) =>
  ({ cookie: { originalMaxAge: null, path: '/' }, person: { subject: name, name } }) as unknown as SessionData;

const done = (act: (callback: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => act((error) => (error ? reject(error as Error) : resolve())));
const set = (name: string, data = content(name)): Promise<void> => done((callback) => store.set(name, data, callback));
const destroy = (name: string): Promise<void> => done((callback) => store.destroy(name, callback));
const touch = (name: string, data: SessionData): Promise<void> => done((callback) => store.touch(name, data, callback));
const get = (name: string): Promise<SessionData | null> =>
  new Promise((resolve, reject) =>
    store.get(name, (error, found) => (error ? reject(error as Error) : resolve(found ?? null))),
  );
const seen = async (): Promise<string[]> =>
  (await database.pool.query(`SELECT seen_at FROM identity.session`)).rows.map((row) => row.seen_at.toISOString());

test('gives back what it was given', async () => {
  await set('a');
  expect(await get('a')).toEqual({ ...content('a'), seenAt: clock.now().getTime() });
  expect(await get('b')).toBeNull();
  await set('a', content('c'));
  expect(await get('a')).toMatchObject({ person: { subject: 'c' } });
  await destroy('a');
  expect(await get('a')).toBeNull();
});

test('a session that was ended is not brought back by a request that still used it', async () => {
  await set('a');
  const loaded = (await get('a'))!;
  clock.advance(2 * MINUTE);
  await destroy('a');
  await touch('a', loaded);
  expect(await get('a')).toBeNull();
  expect(await seen()).toEqual([]);
});

test('use is noted, but not more often than each minute', async () => {
  await set('a');
  clock.advance(MINUTE - 1);
  await touch('a', (await get('a'))!);
  expect(await seen()).toEqual(['2026-11-02T12:00:00.000Z']);
  clock.advance(1);
  await touch('a', (await get('a'))!);
  expect(await seen()).toEqual(['2026-11-02T12:01:00.000Z']);
});

test('to change what a session holds does not make it last longer than the whole time', async () => {
  await set('a');
  for (let time = 0; time < 24; time += 1) {
    clock.advance(20 * MINUTE - 1);
    await set('a', content('b'));
  }
  expect(await get('a')).not.toBeNull();
  clock.advance(24);
  expect(await get('a')).toBeNull();
});

test('a database that fails is told of, not taken for an empty one', async () => {
  const broken = await createTestDatabase();
  const elsewhere = new PostgresSessionStore(broken.pool, clock, { idleMs: 1, wholeMs: 1 });
  await expect(done((callback) => elsewhere.get('a', callback))).rejects.toMatchObject({ code: '42P01' });
  await broken.drop();
});
