import type { ClientBase } from 'pg';
import { grantToReaders } from '../readers/reader-role.js';
import { identifier } from '../rows/columns.js';

/** SQLSTATE of `CREATE OR REPLACE VIEW` where columns were renamed, retyped, reordered or removed. */
const INVALID_TABLE_DEFINITION = '42P16';

/** `GRANT` statements that give a view the rights it has now. */
const grantsOn = async (client: ClientBase, view: string): Promise<string[]> => {
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('GRANT %s ON ${view} TO %s%s', a.privilege_type,
              CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END,
              CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement
       FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
      WHERE c.oid = '${view}'::regclass AND a.grantee <> c.relowner`,
  );
  return rows.map(({ statement }) => statement);
};

/**
 * Lets `<owner>.<table>` show the table of that name in `schema`, keeping who may read it. Whoever reads it sees what they
 * would see of the table (`security_invoker`), so row-level security holds. Inside the caller's transaction, so that
 * several views change at one moment.
 */
export const serveView = async (client: ClientBase, owner: string, table: string, schema: string): Promise<void> => {
  const view = `${owner}.${identifier(table)}`;
  const definition = `VIEW ${view} WITH (security_invoker = true) AS SELECT * FROM ${schema}.${identifier(table)}`;
  await client.query('SAVEPOINT serve_view');
  try {
    await client.query(`CREATE OR REPLACE ${definition}`);
  } catch (error) {
    if ((error as { code?: unknown }).code !== INVALID_TABLE_DEFINITION) throw error;
    await client.query('ROLLBACK TO SAVEPOINT serve_view');
    const grants = await grantsOn(client, view);
    await client.query(`DROP VIEW ${view}`);
    await client.query(`CREATE ${definition}`);
    for (const grant of grants) await client.query(grant);
  }
  await client.query('RELEASE SAVEPOINT serve_view');
  await client.query(grantToReaders(`SELECT ON ${view}`));
};
