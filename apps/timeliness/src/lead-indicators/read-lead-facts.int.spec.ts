import { addMonths, DEFAULT_SETTINGS, formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { measuresOf } from '../../testing/facts-builder.js';
import { leadFactsOfHistory } from '../../testing/lead-facts-of-history.js';
import { AUTHORITY, madeUpLog, moments, streamsUpTo } from '../../testing/made-up-log.js';
import { createProjected, type Projected } from '../../testing/projected.js';
import { readFacts } from '../facts/index.js';
import { calculateLeadIndicators, countOpen } from './calculate-lead-indicators.js';
import { leadFiguresOf } from './lead-figures.js';
import type { LeadFacts } from './lead-facts.js';
import { readLeadFacts } from './read-lead-facts.js';

let projected: Projected;
beforeAll(async () => {
  projected = await createProjected();
});
afterAll(() => projected.database.drop());

const figures = (facts: LeadFacts, today: number) =>
  leadFiguresOf(calculateLeadIndicators(facts, today, DEFAULT_SETTINGS), today, { limit: 100, offset: 0 });

test('as at any moment, lead indicators are those of the log cut there, with the totals of the measures', async () => {
  await fc.assert(
    fc.asyncProperty(
      madeUpLog,
      fc.array(fc.nat(60), { maxLength: 3 }),
      fc.integer({ min: 0, max: 1_000 }),
      async (log, cuts, days) => {
        const today = parseCivilDate('2023-06-01') + days;
        await projected.empty();
        await projected.feed(log, cuts);
        for (const position of moments(log)) {
          const asked = { authority: AUTHORITY, position };
          const read = await readLeadFacts(projected.queries, { ...asked, since: addMonths(today, -12) });
          const found = figures(read, today);
          const whole = leadFactsOfHistory(streamsUpTo(log, position));
          expect(found).toEqual(figures(whole, today));

          const date = formatCivilDate(today);
          const { facts } = await readFacts(projected.queries, { ...asked, snapshot: today, collectionYear: 2025 });
          const measured = measuresOf(facts, { period: date.slice(0, 7), today: date });
          const { total, ages, stages } = countOpen(calculateLeadIndicators(read, today, DEFAULT_SETTINGS).open);
          expect(total).toBe(measured.get('open.total')!.numerator);
          for (const [band, count] of Object.entries(ages)) {
            expect([band, count]).toEqual([band, measured.get(`open.age.${band}`)!.numerator]);
          }
          for (const { stage, total: inStage } of stages) {
            expect([stage, inStage]).toEqual([stage, measured.get(`open.stage.${stage}`)!.numerator]);
          }
          expect(found.day140.past).toBe(measured.get('open.overdue')!.numerator);
        }
      },
    ),
    { numRuns: 25 },
  );
});
