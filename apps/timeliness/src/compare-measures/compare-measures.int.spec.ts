import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RecordedEvent } from '@ehc/event-store';
import { SettableClock } from '@ehc/platform';
import fc from 'fast-check';
import { readsLog } from '../../testing/log-in-memory.js';
import { AUTHORITY, longMadeUpLog } from '../../testing/made-up-log.js';
import { createProjected, type Projected } from '../../testing/projected.js';
import { DEFINITION_SETS, DEFINITIONS, type DefinitionSet, SLICES } from '../measures/index.js';
import { showMeasures } from '../show-measures/show-measures.js';
import { compareMeasures, type ComparisonSurroundings } from './compare-measures.js';
import { CAUSES, type Compared, type ComparisonAnswer, type FigureChange } from './comparison-answer.js';

let projected: Projected;
beforeAll(async () => {
  projected = await createProjected();
});
afterAll(() => projected.database.drop());

const around = (log: readonly RecordedEvent[], definitions?: readonly DefinitionSet[]): ComparisonSurroundings => ({
  store: readsLog(log),
  dataSource: projected.queries,
  clock: new SettableClock('2026-06-01T09:00:00Z'),
  readModels: { waitFor: () => Promise.resolve() },
  definitions,
});

const add = (
  sum: [number, number],
  { numerator, denominator }: { numerator: number | null; denominator: number | null },
) => {
  sum[0] += numerator ?? 0;
  sum[1] += denominator ?? 0;
};

/** What a part of the answer moved a figure by. */
const movedBy = (parts: readonly { changes: readonly FigureChange[] }[], measure: string, slice?: string) => {
  const sum: [number, number] = [0, 0];
  for (const { changes } of parts) {
    for (const change of changes) if (change.measure === measure && change.slice === slice) add(sum, change);
  }
  return sum;
};

const differenceOf = ({ difference }: Compared): [number, number] => [
  difference?.numerator ?? 0,
  difference?.denominator ?? 0,
];

/** Everything in the answer adds up to the difference of every figure: causes, cases, and events. */
const expectToAddUp = (answer: ComparisonAnswer): void => {
  expect(answer.unexplained).toBe(0);
  for (const measure of answer.measures) {
    const figures = [{ ...measure, key: undefined }, ...(measure.slices ?? [])];
    for (const figure of figures) {
      if (figure.then === null || figure.now === null) continue;
      const wanted = differenceOf(figure);
      const byCause: [number, number] = [0, 0];
      for (const cause of CAUSES) if (figure.because[cause]) add(byCause, figure.because[cause]);
      const judged = movedBy(answer.judgedOtherwise, measure.id, figure.key);
      const ofCases = movedBy(answer.cases, measure.id, figure.key);
      const ofEvents = movedBy(
        answer.cases.flatMap(({ events }) => events),
        measure.id,
        figure.key,
      );
      const about = [measure.id, figure.key];
      expect([...about, ...byCause]).toEqual([...about, ...wanted]);
      expect([...about, judged[0] + ofCases[0], judged[1] + ofCases[1]]).toEqual([...about, ...wanted]);
      expect([...about, ...ofEvents]).toEqual([...about, ...ofCases]);
    }
  }
};

const moment = fc
  .integer({ min: 0, max: 40 })
  .map((second) => new Date(Date.UTC(2025, 5, 1, 9, 0, second)).toISOString());
const later = fc.constantFrom('2025-07-01T00:00:00Z', '2025-12-15T12:00:00Z', 'now');

test('over any history, between any two moments, the parts add up and the ends are what is shown as at each', async () => {
  const seconds = { version: '2', inForceFrom: '2025-06-01T09:00:10Z', measures: DEFINITIONS.slice(2) };
  await fc.assert(
    fc.asyncProperty(
      longMadeUpLog,
      moment,
      fc.oneof(moment, later),
      fc.constantFrom('2024', '2024-03', '2024/25', '2025'),
      fc.option(fc.constantFrom(...SLICES), { nil: undefined }),
      fc.boolean(),
      async (log, one, other, period, by, redefined) => {
        const [then, now] = other === 'now' || one <= other ? [one, other] : [other, one];
        await projected.empty();
        await projected.feed(log);
        const given = around(log, redefined ? [...DEFINITION_SETS, seconds] : undefined);
        const question = { authority: AUTHORITY, period, by };
        const answer = await compareMeasures({ ...question, then, now }, given);
        const shown = async (asAt: string) =>
          new Map(
            (await showMeasures({ ...question, asAt: asAt === 'now' ? undefined : asAt }, given)).measures.map(
              (measure) => [measure.id, measure],
            ),
          );
        const [shownThen, shownNow] = [await shown(then), await shown(now)];
        if (!answer.then.known) {
          expect(answer.measures).toEqual([]);
          return;
        }
        expectToAddUp(answer);
        for (const { id, then: was, now: is, slices = [] } of answer.measures) {
          expect([id, was]).toEqual([id, figure(shownThen.get(id))]);
          expect([id, is]).toEqual([id, figure(shownNow.get(id))]);
          for (const { key, then: sliceWas, now: sliceIs } of slices) {
            const shownAs = (all: typeof shownThen) => all.get(id)?.slices?.find((slice) => slice.key === key);
            if (shownAs(shownThen)) expect(sliceWas).toEqual(figure(shownAs(shownThen)));
            if (shownAs(shownNow)) expect(sliceIs).toEqual(figure(shownAs(shownNow)));
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

const figure = (shown: { numerator: number | null; denominator: number | null; value: number | null } | undefined) =>
  shown ? { numerator: shown.numerator, denominator: shown.denominator, value: shown.value } : null;
