import type { CaseView } from './case-view.js';
import { isDated } from './facts.js';
import type { AverageMeasure, CountMeasure, ShareMeasure } from './measure.js';
import { isWithin } from './period.js';
import type { Question } from './question.js';

/** Days of a year, at which DfE's files cut: a plan issued on day 365 took no more than a year. */
const YEAR = 365;

type Population = (row: CaseView, question: Question) => boolean;

const issuedInPeriod: Population = ({ issuedOn }, { period }) => isWithin(issuedOn, period);
const withOverturned: Population = (row, question) => issuedInPeriod(row, question) && isDated(row.receivedOn);
const inc: Population = (row, question) =>
  withOverturned(row, question) && !(row.overturned && question.settings.sen2ExcludeOverturned);

const exceptLifted =
  (population: Population): Population =>
  (row, question) =>
    !row.lifted && population(row, question);

/** Two readings of every 20-week figure: all plans, and all but those whose limit exceptions had lifted. */
const READINGS = [
  { suffix: 'inc', words: 'including those with exceptions', of: (population: Population) => population },
  { suffix: 'ex', words: 'leaving out those with exceptions to the 20-week limit', of: exceptLifted },
] as const;
type Reading = (typeof READINGS)[number];

const POPULATION =
  'plans first issued in the period after an assessment by this authority, leaving out those that came after a refusal ' +
  'was overturned';

const inTime = ({ issuedOn, issueBy }: CaseView): boolean => issuedOn <= issueBy;

const share = (
  id: string,
  { suffix, words, of }: Reading,
  label: string,
  population: Population,
  populationWords: string,
  countedWords: string,
  counted: (row: CaseView) => boolean,
): ShareMeasure<'case'> => ({
  id: `${id}.${suffix}`,
  label: `${label}, ${words}`,
  definition: `Of the ${populationWords}, ${words}: ${countedWords}.`,
  version: 1,
  kind: 'share',
  unit: 'percent',
  over: 'case',
  population: of(population),
  counted,
  countedOn: (row) => row.issuedOn,
});

const twentyWeeks = (reading: Reading): ShareMeasure<'case'> =>
  share(
    'twenty_weeks',
    reading,
    'Plans issued within 20 weeks',
    inc,
    POPULATION,
    'those issued within 20 weeks of receipt (day 140 is in time)',
    inTime,
  );

const bands = (reading: Reading): ShareMeasure<'case'>[] => [
  share(
    'twenty_weeks.band.to20',
    reading,
    'Plans issued in up to 20 weeks',
    inc,
    POPULATION,
    'those issued within 20 weeks of receipt (up to day 140)',
    inTime,
  ),
  share(
    'twenty_weeks.band.20to52',
    reading,
    'Plans issued in 20 to 52 weeks',
    inc,
    POPULATION,
    'those issued after 20 weeks and within a year of receipt (days 141 to 365)',
    (row) => !inTime(row) && row.daysToIssue <= YEAR,
  ),
  share(
    'twenty_weeks.band.over52',
    reading,
    'Plans issued after more than 52 weeks',
    inc,
    POPULATION,
    'those issued more than a year after receipt (day 366 or later)',
    (row) => !inTime(row) && row.daysToIssue > YEAR,
  ),
];

const overturnedToo = (reading: Reading): ShareMeasure<'case'> =>
  share(
    'twenty_weeks.with_overturned',
    reading,
    'Plans issued within 20 weeks, overturned refusals kept in',
    withOverturned,
    'plans first issued in the period after an assessment by this authority, those that came after an overturned refusal too',
    'those issued within 20 weeks of receipt (day 140 is in time)',
    inTime,
  );

const flagged: ShareMeasure<'case'> = {
  id: 'twenty_weeks.flagged',
  label: 'Plans with exceptions to the 20-week limit',
  definition: `Of the ${POPULATION}: those with exceptions to the 20-week limit. Read it beside every figure that leaves these out.`,
  version: 1,
  kind: 'share',
  unit: 'percent',
  over: 'case',
  population: inc,
  counted: ({ lifted }) => lifted,
  countedOn: (row) => row.issuedOn,
};

const average = (kind: 'mean' | 'median', { suffix, words, of }: Reading): AverageMeasure<'case'> => ({
  id: `weeks_to_plan.${kind}.${suffix}`,
  label: `Weeks from receipt to plan (${kind}), ${words}`,
  definition: `The ${kind} time from receipt of the request to issue of the plan, over ${POPULATION}, ${words}.`,
  version: 1,
  kind,
  unit: 'weeks',
  over: 'case',
  population: of(inc),
  days: ({ daysToIssue }) => daysToIssue,
  countedOn: (row) => row.issuedOn,
});

const newPlans: CountMeasure<'case'> = {
  id: 'plans.new',
  label: 'New plans',
  definition:
    'Plans first issued in the period, those that came after an overturned refusal too. Plans that came from another ' +
    'authority are not new.',
  version: 1,
  kind: 'count',
  unit: 'plans',
  over: 'case',
  counted: issuedInPeriod,
  countedOn: (row) => row.issuedOn,
};

/** How long it took to the first final plan. */
export const OF_NEW_PLANS = [
  ...READINGS.map(twentyWeeks),
  ...READINGS.flatMap(bands),
  ...READINGS.map(overturnedToo),
  flagged,
  ...READINGS.flatMap((reading) => [average('mean', reading), average('median', reading)]),
  newPlans,
];
