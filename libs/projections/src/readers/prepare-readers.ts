import { ensureRole } from '@ehc/event-store';
import type { ClientBase, Pool } from 'pg';
import { READER_ROLE } from './reader-role.js';

/**
 * What readers may not yet see of the builds that are there: those that were made when the role was missing. Tables and
 * views that do not keep rows apart by authority, as older versions made them, are left out.
 */
const MISSING_GRANTS = `
  SELECT format('GRANT SELECT ON %s TO ${READER_ROLE}', c.oid::regclass) AS statement
    FROM projections.build b CROSS JOIN LATERAL unnest(b.tables) AS t (name)
    JOIN pg_namespace n ON n.nspname IN (b.owner, b.physical_schema)
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name
   WHERE b.stage <> 'retired' AND (c.relrowsecurity OR 'security_invoker=true' = ANY (c.reloptions))
     AND NOT has_table_privilege('${READER_ROLE}', c.oid, 'SELECT')
  UNION
  SELECT format('GRANT USAGE ON SCHEMA %I TO ${READER_ROLE}', nspname)
    FROM pg_namespace WHERE nspname = ANY ($1) AND NOT has_schema_privilege('${READER_ROLE}', oid, 'USAGE')`;

/**
 * Makes the role of readers, which belongs to the whole cluster; does nothing where this user may not make roles.
 * Outside of any transaction, since databases of one cluster may do so at once.
 */
export const ensureReaderRole = async (pool: Pool): Promise<void> => {
  await ensureRole(pool, READER_ROLE);
};

/** Lets readers into the owners' schemas, and into builds that were made without them. */
export const letReadersIn = async (client: ClientBase, owners: readonly string[]): Promise<void> => {
  const { rows: roles } = await client.query(`SELECT FROM pg_roles WHERE rolname = '${READER_ROLE}'`);
  if (roles.length === 0) return;
  const { rows } = await client.query<{ statement: string }>(MISSING_GRANTS, [owners]);
  for (const { statement } of rows) await client.query(statement);
};
