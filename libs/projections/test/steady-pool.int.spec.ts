import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type pg from 'pg';
import { asAdmin, createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { openReaderDataSource } from '../src/readers/open-reader-data-source.js';
import { ensureReaderRole } from '../src/readers/prepare-readers.js';
import { SteadyPool } from '../src/sql/steady-pool.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** Has the server end a connection, as it does when it is shut down, and waits until its client knows. */
const endByServer = async (client: pg.PoolClient): Promise<void> => {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise<void>((resolve) => void client.once('end', resolve));
  await asAdmin(`SELECT pg_terminate_backend(${rows[0]!.pid})`);
  await ended;
};

test('a connection may end while somebody holds it who does not listen: the next query says so', async () => {
  const pool = new SteadyPool({ connectionString: database.url });
  const client = await pool.connect();
  await endByServer(client);
  await expect(client.query('SELECT 1')).rejects.toThrow();
  client.release();
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('a connection may end while nobody holds it: the next taker is handed another', async () => {
  const pool = new SteadyPool({ connectionString: database.url, max: 1 });
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  client.release();
  const lost = new Promise<void>((resolve) => void pool.once('remove', () => resolve()));
  await asAdmin(`SELECT pg_terminate_backend(${rows[0]!.pid})`);
  await lost;
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('so may one of the data source of readers', async () => {
  await ensureReaderRole(database.pool);
  const dataSource = await openReaderDataSource({ url: database.url, authority: () => 'kent', warn: () => {} });
  const pool = (dataSource!.driver as unknown as { master: pg.Pool }).master;
  const client = await pool.connect();
  await endByServer(client);
  client.release();
  expect(await dataSource!.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await dataSource!.destroy();
});
