import type { ReadModelTable } from '../projection.js';
import { identifier } from '../rows/columns.js';
import { AUTHORITY_SETTING, grantToReaders } from './reader-role.js';

/**
 * Statements after which everybody but the owner of a table sees in it the rows of one authority alone: the one that
 * their session names. They see none where it names none, or where the table does not say whose rows it holds.
 */
export const showOwnRows = ({ name, authority }: ReadModelTable, schema: string): string => {
  const table = `${schema}.${identifier(name)}`;
  const own = authority == null ? 'false' : `${identifier(authority)} = current_setting('${AUTHORITY_SETTING}', true)`;
  return `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own_authority ON ${table} FOR SELECT USING (${own});`;
};

/** Statement that lets the views on a table be read by readers. They reach the table by no name of their own. */
export const letReadersSee = ({ name }: ReadModelTable, schema: string): string =>
  grantToReaders(`SELECT ON ${schema}.${identifier(name)}`);
