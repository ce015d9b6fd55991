import { type CaseView, type Stage, STAGES } from './case-view.js';
import type { CountMeasure } from './measure.js';
import type { Question } from './question.js';

const open = (
  id: string,
  label: string,
  definition: string,
  counted: (row: CaseView, question: Question) => boolean,
): CountMeasure<'case'> => ({
  id,
  label,
  definition,
  version: 1,
  kind: 'count',
  unit: 'cases',
  over: 'case',
  counted: (row, question) => row.open && counted(row, question),
  countedOn: (_, { snapshot }) => snapshot,
});

/** Days since receipt, upper ends included. The first three end with the limits of 6, 16 and 20 weeks. */
export const OPEN_AGES = [
  { key: '0to6', words: 'up to 6 weeks', after: -Infinity, to: 42 },
  { key: '6to16', words: '6 to 16 weeks', after: 42, to: 112 },
  { key: '16to20', words: '16 to 20 weeks', after: 112, to: 140 },
  { key: '20to30', words: '20 to 30 weeks', after: 140, to: 210 },
  { key: '30to52', words: '30 weeks to a year', after: 210, to: 365 },
  { key: 'over52', words: 'more than a year', after: 365, to: Infinity },
] as const;

const STAGE_WORDS: Readonly<Record<Stage, { readonly label: string; readonly definition: string }>> = {
  request: { label: 'Open: request', definition: 'no decision yet whether to assess' },
  assessment: {
    label: 'Open: assessment',
    definition: 'an assessment was agreed, or a refusal to assess reversed, and it is not concluded',
  },
  deciding: {
    label: 'Open: deciding',
    definition: 'all the advice asked for is in, and it is not decided yet whether to issue a plan',
  },
  drafting: {
    label: 'Open: drafting',
    definition: 'a plan will be issued, or a decision not to issue one was reversed, and no draft has been served',
  },
  draft_out: { label: 'Open: draft out', definition: 'a draft is with the family, whose window to answer still runs' },
  finalising: { label: 'Open: finalising', definition: "the family's window to answer the draft is over" },
};

const overdue = ({ issueBy }: CaseView, { snapshot }: Question): boolean => issueBy < snapshot;

/** Cases at the snapshot that have neither a plan nor a refusal nor another end. */
export const OF_OPEN_CASES = [
  open(
    'open.total',
    'Open cases',
    'Cases at the snapshot date with neither a plan nor a refusal nor another end. A refusal that was reversed is open again, from the day on which the request was received.',
    () => true,
  ),
  ...OPEN_AGES.map(({ key, words, after, to }) =>
    open(
      `open.age.${key}`,
      `Open for ${words}`,
      `Open cases by days since receipt: ${words} (${Number.isFinite(to) ? `up to day ${to}` : `after day ${after}`}).`,
      ({ age }) => age > after && age <= to,
    ),
  ),
  open(
    'open.overdue',
    'Open beyond 20 weeks',
    'Open cases past 20 weeks at the snapshot date (day 140 is not past) whose limit no exception has lifted.',
    (row, question) => overdue(row, question) && !row.lifted,
  ),
  open(
    'open.overdue.lifted',
    'Open beyond 20 weeks, limit lifted',
    'Open cases past 20 weeks at the snapshot date whose limit an exception has lifted.',
    (row, question) => overdue(row, question) && row.lifted,
  ),
  ...STAGES.map((stage) =>
    open(
      `open.stage.${stage}`,
      STAGE_WORDS[stage].label,
      `Open cases at the snapshot date: ${STAGE_WORDS[stage].definition}. A return alone tells request, assessment and drafting.`,
      (row) => row.stage === stage,
    ),
  ),
];
