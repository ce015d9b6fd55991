import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
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
  /** First and last id of each module; rows come module by module. */
  private readonly ids = new Map<StagedModule, { readonly from: number; readonly to: number }>();
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
    this.ids.set(module, { from: this.ids.get(module)?.from ?? firstId, to: this.rows });
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
    // A temporary table has no statistics unless they are gathered, which takes longer than all of the joins; without
    // them the planner may take a large table for a small one and loop over every pair. Nothing here gains by a loop.
    await client.query(`ALTER TABLE ${name}_row ADD PRIMARY KEY (id); SET enable_nestloop = off`);
    try {
      for (const module of STAGED_MODULES) await this.linkModule(module, headerKey);
      // In the order in which it is read again, so that each batch of persons lies in one place.
      await client.query(`
        CREATE TEMP TABLE ${name}_flat AS
          SELECT l.person, l.id, l.module, l.line, l.up, l.state, r.sealed
          FROM ${name}_link l JOIN ${name}_row r ON r.id = l.id
          WHERE l.person IS NOT NULL ORDER BY l.person, l.id;
        CREATE INDEX ON ${name}_flat (person);
        DROP TABLE ${name}_row;
        CREATE TEMP TABLE ${name}_shared AS
          SELECT id, kind, other FROM (
            SELECT m.id, m.kind, coalesce(lag(m.line) OVER same, lead(m.line) OVER same) AS other
            FROM ${name}_mark m JOIN ${name}_link l ON l.id = m.id AND l.person = l.id AND l.state = ${USABLE}
            WINDOW same AS (PARTITION BY m.kind, m.digest ORDER BY m.id)) AS pairs
          WHERE other IS NOT NULL`);
    } finally {
      await client.query('RESET enable_nestloop');
    }
    const { rows } = await client.query<{ some: boolean }>(`SELECT EXISTS (SELECT FROM ${name}_shared) AS some`);
    this.hasShared = rows[0]?.some === true;
  }

  /** Of rows with one key the first counts, and one that can be used before any that cannot. */
  private async linkModule(module: StagedModule, headerKey: string): Promise<void> {
    const { name } = this;
    const { from, to } = this.ids.get(module) ?? { from: 0, to: 0 };
    const parent = PARENT[module]!;
    await this.client.query(
      `WITH here AS (
         SELECT id, module, line, key, parent, sealed IS NULL AS unusable,
                first_value(id) OVER (PARTITION BY key ORDER BY sealed IS NULL, id) AS first
         FROM ${name}_row WHERE id BETWEEN $1 AND $2),
       stated AS (
         SELECT *, CASE WHEN unusable THEN ${UNUSABLE} WHEN key IS NOT NULL AND first <> id THEN ${REPEATED}
                        ELSE ${USABLE} END AS state
         FROM here)
       INSERT INTO ${name}_link (id, module, line, key, first, up, person, state)
       ${
         parent === 'sen2'
           ? `SELECT id, module, line, key, first, NULL,
                     CASE WHEN state = ${UNUSABLE} OR (state = ${USABLE} AND parent = $3) THEN id END, state
              FROM stated`
           : `SELECT s.id, s.module, s.line, s.key, s.first, p.id, p.person, s.state
              FROM stated s
              LEFT JOIN ${name}_link p ON p.module = $3 AND p.key = s.parent AND p.first = p.id`
       }`,
      [from, to, parent === 'sen2' ? this.digest(parent, headerKey) : MODULES.indexOf(parent)],
    );
  }

  async size(): Promise<{ persons: number; mostRowsOfOne: number }> {
    const { rows } = await this.client.query<{ persons: number; most: number }>(
      `SELECT count(*) FILTER (WHERE usable)::int AS persons, coalesce(max(n), 0)::int AS most
       FROM (SELECT count(*) AS n, bool_or(id = person AND state = ${USABLE}) AS usable
             FROM ${this.name}_flat GROUP BY person) AS counted`,
    );
    return { persons: rows[0]?.persons ?? 0, mostRowsOfOne: rows[0]?.most ?? 0 };
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
         FROM ${this.name}_link l LEFT JOIN ${this.name}_link f ON f.id = l.first AND l.state = ${REPEATED}
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
    const { from, to } = this.ids.get('person') ?? { from: 1, to: 0 };
    for (let start = from; start <= to; start += PERSONS_AT_ONCE) yield* this.grouped(await this.batch(start));
  }

  private async batch(from: number): Promise<Batch> {
    const to = from + PERSONS_AT_ONCE;
    const shared = await this.shared(from, to);
    const { rows } = await this.client.query<FlatRow>(
      `SELECT person, id, module, line, up, state, sealed FROM ${this.name}_flat
       WHERE person >= $1 AND person < $2 ORDER BY person, id`,
      [from, to],
    );
    return { rows, shared };
  }

  private *grouped({ rows, shared }: Batch): Generator<PersonRows> {
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

  async drop(): Promise<void> {
    if (this.dropped) return;
    this.dropped = true;
    const tables = ['row', 'mark', 'link', 'flat', 'shared'].map((table) => `pg_temp.${this.name}_${table}`);
    await this.client.query(`DROP TABLE IF EXISTS ${tables.join(', ')}`);
  }

  private async shared(from: number, to: number): Promise<Batch['shared']> {
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
}

interface FlatRow {
  readonly person: number;
  readonly id: number;
  readonly module: number;
  readonly line: number;
  readonly up: number | null;
  readonly state: number;
  readonly sealed: Buffer | null;
}

interface Batch {
  readonly rows: readonly FlatRow[];
  readonly shared: ReadonlyMap<number, PersonRows['shared'][number][]>;
}

const NO_DIGEST = Buffer.alloc(DIGEST_BYTES);
const NO_DIGEST_SQL = `\\x${NO_DIGEST.toString('hex')}`;
