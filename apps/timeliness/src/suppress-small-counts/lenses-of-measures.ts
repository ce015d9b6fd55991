import type { Measure } from '../measures/index.js';

/** The set of children over whom a share, a mean or a median is taken. */
export const populationOf = (id: string): string => `${id} of`;

/** The sets whose sizes a measure tells, the larger first. */
export const setsOf = ({ id, kind }: Pick<Measure, 'id' | 'kind'>): readonly string[] => {
  switch (kind) {
    case 'count':
      return [id];
    case 'share':
      return [populationOf(id), id];
    default:
      return [populationOf(id)];
  }
};

const share = (id: string): readonly string[] => [populationOf(id), id];

const OUTCOMES = ['assess', 'refuse', 'undecided', 'withdrawn'].map((one) => `requests.${one}`);
const AGES = ['0to6', '6to16', '16to20', '20to30', '30to52', 'over52'].map((age) => `open.age.${age}`);
const STAGES = ['request', 'assessment', 'deciding', 'drafting', 'draft_out', 'finalising'].map(
  (stage) => `open.stage.${stage}`,
);
const BANDS = ['to20', '20to52', 'over52'];

/** The plans of one reading: the many names of their one population, then those in time. */
const ofReading = (reading: string): readonly string[] => [
  populationOf(`twenty_weeks.${reading}`),
  ...['mean', 'median'].map((average) => populationOf(`weeks_to_plan.${average}.${reading}`)),
  ...BANDS.map((band) => populationOf(`twenty_weeks.band.${band}.${reading}`)),
  `twenty_weeks.${reading}`,
  `twenty_weeks.band.to20.${reading}`,
];

/**
 * Measures that can be subtracted from each other: what one leaves over of another is a count too. What is named first
 * matters most, and what comes later gives way to it. States on a day come before all that happened in a period, so that
 * they are answered alike whatever the period.
 */
export const LENSES: readonly (readonly string[])[] = [
  // The ages add up to all that are open; those past 20 weeks are the last three of them.
  ['open.total', 'open.overdue', ...AGES, 'open.overdue.lifted'],
  // So do the stages; a request that is overdue is at the first of them.
  ['open.total', ...STAGES, 'six_weeks.overdue'],
  ['plans.active', 'reviews.overdue'],
  share('sen2.annual_review_4_weeks'),
  // Outcomes add up to the requests received, but for decisions without a date. Decided are those assessed and refused.
  ['requests.received', ...OUTCOMES.map(populationOf), populationOf('six_weeks'), ...OUTCOMES],
  ['requests.received', ...share('six_weeks')],
  // Decided this year are those received this year, and a few of the year before.
  [...share('six_weeks'), ...share('six_weeks.by_decision')],
  // A request that is undecided today is open at its first stage.
  ['open.stage.request', 'six_weeks.overdue', 'requests.undecided'],
  share('no_plan_16_weeks'),
  // Plans by time taken, with and without exceptions, with and without those after an overturned refusal.
  [
    populationOf('twenty_weeks.flagged'),
    ...ofReading('inc'),
    ...ofReading('ex'),
    'twenty_weeks.flagged',
    'plans.new',
    ...share('twenty_weeks.with_overturned.inc'),
    ...share('twenty_weeks.with_overturned.ex'),
    'twenty_weeks.band.20to52.inc',
    'twenty_weeks.band.over52.inc',
    'twenty_weeks.band.20to52.ex',
    'twenty_weeks.band.over52.ex',
  ],
  ['plans.ceased'],
  share('annual_review_4_weeks'),
];

/** Every set, in the order in which they matter. */
export const SETS: readonly string[] = [...new Set(LENSES.flat())];

/** Measures of the state on one day, rather than of what happened in a period. */
export const ON_ONE_DAY: ReadonlySet<string> = new Set([...LENSES.slice(0, 3).flat(), 'sen2.annual_review_4_weeks']);
