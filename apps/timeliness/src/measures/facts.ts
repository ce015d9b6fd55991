/**
 * The facts that measures are counted over, in columns: what is known of every case, plan and review of one authority
 * at one position of the log. Raw days and codes, no verdicts.
 *
 * Days are day numbers of the civil calendar (`@ehc/statutory-clock`).
 */
import type { DayNumber, GivenException } from '@ehc/statutory-clock';

export { isDated, NEVER, UNDATED } from '@ehc/case-clocks';

/** One number for each row. */
export type IntColumn = Int32Array;

/** First decision on a request; a later reversal never changes it. */
export const FIRST_DECISION = { none: 0, assess: 1, refuse: 2 } as const;

/** Bits of `disputes`: the flags of SEN2 that tell of an appeal or a mediation. */
export const DISPUTE = {
  requestMediation: 1,
  requestTribunal: 2,
  assessmentMediation: 4,
  assessmentTribunal: 8,
  otherMediation: 16,
  otherTribunal: 32,
} as const;

/** Disputes against a refusal; those about the contents of a plan are not among them. */
export const AGAINST_REFUSAL =
  DISPUTE.requestMediation | DISPUTE.requestTribunal | DISPUTE.assessmentMediation | DISPUTE.assessmentTribunal;

/** `week20`: what a return said of exceptions to the 20 weeks. */
export const WEEK_20 = { notSaid: 0, none: 1, apply: 2 } as const;

/**
 * Columns of a case (one request and its assessment), in the order in which the database packs them.
 *
 * `…On` columns hold a day, `NEVER` or `UNDATED`. `…ShownIn` columns hold the calendar year of activity of the first
 * return that showed an undated step, 0 where there is none.
 */
export const CASE_COLUMNS = [
  'receivedOn',
  /** Where the child moved in during an assessment elsewhere: the day on which that authority received the request. */
  'receivedElsewhereOn',
  /** `FIRST_DECISION`. */
  'firstDecision',
  'firstDecidedOn',
  /** 1 where SEN2 calls the decision on the request historical: neither date nor outcome is known. */
  'decidedEarlier',
  'requestWithdrawnOn',
  'refusalReversedOn',
  'refusalReversedShownIn',
  /** An assessment was begun: agreed, reversed, or shown by a return. */
  'assessmentShownOn',
  'assessmentShownShownIn',
  'assessmentWithdrawnOn',
  'decidedToIssueOn',
  'decidedToIssueShownIn',
  /** First decision on the assessment not to issue a plan. */
  'noPlanOn',
  'noPlanReversedOn',
  'noPlanReversedShownIn',
  /** Decided again not to issue after that was reversed, and reversed again: the latest time. Only natively. */
  'noPlanAgainOn',
  'noPlanAgainReversedOn',
  /** 1 where SEN2 calls the outcome of the assessment historical. */
  'assessedEarlier',
  /** The first plan that came of it was sent. */
  'issuedOn',
  'movedOutOn',
  /** Closed in another way. */
  'closedOn',
  /** 1 where it was closed because it should not have been opened. */
  'openedInError',
  /** 1 where the child has a plan already: the limits of a first assessment do not apply. */
  'reassessment',
  /** Bits of `DISPUTE`. */
  'disputes',
  /** `WEEK_20`. */
  'week20',
  /** SEN2 RequestSource 1 to 5; 0 where it is not known. */
  'source',
] as const;

/** Columns of a plan, in the order in which the database packs them. */
export const PLAN_COLUMNS = [
  /** First day in force here that is known: the StartDate that a return showed first, or the day of the first issue. */
  'startedOn',
  /** Calendar year of activity of the first return that shows the plan; 0 where none does. */
  'shownIn',
  /** 1 where SEN2 calls the assessment's outcome historical: the start may be that of an amended plan. */
  'historical',
  'transferredInOn',
  'transferredInShownIn',
  'transferredOutOn',
  'ceasedOn',
  /** 1 where no return brought the start: the first issue is then what the case says, not the start. */
  'native',
] as const;

/** Columns of a review: it has a day where its meeting was held and its decision notified. */
export const REVIEW_COLUMNS = ['meetingOn', 'decidedOn'] as const;

/** Columns of what one return said of an active plan and its latest review. */
export const CENSUS_COLUMNS = ['censusOn', 'meetingOn', 'decidedOn'] as const;

export type CaseColumn = (typeof CASE_COLUMNS)[number];
export type PlanColumn = (typeof PLAN_COLUMNS)[number];
export type ReviewColumn = (typeof REVIEW_COLUMNS)[number];
export type CensusColumn = (typeof CENSUS_COLUMNS)[number];

/** A request for advice: asked for on the first day, answered on the second (`NEVER` while it is not). */
export type AdvicePair = readonly [askedOn: DayNumber, answeredOn: DayNumber];

/** What few cases have, or what is needed of few: kept by row, not in columns. */
export interface CaseDetail {
  /** Days on which drafts were served, in order. */
  readonly drafts?: readonly DayNumber[];
  readonly exceptions?: readonly GivenException[];
  readonly advice?: readonly AdvicePair[];
}

/** Codes of one slice for each row, as indexes into `codes`. */
export interface CodeColumn {
  readonly codes: readonly string[];
  readonly of: IntColumn;
}

/** By which the answer may be sliced; only the columns of the slice asked for need be there. */
export interface SliceColumns {
  /** The rank-1 need. */
  readonly need?: CodeColumn;
  readonly setting?: CodeColumn;
  readonly sex?: CodeColumn;
  readonly ethnicity?: CodeColumn;
  /** Month of birth as year × 12 + (month − 1); `NEVER` where it is not known. */
  readonly bornIn?: IntColumn;
}

export interface CaseFacts extends Readonly<Record<CaseColumn, IntColumn>> {
  readonly count: number;
  /** Row of the plan that came of the case; −1 where there is none. */
  readonly plan: IntColumn;
  readonly details: ReadonlyMap<number, CaseDetail>;
  readonly slices: SliceColumns;
}

export interface PlanFacts extends Readonly<Record<PlanColumn, IntColumn>> {
  readonly count: number;
  /** Row of the case from which the plan came; −1 where it is not known. */
  readonly case: IntColumn;
  readonly slices: SliceColumns;
}

export interface ReviewFacts extends Readonly<Record<ReviewColumn, IntColumn>> {
  readonly count: number;
  /** Row of the plan under review. */
  readonly plan: IntColumn;
}

/** What the return of one year said of the plans that it shows as active. */
export interface CensusFacts extends Readonly<Record<CensusColumn, IntColumn>> {
  readonly count: number;
  /** Row of the plan. */
  readonly plan: IntColumn;
}

/** Everything that the measures of one authority are counted over, as believed at one position. */
export interface Facts {
  readonly cases: CaseFacts;
  readonly plans: PlanFacts;
  readonly reviews: ReviewFacts;
  /** Of the return that reports the year in which the period ends. */
  readonly census: CensusFacts;
  /** Whether a return was imported, so that the log holds only the latest review of each plan that it shows. */
  readonly importedReturns: boolean;
}

/** The collection year (`Year` of the header) of the return that reports the activity of a calendar year. */
export const collectionYearFor = (calendarYear: number): number => calendarYear + 1;
