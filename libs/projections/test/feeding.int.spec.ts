import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { counterProjection, tallyProjection } from './sample-projections.js';
import { SampleWorld } from './sample-world.js';

const tables = ['counter', 'counter_by_day', 'tally', 'tally_label', 'tally_state'];

describe('feeding', () => {
  let world: SampleWorld;
  beforeEach(async () => {
    world = await SampleWorld.begin();
  });
  afterEach(() => world.end());

  it('serves what the log says, from its beginning and as it grows', async () => {
    await world.count('case-1', 2, 'a');
    const runner = world.runner([counterProjection()]);
    await runner.start();
    await runner.waitFor(await world.store.head());
    expect(await world.rows('counter')).toEqual([
      `(case-1,2,2026-09-01,a,{a},"{""label"": ""a"", ""amount"": 2}","\\\\x636173652d3132")`,
    ]);
    await runner.waitFor(await world.count('case-1', 3, null));
    expect(await world.rows('counter')).toEqual([
      `(case-1,5,2026-09-01,,{a},"{""label"": null, ""amount"": 3}","\\\\x636173652d3133")`,
    ]);
  });

  it('moves the checkpoint past events of other types', async () => {
    const runner = world.runner([counterProjection()]);
    await runner.start();
    const position = await world.record('case-1', 'NotFollowed');
    await runner.waitFor(position);
    expect(await runner.status()).toMatchObject([{ position, positionBehind: 0, secondsBehind: 0, status: 'live' }]);
  });

  it('gives the same rows however the log is cut into batches', async () => {
    const head = await world.traffic(1, 400);
    const seen: Record<string, string[]>[] = [];
    for (const batchSize of [1, 7, 100, 5_000]) {
      const runner = world.runner([counterProjection(), tallyProjection()], { batchSize, bulkBatchSize: batchSize });
      await runner.start();
      await runner.waitFor(head);
      seen.push(await world.allRows(tables));
      await runner.stop();
      await world.pool.query(`
        DROP SCHEMA projections, sample CASCADE;
        DO $$ DECLARE s text; BEGIN
          FOR s IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'rm\\_%' LOOP EXECUTE 'DROP SCHEMA ' || s || ' CASCADE'; END LOOP;
        END $$`);
    }
    expect(seen[0]!['counter']).not.toEqual([]);
    for (const rows of seen.slice(1)) expect(rows).toEqual(seen[0]);
  });
});
