import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { inTransaction } from '../sql/in-transaction.js';
import { SCHEMA_LOCK } from '../sql/locks.js';

const migrations = ['001-builds.sql', '002-filling-by-stream.sql'];

/**
 * Brings the schema `projections` up to date; does nothing where it is. Safe to call from several processes at once:
 * an advisory lock lets one of them do it.
 */
export const migrateProjections = async (pool: Pool): Promise<void> => {
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS projections;
      CREATE TABLE IF NOT EXISTS projections.migration (
        name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    const { rows } = await client.query<{ name: string }>('SELECT name FROM projections.migration');
    const applied = new Set(rows.map(({ name }) => name));
    for (const name of migrations.filter((migration) => !applied.has(migration))) {
      await client.query(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8'));
      await client.query('INSERT INTO projections.migration (name) VALUES ($1)', [name]);
    }
  });
};
