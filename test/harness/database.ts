import { SteadyPool } from '@ehc/projections';
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of its own for a test, empty or a copy of a template. */
export interface TestDatabase {
  readonly name: string;
  /** As the role that the service works as: owner of the database, no superuser. */
  readonly url: string;
  readonly pool: pg.Pool;
  /** Closes the pool and removes the database, cutting whatever connections are left. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /**
   * Name of a database made before, without connections to it, to copy (some 30 ms): apply the migrations once per
   * file of tests and copy per test.
   */
  readonly template?: string;
  /** Most connections of the pool. Default 10. */
  readonly poolSize?: number;
}

/** Makes a database in the run's PostgreSQL (jest project `int`), in some 20 ms. */
export async function createTestDatabase({ template, poolSize = 10 }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const serviceUrl = new URL(variable('EHC_TEST_POSTGRES_URL'));
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(
    `CREATE DATABASE ${name} OWNER ${serviceUrl.username} STRATEGY file_copy TEMPLATE ${template ?? 'template1'}`,
  );
  serviceUrl.pathname = `/${name}`;
  const url = serviceUrl.toString();
  // A test that cuts connections on purpose must not end the worker.
  const pool = new SteadyPool({ connectionString: url, max: poolSize });
  let dropped: Promise<void> | undefined;
  const drop = async (): Promise<void> => {
    if (!pool.ending) await pool.end();
    await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  return { name, url, pool, drop: () => (dropped ??= drop()) };
}

/** The address of a test's database as superuser, for what nobody but who rules the server can do to it. */
export const superuserUrl = ({ name }: Pick<TestDatabase, 'name'>): string => {
  const url = new URL(variable('EHC_TEST_POSTGRES_ADMIN_URL'));
  url.pathname = `/${name}`;
  return url.toString();
};

/** Runs one statement as superuser, for what a test does to the server itself. */
export async function asAdmin(sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: variable('EHC_TEST_POSTGRES_ADMIN_URL') });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this test in jest's project "int" (npm run test:int).`);
  return value;
}
