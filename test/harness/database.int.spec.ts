import { afterAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { type TestDatabase, createTestDatabase } from './database.js';

const made: TestDatabase[] = [];
const make = async (options?: Parameters<typeof createTestDatabase>[0]): Promise<TestDatabase> => {
  const database = await createTestDatabase(options);
  made.push(database);
  return database;
};

afterAll(async () => {
  await Promise.all(made.map((database) => database.drop()));
});

test('a test has a database of its own, as a role that is no superuser', async () => {
  const { pool, name } = await make();
  await pool.query('CREATE TABLE thing (id int)');
  const { rows } = await pool.query(
    `SELECT current_database() AS database, current_user AS role, current_setting('is_superuser') AS superuser,
            current_setting('fsync') AS fsync`,
  );
  expect(rows).toEqual([{ database: name, role: 'ehc', superuser: 'off', fsync: 'off' }]);
});

test('a database can be copied from one made before', async () => {
  const template = await make();
  await template.pool.query('CREATE TABLE thing (id int); INSERT INTO thing VALUES (7)');
  await template.pool.end();
  const copy = await make({ template: template.name });
  const { rows } = await copy.pool.query('SELECT id FROM thing');
  expect(rows).toEqual([{ id: 7 }]);
});

test('dropping cuts the connections that are left', async () => {
  const database = await make();
  const left = new pg.Client({ connectionString: database.url });
  const errors: unknown[] = [];
  left.on('error', (error) => errors.push(error));
  await left.connect();
  await database.drop();
  await expect(left.query('SELECT 1')).rejects.toThrow();
});
