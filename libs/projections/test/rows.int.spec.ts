import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import {
  defineTable,
  deleteRows,
  documentTable,
  insertRows,
  loadRows,
  upsertRows,
  type ProjectionTransaction,
} from '../src/index.js';
import { inTransaction } from '../src/sql/in-transaction.js';
import { projectionTransaction } from '../src/sql/projection-transaction.js';

const everything = defineTable({
  name: 'everything',
  columns: {
    id: 'text not null',
    uuid: 'uuid',
    boolean: 'boolean',
    smallint: 'smallint',
    int: 'int',
    bigint: 'bigint',
    double: 'double precision',
    date: 'date',
    timestamptz: 'timestamptz',
    jsonb: 'jsonb',
    json: 'json',
    bytea: 'bytea',
    texts: 'text[]',
    ints: 'int[]',
    uuids: 'uuid[]',
    dates: 'date[]',
    byteas: 'bytea[]',
  },
  key: ['id'],
  indexes: ['(date)', 'USING gin (texts)'],
});

const pair = defineTable({
  name: 'pair',
  columns: { a: 'text not null', b: 'int not null', 'od\'d "name': 'text' },
  key: ['a', 'b'],
});

const link = defineTable({ name: 'link', columns: { a: 'text not null', b: 'text not null' }, key: ['a', 'b'] });

const people = documentTable('people');

const nulls = Object.fromEntries(Object.keys(everything.columns).map((name) => [name, null]));

describe.each([
  ['by INSERT', false],
  ['by COPY', true],
])('rows %s', (_how, alone) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query('CREATE SCHEMA rm_test');
    for (const { ddl } of [everything, pair, link, people]) await database.pool.query(ddl('rm_test'));
  });
  beforeEach(() => database.pool.query('TRUNCATE rm_test.everything, rm_test.pair, rm_test.link, rm_test.people'));
  afterAll(() => database.drop());

  const transact = <Result>(work: (transaction: ProjectionTransaction) => Promise<Result>): Promise<Result> =>
    inTransaction(
      database.pool,
      (client) => work(projectionTransaction(client, alone)),
      `BEGIN; SET LOCAL timezone = 'UTC'`,
    );

  it('come back as they were written, whatever their type', async () => {
    const row = {
      id: 'a',
      uuid: '3b241101-e2bb-4255-8caf-4136c566a962',
      boolean: false,
      smallint: -32768,
      int: 2147483647,
      bigint: '9223372036854775807',
      double: 0.1,
      date: '2024-02-29',
      timestamptz: '2026-10-25T01:30:00.123456Z',
      jsonb: { a: ['"', '\\', null, 'é😀'], b: '{}' },
      json: { z: 1, a: 2 },
      bytea: Buffer.from([0, 34, 92, 255]),
      texts: ['', 'NULL', 'a,b', '"', '\\', '{x}', ' y ', 'line\nbreak'],
      ints: [1, -2],
      uuids: ['3b241101-e2bb-4255-8caf-4136c566a962'],
      dates: ['2026-03-29', '0001-01-01', '2000-03-01', '1999-12-31', '9999-12-31', '-infinity', 'infinity'],
      byteas: [Buffer.from([]), Buffer.from([92, 34])],
    };
    const empty = { ...nulls, id: 'b', texts: [], byteas: [] } as unknown as typeof row;
    const read = await transact(async (transaction) => {
      await insertRows(transaction, 'rm_test', everything, [
        row,
        empty,
        { ...nulls, id: 'c' } as unknown as typeof row,
      ]);
      return loadRows(transaction, 'rm_test', everything, 'id', ['c', 'b', 'a', 'unknown']);
    });
    expect(read).toEqual([row, { ...nulls, id: 'b', texts: [], byteas: [] }, { ...nulls, id: 'c' }]);
    expect(JSON.stringify(read[0]!.json)).toBe('{"z":1,"a":2}');
  });

  it('come back as they were written, whatever their text', async () => {
    const text = fc.string({ unit: 'binary' }).map((each) => each.replaceAll('\0', ''));
    const rows = fc.uniqueArray(
      fc.record({ id: text, texts: fc.option(fc.array(text)), jsonb: fc.option(fc.jsonValue({ maxDepth: 2 })) }),
      { selector: ({ id }) => id, maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const written = given
          .map(({ jsonb, ...row }) => ({ ...nulls, ...row, jsonb: { wrapped: noNul(jsonb) } }))
          .sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
        const read = await transact(async (transaction) => {
          await transaction.query('TRUNCATE rm_test.everything');
          await insertRows(transaction, 'rm_test', everything, written as never);
          const found = await loadRows(
            transaction,
            'rm_test',
            everything,
            'id',
            written.map(({ id }) => id),
          );
          return [...found].sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
        });
        expect(read).toEqual(JSON.parse(JSON.stringify(written)));
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  /** PostgreSQL has no NUL in text or JSON. */
  const noNul = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('\\u0000', ''));

  it('with one key count once, as the last of them', async () => {
    const odd = 'od\'d "name' as const;
    await transact(async (transaction) => {
      await upsertRows(transaction, 'rm_test', pair, [
        { a: 'x', b: 1, [odd]: 'first' },
        { a: 'x', b: 2, [odd]: 'other' },
        { a: 'x', b: 1, [odd]: 'last' },
      ]);
      await upsertRows(transaction, 'rm_test', pair, [{ a: 'x', b: 2, [odd]: null }]);
    });
    const { rows } = await database.pool.query('SELECT * FROM rm_test.pair ORDER BY b');
    expect(rows).toEqual([
      { a: 'x', b: 1, [odd]: 'last' },
      { a: 'x', b: 2, [odd]: null },
    ]);
  });

  it('that are nothing but their key are written once', async () => {
    await transact(async (transaction) => {
      await upsertRows(transaction, 'rm_test', link, [{ a: 'x', b: 'y' }]);
      await upsertRows(transaction, 'rm_test', link, [
        { a: 'x', b: 'y' },
        { a: 'x', b: 'z' },
      ]);
    });
    expect((await database.pool.query('SELECT * FROM rm_test.link')).rowCount).toBe(2);
  });

  it('are deleted by their key or by a part of it', async () => {
    const rows = ['x', 'y'].flatMap((a) => ['1', '2', '3'].map((b) => ({ a, b })));
    await transact(async (transaction) => {
      await insertRows(transaction, 'rm_test', link, rows);
      await deleteRows(transaction, 'rm_test', link, [{ a: 'x' }, { a: 'unknown' }]);
      await deleteRows(transaction, 'rm_test', link, [{ a: 'y', b: '2' }]);
      await deleteRows(transaction, 'rm_test', link, []);
    });
    const { rows: left } = await database.pool.query('SELECT a, b FROM rm_test.link ORDER BY a, b');
    expect(left).toEqual([
      { a: 'y', b: '1' },
      { a: 'y', b: '3' },
    ]);
  });

  it('go in as many statements as it takes', async () => {
    let statements = 0;
    await transact(async (transaction) => {
      const counting: ProjectionTransaction = {
        ...transaction,
        query: (sql, parameters) => {
          statements += 1;
          return transaction.query(sql, parameters);
        },
      };
      const many = Array.from({ length: 12_001 }, (_, b) => ({ a: 'many', b: String(b) }));
      await upsertRows(counting, 'rm_test', link, many);
      expect(statements).toBe(3);
      const big = Array.from({ length: 5 }, (_, b) => ({
        id: `big-${b}`,
        authority: '891',
        state: 'x'.repeat(5_000_000),
      }));
      await upsertRows(counting, 'rm_test', people, big);
      expect(statements).toBe(6);
    });
    const { rows } = await database.pool.query(
      'SELECT (SELECT count(*) FROM rm_test.link) AS links, (SELECT sum(length(state::text)) FROM rm_test.people) AS size',
    );
    expect(rows).toEqual([{ links: '12001', size: String(5 * 5_000_002) }]);
  });

  it('keep a document with its keys in the order in which they were written', async () => {
    const found = await transact(async (transaction) => {
      await insertRows(transaction, 'rm_test', people, [{ id: 'a', authority: '891', state: { zz: 1, b: 2 } }]);
      return loadRows(transaction, 'rm_test', people, 'id', ['a', 'b']);
    });
    expect(JSON.stringify(found)).toBe('[{"id":"a","authority":"891","state":{"zz":1,"b":2}}]');
  });

  it('refuse at compile time what does not fit their columns', () => {
    const wrong = (transaction: ProjectionTransaction) => {
      // @ts-expect-error a key column may not be null
      void upsertRows(transaction, 'rm_test', link, [{ a: null, b: 'x' }]);
      // @ts-expect-error b is missing
      void upsertRows(transaction, 'rm_test', link, [{ a: 'x' }]);
      // @ts-expect-error there is no such column
      void deleteRows(transaction, 'rm_test', link, [{ c: 'x' }]);
    };
    expect(wrong).toBeInstanceOf(Function);
  });
});
