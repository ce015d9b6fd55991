import { OPEN_STAGES, type OpenStage } from '@ehc/case-clocks';
import { forbidden, londonDate } from '@ehc/platform';
import { dayNumberOf } from '@ehc/statutory-clock';
import { presentMoment } from '../ask-as-at/authority-and-moment.js';
import type { ComparisonSurroundings } from '../compare-measures/compare-measures.js';
import type { LeadIndicators, OpenCase } from '../lead-indicators/calculate-lead-indicators.js';
import { type Duty, isStatutory, nameOfDuty } from '../lead-indicators/duties.js';
import { WEEKS_AHEAD } from '../lead-indicators/due-soon.js';
import { HOLDER_RULES, HOLDERS } from '../lead-indicators/holder.js';
import { type LeadIndicatorsQuery, lookAhead } from '../lead-indicators/show-lead-indicators.js';
import type { Spread } from '../lead-indicators/usual-times.js';
import { yearOf } from '../measures/index.js';
import { OPEN_AGES } from '../measures/of-open-cases.js';
import { chooseShown } from './choose-shown.js';
import { LENSES } from './lenses-of-measures.js';
import type { LeadFiguresTold, LeadSummary } from './lead-summary.js';
import { smallCountThreshold } from './small-count-threshold.js';
import { askInSummary } from './summarise-measures.js';
import { ruleUnder, SUPPRESSED, type Told, told } from './suppressed-figure.js';
import { lensOver } from './who-counts.js';

/**
 * What is coming, as seen today, with small numbers suppressed and without the cases.
 * @throws Problem as for the question; 403 for another day than today
 */
export const summariseLeadIndicators = async (
  query: LeadIndicatorsQuery,
  around: ComparisonSurroundings,
): Promise<LeadSummary> => {
  const now = around.clock.now();
  const { about, today, indicators } = await lookAhead(query, around);
  if (londonDate(new Date(about.asAt)) !== londonDate(now)) throw onlyToday();
  const { authority } = about;
  const under = await smallCountThreshold(around.store, authority);
  const smallNumbers = ruleUnder(under);
  if (indicators === null) return { ...about, smallNumbers };
  const year = yearOf(today);
  const period = { from: dayNumberOf(year, 1, 1), to: dayNumberOf(year, 12, 31) };
  const asked = { authority, period, asAt: presentMoment(now), by: undefined, benchmarks: false };
  const [measured] = await askInSummary([asked], under, around);
  // What the measures do not tell of open cases is not told here either.
  const may = measured!.shown!.may();
  return { ...about, smallNumbers, figures: figuresTold(indicators, today, under, may) };
};

const onlyToday = () =>
  forbidden(
    'small-numbers',
    'To those who may not learn of single children, lead indicators are given as seen today: from one day to the next they would tell what became of one case.',
  );

/** The measures of open cases: of ages, of stages, and those past 20 weeks. */
const MEASURED = [...new Set(LENSES.filter(([first]) => first === 'open.total').flat())].filter((set) =>
  set.startsWith('open.'),
);
const STAGES = OPEN_STAGES.map((stage) => `open.stage.${stage}`);

const keyOf = ({ rule, limb, holder }: Duty): string => [rule, limb, holder].join(' ');

/** Where one open case counts. */
const countsOf = ({ age, stage, day140, holder, issueBy, duties }: OpenCase, today: number): string[] => {
  const lifted = day140.prospect === 'lifted';
  const due = duties.filter((duty) => !duty.lifted);
  return [
    'open.total',
    ...OPEN_AGES.filter(({ after, to }) => age > after && age <= to).map(({ key }) => `open.age.${key}`),
    `open.stage.${stage}`,
    ...(issueBy < today ? [lifted ? 'open.overdue.lifted' : 'open.overdue'] : []),
    ...(lifted ? [] : ['judged']),
    ...(day140.prospect === 'past' || day140.prospect === 'cannot' ? ['cannot'] : []),
    ...(day140.prospect === 'unlikely' ? ['unlikely'] : []),
    `held by ${holder}`,
    ...due.filter((duty) => duty.due < today).map((duty) => `${keyOf(duty)} overdue`),
    ...due
      .filter((duty) => duty.due >= today && duty.due < today + WEEKS_AHEAD * 7)
      .map((duty) => `${keyOf(duty)} soon`),
  ];
};

const figuresTold = (
  { open, stageTimes }: LeadIndicators,
  today: number,
  under: number,
  mayMeasure: (set: string) => boolean,
): LeadFiguresTold => {
  const counted = open.map((one) => countsOf(one, today));
  const duties = [...new Map(open.flatMap((one) => one.duties).map((duty) => [keyOf(duty), duty]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, duty]) => ({ key, duty, sets: [`${key} overdue`, `${key} soon`] }));
  const holders = HOLDERS.map((holder) => `held by ${holder}`);
  const prospects = ['judged', 'cannot', 'unlikely'];
  const children = counted.map((sets) => new Map(sets.map((set) => [set, 0])));
  const lenses = [
    [
      'open.total',
      ...MEASURED.filter((set) => set.startsWith('open.age.') || set.startsWith('open.overdue')),
      ...prospects,
    ],
    ['open.total', ...holders],
    ...duties.map(({ sets }) => ['open.total', ...STAGES, ...sets]),
  ].map((sets) => lensOver(sets, children));
  const measured = MEASURED.filter(mayMeasure);
  const sets = [...measured, ...prospects, ...holders, ...duties.flatMap((duty) => duty.sets)];
  const never = MEASURED.filter((set) => !mayMeasure(set));
  const choices = chooseShown(sets, lenses, 0, under, never);
  const may = (set: string): boolean => choices.get(set)?.shown ?? false;
  const sizeOf = (set: string): number => counted.filter((one) => one.includes(set)).length;
  const size = (set: string): Told => (may(set) ? sizeOf(set) : SUPPRESSED);
  const shareOf = (set: string) => {
    const [numerator, denominator] = [sizeOf(set), sizeOf('judged')];
    const value = denominator === 0 ? null : (100 * numerator) / denominator;
    return told({ numerator, denominator, value }, { id: set, kind: 'share' }, (one) =>
      may(one === set ? set : 'judged'),
    );
  };
  return {
    open: {
      total: size('open.total'),
      ages: Object.fromEntries(OPEN_AGES.map(({ key }) => [key, size(`open.age.${key}`)])),
      stages: OPEN_STAGES.map((stage) => ({ stage, total: size(`open.stage.${stage}`) })),
      overdue: size('open.overdue'),
    },
    day140: { cannot: shareOf('cannot'), unlikely: shareOf('unlikely') },
    due: duties.map(({ key, duty: { rule, limb, holder } }) => ({
      rule,
      ...(limb !== null && { limb }),
      name: nameOfDuty(rule),
      holder,
      statutory: isStatutory(rule),
      overdue: size(`${key} overdue`),
      inFourWeeks: size(`${key} soon`),
    })),
    stageTimes: stageTimes.map(({ stage, now, left, toPlan }) => ({
      stage,
      now: may(`open.stage.${stage}`) ? medianOf(now, under) : SUPPRESSED,
      left: medianOf(left, under),
      toPlan: medianOf(toPlan, under),
    })) satisfies { stage: OpenStage }[],
    holders: HOLDERS.map((holder) => ({
      holder,
      label: HOLDER_RULES[holder].label,
      cases: size(`held by ${holder}`),
    })),
  };
};

/** The median alone: how many stays there were is not told, nor the longest, which is one child's. */
const medianOf = ({ count, median }: Spread, under: number): Told => (count > 0 && count < under ? SUPPRESSED : median);
