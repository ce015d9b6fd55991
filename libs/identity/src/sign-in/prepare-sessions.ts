import type { Pool } from 'pg';

/** `EHSI`: keeps two processes that start at once from making the table twice. Any constant of ours does. */
const LOCK = 0x45485349;

const TABLE = `
  CREATE SCHEMA IF NOT EXISTS identity;
  CREATE TABLE IF NOT EXISTS identity.session (
    digest bytea PRIMARY KEY,
    content jsonb NOT NULL,
    begun_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
  );
  CREATE INDEX IF NOT EXISTS session_seen_at ON identity.session (seen_at);`;

/** Makes the table of sessions where it is not there. */
export const prepareSessions = async (pool: Pool): Promise<void> => {
  // One statement of several parts is one transaction, which holds the lock to its end.
  await pool.query(`SELECT pg_advisory_xact_lock(${LOCK}); ${TABLE}`);
};
