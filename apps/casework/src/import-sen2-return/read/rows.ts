import type {
  AssessmentOutcome,
  CeaseReason,
  Ethnicity,
  LaCode,
  PlacementRank,
  RequestOutcome,
  RequestSource,
  Residential,
  ReviewOutcome,
  SenSetting,
  SenType,
  SenTypeRank,
  Sex,
  Ukprn,
  UpnUnknown,
  Urn,
} from '@ehc/pathway';

/**
 * A return as the reader hands it on: one person at a time, the rows below nested, every field parsed. Fields have the
 * names of the return's tags (data-standards.md §1.4). Dates are civil dates, YYYY-MM-DD. Codes are those of
 * `@ehc/pathway`. null is "blank" or "could not be read, and reported". A row with an error is not here, nor any row
 * below it.
 */

/** A civil date, YYYY-MM-DD. */
export type IsoDate = string;

/** Every row says where it stands in its file. */
interface Row {
  /** Physical line on which the row starts, counted from 1. */
  readonly line: number;
}

export interface PersonRow extends Row {
  readonly surname: string | null;
  readonly forename: string | null;
  readonly personBirthDate: IsoDate | null;
  /** From Sex, else from GenderCurrent (before v1.2: 1 M, 2 F). */
  readonly sex: Sex | null;
  readonly ethnicity: Ethnicity | null;
  readonly postCode: string | null;
  /** 13 characters of the right form; see `upnDoubtful`. */
  readonly upn: string | null;
  /** The UPN's check character is wrong, or another person of this return has the same UPN: do not match by it alone. */
  readonly upnDoubtful: boolean;
  /** 10 digits; see `ulnDoubtful`. */
  readonly uniqueLearnerNumber: string | null;
  /** The ULN's check digit is wrong, or another person of this return has the same ULN. */
  readonly ulnDoubtful: boolean;
  readonly upnUnknown: UpnUnknown | null;
  /** In the order of the file. */
  readonly requests: readonly RequestRow[];
  /** There are further request rows of this person, which were left out: that they are missing here says nothing. */
  readonly requestsLeftOut: boolean;
}

export interface RequestRow extends Row {
  readonly receivedDate: IsoDate;
  readonly requestSource: RequestSource | null;
  readonly rya: boolean | null;
  readonly requestOutcomeDate: IsoDate | null;
  readonly requestOutcome: RequestOutcome;
  /** Blank is read as false, here and in the other mediation and tribunal flags. */
  readonly requestMediation: boolean;
  readonly requestTribunal: boolean;
  /** Three-digit code of the authority to which the person moved before the assessment was complete. */
  readonly exported: LaCode | null;
  readonly assessment: AssessmentRow | null;
  /** The return holds 0..1 assessments to a request; any further ones (queried) are here. */
  readonly furtherAssessments: readonly AssessmentRow[];
  readonly activePlan: ActivePlanRow | null;
  /** As `furtherAssessments`. */
  readonly furtherActivePlans: readonly ActivePlanRow[];
  /** `assessment` is null since its row was left out, not since there is none. */
  readonly assessmentLeftOut: boolean;
  /** As `assessmentLeftOut`, for the active plan. */
  readonly activePlanLeftOut: boolean;
}

export interface AssessmentRow extends Row {
  readonly assessmentOutcome: AssessmentOutcome;
  /** Y: day on which the plan was issued; N: day on which the person was told. */
  readonly assessmentOutcomeDate: IsoDate | null;
  readonly assessmentMediation: boolean;
  readonly assessmentTribunal: boolean;
  readonly otherMediation: boolean;
  readonly otherTribunal: boolean;
  /** true: exceptions to the 20 weeks apply. It does not say "within 20 weeks". Blank (queried) is false. */
  readonly week20: boolean;
  readonly namedPlan: NamedPlanRow | null;
  /** As `furtherAssessments`. */
  readonly furtherNamedPlans: readonly NamedPlanRow[];
  /** `namedPlan` is null since its row was left out. */
  readonly namedPlanLeftOut: boolean;
}

export interface NamedPlanRow extends Row {
  /** Start of the current plan; a later one than the issue is an amendment. */
  readonly startDate: IsoDate;
  readonly planRes: Residential | null;
  /** Open list: the codes are not known (data-standards.md §7.1). */
  readonly planWbp: string | null;
  readonly pb: boolean | null;
  readonly oa: boolean | null;
  /** Open list. */
  readonly dp: string | null;
  readonly ceaseDate: IsoDate | null;
  readonly ceaseReason: CeaseReason | null;
  readonly planDetails: readonly PlanDetailRow[];
}

/** Where a plan says the person is to be, or where the person is placed. */
interface Setting {
  readonly urn: Urn | null;
  readonly ukprn: Ukprn | null;
  readonly senSetting: SenSetting | null;
  readonly senSettingOther: string | null;
  readonly placementRank: PlacementRank | null;
  readonly senUnitIndicator: boolean | null;
  readonly resourcedProvisionIndicator: boolean | null;
}

export interface PlanDetailRow extends Row, Setting {}

export interface ActivePlanRow extends Row {
  /** Three-digit code of the authority from which the plan came during the year. */
  readonly transferLa: LaCode | null;
  readonly reviewMeeting: IsoDate | null;
  readonly reviewOutcome: ReviewOutcome | null;
  /** Day on which the authority wrote with the decision, not the day of the meeting. */
  readonly lastReview: IsoDate | null;
  readonly reviewDraft: IsoDate | null;
  readonly phaseTransferDueDate: IsoDate | null;
  readonly phaseTransferFinalDate: IsoDate | null;
  /** Before v1.2 only; later in each placement. */
  readonly res: Residential | null;
  /** Before v1.2 only. */
  readonly wbp: string | null;
  readonly placements: readonly PlacementRow[];
  /** By rank (1, 2, blank), then in the order of the file. */
  readonly needs: readonly NeedRow[];
}

export interface PlacementRow extends Row, Setting {
  readonly entryDate: IsoDate | null;
  readonly leavingDate: IsoDate | null;
  readonly res: Residential | null;
  readonly wbp: string | null;
}

export interface NeedRow extends Row {
  readonly senType: SenType;
  readonly senTypeRank: SenTypeRank | null;
}
