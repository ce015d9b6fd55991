import type { ClientBase } from 'pg';
import type { ReadModelTable } from '../projection.js';
import { identifier } from '../rows/columns.js';

/** A row in which what is served differs from what the log says. Never holds values, save those that name the row. */
export interface Difference {
  readonly projection: string;
  readonly table: string;
  /** The row's key columns, as text. Empty where the table itself differs. */
  readonly key: Readonly<Record<string, string | null>>;
  /** As seen from the served table: a row is missing from it, unexpected in it, or different. */
  readonly kind: 'missing' | 'unexpected' | 'different';
  /** Where different: the columns that differ. */
  readonly columns: readonly string[];
}

export interface TableComparison {
  /** The first of the differences, by key. */
  readonly differences: readonly Omit<Difference, 'projection'>[];
  /** How many differences there are. */
  readonly differing: number;
  /** How many rows are served. */
  readonly rows: number;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

const columnsOf = async (client: ClientBase, schema: string, table: string): Promise<Column[]> => {
  const { rows } = await client.query<Column>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type
       FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [`${schema}.${identifier(table)}`],
  );
  return rows;
};

/** Columns that are not the same in both, by name and type. */
const unlike = (served: readonly Column[], expected: readonly Column[]): string[] => {
  const count = new Map<string, number>();
  for (const { name, type } of [...served, ...expected]) {
    const column = JSON.stringify([name, type]);
    count.set(column, (count.get(column) ?? 0) + 1);
  }
  const odd = [...count].filter(([, times]) => times !== 2).map(([column]) => (JSON.parse(column) as string[])[0]!);
  return [...new Set(odd)];
};

const texts = (table: string, names: readonly string[]): string =>
  names.map((name) => `${table}.${identifier(name)}::text`).join(', ');

/**
 * Compares a served table with one that was just filled from the log, as both are in the client's snapshot. Rows are
 * compared by their text, which tells NULL from '' and shows arrays, JSON and bytes in full.
 */
export const compareTables = async (
  client: ClientBase,
  table: ReadModelTable,
  served: string,
  expected: string,
  limit: number,
): Promise<TableComparison> => {
  const columns = await columnsOf(client, expected, table.name);
  const present = await columnsOf(client, served, table.name);
  if (present.length === 0) {
    return { differences: [{ table: table.name, key: {}, kind: 'missing', columns: [] }], differing: 1, rows: 0 };
  }
  const odd = unlike(present, columns);
  if (odd.length > 0) {
    return { differences: [{ table: table.name, key: {}, kind: 'different', columns: odd }], differing: 1, rows: 0 };
  }

  const names = columns.map(({ name }) => name);
  const name = identifier(table.name);
  const side = (schema: string, sign: number): string =>
    `SELECT ARRAY[${texts('t', table.key)}]::text[] AS key, ${sign} AS side,
            hashtextextended(ROW(${names.map((column) => `t.${identifier(column)}`).join(', ')})::text, 0) AS hash
       FROM ${schema}.${name} t`;
  const { rows } = await client.query<{ key: (string | null)[]; served: boolean; expected: boolean; total: string }>(
    `WITH odd AS (
       SELECT key, sum(side) AS balance FROM (${side(served, 1)} UNION ALL ${side(expected, -1)}) AS both_sides
        GROUP BY key, hash HAVING sum(side) <> 0)
     SELECT key, bool_or(balance > 0) AS served, bool_or(balance < 0) AS expected, count(*) OVER () AS total
       FROM odd GROUP BY key ORDER BY key LIMIT ${limit}`,
  );

  const different = rows.filter((row) => row.served && row.expected).map(({ key }) => key);
  const columnsByKey = await differingColumns(client, table, names, served, expected, different);
  const differences = rows.map((row) => ({
    table: table.name,
    key: Object.fromEntries(table.key.map((column, index) => [column, row.key[index] ?? null])),
    kind: row.served ? (row.expected ? ('different' as const) : ('unexpected' as const)) : ('missing' as const),
    columns: row.served && row.expected ? (columnsByKey.get(JSON.stringify(row.key)) ?? []) : [],
  }));
  const { rows: counted } = await client.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${served}.${name}`);
  return { differences, differing: Number(rows[0]?.total ?? 0), rows: Number(counted[0]!.rows) };
};

/** For rows that are on both sides: which columns differ, by key (as JSON). */
const differingColumns = async (
  client: ClientBase,
  table: ReadModelTable,
  names: readonly string[],
  served: string,
  expected: string,
  keys: readonly (readonly (string | null)[])[],
): Promise<Map<string, string[]>> => {
  if (keys.length === 0) return new Map();
  const name = identifier(table.name);
  const differs = names.map((column) => {
    const [mine, theirs] = [`s.${identifier(column)}::text`, `e.${identifier(column)}::text`];
    return `CASE WHEN ${mine} IS DISTINCT FROM ${theirs} THEN ${literal(column)} END`;
  });
  const keyed = (schema: string): string =>
    `SELECT t.*, ARRAY[${texts('t', table.key)}]::text[] AS "key of the row" FROM ${schema}.${name} t`;
  const { rows } = await client.query<{ key: (string | null)[]; columns: string[] }>(
    `WITH wanted AS (
       SELECT ARRAY(SELECT jsonb_array_elements_text(k)) AS key FROM jsonb_array_elements($1::jsonb) AS k)
     SELECT w.key, array_remove(ARRAY[${differs.join(', ')}]::text[], NULL) AS columns
       FROM wanted w
       JOIN (${keyed(served)}) s ON s."key of the row" = w.key
       JOIN (${keyed(expected)}) e ON e."key of the row" = w.key`,
    [JSON.stringify(keys)],
  );
  const found = new Map<string, Set<string>>();
  for (const { key, columns } of rows) {
    const text = JSON.stringify(key);
    found.set(text, new Set([...(found.get(text) ?? []), ...columns]));
  }
  return new Map([...found].map(([key, columns]) => [key, [...columns]]));
};

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
