import { randomBytes } from 'node:crypto';
import type { PoolClient, QueryResultRow } from 'pg';
import { MODULES, PARENT } from './modules.js';
import { DIGEST_BYTES, RowSeal } from './row-seal.js';
import {
  MARKS,
  type LinkedRow,
  type PersonRows,
  type StagedModule,
  type StagedRow,
  type Staging,
  type UnlinkedRow,
} from './staging.js';

/** Persons put together at a time: some thousands of rows, a megabyte or so. */
const PERSONS_AT_ONCE = 400;
const UNLINKED_AT_ONCE = 2000;

const USABLE = 0;
const UNUSABLE = 1;
const REPEATED = 2;
const STATES = ['usable', 'unusable', 'repeated'] as const;

const STAGED_MODULES = MODULES.filter((module): module is StagedModule => module !== 'sen2');

/**
 * Staging in temporary tables of one session. The joins are PostgreSQL's, set by set; what is joined are keyed digests
 * of the table ids, and the rows themselves are sealed (`RowSeal`), so that memory here stays the same however large the
 * return is, and the database's disk holds nothing that can be read.
 */
export class PostgresStaging implements Staging {
  private readonly seal = new RowSeal();
  private readonly name = `sen2_${randomBytes(6).toString('hex')}`;
  private rows = 0;
  private persons_ = 0;
  private hasShared = false;
  private dropped = false;

  private constructor(private readonly client: PoolClient) {}

  static async create(client: PoolClient): Promise<PostgresStaging> {
    const staging = new PostgresStaging(client);
    const { name } = staging;
    await client.query(`
      CREATE TEMP TABLE ${name}_row
        (id int NOT NULL, module smallint NOT NULL, line int NOT NULL, key bytea, parent bytea, sealed bytea);
      CREATE TEMP TABLE ${name}_mark (kind smallint NOT NULL, digest bytea NOT NULL, id int NOT NULL, line int NOT NULL);
      CREATE TEMP TABLE ${name}_link
        (id int NOT NULL, module smallint NOT NULL, line int NOT NULL, key bytea, first int NOT NULL, up int, person int,
         state smallint NOT NULL)`);
    return staging;
  }

  async add(rows: readonly StagedRow[]): Promise<void> {
    const { module } = rows[0] ?? {};
    if (module === undefined) return;
    const lines: number[] = [];
    const ends: number[] = [];
    const keys: Buffer[] = [];
    const parents: Buffer[] = [];
    const sealed: Buffer[] = [];
    const marks: { kind: number; digest: Buffer; id: number; line: number }[] = [];
    let end = 0;
    const firstId = this.rows + 1;
    for (const row of rows) {
      const id = ++this.rows;
      lines.push(row.line);
      keys.push(this.digest(row.module, row.key));
      parents.push(this.digest(PARENT[row.module] ?? '', row.parent));
      if (row.cells !== null) {
        const blob = this.seal.seal(id, row.cells);
        sealed.push(blob);
        end += blob.length;
      }
      ends.push(end);
      for (const { kind, text } of row.marks) {
        marks.push({ kind: MARKS.indexOf(kind), digest: this.seal.digest(kind, text), id, line: row.line });
      }
    }
    if (module === 'person') this.persons_ = this.rows;
    // One long value cut up by PostgreSQL costs a fraction of an array of values, which would be sent as text.
    await this.client.query(
      `INSERT INTO ${this.name}_row (id, module, line, key, parent, sealed)
       SELECT $1::int + n, $2, line,
              nullif(substr($3::bytea, n * ${DIGEST_BYTES} + 1, ${DIGEST_BYTES}), '${NO_DIGEST_SQL}'),
              nullif(substr($4::bytea, n * ${DIGEST_BYTES} + 1, ${DIGEST_BYTES}), '${NO_DIGEST_SQL}'),
              nullif(substr($5::bytea, start + 1, stop - start), '')
       FROM (SELECT line, stop, lag(stop, 1, 0) OVER (ORDER BY ordinality) AS start, ordinality::int - 1 AS n
             FROM unnest($6::int[], $7::int[]) WITH ORDINALITY AS given (line, stop, ordinality)) AS cut`,
      [
        firstId,
        MODULES.indexOf(module),
        Buffer.concat(keys),
        Buffer.concat(parents),
        Buffer.concat(sealed),
        lines,
        ends,
      ],
    );
    if (marks.length > 0) {
      await this.client.query(
        `INSERT INTO ${this.name}_mark (kind, digest, id, line)
         SELECT kind, substr($1::bytea, (ordinality::int - 1) * ${DIGEST_BYTES} + 1, ${DIGEST_BYTES}), id, line
         FROM unnest($2::smallint[], $3::int[], $4::int[]) WITH ORDINALITY AS given (kind, id, line, ordinality)`,
        [
          Buffer.concat(marks.map(({ digest }) => digest)),
          marks.map(({ kind }) => kind),
          marks.map(({ id }) => id),
          marks.map(({ line }) => line),
        ],
      );
    }
  }

  async link(headerKey: string): Promise<void> {
    const { client, name } = this;
    await client.query(`ALTER TABLE ${name}_row ADD PRIMARY KEY (id); ANALYZE ${name}_row`);
    for (const module of STAGED_MODULES) {
      // A temporary table is never analyzed by itself, and a plan made without statistics may loop over every pair.
      await client.query({
        text: `
          WITH here AS (
            SELECT id, module, line, key, parent, sealed IS NULL AS unusable,
                   first_value(id) OVER (PARTITION BY key ORDER BY sealed IS NULL, id) AS first
            FROM ${name}_row WHERE module = $1),
          stated AS (
            SELECT *, CASE WHEN unusable THEN ${UNUSABLE} WHEN key IS NOT NULL AND first <> id THEN ${REPEATED}
                           ELSE ${USABLE} END AS state
            FROM here)
          INSERT INTO ${name}_link (id, module, line, key, first, up, person, state)
          ${
            module === 'person'
              ? `SELECT id, module, line, key, first, NULL,
                        CASE WHEN state = ${UNUSABLE} OR (state = ${USABLE} AND parent = $2) THEN id END, state
                 FROM stated`
              : `SELECT s.id, s.module, s.line, s.key, s.first, p.id, p.person, s.state
                 FROM stated s
                 LEFT JOIN ${name}_link p ON p.module = $2 AND p.key = s.parent AND p.first = p.id`
          }`,
        values: [
          MODULES.indexOf(module),
          module === 'person' ? this.digest('sen2', headerKey) : MODULES.indexOf(PARENT[module]!),
        ],
      });
      await client.query(`ANALYZE ${name}_link`);
    }
    await client.query(`
      CREATE INDEX ON ${name}_link (person);
      CREATE TEMP TABLE ${name}_shared AS
        SELECT id, kind, other FROM (
          SELECT m.id, m.kind, coalesce(lag(m.line) OVER same, lead(m.line) OVER same) AS other
          FROM ${name}_mark m JOIN ${name}_link l ON l.id = m.id AND l.person = l.id AND l.state = ${USABLE}
          WINDOW same AS (PARTITION BY m.kind, m.digest ORDER BY m.id)) AS pairs
        WHERE other IS NOT NULL`);
    const { rows } = await client.query<{ some: boolean }>(`SELECT EXISTS (SELECT FROM ${name}_shared) AS some`);
    this.hasShared = rows[0]?.some === true;
  }

  async mostRowsOfOne(): Promise<number> {
    const { rows } = await this.client.query<{ most: number | null }>(
      `SELECT max(n)::int AS most
       FROM (SELECT count(*) AS n FROM ${this.name}_link WHERE person IS NOT NULL GROUP BY person) AS counted`,
    );
    return rows[0]?.most ?? 0;
  }

  async *unlinked(): AsyncGenerator<UnlinkedRow> {
    for (let last = 0; ;) {
      const { rows } = await this.client.query<{
        id: number;
        module: number;
        line: number;
        state: number;
        up: number | null;
        first_line: number | null;
      }>(
        `SELECT l.id, l.module, l.line, l.state, l.up, f.line AS first_line
         FROM ${this.name}_link l LEFT JOIN ${this.name}_row f ON f.id = l.first AND l.state = ${REPEATED}
         WHERE l.id > $1 AND (l.state = ${REPEATED} OR (l.state = ${USABLE} AND l.person IS NULL))
         ORDER BY l.id LIMIT ${UNLINKED_AT_ONCE}`,
        [last],
      );
      for (const { module, line, state, up, first_line: firstLine } of rows) {
        const fault = state === REPEATED ? 'repeated' : up === null ? 'no-parent' : 'parent-left-out';
        yield { module: MODULES[module] as StagedModule, line, fault, firstLine };
      }
      if (rows.length < UNLINKED_AT_ONCE) return;
      last = rows.at(-1)!.id;
    }
  }

  async *persons(): AsyncGenerator<PersonRows> {
    // The persons' rows were staged first, so their ids run from 1 without a gap.
    for (let from = 1; from <= this.persons_; from += PERSONS_AT_ONCE) {
      const to = from + PERSONS_AT_ONCE;
      const shared = await this.shared(from, to);
      const rows = await this.binary<{
        person: number;
        module: number;
        id: number;
        up: number | null;
        line: number;
        state: number;
        sealed: Buffer | null;
      }>(
        `SELECT l.person, l.module, l.id, l.up, l.line, l.state, r.sealed
         FROM ${this.name}_link l JOIN ${this.name}_row r ON r.id = l.id
         WHERE l.person >= $1 AND l.person < $2 ORDER BY l.person, l.module, l.id`,
        [from, to],
      );
      for (let start = 0; start < rows.length;) {
        const { person } = rows[start]!;
        let stop = start + 1;
        while (stop < rows.length && rows[stop]!.person === person) stop++;
        yield {
          rows: rows.slice(start, stop).map(({ id, up, module, line, state, sealed }): LinkedRow => ({
            id,
            up,
            module: MODULES[module] as StagedModule,
            line,
            state: STATES[state]!,
            cells: state === USABLE && sealed !== null ? this.seal.open(id, sealed) : [],
          })),
          shared: shared.get(person) ?? [],
        };
        start = stop;
      }
    }
  }

  async drop(): Promise<void> {
    if (this.dropped) return;
    this.dropped = true;
    const tables = ['row', 'mark', 'link', 'shared'].map((table) => `pg_temp.${this.name}_${table}`);
    await this.client.query(`DROP TABLE IF EXISTS ${tables.join(', ')}`);
  }

  private async shared(from: number, to: number): Promise<Map<number, PersonRows['shared'][number][]>> {
    const byPerson = new Map<number, PersonRows['shared'][number][]>();
    if (!this.hasShared) return byPerson;
    const { rows } = await this.client.query<{ id: number; kind: number; other: number }>(
      `SELECT id, kind, other FROM ${this.name}_shared WHERE id >= $1 AND id < $2 ORDER BY id, kind`,
      [from, to],
    );
    for (const { id, kind, other } of rows) {
      byPerson.set(id, [...(byPerson.get(id) ?? []), { kind: MARKS[kind]!, otherLine: other }]);
    }
    return byPerson;
  }

  /** Zeros stand for "no key", which joins with nothing. */
  private digest(kind: string, key: string): Buffer {
    return key === '' ? NO_DIGEST : this.seal.digest(kind, key);
  }

  /** Results in binary: a sealed row comes as it is, not as twice as many hexadecimal digits. */
  private async binary<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    const config = { text, values, binary: true, types: { getTypeParser: () => readBinary } };
    const { rows } = await this.client.query<Row>(config as never);
    return rows;
  }
}

const NO_DIGEST = Buffer.alloc(DIGEST_BYTES);
const NO_DIGEST_SQL = `\\x${NO_DIGEST.toString('hex')}`;

/** int2, int4 or bytea, told apart by their length: no sealed row is shorter than its tag of 16 bytes. */
function readBinary(value: Buffer): number | Buffer {
  if (value.length === 2) return value.readInt16BE();
  if (value.length === 4) return value.readInt32BE();
  return Buffer.from(value);
}
