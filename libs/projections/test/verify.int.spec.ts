import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NotServed, ProjectionFailed, ProjectionOperations, type ProjectionRunner } from '../src/index.js';
import { counterProjection, tallyProjection } from './sample-projections.js';
import { SampleWorld } from './sample-world.js';

describe('verifying', () => {
  let world: SampleWorld;
  let runner: ProjectionRunner;
  let schema: { counter: string; tally: string };
  beforeEach(async () => {
    world = await SampleWorld.begin();
    runner = world.runner([counterProjection(), tallyProjection()]);
    await runner.start();
    await world.record('case-a', 'Counted', { amount: 1, label: 'x' });
    await world.record('case-b', 'Counted', { amount: 2, label: null });
    await world.record('case-c', 'Counted', { amount: 3, label: '' }, '2026-09-02');
    await runner.waitFor(await world.store.head());
    const [first, second] = await world.buildSchemas();
    schema = { counter: first!, tally: second! };
  });
  afterEach(() => world.end());

  const verify = async () => (await runner.verify()).flatMap(({ differences }) => differences);

  it('finds nothing where nothing is wrong, and drops what it made', async () => {
    const schemas = await world.buildSchemas();
    expect(await runner.verify()).toEqual([
      { projection: 'counter', position: '3', rows: 5, differing: 0, differences: [] },
      { projection: 'tally', position: '3', rows: 9, differing: 0, differences: [] },
    ]);
    expect(await world.buildSchemas()).toEqual(schemas);
  });

  const changed = (table: string, key: object, ...columns: string[]) => ({ table, key, kind: 'different', columns });
  const missing = (table: string, key: object) => ({ table, key, kind: 'missing', columns: [] });
  const unexpected = (table: string, key: object) => ({ table, key, kind: 'unexpected', columns: [] });
  const a = { stream: 'case-a' };

  it.each([
    ['a number', `UPDATE counter SET total = 9 WHERE stream = 'case-a'`, changed('counter', a, 'total')],
    ['a value to NULL', `UPDATE counter SET label = NULL WHERE stream = 'case-a'`, changed('counter', a, 'label')],
    [
      'NULL to a value',
      `UPDATE counter SET label = '' WHERE stream = 'case-b'`,
      changed('counter', { stream: 'case-b' }, 'label'),
    ],
    [
      "'' to NULL",
      `UPDATE counter SET label = NULL WHERE stream = 'case-c'`,
      changed('counter', { stream: 'case-c' }, 'label'),
    ],
    ['an array to NULL', `UPDATE counter SET labels = NULL WHERE stream = 'case-a'`, changed('counter', a, 'labels')],
    [
      'NULL to an empty array',
      `UPDATE counter SET labels = '{}' WHERE stream = 'case-b'`,
      changed('counter', { stream: 'case-b' }, 'labels'),
    ],
    [
      'an element to NULL',
      `UPDATE counter SET labels = '{NULL}' WHERE stream = 'case-c'`,
      changed('counter', { stream: 'case-c' }, 'labels'),
    ],
    [
      'JSON',
      `UPDATE counter SET last = jsonb_set(last, '{amount}', '"1"') WHERE stream = 'case-a'`,
      changed('counter', a, 'last'),
    ],
    ['bytes', `UPDATE counter SET seal = seal || '\\x00' WHERE stream = 'case-a'`, changed('counter', a, 'seal')],
    [
      'a date and more',
      `UPDATE counter SET happened_on = NULL, total = 8 WHERE stream = 'case-a'`,
      changed('counter', a, 'total', 'happened_on'),
    ],
    ['a deleted row', `DELETE FROM counter WHERE stream = 'case-a'`, missing('counter', a)],
    [
      'an added row',
      `INSERT INTO counter (stream, total) VALUES ('case-z', 0)`,
      unexpected('counter', { stream: 'case-z' }),
    ],
    [
      'a count by day',
      `UPDATE counter_by_day SET events = 3 WHERE day = '2026-09-01'`,
      changed('counter_by_day', { day: '2026-09-01', authority: '301' }, 'events'),
    ],
    [
      'a deleted day',
      `DELETE FROM counter_by_day WHERE day = '2026-09-02'`,
      missing('counter_by_day', { day: '2026-09-02', authority: '301' }),
    ],
    [
      'an added day',
      `INSERT INTO counter_by_day VALUES ('2026-09-03', '301', 1)`,
      unexpected('counter_by_day', { day: '2026-09-03', authority: '301' }),
    ],
  ] as const)('finds %s, by the name of its row', async (_what, sql, expected) => {
    const client = await world.pool.connect();
    await client.query(`SET search_path = ${schema.counter}`);
    await client.query(sql);
    await client.query('RESET search_path');
    client.release();
    expect(await verify()).toEqual([{ projection: 'counter', ...expected }]);
  });

  it.each([
    [
      `UPDATE tally_state SET state = '{"total":1,"byLabel":{"x":2}}' WHERE id = 'a'`,
      changed('tally_state', { id: 'a' }, 'state'),
    ],
    [`DELETE FROM tally_state WHERE id = 'a'`, missing('tally_state', { id: 'a' })],
    [`UPDATE tally SET labels = '{y}' WHERE stream = 'a'`, changed('tally', { stream: 'a' }, 'labels')],
    [`DELETE FROM tally_label WHERE stream = 'b'`, missing('tally_label', { stream: 'b', label: 'none' })],
    [`INSERT INTO tally_label VALUES ('b', 'y', 1)`, unexpected('tally_label', { stream: 'b', label: 'y' })],
  ] as const)('finds %s', async (sql, expected) => {
    await world.pool.query(sql.replace(/(UPDATE|FROM|INTO) /, `$1 ${schema.tally}.`));
    expect(await verify()).toEqual([{ projection: 'tally', ...expected }]);
  });

  it('finds tables that were altered or dropped', async () => {
    await world.pool.query(`ALTER TABLE ${schema.tally}.tally ADD COLUMN note text`);
    await world.pool.query(`DROP TABLE ${schema.tally}.tally_label CASCADE`);
    expect(await verify()).toEqual([
      { projection: 'tally', ...changed('tally', {}, 'note') },
      { projection: 'tally', ...missing('tally_label', {}) },
    ]);
  });

  it('reports a hundred differences and counts them all', async () => {
    await world.pool.query(
      `INSERT INTO ${schema.counter}.counter (stream, total) SELECT 'z-' || n, 0 FROM generate_series(1, 250) AS n`,
    );
    const [found] = await runner.verify(['counter']);
    expect(found).toMatchObject({ differing: 250, rows: 255 });
    expect(found!.differences).toHaveLength(100);
  });

  it('compares at one position while events keep coming, and lets them through', async () => {
    await world.duringTraffic(async () => {
      for (let round = 0; round < 3; round++) expect(await verify()).toEqual([]);
    });
    await runner.waitFor(await world.store.head());
    expect(await verify()).toEqual([]);
  });

  it('compares what has stopped at the position where it stopped', async () => {
    await runner.stop();
    await world.traffic(9, 20);
    expect((await runner.verify()).map(({ position, differing }) => [position, differing])).toEqual([
      ['3', 0],
      ['3', 0],
    ]);
  });

  it('drops what it made when it fails', async () => {
    const schemas = await world.buildSchemas();
    const failing = { ...counterProjection(), handle: async () => Promise.reject(new Error('no')) };
    const operations = new ProjectionOperations({ pool: world.pool, store: world.store, projections: [failing] });
    await expect(operations.verify()).rejects.toThrow(ProjectionFailed);
    expect(await world.buildSchemas()).toEqual(schemas);
  });

  it('has nothing to compare with a version that is not served', async () => {
    const projections = [counterProjection({ version: 2 })];
    const operations = new ProjectionOperations({ pool: world.pool, store: world.store, projections });
    await expect(operations.verify()).rejects.toThrow(NotServed);
  });
});
