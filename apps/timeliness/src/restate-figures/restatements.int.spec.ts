import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { InMemoryKeyStore, type RecordedEvent, Sealer } from '@ehc/event-store';
import { Problem, SettableClock } from '@ehc/platform';
import { projectionTransaction } from '@ehc/projections';
import fc from 'fast-check';
import { readsLog } from '../../testing/log-in-memory.js';
import { AUTHORITY, longMadeUpLog } from '../../testing/made-up-log.js';
import { createProjected, type Projected } from '../../testing/projected.js';
import { CAUSES } from '../compare-measures/comparison-answer.js';
import { partOf } from '../compare-measures/compare-figures.js';
import { SLICES } from '../measures/index.js';
import { publishedProjection } from '../publish-figures/published-projection.js';
import { publishFigures, type PublishingSurroundings } from '../publish-figures/publish-figures.js';
import { readPublished } from '../publish-figures/read-published.js';
import { isWhatWasPublished, recount } from '../publish-figures/recount.js';
import { figuresTouchedBy } from './figures-touched.js';
import { restatements } from './restatements.js';

const SCHEMA = 'timeliness';

let projected: Projected;
beforeAll(async () => {
  projected = await createProjected();
  for (const { ddl } of publishedProjection.tables) await projected.database.pool.query(ddl(SCHEMA));
});
afterAll(() => projected.database.drop());

/** What publishing takes, on a log by hand; what is published is recorded at its end and shown at once. */
const around = (log: readonly RecordedEvent[]): PublishingSurroundings => ({
  store: {
    ...readsLog(log),
    append: async ({ stream, events: [event] }) => {
      const at = { revision: 0, position: '1000', recordedAt: '2026-06-01T09:00:00.000000Z' };
      const client = await projected.database.pool.connect();
      await publishedProjection.handle([{ ...event!, ...at, stream }], projectionTransaction(client), SCHEMA);
      client.release();
      return { ...at, repeated: false };
    },
  },
  dataSource: projected.queries,
  sealer: new Sealer(new InMemoryKeyStore()),
  clock: new SettableClock('2026-06-01T09:00:00Z'),
  readModels: { waitFor: () => Promise.resolve() },
});

const CALLER = { actor: 'test', role: 'test', authority: AUTHORITY, agency: null, verified: false };

const moment = fc
  .integer({ min: 2, max: 20 })
  .map((second) => new Date(Date.UTC(2025, 5, 1, 9, 0, second)).toISOString());

/** Without imports: while one runs nothing is published. */
const settledLog = longMadeUpLog.map((log) => log.filter(({ type }) => type !== 'ReturnImportStarted'));

test('over any history, whatever was published can be counted again exactly, and what restates it adds up', async () => {
  let [publishedSets, changesCompared] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      settledLog,
      moment,
      fc.constantFrom('2023', '2024', '2024/25', '2025'),
      fc.option(fc.constantFrom(...SLICES), { nil: undefined }),
      async (log, asAt, period, by) => {
        await projected.empty();
        await projected.database.pool.query(`TRUNCATE ${SCHEMA}.published_figures`);
        await projected.feed(log);
        const given = around(log);
        const question = { period, by, asAt };
        try {
          await publishFigures({ name: 'Any', note: 'A note.', question, caller: CALLER }, given);
        } catch (error) {
          // Nothing was known by then.
          if (error instanceof Problem && error.status === 409) return;
          throw error;
        }
        publishedSets += 1;
        const [set] = await readPublished(projected.queries, AUTHORITY);
        expect(isWhatWasPublished(set!, (await recount(set!, given))!)).toBe(true);

        for (const { figures, cases, unexplained } of await restatements(AUTHORITY, given)) {
          expect(unexplained).toBe(0);
          for (const { measure, slice, published, known, because } of figures) {
            if (published.numerator === null) continue;
            const moved = CAUSES.flatMap((cause) => (because[cause] ? [partOf(because[cause])] : []));
            const about = [measure, slice];
            const sum = moved.reduce((total, { numerator }) => total + numerator, published.numerator);
            expect([...about, sum]).toEqual([...about, known.numerator]);
          }
          for (const event of cases.flatMap(({ events }) => events)) {
            if (event.corrects === undefined) continue;
            const touched = await figuresTouchedBy(
              { authority: AUTHORITY, stream: event.stream, event: event.id, position: event.position },
              given,
            );
            for (const { days, measure, slice, ...change } of event.changes) {
              if (days !== undefined) continue;
              changesCompared += 1;
              const same = touched.find((one) => one.measure === measure && one.slice === slice);
              expect([measure, slice, same?.change]).toEqual([measure, slice, change]);
            }
          }
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(publishedSets).toBeGreaterThan(10);
  expect(changesCompared).toBeGreaterThan(0);
});
