import type { IsoDate } from '../rows.js';
import { SEN2_RULES } from './catalogue.js';
import type { RowRule } from './rule.js';

// The steps of a case follow each other: received ≤ decided ≤ assessed ≤ plan starts ≤ plan ceases, and none of them
// lies after the return was made (data-standards.md §1.6). Dates compare as text. A date that is blank or could not be
// read breaks no order: the step after it is then held against the one before it.

/** A date that may not be known. */
type Maybe = IsoDate | null;

const before = (a: Maybe, b: Maybe): boolean => a !== null && b !== null && a < b;

export interface RequestDates {
  readonly made: IsoDate;
  readonly receivedDate: IsoDate;
  readonly requestOutcomeDate: Maybe;
}

export const REQUEST_ORDER: readonly RowRule<RequestDates>[] = [
  {
    rule: SEN2_RULES.afterReturn,
    field: 'receiveddate',
    broken: ({ made, receivedDate }) => before(made, receivedDate),
  },
  {
    rule: SEN2_RULES.afterReturn,
    field: 'requestoutcomedate',
    broken: ({ made, requestOutcomeDate }) => before(made, requestOutcomeDate),
  },
  {
    rule: SEN2_RULES.decidedBeforeReceived,
    field: 'requestoutcomedate',
    broken: ({ receivedDate, requestOutcomeDate }) => before(requestOutcomeDate, receivedDate),
  },
];

export interface AssessmentDates extends RequestDates {
  readonly assessmentOutcomeDate: Maybe;
}

export const ASSESSMENT_ORDER: readonly RowRule<AssessmentDates>[] = [
  {
    rule: SEN2_RULES.afterReturn,
    field: 'assessmentoutcomedate',
    broken: ({ made, assessmentOutcomeDate }) => before(made, assessmentOutcomeDate),
  },
  {
    rule: SEN2_RULES.assessedBeforeRequest,
    field: 'assessmentoutcomedate',
    broken: ({ receivedDate, requestOutcomeDate, assessmentOutcomeDate }) =>
      before(assessmentOutcomeDate, receivedDate) || before(assessmentOutcomeDate, requestOutcomeDate),
  },
];

export interface PlanDates extends AssessmentDates {
  readonly startDate: IsoDate;
  readonly ceaseDate: Maybe;
}

export const PLAN_ORDER: readonly RowRule<PlanDates>[] = [
  {
    rule: SEN2_RULES.afterReturn,
    field: 'startdate',
    broken: ({ made, startDate }) => before(made, startDate),
  },
  {
    rule: SEN2_RULES.startsTooEarly,
    field: 'startdate',
    broken: ({ receivedDate, requestOutcomeDate, assessmentOutcomeDate, startDate }) =>
      [receivedDate, requestOutcomeDate, assessmentOutcomeDate].some((step) => before(startDate, step)),
  },
  {
    // CeaseDate is the actual end, never the day on which an end was decided (§1.4): it cannot lie ahead.
    rule: SEN2_RULES.afterReturn,
    field: 'ceasedate',
    broken: ({ made, ceaseDate }) => before(made, ceaseDate),
  },
  {
    rule: SEN2_RULES.ceasesBeforeStart,
    field: 'ceasedate',
    broken: ({ startDate, ceaseDate }) => before(ceaseDate, startDate),
  },
];
