export { codeList, type CodeList, type CodeOf } from './code-list.js';
export {
  SEX,
  isSex,
  sexLabel,
  type Sex,
  GENDER_CURRENT,
  isGenderCurrent,
  genderCurrentLabel,
  type GenderCurrent,
} from './sex.js';
export { ETHNICITY, isEthnicity, ethnicityLabel, type Ethnicity } from './ethnicity.js';
export { UPN_UNKNOWN, isUpnUnknown, upnUnknownLabel, type UpnUnknown } from './upn-unknown.js';
export { REQUEST_SOURCE, isRequestSource, requestSourceLabel, type RequestSource } from './request-source.js';
export { REQUEST_OUTCOME, isRequestOutcome, requestOutcomeLabel, type RequestOutcome } from './request-outcome.js';
export {
  ASSESSMENT_OUTCOME,
  isAssessmentOutcome,
  assessmentOutcomeLabel,
  type AssessmentOutcome,
} from './assessment-outcome.js';
export {
  SEN_TYPE,
  isSenType,
  senTypeLabel,
  type SenType,
  SEN_TYPE_RANK,
  isSenTypeRank,
  senTypeRankLabel,
  type SenTypeRank,
} from './sen-type.js';
export { SEN_SETTING, isSenSetting, senSettingLabel, type SenSetting } from './sen-setting.js';
export { PLACEMENT_RANK, isPlacementRank, placementRankLabel, type PlacementRank } from './placement-rank.js';
export { RESIDENTIAL, isResidential, residentialLabel, type Residential } from './residential.js';
export { CEASE_REASON, isCeaseReason, ceaseReasonLabel, type CeaseReason } from './cease-reason.js';
export { REVIEW_OUTCOME, isReviewOutcome, reviewOutcomeLabel, type ReviewOutcome } from './review-outcome.js';
export { YES_NO, isYesNo, yesNoLabel, type YesNo } from './yes-no.js';
export { SEN_PROVISION, isSenProvision, senProvisionLabel, type SenProvision } from './sen-provision.js';
export {
  ANNEX_A_GENDER,
  isAnnexAGender,
  annexAGenderLabel,
  type AnnexAGender,
  ANNEX_A_PHASE,
  isAnnexAPhase,
  annexAPhaseLabel,
  type AnnexAPhase,
  ANNEX_A_YES_NO,
  isAnnexAYesNo,
  annexAYesNoLabel,
  type AnnexAYesNo,
} from './annex-a.js';
export { WORK_PLACEMENT, isWorkPlacement, workPlacementLabel, type WorkPlacement } from './work-placement.js';
export { DIRECT_PAYMENT, isDirectPayment, directPaymentLabel, type DirectPayment } from './direct-payment.js';
export { NC_YEAR, isNcYear, ncYearLabel, type NcYear } from './nc-year.js';
