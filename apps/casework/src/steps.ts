/**
 * The steps of casework and the streams on which they are taken, for whoever takes them otherwise than over HTTP: a
 * simulation. They are the same deciders, with the same rules.
 */
export { assignCaseworkerToCase } from './assign-a-caseworker/assign-caseworker.js';
export { decideNotToAmend, familyRespondsToAmendments } from './amend-the-plan/amend-steps.js';
export { finaliseAmendedPlan, serveAmendmentNotice } from './amend-the-plan/amend-steps.js';
export { ceasePlan, sendCeaseNotice } from './cease-the-plan/cease-steps.js';
export { consultSetting } from './consult-settings/consult-setting.js';
export { settingReplies } from './consult-settings/setting-replies.js';
export { consultFamily } from './consult-the-family/consult-family.js';
export { corrections } from './correct-the-record/corrections.js';
export { decideNotToAssess } from './decide-whether-to-assess/decide-not-to-assess.js';
export { decideToAssess } from './decide-whether-to-assess/decide-to-assess.js';
export { decideNotToIssue } from './decide-whether-to-issue/decide-not-to-issue.js';
export { decideToIssue } from './decide-whether-to-issue/decide-to-issue.js';
export { disputesOnCase } from './dispute-a-decision/dispute-steps.js';
export { endAccess, giveAccess } from './give-access/access-steps.js';
export { grantsOf } from './streams/grants-stream.js';
export { finalisePlan } from './finalise-the-plan/finalise-plan.js';
export { confirmDisposal, proposeDisposal, withdrawDisposal } from './keep-and-forget/disposal-steps.js';
export { disposalStream } from './keep-and-forget/disposal-stream.js';
export { dueForDisposal, setRetentionSchedule, yearsAfterBirthOf } from './keep-and-forget/retention-schedule.js';
export { makeSubjectAccessBundle } from './keep-and-forget/subject-access.js';
export { forgetChild } from './keep-and-forget/forget-child.js';
export { liftLegalHold, placeLegalHold } from './keep-and-forget/hold-steps.js';
export { changeChildDetails, recordContact } from './keep-child-details/child-steps.js';
export { contactFamilyOnCase } from './meet-the-family/contact-family.js';
export { holdMeeting } from './meet-the-family/hold-meeting.js';
export { planPhaseTransfer } from './plan-the-phase-transfer/plan-phase-transfer.js';
export { bringIntoForce, commandFor as commandBringingIntoForce } from './policies/bring-plan-into-force.js';
export { correctingThePlan } from './policies/bring-plan-into-force.js';
export { finishSimulation, markMadeUp, startSimulation } from './make-up-an-authority/make-up-steps.js';
export { recordException } from './record-exceptions/record-exception.js';
export { registerChild } from './request-an-assessment/register-child.js';
export { requestAssessment } from './request-an-assessment/request-assessment.js';
export { reverseRefusal } from './reverse-a-refusal/reverse-refusal.js';
export { circulateReviewAdvice, holdReviewMeeting, notifyReviewDecision } from './review-the-plan/review-steps.js';
export { notifyReviewMeeting, reviewFallsDue, sendReviewReport } from './review-the-plan/review-steps.js';
export { reissueDraft } from './serve-the-draft-plan/reissue-draft.js';
export { familyResponds } from './serve-the-draft-plan/family-responds.js';
export { serveDraft } from './serve-the-draft-plan/serve-draft.js';
export { authorityStream } from './streams/authority-stream.js';
export { caseStream } from './streams/case-stream.js';
export { childStream, type ChildState } from './streams/child-stream.js';
export { planStream } from './streams/plan-stream.js';
export { tellFamilyOfTransfer, transferIn, transferOut } from './transfer-the-plan/transfer-steps.js';
export { moveOut } from './withdraw-move-or-close/move.js';
export { withdrawAssessment, withdrawRequest } from './withdraw-move-or-close/withdraw.js';
