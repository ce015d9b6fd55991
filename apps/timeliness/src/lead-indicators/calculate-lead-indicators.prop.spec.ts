import { caseClocks, isRunning, OPEN_STAGES, stageOf } from '@ehc/case-clocks';
import { foldAdvice, foldCase } from '@ehc/pathway';
import { type ClockSettings, DEFAULT_SETTINGS, formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { measuresOf } from '../../testing/facts-builder.js';
import { leadFactsOfHistory } from '../../testing/lead-facts-of-history.js';
import { CASE, madeUpCase, type MadeUpCase, RECEIVED, streamsOf } from '../../testing/made-up-case.js';
import { factsOfHistory } from '../facts/facts-of-history.js';
import {
  calculateLeadIndicators,
  countDay140,
  countHolders,
  countOpen,
  historiesOf,
  type OpenCase,
} from './calculate-lead-indicators.js';
import { dueSoon } from './due-soon.js';
import { holderOn } from './holder.js';
import { leadLimitsUnder } from './lead-limits.js';
import { stageOn } from './stays.js';

const settings: fc.Arbitrary<Partial<ClockSettings>> = fc.constantFrom<Partial<ClockSettings>[]>(
  {},
  { serviceMode: 'post_plus_2wd' },
  { receiptDay: 'day_1' },
  { rolloverNonworking: 'next' },
  { absenceInsideOnly: false },
);

const never = (): never => {
  throw new Error('There is no case.');
};

/** The case as lead indicators show it, or undefined where it is not open. */
const openOf = (made: MadeUpCase, chosen: Readonly<ClockSettings>): OpenCase | undefined =>
  calculateLeadIndicators(leadFactsOfHistory(streamsOf(made)), parseCivilDate(made.today), chosen).open[0];

test('who held a case on which days adds up to its age, and is on each day who the rules say', () => {
  fc.assert(
    fc.property(madeUpCase, settings, (made, chosen) => {
      const all = { ...DEFAULT_SETTINGS, ...chosen };
      const open = openOf(made, all);
      if (open === undefined) return;
      const { held, age } = open;
      expect(held.reduce((days, { from, to }) => days + to - from, 0)).toBe(age);
      expect([held[0]!.from, held.at(-1)!.to]).toEqual([RECEIVED, parseCivilDate(made.today)]);
      held.slice(1).forEach(({ from }, index) => expect(from).toBe(held[index]!.to));

      const limits = leadLimitsUnder(all);
      const today = parseCivilDate(made.today);
      const [{ staged } = never()] = historiesOf(leadFactsOfHistory(streamsOf(made)), { today, settings: all, limits });
      const days = Array.from({ length: age }, (_, day) => RECEIVED + day);
      expect(held.flatMap(({ value, from, to }) => Array.from({ length: to - from }, () => value))).toEqual(
        days.map(holderOn(staged, limits)),
      );
      // The stage has been the same since the day on which it is said to have begun, and another the day before.
      const stage = stageOn(staged, limits);
      expect(days.findLast((day) => stage(day) !== open.stage) ?? RECEIVED - 1).toBe(open.stageSince - 1);
    }),
    { numRuns: 400 },
  );
});

test('what is due on an open case is what its clocks say', () => {
  fc.assert(
    fc.property(madeUpCase, settings, (made, chosen) => {
      const all = { ...DEFAULT_SETTINGS, ...chosen };
      const open = openOf(made, all);
      const state = foldCase(made.ofCase);
      const advice = new Map([...made.advice].map(([id, events]) => [id, foldAdvice(events)]));
      const stage = stageOf(state, [...advice.values()], all, made.today);
      expect(open?.stage).toBe(OPEN_STAGES.find((one) => one === stage));
      if (open === undefined) return;
      const expected = caseClocks({ id: CASE, state, advice, settings: all, today: made.today })
        .filter((clock) => isRunning(clock) && clock.subject.kind !== 'draft' && clock.subject.kind !== 'decision')
        .map(({ rule, limb, due, limit, subject }) =>
          [
            rule,
            limb,
            due,
            limit === 'lifted',
            advice.get(subject.id)?.body ?? (subject.kind === 'consultation' ? 'setting' : 'authority'),
          ].join(' '),
        );
      const found = open.duties.map(({ rule, limb, due, lifted, holder }) =>
        [rule, limb, formatCivilDate(due), lifted, holder].join(' '),
      );
      expect(found.sort()).toEqual(expected.sort());
    }),
    { numRuns: 400 },
  );
});

test('totals are those of the measures', () => {
  fc.assert(
    fc.property(fc.array(madeUpCase, { minLength: 1, maxLength: 4 }), settings, (cases, chosen) => {
      const all = { ...DEFAULT_SETTINGS, ...chosen };
      const { today } = cases[0]!;
      // The same day for all: each was recorded up to its own, which may lie after it.
      const streams = new Map(
        cases.flatMap((made, index) =>
          [...streamsOf(made)].map(
            ([name, events]) =>
              [
                name.replace(/\d{6}$/, (end) => `${index}${end.slice(1)}`),
                JSON.parse(
                  JSON.stringify(events).replaceAll(
                    CASE,
                    CASE.replace(/\d{6}$/, (end) => `${index}${end.slice(1)}`),
                  ),
                ),
              ] as const,
          ),
        ),
      );
      const { open } = calculateLeadIndicators(leadFactsOfHistory(streams), parseCivilDate(today), all);
      const figures = measuresOf(factsOfHistory(streams, 2025), {
        period: today.slice(0, 4),
        today,
        settings: chosen,
      });
      const measured = (id: string) => figures.get(id)!.numerator;
      const { total, ages, stages, past } = countOpen(open);
      expect(total).toBe(measured('open.total'));
      for (const [band, count] of Object.entries(ages))
        expect([band, count]).toEqual([band, measured(`open.age.${band}`)]);
      for (const { stage, total: inStage, ages: inBands } of stages) {
        expect([stage, inStage]).toEqual([stage, measured(`open.stage.${stage}`)]);
        expect(Object.values(inBands).reduce((sum, count) => sum + count, 0)).toBe(inStage);
      }
      expect(past.find(({ weeks }) => weeks === 20)!.cases).toBe(
        ['20to30', '30to52', 'over52'].reduce((sum, band) => sum + measured(`open.age.${band}`)!, 0),
      );
      expect(countDay140(open, ['past']).numerator).toBe(measured('open.overdue'));
      const holders = countHolders(open);
      expect(holders.reduce((sum, one) => sum + one.cases, 0)).toBe(total);
      expect(holders.reduce((sum, one) => sum + one.days, 0)).toBe(open.reduce((sum, { age }) => sum + age, 0));

      const { overdue, weeks } = dueSoon(open, parseCivilDate(today));
      const counted = [...overdue, ...weeks.flatMap(({ duties }) => duties)].reduce((sum, { count }) => sum + count, 0);
      const soon = open.flatMap(({ duties }) =>
        duties.filter(({ due, lifted }) => !lifted && due < parseCivilDate(today) + 28),
      );
      expect(counted).toBe(soon.length);
    }),
    { numRuns: 250 },
  );
});
