import { expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS, parseCivilDate } from '@ehc/statutory-clock';
import fc from 'fast-check';
import { factsOfHistory } from '../facts/facts-of-history.js';
import { madeUpLog, streamsUpTo } from '../../testing/made-up-log.js';
import { calculateMeasures, type MeasuredFigure } from './calculate-measures.js';
import { CaseReader, isConcerned } from './case-view.js';
import { DEFINITIONS } from './definitions.js';
import type { Facts } from './facts.js';
import { limitsUnder } from './limits.js';
import type { Measure } from './measure.js';
import { parsePeriod, snapshotDay } from './period.js';
import type { Question } from './question.js';
import { SLICES } from './slices.js';

const facts = madeUpLog.map((log) => factsOfHistory(streamsUpTo(log, log.at(-1)!.position), 2025));
const period = fc.constantFrom('2023', '2024', '2025', '2024-03', '2023/24', '2024/25');
const today = fc.constantFrom('2024-03-10', '2024-12-31', '2026-06-01').map(parseCivilDate);

const measured = (
  of: Facts,
  text: string,
  on: number,
  by?: (typeof SLICES)[number],
): Map<string, MeasuredFigure> | null => {
  const asked = parsePeriod(text);
  if (asked.from > on) return null;
  return new Map(calculateMeasures(of, { period: asked, today: on, by }).map((figure) => [figure.measure.id, figure]));
};

const numerator = (figures: Map<string, MeasuredFigure>, id: string): number => figures.get(id)!.numerator!;

test('slices add up to the whole, and are told without changing it', () => {
  fc.assert(
    fc.property(facts, period, today, fc.constantFrom(...SLICES), (of, text, on, by) => {
      const whole = measured(of, text, on);
      const sliced = measured(of, text, on, by);
      if (whole === null || sliced === null) return;
      for (const [id, figure] of sliced) {
        const { slices = [], measure, ...rest } = figure;
        expect({ measure, ...rest }).toEqual(whole.get(id));
        if (measure.kind === 'median') continue;
        expect(slices.reduce((sum, slice) => sum + slice.numerator!, 0)).toBe(figure.numerator);
        if (measure.kind === 'count') continue;
        expect(slices.reduce((sum, slice) => sum + slice.denominator!, 0)).toBe(figure.denominator);
      }
    }),
    { numRuns: 300 },
  );
});

test('bands, ages, stages and outcomes add up', () => {
  fc.assert(
    fc.property(facts, period, today, (of, text, on) => {
      const figures = measured(of, text, on);
      if (figures === null) return;
      const sum = (...ids: string[]) => ids.reduce((total, id) => total + numerator(figures, id), 0);
      for (const reading of ['inc', 'ex']) {
        const bands = ['to20', '20to52', 'over52'].map((band) => `twenty_weeks.band.${band}.${reading}`);
        expect(sum(...bands)).toBe(figures.get(`twenty_weeks.${reading}`)!.denominator);
        expect(sum(bands[0]!)).toBe(sum(`twenty_weeks.${reading}`));
        expect(figures.get(`weeks_to_plan.mean.${reading}`)!.denominator).toBe(figures.get(bands[0]!)!.denominator);
      }
      const ids = [...figures.keys()];
      const total = sum('open.total');
      expect(sum(...ids.filter((id) => id.startsWith('open.age.')))).toBe(total);
      expect(sum(...ids.filter((id) => id.startsWith('open.stage.')))).toBe(total);
      expect(sum('open.overdue', 'open.overdue.lifted')).toBe(
        sum('open.age.20to30', 'open.age.30to52', 'open.age.over52'),
      );
      expect(sum('six_weeks.overdue')).toBeLessThanOrEqual(sum('open.stage.request'));
      const outcomes = ['assess', 'refuse', 'undecided', 'withdrawn'].map((outcome) => `requests.${outcome}`);
      expect(sum(...outcomes)).toBeLessThanOrEqual(sum('requests.received'));
      expect(figures.get('twenty_weeks.flagged')!.denominator! - sum('twenty_weeks.flagged')).toBe(
        figures.get('twenty_weeks.ex')!.denominator,
      );
      expect(sum('reviews.overdue')).toBeLessThanOrEqual(sum('plans.active'));
      for (const figure of figures.values()) {
        if (figure.measure.kind !== 'share') continue;
        expect(figure.numerator!).toBeLessThanOrEqual(figure.denominator!);
        if (figure.denominator! > 0) expect(figure.value).toBe((100 * figure.numerator!) / figure.denominator!);
        else expect(figure.value).toBeNull();
      }
    }),
    { numRuns: 500 },
  );
});

test('the months of a year add up to the year, for what is counted of a period', () => {
  const months = Array.from({ length: 12 }, (_, month) => `2024-${String(month + 1).padStart(2, '0')}`);
  const on = parseCivilDate('2026-06-01');
  fc.assert(
    fc.property(facts, (of) => {
      const year = measured(of, '2024', on)!;
      const ofMonths = months.map((month) => measured(of, month, on)!);
      for (const id of [
        'requests.received',
        'six_weeks',
        'six_weeks.by_decision',
        'twenty_weeks.ex',
        'plans.new',
        'plans.ceased',
        'annual_review_4_weeks',
      ]) {
        expect(ofMonths.reduce((sum, month) => sum + numerator(month, id), 0)).toBe(numerator(year, id));
      }
    }),
    { numRuns: 100 },
  );
});

test('a case that is passed over is in no measure, and the others are read in full', () => {
  const definitions = DEFINITIONS.filter((measure): measure is Measure<'case'> => measure.over === 'case');
  fc.assert(
    fc.property(facts, period, today, (of, text, on) => {
      const asked = parsePeriod(text);
      if (asked.from > on) return;
      const question: Question = {
        period: asked,
        snapshot: snapshotDay(asked, on),
        settings: DEFAULT_SETTINGS,
        limits: limitsUnder(DEFAULT_SETTINGS),
      };
      const [reader, other] = [new CaseReader(of, question), new CaseReader(of, question)];
      for (let row = 0; row < of.cases.count; row++) {
        const view = reader.read(row);
        const concerned = other.readConcerned(row);
        if (view === null || isConcerned(view, question)) {
          // Of a case that is not open the stage is that of a case before it.
          const stage = view?.open ? {} : { stage: 'request' };
          expect(concerned && { ...concerned, ...stage }).toEqual(view && { ...view, ...stage });
          continue;
        }
        expect(concerned).toBeNull();
        expect(reader.days.issuedOn).toBe(view.issuedOn);
        for (const measure of definitions) {
          const counts = measure.kind === 'count' ? measure.counted : measure.population;
          expect([measure.id, counts(view, question)]).toEqual([measure.id, false]);
        }
      }
    }),
    { numRuns: 300 },
  );
});
