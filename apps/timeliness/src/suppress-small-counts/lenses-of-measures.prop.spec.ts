import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Attacker, type Count, type Kind } from '../../testing/attacker.js';
import { chooseShown } from './choose-shown.js';
import { LENSES, populationOf, SETS } from './lenses-of-measures.js';
import { lensOver } from './who-counts.js';

const share = (id: string, counted: boolean): string[] => [populationOf(id), ...(counted ? [id] : [])];
const product = <A, B, C>(as: readonly A[], bs: readonly B[], of: (a: A, b: B) => C): C[] =>
  as.flatMap((a) => bs.map((b) => of(a, b)));
const BOTH = [true, false] as const;

/** A plan: how long it took, whether exceptions lift its limit, whether it came after an overturned refusal. */
const PLANS: readonly Kind[] = [
  ['plans.new'],
  ...product(
    ['to20', '20to52', 'over52'] as const,
    product(BOTH, BOTH, (a, b) => [a, b] as const),
    (band, [lifted, overturned]): Kind => {
      const inTime = band === 'to20';
      const of = (reading: string): string[] => [
        ...share(`twenty_weeks.with_overturned.${reading}`, inTime),
        ...(overturned
          ? []
          : [
              ...share(`twenty_weeks.${reading}`, inTime),
              ...['to20', '20to52', 'over52'].flatMap((one) =>
                share(`twenty_weeks.band.${one}.${reading}`, one === band),
              ),
              populationOf(`weeks_to_plan.mean.${reading}`),
              populationOf(`weeks_to_plan.median.${reading}`),
            ]),
      ];
      return [
        'plans.new',
        ...of('inc'),
        ...(lifted ? [] : of('ex')),
        ...(overturned ? [] : share('twenty_weeks.flagged', lifted)),
      ];
    },
  ),
];

const received = (outcome: string | null): string[] => [
  'requests.received',
  ...['assess', 'refuse', 'undecided', 'withdrawn'].flatMap((one) => share(`requests.${one}`, one === outcome)),
];
const atFirstStage = (overdue: boolean): string[] => [
  'open.total',
  'open.stage.request',
  ...(overdue ? ['six_weeks.overdue'] : []),
];

/** A request in a year that still runs: received in it or before, decided or not, in time or not. */
const REQUESTS: readonly Kind[] = [
  ...product(['assess', 'refuse'], BOTH, (outcome, inTime): Kind => [
    ...received(outcome),
    ...share('six_weeks', inTime),
    ...share('six_weeks.by_decision', inTime),
  ]),
  ...['assess', 'refuse', 'withdrawn', null].map((outcome): Kind => received(outcome)),
  ...BOTH.map((overdue): Kind => [...received('undecided'), ...atFirstStage(overdue)]),
  ...BOTH.map((overdue): Kind => atFirstStage(overdue)),
  ...BOTH.map((inTime): Kind => share('six_weeks.by_decision', inTime)),
  ['open.total', 'open.stage.assessment'],
  ['open.total', 'open.stage.drafting'],
];

/** An open case: how old, at which stage, with its limit lifted or not. */
const OPEN: readonly Kind[] = product(
  ['0to6', '16to20', '20to30', 'over52'],
  product(['request', 'assessment', 'drafting'], BOTH, (a, b) => [a, b] as const),
  (age, [stage, lifted]): Kind => [
    'open.total',
    `open.age.${age}`,
    `open.stage.${stage}`,
    ...(stage === 'request' && age !== '0to6' ? ['six_weeks.overdue'] : []),
    ...(age === '20to30' || age === 'over52' ? [lifted ? 'open.overdue.lifted' : 'open.overdue'] : []),
  ],
);

/** How many children of each kind there are in each slice: mostly nobody or a few, here and there many. */
const crowd = (kinds: readonly Kind[], slices: number) =>
  fc.array(
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
        { weight: 3, arbitrary: fc.integer({ min: 5, max: 40 }) },
      ),
      { minLength: slices, maxLength: slices },
    ),
    { minLength: kinds.length, maxLength: kinds.length },
  );

/** Every set, and what every set leaves over of one that holds it: the counts that must not be worked out. */
const questionsOver = (kinds: readonly Kind[]): ReadonlyMap<string, number>[] => {
  const sets = [...new Set(kinds.flat())];
  const holds = (larger: string, smaller: string) =>
    larger !== smaller && kinds.every((kind) => !kind.includes(smaller) || kind.includes(larger));
  return [
    ...sets.map((set) => new Map([[set, 1]])),
    ...sets.flatMap((larger) =>
      sets
        .filter((smaller) => holds(larger, smaller))
        .map(
          (smaller) =>
            new Map([
              [larger, 1],
              [smaller, -1],
            ]),
        ),
    ),
  ];
};

const SLICES = 3;

test.each([
  ['plans', PLANS],
  ['requests', REQUESTS],
  ['open cases', OPEN],
])('of %s an attacker who knows the law works out no small number', (_, kinds) => {
  const questions = questionsOver(kinds);
  fc.assert(
    fc.property(crowd(kinds, SLICES), fc.integer({ min: 3, max: 6 }), (sizes, under) => {
      const children = kinds.flatMap((kind, index) =>
        sizes[index]!.flatMap((size, slice) =>
          Array.from({ length: size }, () => new Map(kind.map((set) => [set, slice]))),
        ),
      );
      const sizeOf = (set: string, slice?: number): number =>
        kinds.reduce(
          (sum, kind, index) =>
            sum +
            (kind.includes(set)
              ? sizes[index]!.reduce((all, size, at) => all + (slice === undefined || at === slice ? size : 0), 0)
              : 0),
          0,
        );
      const choices = chooseShown(
        SETS,
        LENSES.map((lens) => lensOver(lens, children)),
        SLICES,
        under,
      );
      const known = new Set(kinds.flat());
      const told = [...choices].flatMap(([set, { shown, hidden }]): Count[] => {
        if (!shown || !known.has(set)) return [];
        const slices = Array.from({ length: SLICES }, (_one, slice) => slice).filter((slice) => !hidden.has(slice));
        return [{ set, size: sizeOf(set) }, ...slices.map((slice) => ({ set, slice, size: sizeOf(set, slice) }))];
      });
      const attacker = new Attacker(kinds, SLICES, told);
      for (const question of questions) {
        for (const slice of [undefined, 0, 1, 2]) {
          const size = [...question].reduce((sum, [set, sign]) => sum + sign * sizeOf(set, slice), 0);
          if (size < 1 || size >= under) continue;
          const { lowest, highest } = attacker.rangeOf(question, slice);
          // That it is small is what the rule itself says; nobody may know it better than that.
          const isKnownBetter = lowest >= 1 && highest < under && highest - lowest < under - 2;
          expect(isKnownBetter ? { question: [...question], slice, size, lowest, highest } : null).toBeNull();
        }
      }
    }),
    { numRuns: Number(process.env['ATTACKS'] ?? 12) },
  );
});
