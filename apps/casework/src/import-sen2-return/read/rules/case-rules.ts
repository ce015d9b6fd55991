import { lastDayForPlan } from '../dates.js';
import type {
  ActivePlanRow,
  AssessmentRow,
  IsoDate,
  NamedPlanRow,
  PersonRow,
  PlacementRow,
  RequestRow,
} from '../rows.js';
import { SEN2_RULES } from './catalogue.js';
import type { RowRule } from './rule.js';

// Implausible combinations: imported, and asked about (data-standards.md §1.6). A row that was left out is never held
// against the rows around it; it has been reported itself.

/** What a rule needs to know of the return. */
export interface ReturnFacts {
  readonly authority: string;
  /** Civil date on which the return was made. */
  readonly made: IsoDate;
  /** The census date. */
  readonly referenceDate: IsoDate;
}

export interface PersonFacts {
  readonly header: ReturnFacts;
  readonly person: PersonRow;
}

export interface RequestFacts {
  readonly header: ReturnFacts;
  readonly request: RequestRow;
}

export interface AssessmentFacts {
  readonly assessment: AssessmentRow;
}

export interface NamedPlanFacts {
  readonly namedPlan: NamedPlanRow;
  /** CeaseDate or CeaseReason held something that could not be read. */
  readonly ceaseUnreadable: boolean;
}

export interface ActivePlanFacts extends RequestFacts {
  readonly activePlan: ActivePlanRow;
  /** ReviewOutcome held something that could not be read. */
  readonly reviewOutcomeUnreadable: boolean;
}

const assessmentsOf = ({ assessment, furtherAssessments }: RequestRow): readonly AssessmentRow[] =>
  assessment === null ? [] : [assessment, ...furtherAssessments];

const plansOf = (request: RequestRow): readonly NamedPlanRow[] =>
  assessmentsOf(request).flatMap(({ namedPlan, furtherNamedPlans }) =>
    namedPlan === null ? [] : [namedPlan, ...furtherNamedPlans],
  );

/** Whether the request's plan had ended by a day. */
const ceasedBy = (request: RequestRow, day: IsoDate): boolean => {
  const plans = plansOf(request);
  return plans.length > 0 && plans.every(({ ceaseDate }) => ceaseDate !== null && ceaseDate <= day);
};

export const PERSON_RULES: readonly RowRule<PersonFacts>[] = [
  {
    rule: SEN2_RULES.noRequest,
    field: '',
    broken: ({ person }) => person.requests.length === 0 && !person.requestsLeftOut,
  },
  {
    rule: SEN2_RULES.bornAfterRequest,
    field: 'personbirthdate',
    broken: ({ person: { personBirthDate, requests }, header: { made } }) =>
      personBirthDate !== null &&
      (personBirthDate > made || requests.some(({ receivedDate }) => personBirthDate > receivedDate)),
  },
  {
    rule: SEN2_RULES.pastLegalAge,
    field: 'personbirthdate',
    broken: ({ person: { personBirthDate, requests }, header: { referenceDate } }) =>
      personBirthDate !== null &&
      lastDayForPlan(personBirthDate) < referenceDate &&
      requests.some((request) => request.activePlan !== null && !ceasedBy(request, referenceDate)),
  },
  {
    rule: SEN2_RULES.tooOldForRequest,
    field: 'personbirthdate',
    broken: ({ person: { personBirthDate, requests } }) =>
      personBirthDate !== null && requests.some(({ receivedDate }) => lastDayForPlan(personBirthDate) < receivedDate),
  },
];

export const REQUEST_RULES: readonly RowRule<RequestFacts>[] = [
  {
    // An export before the assessment is complete leaves no assessment behind.
    rule: SEN2_RULES.assessmentMissing,
    field: 'requestoutcome',
    broken: ({ request }) =>
      request.requestOutcome === 'Y' &&
      request.assessment === null &&
      !request.assessmentLeftOut &&
      request.exported === null,
  },
  {
    rule: SEN2_RULES.refusedButAssessed,
    field: 'requestoutcome',
    broken: ({ request }) =>
      request.requestOutcome === 'N' &&
      request.assessment !== null &&
      !request.requestMediation &&
      !request.requestTribunal,
  },
  {
    rule: SEN2_RULES.undecidedButAssessed,
    field: 'requestoutcome',
    broken: ({ request }) =>
      (request.requestOutcome === 'A' || request.requestOutcome === 'W') && request.assessment !== null,
  },
  {
    rule: SEN2_RULES.datedWithoutDecision,
    field: 'requestoutcomedate',
    broken: ({ request }) =>
      (request.requestOutcome === 'A' || request.requestOutcome === 'W') && request.requestOutcomeDate !== null,
  },
  {
    rule: SEN2_RULES.exportedButPlan,
    field: 'exported',
    broken: ({ request }) => request.exported !== null && (plansOf(request).length > 0 || request.activePlan !== null),
  },
  {
    rule: SEN2_RULES.ownAuthority,
    field: 'exported',
    broken: ({ request, header }) => request.exported === header.authority,
  },
];

/** A decision on a request without its date; apart, since a date that could not be read is reported as that. */
export const requestUndated: RowRule<Pick<RequestRow, 'requestOutcome'>> = {
  rule: SEN2_RULES.decisionUndated,
  field: 'requestoutcomedate',
  broken: ({ requestOutcome }) => requestOutcome === 'Y' || requestOutcome === 'N',
};

export const ASSESSMENT_RULES: readonly RowRule<AssessmentFacts>[] = [
  {
    rule: SEN2_RULES.noPlanButPlan,
    field: 'assessmentoutcome',
    broken: ({ assessment }) =>
      assessment.assessmentOutcome === 'N' &&
      assessment.namedPlan !== null &&
      !assessment.assessmentMediation &&
      !assessment.assessmentTribunal,
  },
  {
    rule: SEN2_RULES.undecidedButPlan,
    field: 'assessmentoutcome',
    broken: ({ assessment }) =>
      (assessment.assessmentOutcome === 'A' || assessment.assessmentOutcome === 'W') && assessment.namedPlan !== null,
  },
  {
    // Y is dated with the day on which the plan was issued; H says that one was issued before.
    rule: SEN2_RULES.planMissing,
    field: 'assessmentoutcome',
    broken: ({ assessment }) =>
      assessment.namedPlan === null &&
      !assessment.namedPlanLeftOut &&
      (assessment.assessmentOutcome === 'H' ||
        (assessment.assessmentOutcome === 'Y' && assessment.assessmentOutcomeDate !== null)),
  },
  {
    rule: SEN2_RULES.datedWithoutDecision,
    field: 'assessmentoutcomedate',
    broken: ({ assessment }) =>
      (assessment.assessmentOutcome === 'A' || assessment.assessmentOutcome === 'W') &&
      assessment.assessmentOutcomeDate !== null,
  },
];

/** As `requestUndated`. Y without a date is a plan not issued yet, so only one that has a plan is asked about. */
export const assessmentUndated: RowRule<AssessmentRow> = {
  rule: SEN2_RULES.decisionUndated,
  field: 'assessmentoutcomedate',
  broken: ({ assessmentOutcome, namedPlan }) =>
    assessmentOutcome === 'N' || (assessmentOutcome === 'Y' && namedPlan !== null),
};

export const NAMED_PLAN_RULES: readonly RowRule<NamedPlanFacts>[] = [
  {
    rule: SEN2_RULES.ceaseDateMissing,
    field: 'ceasedate',
    broken: ({ namedPlan, ceaseUnreadable }) =>
      namedPlan.ceaseReason !== null && namedPlan.ceaseDate === null && !ceaseUnreadable,
  },
  {
    rule: SEN2_RULES.ceaseReasonMissing,
    field: 'ceasereason',
    broken: ({ namedPlan, ceaseUnreadable }) =>
      namedPlan.ceaseDate !== null && namedPlan.ceaseReason === null && !ceaseUnreadable,
  },
];

export const ACTIVE_PLAN_RULES: readonly RowRule<ActivePlanFacts>[] = [
  {
    rule: SEN2_RULES.ceasedButActive,
    field: 'requeststableid',
    broken: ({ request, header }) => ceasedBy(request, header.referenceDate),
  },
  {
    rule: SEN2_RULES.activeWithoutPlan,
    field: 'requeststableid',
    broken: ({ request }) =>
      plansOf(request).length === 0 &&
      !request.assessmentLeftOut &&
      !assessmentsOf(request).some(({ namedPlanLeftOut }) => namedPlanLeftOut),
  },
  {
    rule: SEN2_RULES.transferNotHistorical,
    field: 'transferla',
    broken: ({ request, activePlan }) =>
      activePlan.transferLa !== null &&
      assessmentsOf(request).some(({ assessmentOutcome }) => assessmentOutcome !== 'H'),
  },
  {
    rule: SEN2_RULES.ownAuthority,
    field: 'transferla',
    broken: ({ activePlan, header }) => activePlan.transferLa === header.authority,
  },
  {
    rule: SEN2_RULES.decidedBeforeMeeting,
    field: 'lastreview',
    broken: ({ activePlan: { lastReview, reviewMeeting } }) =>
      lastReview !== null && reviewMeeting !== null && lastReview < reviewMeeting,
  },
  ...(['reviewMeeting', 'lastReview', 'reviewDraft'] as const).map((field): RowRule<ActivePlanFacts> => ({
    rule: SEN2_RULES.reviewAfterReturn,
    field: field.toLowerCase(),
    broken: ({ activePlan, header }) => (activePlan[field] ?? '') > header.made,
  })),
  {
    // Up to v1.1 there was neither a meeting nor an outcome, so LastReview alone is nothing to ask about.
    rule: SEN2_RULES.reviewOutcomeMissing,
    field: 'reviewoutcome',
    broken: ({ activePlan: { lastReview, reviewMeeting, reviewOutcome }, reviewOutcomeUnreadable }) =>
      lastReview !== null && reviewMeeting !== null && reviewOutcome === null && !reviewOutcomeUnreadable,
  },
];

export const PLACEMENT_RULES: readonly RowRule<PlacementRow>[] = [
  {
    rule: SEN2_RULES.leftBeforeEntry,
    field: 'leavingdate',
    broken: ({ entryDate, leavingDate }) => entryDate !== null && leavingDate !== null && leavingDate < entryDate,
  },
];
