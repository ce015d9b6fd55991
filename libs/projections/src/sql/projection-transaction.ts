import { pipeline } from 'node:stream/promises';
import { types, type ClientBase, type CustomTypesConfig } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ProjectionTransaction } from '../projection.js';

const { DATE, TIMESTAMPTZ } = types.builtins;
const DATE_ARRAY = 1182;
const TEXT_ARRAY = 1009;

/** `2026-03-01 09:30:00.123456+00`, as a session in UTC writes it, to `2026-03-01T09:30:00.123456Z`. */
const instant = (text: string): string => text.replace(' ', 'T').replace(/\+00$/, 'Z');

/** As `pg` reads by default, save that dates and instants stay strings: no civil date is ever a JavaScript `Date`. */
const parsers: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return types.getTypeParser(oid, format);
    if (oid === DATE) return (text: string) => text;
    if (oid === TIMESTAMPTZ) return instant;
    return types.getTypeParser(oid === DATE_ARRAY ? TEXT_ARRAY : oid, format);
  }) as CustomTypesConfig['getTypeParser'],
};

/**
 * What a projection's handler is given to write with.
 * @param alone whether no other process may ever write the same tables
 * @param before resolves when what comes before is written; asked for ahead of every query
 */
export const projectionTransaction = (
  client: ClientBase,
  alone = false,
  before?: () => Promise<void>,
): ProjectionTransaction => ({
  query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => {
    await before?.();
    const { rows } = await client.query<Row>({ text: sql, values: [...parameters], types: parsers });
    return rows;
  },
  ...(alone && { copy: (sql, pieces) => pipeline(pieces, client.query(copyFrom(sql))) }),
});
