import { findRunning } from '@ehc/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import pg from 'pg';
import { EhcInFolder } from '../harness/ehc.js';

// `ehc verify` finds every read model equal to the log; and a row changed, deleted or added by hand in any table of any
// of them, by name.

jest.setTimeout(600_000);

const SAMPLE = join(import.meta.dirname, '../../apps/casework/src/import-sen2-return/test-data/made-up-return');

interface Report {
  equal: boolean;
  reports: {
    projection: string;
    differing: number;
    differences: { table: string; kind: string; key: Record<string, string> }[];
  }[];
}
interface Table {
  schema: string;
  name: string;
  key: string[];
  other: string | null;
  type: string;
}

let ehc: EhcInFolder;
let address: string;
let client: pg.Client;

beforeAll(async () => {
  ehc = new EhcInFolder();
  const { status, stderr } = await ehc.run('import', 'sen2', SAMPLE, '--authority', '892');
  if (status !== 0) throw new Error(stderr);
  await ehc.json('simulate', '--authority', '999', '--children', '60', '--years', '2', '--seed', '1', '--json');
  address = await ehc.start('--no-demo');
  const running = await findRunning(ehc.dataDir);
  client = new pg.Client({ connectionString: running!.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await ehc.remove();
});

/** Every table of every read model that holds rows, with its key and a column that is not of the key. */
const tables = async (): Promise<Table[]> => {
  const { rows } = await client.query<Table>(
    `SELECT n.nspname AS schema, c.relname AS name, k.key, o.attname AS other, format_type(o.atttypid, NULL) AS type
     FROM pg_index i
     JOIN pg_class c ON c.oid = i.indrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
     CROSS JOIN LATERAL (SELECT array_agg(attname::text) AS key FROM pg_attribute WHERE attrelid = c.oid AND attnum = ANY (i.indkey)) k
     LEFT JOIN LATERAL (
       SELECT attname, atttypid FROM pg_attribute
       WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attnum <> ALL (i.indkey)
         AND atttypid IN ('text'::regtype, 'int4'::regtype, 'int8'::regtype, 'bool'::regtype, 'date'::regtype)
       ORDER BY attnum LIMIT 1) o ON true
     WHERE i.indisprimary AND n.nspname LIKE 'rm\\_%' ORDER BY 1, 2`,
  );
  const filled: Table[] = [];
  for (const table of rows) {
    const { rows: some } = await client.query(`SELECT 1 FROM ${table.schema}.${table.name} LIMIT 1`);
    if (some.length > 0) filled.push(table);
  }
  return filled;
};

/** The first row by key, as a condition. */
const oneRow = ({ schema, name, key }: Table): string => {
  const columns = key.map((column) => `"${column}"`).join(', ');
  return `(${columns}) = (SELECT ${columns} FROM ${schema}.${name} ORDER BY ${columns} LIMIT 1)`;
};

const OTHER: Record<string, (column: string) => string> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  integer: (column) => `coalesce(${column}, 0) + 1`,
  bigint: (column) => `coalesce(${column}, 0) + 1`,
  boolean: (column) => `NOT coalesce(${column}, false)`,
  date: (column) => `coalesce(${column}, date '2020-01-01') + 1`,
};

const verified = async (): Promise<{ status: number | null; report: Report }> => {
  const { status, stdout } = await ehc.run('verify', '--json');
  return { status, report: JSON.parse(stdout) as Report };
};

/** What was found of each table, and whether each row is named by its key. */
const found = (report: Report, touched: readonly Table[]) =>
  touched.map(({ name, key }) => {
    const differences = report.reports.flatMap((one) => one.differences).filter(({ table }) => table === name);
    return {
      name,
      kinds: differences.map(({ kind }) => kind),
      named: differences.every((one) => key.every((column) => Boolean(one.key[column]))),
    };
  });

const each = (touched: readonly Table[], kind: string) =>
  touched.map(({ name }) => ({ name, kinds: [kind], named: true }));

describe('ehc verify', () => {
  it('finds every read model equal to the log, and after a rebuild as well', async () => {
    expect(await verified()).toMatchObject({ status: 0, report: { equal: true } });
    expect((await ehc.run('rebuild', '--all')).status).toBe(0);
    expect(await verified()).toMatchObject({ status: 0, report: { equal: true } });
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
  });

  it.each([
    ['changed', 'different'],
    ['deleted', 'missing'],
    ['added', 'unexpected'],
  ] as const)('names a row %s by hand, in every table', async (how, kind) => {
    const touched: Table[] = [];
    for (const table of await tables()) {
      const { schema, name, key, other, type } = table;
      const [first, ...rest] = key;
      const others = (
        await client.query<{ name: string }>(
          `SELECT attname AS name FROM pg_attribute WHERE attrelid = '${schema}.${name}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
        )
      ).rows
        .map((column) => column.name)
        .filter((column) => column !== first);
      if (how === 'deleted') await client.query(`DELETE FROM ${schema}.${name} WHERE ${oneRow(table)}`);
      else if (how === 'changed') {
        if (!other) continue;
        await client.query(
          `UPDATE ${schema}.${name} SET "${other}" = ${OTHER[type]!(`"${other}"`)} WHERE ${oneRow(table)}`,
        );
      } else {
        const made = await client.query(
          `INSERT INTO ${schema}.${name} ("${first}", ${others.map((column) => `"${column}"`).join(', ')})
           SELECT ${keyMadeUp(await typeOf(table, first!))}, ${others.map((column) => `"${column}"`).join(', ')}
           FROM ${schema}.${name} WHERE ${oneRow(table)}`,
        );
        expect({ name, rest, rows: made.rowCount }).toEqual({ name, rest, rows: 1 });
      }
      touched.push(table);
    }
    expect(touched.length).toBeGreaterThan(10);
    const { status, report } = await verified();
    expect(status).toBe(1);
    expect(found(report, touched)).toEqual(each(touched, kind));
    expect((await ehc.run('rebuild', '--all')).status).toBe(0);
    expect(await verified()).toMatchObject({ status: 0 });
  });
});

const typeOf = async ({ schema, name }: Table, column: string): Promise<string> => {
  const { rows } = await client.query<{ type: string }>(
    `SELECT format_type(atttypid, NULL) AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2`,
    [`${schema}.${name}`, column],
  );
  return rows[0]!.type;
};

const keyMadeUp = (type: string): string =>
  type === 'text' ? "'made-up'" : type === 'uuid' ? "'00000000-0000-4000-8000-000000000000'" : '987654321';
