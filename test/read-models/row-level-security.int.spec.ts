import { InMemoryKeyStore, openPostgresEventStore, type PostgresEventStore, Sealer } from '@ehc/event-store';
import { DEFAULT_SETTINGS, parseCivilDate } from '@ehc/statutory-clock';
import { anEvent } from '@ehc/event-store/testing';
import { openReaderDataSource, ProjectionRunner, READER_ROLE } from '@ehc/projections';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ChildFinder } from '../../apps/casework/src/find-a-child/child-finder.js';
import { WorklistReader } from '../../apps/casework/src/see-what-is-late-next/worklist.js';
import { CaseReader } from '../../apps/casework/src/view-a-case/case-reader.js';
import { readFacts } from '../../apps/timeliness/src/facts/index.js';
import { readLeadFacts } from '../../apps/timeliness/src/lead-indicators/read-lead-facts.js';
import { readPublished } from '../../apps/timeliness/src/publish-figures/read-published.js';
import { readModels } from '../../apps/ehc/src/installation/read-models.js';
import { simulateAuthority } from '../../apps/ehc/src/simulate/simulate-authority.js';
import { spanOf } from '../../apps/ehc/src/simulate/terms.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

// Two authorities whose histories fill every read model. Whatever the tables and views are, they are found in the
// database's own catalogue: a new one that does not keep authorities apart fails here.

const [OURS, THEIRS] = ['891', '892'] as const;

let database: TestDatabase;
let store: PostgresEventStore;
let runner: ProjectionRunner;
let readers: DataSource;
/** As commands are given it: its queries see everything. */
let ownersDataSource: DataSource;
const keyStore = new InMemoryKeyStore();
const sealer = new Sealer(keyStore);
const asking = new AsyncLocalStorage<string | undefined>();

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 20 });
  store = await openPostgresEventStore({ url: database.url });
  for (const authority of [OURS, THEIRS]) {
    const terms = {
      authority,
      because: 'training',
      children: 40,
      seed: Number(authority),
      ...spanOf(4, '2025-06-01'),
    } as const;
    await simulateAuthority(terms, { store, sealer });
    const decided = [
      [`authority-${authority}`, 'SettingsChanged', { settings: { receiptDay: 'day_1' } }],
      [`figures-${randomUUID()}`, 'FiguresPublished', PUBLISHED],
    ] as const;
    for (const [stream, type, payload] of decided) {
      const { length } = await store.readStream(stream);
      const events = [anEvent({ authority, type, payload, happenedOn: null })];
      await store.append({ stream, expected: length === 0 ? 'no_stream' : length - 1, events });
    }
  }
  runner = new ProjectionRunner({ store, pool: database.pool, projections: readModels({ sealer, keyStore } as never) });
  await runner.start();
  await runner.waitFor(await store.head(), 'all', 60_000);
  readers = (await openReaderDataSource({ url: database.url, authority: () => asking.getStore(), warn: fail }))!;
  ownersDataSource = await new DataSource({ type: 'postgres', url: database.url, entities: [] }).initialize();
}, 120_000);
afterAll(async () => {
  await readers.destroy();
  await ownersDataSource.destroy();
  await runner.stop();
  await store.close();
  await database.drop();
});

const PUBLISHED = {
  name: 'For the board',
  period: { from: '2024-01-01', to: '2024-12-31' },
  asAt: '2025-06-01T00:00:00Z',
  position: '1',
  versions: { law: '2014', settings: '1', definitions: '1' },
  figures: [],
};

const fail = (message: string): never => {
  throw new Error(message);
};

interface Served {
  /** `<owner>.<table>`, as it is read. */
  readonly view: string;
  /** The table behind it. */
  readonly table: string;
}

/** Every table of every read model, as it is served now. */
const served = async (): Promise<Served[]> => {
  const { rows } = await database.pool.query<Served>(
    `SELECT owner || '.' || t.table AS view, physical_schema || '.' || t.table AS table
       FROM projections.build CROSS JOIN LATERAL unnest(tables) AS t ("table") WHERE stage = 'live' ORDER BY 1`,
  );
  return rows;
};

/** SQL of a value of each type that a table of ours has. */
const ANY_VALUE: Readonly<Record<string, string>> = {
  text: `md5(random()::text)`,
  uuid: 'gen_random_uuid()',
  boolean: 'false',
  integer: '0',
  bigint: '0',
  json: `'{}'`,
  bytea: `'\\x00'`,
};

/** Puts a row of each authority into the tables that no history has filled, so that there is something to be kept apart. */
const fillWhatIsEmpty = async (): Promise<void> => {
  for (const { table } of await served()) {
    const { rowCount } = await database.pool.query(`SELECT FROM ${table} LIMIT 1`);
    if (rowCount === 1) continue;
    const { rows: columns } = await database.pool.query<{ name: string; type: string }>(
      `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND attnotnull AND NOT attisdropped`,
      [table],
    );
    const names = columns.map(({ name }) => name).join(', ');
    for (const authority of [OURS, THEIRS]) {
      const values = columns.map(({ name, type }) => (name === 'authority' ? `'${authority}'` : ANY_VALUE[type]));
      await database.pool.query(`INSERT INTO ${table} (${names}) VALUES (${values.join(', ')})`);
    }
  }
};

type Query = (sql: string) => Promise<{ row: string }[]>;
const rowsOf = async (query: Query, view: string, condition = 'true'): Promise<string[]> =>
  (await query(`SELECT t::text AS row FROM ${view} t WHERE ${condition} ORDER BY 1`)).map(({ row }) => row);
const asOwner: Query = async (sql) => (await database.pool.query<{ row: string }>(sql)).rows;
const asReader =
  (authority: string | undefined): Query =>
  (sql) =>
    asking.run(authority, () => readers.query(sql));

const expectKeptApart = async (): Promise<void> => {
  await fillWhatIsEmpty();
  const views = await served();
  expect(views.length).toBeGreaterThan(20);
  for (const { view } of views) {
    for (const authority of [OURS, THEIRS]) {
      const own = await rowsOf(asOwner, view, `authority = '${authority}'`);
      expect({ view, rows: own.length > 0 }).toEqual({ view, rows: true });
      // Without any condition.
      expect({ view, rows: await rowsOf(asReader(authority), view) }).toEqual({ view, rows: own });
    }
    expect({ view, rows: await rowsOf(asReader(undefined), view) }).toEqual({ view, rows: [] });
    expect({ view, rows: await rowsOf(asReader('893'), view) }).toEqual({ view, rows: [] });
  }
};

describe('row-level security', () => {
  it('shows of each table of each read model, without any condition, the rows of the authority that asks', async () => {
    await expectKeptApart();
  });

  it('does so after a rebuild too', async () => {
    const before = await served();
    await runner.rebuild();
    expect((await served()).filter(({ table }) => before.some((one) => one.table === table))).toEqual([]);
    await expectKeptApart();
  });

  it('lets readers read nothing but these tables, and write nothing', async () => {
    const { rows } = await database.pool.query<{ name: string; kind: string; safe: boolean; rights: string }>(
      `SELECT c.oid::regclass::text AS name, string_agg(privilege, ' ') AS rights,
              CASE c.relkind WHEN 'v' THEN 'security_invoker=true' = ANY (c.reloptions)
                             ELSE c.relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid) END AS safe
         FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace
         CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS privilege
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
          AND has_table_privilege('${READER_ROLE}', c.oid, privilege)
        GROUP BY c.oid, c.relkind, c.reloptions, c.relrowsecurity ORDER BY 1`,
    );
    const expected = (await served()).flatMap(({ view, table }) => [view, table]).toSorted();
    expect(rows.map(({ name }) => name).toSorted()).toEqual(expected);
    expect(rows.filter(({ safe, rights }) => !safe || rights !== 'SELECT')).toEqual([]);
    const { rows: schemas } = await database.pool.query<{ nspname: string }>(
      `SELECT nspname FROM pg_namespace WHERE has_schema_privilege('${READER_ROLE}', oid, 'USAGE')
          AND nspname NOT IN ('pg_catalog', 'information_schema', 'public') ORDER BY 1`,
    );
    expect(schemas.map(({ nspname }) => nspname)).toEqual(['casework', 'timeliness']);
    const { rows: role } = await database.pool.query(
      `SELECT rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS may_more,
              EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) AS owns,
              EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid) AS is_more
         FROM pg_roles r WHERE rolname = '${READER_ROLE}'`,
    );
    expect(role).toEqual([{ may_more: false, owns: false, is_more: false }]);
  });
});

describe('a reader that is given the code of another authority', () => {
  const today = '2025-06-01';
  const settings = DEFAULT_SETTINGS;
  const question = {
    authority: THEIRS,
    today,
    settings,
    withinDays: 366,
    show: 'all',
    limit: 10,
    offset: 0,
    hidden: [],
  } as const;
  const facts = { authority: THEIRS, snapshot: parseCivilDate(today), collectionYear: 2025 };

  /** What each reader answers about the other authority, as those readers are that a request is answered by. */
  const answers = async (dataSource: DataSource) => {
    const [{ case_id: one, child_id: child } = { case_id: '', child_id: '' }] = (
      await database.pool.query<{ case_id: string; child_id: string }>(
        `SELECT case_id, child_id FROM casework.case_record WHERE authority = $1 ORDER BY case_id`,
        [THEIRS],
      )
    ).rows;
    const position = await store.head();
    const children = new ChildFinder(dataSource, sealer, keyStore);
    const cases = new CaseReader(dataSource, store, sealer, children);
    const { facts: read, authority } = await readFacts(dataSource, { ...facts, position });
    return {
      child: (await children.byId(THEIRS, child))?.child ?? null,
      named: (await children.names(THEIRS, [child])).size,
      found: (await children.find(THEIRS, { birthDate: await birthDateOf(child) }, [])).length,
      case: (await cases.view(THEIRS, one, { today, settings }))?.case ?? null,
      timeline: (await cases.timeline(THEIRS, one))?.length ?? null,
      worklist: (await new WorklistReader(dataSource, children).read(question)).total,
      facts: read.cases.count + read.plans.count,
      settings: authority.settingsVersion,
      leading: (await readLeadFacts(dataSource, { ...facts, position, since: parseCivilDate('2022-01-01') })).cases
        .length,
      published: (await readPublished(dataSource, THEIRS)).length,
    };
  };

  const birthDateOf = async (child: string): Promise<string> => {
    const details = await Promise.all((await store.readStream(`child-${child}`)).map((event) => sealer.open(event)));
    return (Object.assign({}, ...details) as { birthDate: string }).birthDate;
  };

  it('answers nothing, though it would without row-level security', async () => {
    const ours = await asking.run(OURS, () => answers(readers));
    expect(ours).toEqual({
      child: null,
      named: 0,
      found: 0,
      case: null,
      timeline: null,
      worklist: 0,
      facts: 0,
      settings: 1,
      leading: 0,
      published: 0,
    });
    const theirs = await asking.run(THEIRS, () => answers(readers));
    expect(theirs).toEqual(await answers(ownersDataSource));
    expect(
      Object.entries(theirs).filter(([name, answer]) => !answer || answer === ours[name as keyof typeof ours]),
    ).toEqual([]);
  });
});
