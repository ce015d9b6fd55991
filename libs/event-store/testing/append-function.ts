import { readMigrations } from '../src/postgres/migrate.js';

const LOCK = /^ *PERFORM pg_advisory_xact_lock\(\d+\);\n/m;
const NEXT_POSITIONS = /^ *v_base := .*;\n/m;

export interface Variant {
  /** Whether the lock is taken; leaving it out is the mistake that the tests must find. */
  readonly lock: boolean;
  /** As it is (`gapless`, one more than the newest), or from a sequence, as most stores take them. */
  readonly positions: 'gapless' | 'sequence';
}

/** SQL that puts a variant of `events.append` in the place of ours. For tests only: production knows no such switch. */
export const appendFunctionSql = ({ lock, positions }: Variant): string => {
  const replaced = 'CREATE OR REPLACE FUNCTION events.append(';
  const newest = readMigrations().findLast(({ sql }) => sql.includes(replaced))!.sql;
  let sql = newest.slice(newest.indexOf(replaced));
  if (!lock) sql = cut(sql, LOCK, '');
  if (positions === 'gapless') return sql;
  return `
    CREATE SEQUENCE events.naive_position INCREMENT BY 100;
    GRANT USAGE ON SEQUENCE events.naive_position TO ehc_events_owner;
    ${cut(sql, NEXT_POSITIONS, "v_base := nextval('events.naive_position');\n")}`;
};

const cut = (sql: string, pattern: RegExp, put: string): string => {
  if (!pattern.test(sql)) throw new Error(`events.append no longer has the line that this test changes (${pattern}).`);
  return sql.replace(pattern, put);
};
