import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { asAdmin } from '../../../test/harness/database.js';
import { openReaderDataSource, READER_ROLE } from '../src/index.js';
import { counterProjection } from './sample-projections.js';
import { randomNumbers, SampleWorld } from './sample-world.js';

// `counter_by_day` says whose each row is; `counter` does not.

const AUTHORITIES = ['301', '302'] as const;
const ALL = 'SELECT authority FROM sample.counter_by_day';

let world: SampleWorld;
let readers: DataSource | undefined;
const asking = new AsyncLocalStorage<string | undefined>();
const silent = () => undefined;

const open = async (poolSize = 3): Promise<DataSource> => {
  const { url } = world.database;
  readers = (await openReaderDataSource({ url, poolSize, authority: () => asking.getStore(), warn: silent }))!;
  return readers;
};

/** What is seen by somebody who asks for an authority, without a condition: the authorities of the rows. */
const seenFor = (authority: string | undefined, sql = ALL): Promise<string[]> =>
  asking.run(authority, async () => {
    const rows = await readers!.query<{ authority: string }[]>(sql);
    return rows.map((row) => row.authority);
  });

beforeEach(async () => {
  world = await SampleWorld.begin();
  for (const [index, authority] of AUTHORITIES.entries()) {
    for (let day = 1; day <= 2 + index; day++) {
      await world.record(`case-${authority}`, 'Counted', { amount: 1, label: null }, `2026-09-0${day}`, authority);
    }
  }
});
afterEach(async () => {
  await readers?.destroy();
  readers = undefined;
  await world.end();
});

const OWN = { '301': ['301', '301'], '302': ['302', '302', '302'] } as const;

const serve = async (version = 1) => {
  const runner = world.runner([counterProjection({ version })]);
  await runner.start();
  await runner.waitFor(await world.store.head());
  return runner;
};

describe('readers', () => {
  it('see the rows of the authority for which they ask; without one, none', async () => {
    await serve();
    await open();
    for (const authority of AUTHORITIES) expect(await seenFor(authority)).toEqual(OWN[authority]);
    expect(await seenFor(undefined)).toEqual([]);
    expect(await seenFor('')).toEqual([]);
    expect(await seenFor('303')).toEqual([]);
    expect(await seenFor('301', `${ALL} WHERE authority = '302'`)).toEqual([]);
    expect(await seenFor('301', `${ALL} WHERE authority = '302' OR true`)).toEqual(OWN['301']);
  });

  it('see nothing of a table that does not say whose its rows are', async () => {
    await serve();
    await open();
    expect((await world.rows('counter')).length).toBe(2);
    expect(await seenFor('301', 'SELECT stream AS authority FROM sample.counter')).toEqual([]);
  });

  it('see as much after a rebuild, and in a new version', async () => {
    const runner = await serve();
    await open();
    await runner.rebuild();
    expect(await seenFor('302')).toEqual(OWN['302']);
    expect(await seenFor(undefined)).toEqual([]);
    await runner.stop();
    const next = world.runner([counterProjection({ version: 2 })]);
    await next.start();
    await next.waitFor(await world.store.head());
    expect(await seenFor('301')).toEqual(OWN['301']);
    expect(await seenFor(undefined)).toEqual([]);
  });

  it('write nothing, and reach nothing but the views', async () => {
    await serve();
    await open();
    const { rows } = await world.pool.query<{ schema: string }>(
      'SELECT physical_schema AS schema FROM projections.build',
    );
    for (const sql of [
      `INSERT INTO sample.counter_by_day VALUES ('2026-09-01', '301', 1)`,
      `UPDATE sample.counter_by_day SET events = 9`,
      'DELETE FROM sample.counter_by_day',
      `SELECT authority FROM ${rows[0]!.schema}.counter_by_day`,
      'SELECT name AS authority FROM projections.build',
      'CREATE TABLE sample.mine (x int)',
    ]) {
      await expect(seenFor('301', sql)).rejects.toThrow('permission denied');
    }
  });

  it('are let into builds that were made when their role was not there yet', async () => {
    await serve();
    // As if the role had been missing: nothing is granted to it.
    const { rows } = await world.pool.query<{ schema: string }>(
      'SELECT physical_schema AS schema FROM projections.build',
    );
    await world.pool.query(`
      REVOKE ALL ON ALL TABLES IN SCHEMA sample, ${rows[0]!.schema} FROM ${READER_ROLE};
      REVOKE ALL ON SCHEMA sample FROM ${READER_ROLE}`);
    await open();
    await expect(seenFor('301')).rejects.toThrow('permission denied');
    await serve();
    expect(await seenFor('301')).toEqual(OWN['301']);
  });

  it('are not opened, and the operator is told why, where this user may not work as their role', async () => {
    await serve();
    const name = `plain_${world.database.name}`;
    await asAdmin(`CREATE ROLE ${name} LOGIN PASSWORD 'plain'`);
    const warnings: string[] = [];
    try {
      const url = new URL(world.database.url);
      url.username = name;
      url.password = 'plain';
      const opened = await openReaderDataSource({
        url: url.toString(),
        authority: () => '301',
        warn: (message) => warnings.push(message),
      });
      expect(opened).toBeNull();
      expect(warnings).toEqual([expect.stringContaining('ehc_reader')]);
    } finally {
      await asAdmin(`DROP ROLE ${name}`);
    }
  });
});

describe('connections of readers', () => {
  it('never show one authority what another asked for, whatever fails or is cut on the way', async () => {
    await serve();
    await open(3);
    const random = randomNumbers(7);
    const failed: unknown[] = [];
    const ask = async (): Promise<void> => {
      const authority = [...AUTHORITIES, undefined][random(3)];
      const kind = random(20);
      try {
        const seen = await seenFor(authority, kind === 0 ? 'SELECT 1 / 0' : kind === 1 ? CUT_OFF : ALL);
        expect(seen).toEqual(authority === undefined ? [] : OWN[authority]);
      } catch (error) {
        if (kind > 1) failed.push(error);
      }
    };
    const clients = Array.from({ length: 12 }, async () => {
      for (let turn = 0; turn < 60; turn++) await ask();
    });
    await Promise.all(clients);
    // A connection that was cut while another waited for it may fail that one; nothing else does.
    expect(failed.filter((error) => !/terminat|closed/i.test(String(error)))).toEqual([]);
    for (const authority of AUTHORITIES) expect(await seenFor(authority)).toEqual(OWN[authority]);
  });

  it('are set when the authority changes, not with each query', async () => {
    await serve();
    await open(2);
    const settings = countSettings();
    try {
      for (let turn = 0; turn < 20; turn++) {
        for (const authority of AUTHORITIES) {
          expect(await seenFor(authority)).toEqual(OWN[authority]);
        }
      }
      // One connection was there; it was set to the first, then to the second, and back, since it was always free.
      expect(settings.count).toBe(40);
      settings.count = 0;
      // With two at work at once, each authority soon has one of its own.
      for (let turn = 0; turn < 20; turn++) await Promise.all(AUTHORITIES.map((authority) => seenFor(authority)));
      expect(settings.count).toBeLessThan(5);
    } finally {
      settings.stop();
    }
  });
});

/** Ends the connection's own session. */
const CUT_OFF = 'SELECT pg_terminate_backend(pg_backend_pid())';

const countSettings = () => {
  const query = pg.Client.prototype.query;
  const settings = {
    count: 0,
    stop: () => {
      pg.Client.prototype.query = query;
    },
  };
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    if (String(given[0]).includes('set_config')) settings.count += 1;
    return Reflect.apply(query, this, given) as never;
  } as typeof query;
  return settings;
};
