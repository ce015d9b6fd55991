import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { identifier } from '../rows/columns.js';
import { inTransaction } from '../sql/in-transaction.js';
import { SCHEMA_LOCK } from '../sql/locks.js';

/** A schema that is made by files of SQL, each run once, in this order. */
export interface MigratedSchema {
  readonly schema: string;
  /** Folder of the files. */
  readonly folder: URL;
  readonly files: readonly string[];
}

/**
 * Brings a schema up to date; does nothing where it is. Safe to call from several processes at once: an advisory lock
 * lets one of them do it.
 */
export const migrateSchema = async (pool: Pool, { schema, folder, files }: MigratedSchema): Promise<void> => {
  const name = identifier(schema);
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS ${name};
      CREATE TABLE IF NOT EXISTS ${name}.migration (
        name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${name}.migration`);
    const applied = new Set(rows.map((row) => row.name));
    for (const file of files.filter((each) => !applied.has(each))) {
      await client.query(readFileSync(new URL(file, folder), 'utf8'));
      await client.query(`INSERT INTO ${name}.migration (name) VALUES ($1)`, [file]);
    }
  });
};
