import type { CaseState } from '@ehc/pathway';
import type { RowOf } from '@ehc/projections';
import { CASE_COLUMNS, type CaseColumn, DISPUTE, FIRST_DECISION, WEEK_20 } from '../measures/index.js';
import { defineBelievedTable } from './believed-table.js';
import { type CaseWithDisputes, foldCaseWithDisputes } from './case-with-disputes.js';
import { dayOf, dayOrNever, shownInOf } from './day-cell.js';
import type { FactOfStream } from './fact-of-stream.js';
import { type Cells, columnCells, columnTypes } from './packed-columns.js';
import { primaryNeed, settingKey } from './slice-keys.js';

const columns = {
  case_id: 'uuid not null',
  child_id: 'uuid',
  ...columnTypes(CASE_COLUMNS),
  need: 'text',
  setting: 'text',
  /** Days on which drafts were served. */
  drafts: 'date[]',
  /** The circumstances recorded that may lift a limit, as `ExceptionRecorded` gives them. */
  exceptions: 'json',
} as const;

export const CASE_LAYOUT = { ids: ['case_id'], names: CASE_COLUMNS } as const;

const flag = (is: boolean): number => (is ? 1 : 0);

const week20Of = (reported: boolean | null): number =>
  reported === null ? WEEK_20.notSaid : reported ? WEEK_20.apply : WEEK_20.none;

const disputesOf = (flags: CaseState['flags']): number =>
  (Object.keys(DISPUTE) as (keyof typeof DISPUTE)[]).reduce(
    (bits, name) => (flags[name] ? bits | DISPUTE[name] : bits),
    0,
  );

/** The days and codes of a case, without verdicts. */
export const caseCells = (state: CaseState): Cells<CaseColumn> => ({
  receivedOn: dayOf(state.requested),
  receivedElsewhereOn: dayOrNever(state.movedIn?.originalRequestReceivedOn),
  firstDecision: FIRST_DECISION[state.firstDecision?.outcome ?? 'none'],
  firstDecidedOn: dayOf(state.firstDecision),
  decidedEarlier: flag(state.decidedEarlier !== null),
  requestWithdrawnOn: dayOf(state.requestWithdrawn),
  refusalReversedOn: dayOf(state.refusalReversed),
  refusalReversedShownIn: shownInOf(state.refusalReversed),
  assessmentShownOn: dayOf(state.assessmentShown),
  assessmentShownShownIn: shownInOf(state.assessmentShown),
  assessmentWithdrawnOn: dayOf(state.assessmentWithdrawn),
  decidedToIssueOn: dayOf(state.decidedToIssue),
  decidedToIssueShownIn: shownInOf(state.decidedToIssue),
  noPlanOn: dayOf(state.noPlan),
  noPlanReversedOn: dayOf(state.noPlanReversed),
  noPlanReversedShownIn: shownInOf(state.noPlanReversed),
  noPlanAgainOn: dayOf(state.noPlanAgain),
  noPlanAgainReversedOn: dayOf(state.noPlanAgainReversed),
  assessedEarlier: flag(state.assessedEarlier !== null),
  issuedOn: dayOf(state.issued),
  movedOutOn: dayOf(state.movedOut),
  closedOn: dayOf(state.closed),
  openedInError: flag(state.closed?.reason === 'opened_in_error'),
  reassessment: flag(state.kind === 'reassessment'),
  disputes: disputesOf(state.flags),
  week20: week20Of(state.exceptionsFlag),
  source: Number.isInteger(state.source) ? state.source! : 0,
});

/** Nothing is counted of a case that a resubmitted return no longer holds, or whose request is not there. */
export const caseCounts = (state: CaseState): boolean => !state.removed && state.requested !== null;

const inColumns = columnCells(CASE_COLUMNS);

const rowOf = (id: string, state: CaseState): RowOf<typeof columns> =>
  Object.assign(inColumns(caseCells(state)), {
    case_id: id,
    child_id: state.child,
    need: primaryNeed(state.needs),
    setting: settingKey(state.settings),
    drafts: state.drafts.length === 0 ? null : state.drafts.map((draft) => dayOf(draft)!),
    exceptions: state.exceptions.length === 0 ? null : [...state.exceptions],
  });

/** One request and its assessment. */
export const CASE_FACT: FactOfStream<CaseWithDisputes, typeof columns> = {
  kind: 'case',
  table: defineBelievedTable({
    name: 'case_fact',
    columns,
    key: ['case_id'],
    packed: CASE_LAYOUT,
  }),
  types: [
    'AssessmentRequested',
    'DecidedToAssess',
    'DecidedNotToAssess',
    'DecidedEarlier',
    'AssessmentUnderWay',
    'RefusalReversed',
    'RequestWithdrawn',
    'AssessmentWithdrawn',
    'MovedOut',
    'MovedIn',
    'CaseClosed',
    'ExceptionRecorded',
    'ExceptionEnded',
    'ExceptionsFlagReported',
    'DecidedToIssuePlan',
    'DecidedNotToIssuePlan',
    'DraftPlanServed',
    'DraftPlanReissued',
    'PlanFinalised',
    'MediationRecorded',
    'AppealRecorded',
    'OrderMade',
    'ConcessionMade',
    'AgreementReached',
    'DisputeFlagsReported',
    'RemovedFromReturn',
    'ShownInReturn',
  ],
  fold: foldCaseWithDisputes,
  rows: (id, state) => (caseCounts(state) ? [rowOf(id, state)] : []),
};
