import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { appendFunctionSql, type Variant } from '../../testing/append-function.js';
import { faultsOf, gapless, races, run, type Outcome, type Race } from '../../testing/race.js';
import { openPostgresEventStore, type PostgresEventStore } from './postgres-event-store.js';

const RUNS = 12;

describe('whoever follows the log', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await openPostgresEventStore({ url: database.url });
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  const useVariant = (variant: Variant) => database.pool.query(appendFunctionSql(variant));

  const runOnEmptyLog = async (race: Race): Promise<Outcome> => {
    await database.pool.query('ALTER TABLE events.event DISABLE TRIGGER event_is_never_changed');
    await database.pool.query('TRUNCATE events.event');
    return run(race, database.url, store);
  };

  it('sees every committed event exactly once, in order of position, while writers dawdle and roll back', async () => {
    await fc.assert(
      fc.asyncProperty(races, async (race) => {
        const outcome = await runOnEmptyLog(race);
        expect(faultsOf(outcome)).toEqual([]);
        expect(outcome.failures).toEqual([]);
        expect(gapless(outcome.log)).toBe(true);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  // The mutation check, kept for ever: it proves that the property above can fail, and what the lock is for.
  it('loses events when positions come from a sequence and the lock is missing, and the property finds it', async () => {
    await useVariant({ lock: false, positions: 'sequence' });
    const { failed, errorInstance } = await fc.check(
      fc.asyncProperty(races, async (race) => {
        const faults = faultsOf(await runOnEmptyLog(race));
        if (faults.length > 0) throw new Error(faults.join('; '));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(failed).toBe(true);
    expect((errorInstance as Error).message).toMatch(/missed \d+ of \d+ events/);
  });

  it('loses none when positions come from a sequence under the lock', async () => {
    await useVariant({ lock: true, positions: 'sequence' });
    await fc.assert(
      fc.asyncProperty(races, async (race) => {
        const outcome = await runOnEmptyLog(race);
        expect(faultsOf(outcome)).toEqual([]);
        expect(outcome.failures).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('loses none even without the lock as positions are taken now, but then appends fail, and the property finds that', async () => {
    await useVariant({ lock: false, positions: 'gapless' });
    const failures: string[] = [];
    await fc.assert(
      fc.asyncProperty(races, async (race) => {
        const outcome = await runOnEmptyLog(race);
        failures.push(...outcome.failures);
        expect(faultsOf(outcome)).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(failures).toContain('23505'); // two took the same position: the unique index refuses the later
  });
});
