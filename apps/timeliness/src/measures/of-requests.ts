import type { CaseView, RequestOutcome } from './case-view.js';
import { isDated } from './facts.js';
import type { CountMeasure, ShareMeasure } from './measure.js';
import { isWithin } from './period.js';
import type { Question } from './question.js';

const receivedInPeriod = ({ receivedOn }: CaseView, { period }: Question): boolean => isWithin(receivedOn, period);
const receivedOn = (row: CaseView) => row.receivedOn;

const received: CountMeasure<'case'> = {
  id: 'requests.received',
  label: 'Requests received',
  definition:
    'Requests for an assessment received in the period, or for which the authority became responsible in it. Requests ' +
    'that came with a plan from another authority are left out.',
  version: 1,
  kind: 'count',
  unit: 'requests',
  over: 'case',
  counted: receivedInPeriod,
  countedOn: receivedOn,
};

const outcome = (id: string, label: string, definition: string, is: RequestOutcome): ShareMeasure<'case'> => ({
  id,
  label,
  definition: `${definition} A decision whose date and outcome are not known (SEN2 outcome H) is counted in none of the outcomes.`,
  version: 1,
  kind: 'share',
  unit: 'percent',
  over: 'case',
  population: receivedInPeriod,
  counted: ({ requestOutcome }) => requestOutcome === is,
  countedOn: receivedOn,
});

const decidedInTime = ({ firstDecidedOn, decideBy }: CaseView): boolean => firstDecidedOn <= decideBy;

const sixWeeks: ShareMeasure<'case'> = {
  id: 'six_weeks',
  label: 'Decided within 6 weeks (requests received)',
  definition:
    'Of the requests received in the period on which a first decision was notified, those decided on or before the last ' +
    'day in time (day 42 is in time). Requests with exceptions are counted too.',
  version: 1,
  kind: 'share',
  unit: 'percent',
  over: 'case',
  population: (row, question) => receivedInPeriod(row, question) && isDated(row.firstDecidedOn),
  counted: decidedInTime,
  countedOn: receivedOn,
};

const sixWeeksByDecision: ShareMeasure<'case'> = {
  id: 'six_weeks.by_decision',
  label: 'Decided within 6 weeks (decisions made)',
  definition:
    'Of the first decisions notified in the period, whenever the request came, those notified on or before the last day ' +
    'in time (day 42 is in time).',
  version: 1,
  kind: 'share',
  unit: 'percent',
  over: 'case',
  population: ({ firstDecidedOn, receivedOn: day }, { period }) => isWithin(firstDecidedOn, period) && isDated(day),
  counted: decidedInTime,
  countedOn: (row) => row.firstDecidedOn,
};

const sixWeeksOverdue: CountMeasure<'case'> = {
  id: 'six_weeks.overdue',
  label: 'Requests undecided and overdue',
  definition:
    'Requests without a first decision at the snapshot date whose last day in time lies before it (a request due on that ' +
    'very day is not overdue).',
  version: 1,
  kind: 'count',
  unit: 'requests',
  over: 'case',
  counted: ({ open, stage, decideBy }, { snapshot }) => open && stage === 'request' && decideBy < snapshot,
  countedOn: (_, { snapshot }) => snapshot,
};

const noPlan: ShareMeasure<'case'> = {
  id: 'no_plan_16_weeks',
  label: 'Decisions not to issue within 16 weeks',
  definition:
    'Of the first decisions not to issue a plan that were notified in the period, those notified within 16 weeks of ' +
    'receipt (day 112 is in time).',
  version: 1,
  kind: 'share',
  unit: 'percent',
  over: 'case',
  population: ({ noPlanOn, receivedOn: day }, { period }) => isWithin(noPlanOn, period) && isDated(day),
  counted: ({ noPlanOn, refusePlanBy }) => noPlanOn <= refusePlanBy,
  countedOn: (row) => row.noPlanOn,
};

/** From the request to the decision whether to assess, and to a decision that there will be no plan. */
export const OF_REQUESTS = [
  received,
  outcome(
    'requests.assess',
    'Decided to assess',
    'Of the requests received in the period, those whose first decision was to assess.',
    'assess',
  ),
  outcome(
    'requests.refuse',
    'Decided not to assess',
    'Of the requests received in the period, those whose first decision was not to assess; a later reversal does not change it.',
    'refuse',
  ),
  outcome(
    'requests.undecided',
    'Not decided yet',
    'Of the requests received in the period, those on which no decision is known yet.',
    'undecided',
  ),
  outcome(
    'requests.withdrawn',
    'Withdrawn or moved away',
    'Of the requests received in the period, those withdrawn or otherwise closed, or whose child moved to another authority, before a first decision.',
    'withdrawn',
  ),
  sixWeeks,
  sixWeeksByDecision,
  sixWeeksOverdue,
  noPlan,
] as const;
