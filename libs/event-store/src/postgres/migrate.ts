import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';

/** A numbered file of SQL, run once in each database. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const folder = new URL('./migrations/', import.meta.url);

/** The files of `migrations/`, in order. */
export const readMigrations = (): Migration[] =>
  readdirSync(folder)
    .filter((file) => /^\d{3}-.+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: Number(file.slice(0, 3)),
      name: file.slice(4, -4),
      sql: readFileSync(new URL(file, folder), 'utf8'),
    }));

const checksum = ({ sql }: Migration): string => createHash('sha256').update(sql).digest('hex');

/**
 * Brings schema `events` up to date: runs what has not been run, each file with its record in one transaction. The
 * caller holds the lock that keeps other processes from doing the same (`prepareDatabase`).
 *
 * @returns how many were run
 * @throws Error where a file that was run has been edited since, or the database has been migrated by a newer version
 */
export const migrate = async (client: ClientBase, migrations = readMigrations()): Promise<number> => {
  await client.query('CREATE SCHEMA IF NOT EXISTS events');
  await client.query(`CREATE TABLE IF NOT EXISTS events.migration (
    version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, run_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await client.query<{ version: number; checksum: string }>(
    'SELECT version, checksum FROM events.migration',
  );
  const done = new Map(rows.map((row) => [row.version, row.checksum]));
  const newest = Math.max(0, ...done.keys());
  if (newest > Math.max(0, ...migrations.map(({ version }) => version)))
    throw new Error(`Schema "events" is at version ${newest}, which is newer than this program knows.`);
  const missing = migrations.filter((migration) => {
    const before = done.get(migration.version);
    if (before !== undefined && before !== checksum(migration))
      throw new Error(`Migration ${migration.version} (${migration.name}) of schema "events" was edited after it ran.`);
    return before === undefined;
  });
  for (const migration of missing) await runOne(client, migration);
  return missing.length;
};

const runOne = async (client: ClientBase, migration: Migration): Promise<void> => {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query('INSERT INTO events.migration (version, name, checksum) VALUES ($1, $2, $3)', [
      migration.version,
      migration.name,
      checksum(migration),
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};
