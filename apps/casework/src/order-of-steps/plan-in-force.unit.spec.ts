import { describe, expect, test } from '@jest/globals';
import {
  amended,
  ceased,
  happened,
  id,
  imported,
  inForce,
  noticed,
  REVIEW,
  reviewMet,
  toAmend,
} from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import {
  decideNotToAmend,
  familyRespondsToAmendments,
  finaliseAmendedPlan,
  serveAmendmentNotice,
} from '../amend-the-plan/amend-steps.js';
import { assignCaseworkerToPlan } from '../assign-a-caseworker/assign-caseworker.js';
import { ceasePlan, sendCeaseNotice } from '../cease-the-plan/cease-steps.js';
import { changePlanDetails } from '../change-plan-details/change-plan-details.js';
import { contactFamilyOnPlan } from '../meet-the-family/contact-family.js';
import { planPhaseTransfer } from '../plan-the-phase-transfer/plan-phase-transfer.js';
import { linkReassessment } from '../reassess/request-reassessment.js';
import {
  circulateReviewAdvice,
  holdReviewMeeting,
  notifyReviewDecision,
  notifyReviewMeeting,
  reviewFallsDue,
  sendReviewReport,
} from '../review-the-plan/review-steps.js';
import { tellFamilyOfTransfer, transferIn, transferOut } from '../transfer-the-plan/transfer-steps.js';

const on = '2027-09-01';

describe('a review', () => {
  test('begins with its being due, which may lie in the future', () =>
    void given(inForce).when(reviewFallsDue, { happenedOn: on, dueOn: '2028-07-15' }).leadsTo('ReviewDue'));
  test('begins with the notice', () =>
    void given(inForce)
      .when(notifyReviewMeeting, { happenedOn: on, meetingOn: '2028-01-10' })
      .leadsTo('ReviewMeetingNotified'));
  test('takes its steps together without being named', () =>
    void given(inForce, happened('ReviewDue', '2027-05-01', { review: REVIEW, dueOn: '2027-07-15' }))
      .when(holdReviewMeeting, { happenedOn: on })
      .leadsTo({ type: 'ReviewMeetingHeld', payload: { review: REVIEW } }));
  test('its meeting is not called for a day before the notice', () =>
    given(inForce)
      .when(notifyReviewMeeting, { happenedOn: on, meetingOn: '2027-08-31' })
      .isRefused(/before 2027-09-01/, 'meetingOn'));
  test('no notice is given after the meeting', () =>
    given(reviewMet)
      .when(notifyReviewMeeting, { happenedOn: on, meetingOn: '2027-10-01' })
      .isRefused(/was held on 2027-06-16/));
  test('its advice is circulated once', () =>
    given(inForce, happened('ReviewAdviceCirculated', '2027-06-01', { review: REVIEW }))
      .when(circulateReviewAdvice, { happenedOn: on })
      .isRefused(/already/));
  test('its meeting is not before the plan', () =>
    given(inForce)
      .when(holdReviewMeeting, { happenedOn: '2026-07-15' })
      .isRefused(/before 2026-07-16/));
  test('its meeting is held once', () =>
    given(reviewMet)
      .when(holdReviewMeeting, { happenedOn: on })
      .isRefused(/report and the decision/));
  test('its report needs a meeting', () =>
    given(inForce)
      .when(sendReviewReport, { happenedOn: on })
      .isRefused(/No review meeting/));
  test('its report is sent', () =>
    void given(reviewMet)
      .when(sendReviewReport, { happenedOn: on })
      .leadsTo({ payload: { review: REVIEW } }));
  test('its report may come after the decision', () =>
    void given(toAmend)
      .when(sendReviewReport, { happenedOn: on })
      .leadsTo({ payload: { review: REVIEW } }));
  test('its decision follows the meeting', () =>
    void given(reviewMet)
      .when(notifyReviewDecision, { happenedOn: on, outcome: 'maintain' })
      .leadsTo({ payload: { review: REVIEW, outcome: 'maintain' } }));
  test('its decision needs a meeting', () =>
    given(inForce)
      .when(notifyReviewDecision, { happenedOn: on, outcome: 'maintain' })
      .isRefused(/review-meeting/));
  test('its decision is not before the meeting', () =>
    given(reviewMet)
      .when(notifyReviewDecision, { happenedOn: '2027-06-15', outcome: 'maintain' })
      .isRefused(/2027-06-16/));
  test('another one is named wrongly', () =>
    given(reviewMet)
      .when(notifyReviewDecision, { happenedOn: on, review: id(9), outcome: 'maintain' })
      .isRefused(/no such review/));
  test('is decided once', () =>
    given(toAmend)
      .when(notifyReviewDecision, { happenedOn: on, review: REVIEW, outcome: 'cease' })
      .isRefused(/decided on 2027-07-09/));
  test('is not of a plan that ceased', () =>
    given(ceased)
      .when(holdReviewMeeting, { happenedOn: on })
      .isRefused(/ceased on 2027-01-04/));
});

describe('amending the plan', () => {
  test('the notice follows the review decided to amend', () =>
    void given(toAmend)
      .when(serveAmendmentNotice, { happenedOn: on })
      .leadsTo({ payload: { review: REVIEW } }));
  test('the notice may be outside a review (reg 28)', () => {
    const [notice] = given(inForce).when(serveAmendmentNotice, { happenedOn: on }).leadsTo('AmendmentNoticeServed');
    expect(notice!.payload).toHaveProperty('notice');
  });
  test('the notice is served once', () =>
    given(noticed)
      .when(serveAmendmentNotice, { happenedOn: on, review: REVIEW })
      .isRefused(/served on 2027-07-09/));
  test('no notice follows a review that keeps the plan', () =>
    given(reviewMet, happened('ReviewDecisionNotified', '2027-07-01', { review: REVIEW, outcome: 'maintain' }))
      .when(serveAmendmentNotice, { happenedOn: on, review: REVIEW })
      .isRefused(/not decided to amend/));
  test('the family answers', () =>
    void given(noticed)
      .when(familyRespondsToAmendments, { happenedOn: on, response: 'agreed' })
      .leadsTo({ payload: { review: REVIEW } }));
  test('the family cannot answer without a notice', () =>
    given(toAmend)
      .when(familyRespondsToAmendments, { happenedOn: on, response: 'agreed' })
      .isRefused(/amendment-notice/));
  test('the amended plan follows the notice', () =>
    void given(noticed)
      .when(finaliseAmendedPlan, { happenedOn: on })
      .leadsTo({ type: 'AmendedPlanFinalised', payload: { review: REVIEW } }));
  test('the amended plan is not without one', () =>
    given(toAmend)
      .when(finaliseAmendedPlan, { happenedOn: on })
      .isRefused(/No amendment notice/));
  test('of an imported plan the notice need not be known', () =>
    void given(imported('PlanBroughtIntoForce', '2020-01-06', { child: id(2) }))
      .when(finaliseAmendedPlan, { happenedOn: on })
      .leadsTo('AmendedPlanFinalised'));
  test('or it is decided not to amend', () =>
    void given(noticed).when(decideNotToAmend, { happenedOn: on }).leadsTo('DecidedNotToAmend'));
  test('what came of it is recorded once', () =>
    given(amended)
      .when(decideNotToAmend, { happenedOn: on, review: REVIEW })
      .isRefused(/recorded on 2027-08-27/));
});

describe('moving between phases of education', () => {
  test.each([
    ['before_15_february', { transferYear: 2028 }, '2028-02-14'],
    ['before_31_march', { transferYear: 2028 }, '2028-03-30'],
    ['five_months_before', { transferOn: '2028-09-01' }, '2028-04-01'],
  ] as const)(
    '%s: the amended plan is due by then',
    (kind, when, dueOn) =>
      void given(inForce)
        .when(planPhaseTransfer, { happenedOn: on, kind, ...when })
        .leadsTo({ type: 'PhaseTransferDue', payload: { kind, dueOn } }),
  );
  test('needs its year', () =>
    given(inForce)
      .when(planPhaseTransfer, { happenedOn: on, kind: 'before_15_february' })
      .isRefused(/year of the move/, 'transferYear'));
  test('needs its day', () =>
    given(inForce)
      .when(planPhaseTransfer, { happenedOn: on, kind: 'five_months_before' })
      .isRefused(/day of the move/, 'transferOn'));
});

describe('moving a plan between authorities', () => {
  const arrived = [
    happened('PlanBroughtIntoForce', '2025-01-06', { child: id(2) }),
    happened('PlanTransferredIn', '2027-01-04', { from: '892' }),
  ];
  test('it comes with the day on which it was made', () =>
    void given()
      .when(transferIn, { happenedOn: on, child: id(2), from: '892', madeOn: '2025-01-06' })
      .leadsTo(
        { type: 'PlanBroughtIntoForce', happenedOn: '2025-01-06' },
        { type: 'PlanTransferredIn', happenedOn: on },
      ));
  test('the family is told', () =>
    void given(arrived).when(tellFamilyOfTransfer, { happenedOn: on }).leadsTo('FamilyToldOfTransfer'));
  test('not before the transfer', () =>
    given(arrived)
      .when(tellFamilyOfTransfer, { happenedOn: '2027-01-03' })
      .isRefused(/2027-01-04/));
  test('not of a plan made here', () =>
    given(inForce)
      .when(tellFamilyOfTransfer, { happenedOn: on })
      .isRefused(/did not come/));
  test('it goes', () =>
    void given(inForce)
      .when(transferOut, { happenedOn: on, to: '892', movedOn: '2027-08-20', awareOn: '2027-08-25' })
      .leadsTo('PlanTransferredOut'));
  test('and is gone', () =>
    given(inForce, happened('PlanTransferredOut', '2027-08-30', { to: '892' }))
      .when(changePlanDetails, { happenedOn: on })
      .isRefused(/went to another authority/));
});

describe('ceasing the plan', () => {
  test('the family is told', () =>
    void given(inForce)
      .when(sendCeaseNotice, { happenedOn: on, reasons: 'Because.' })
      .leadsTo({ type: 'CeaseNoticeSent', sealed: { reasons: 'Because.' } }));
  test('it ceases after the notice', () =>
    void given(inForce, happened('CeaseNoticeSent', '2027-03-01', {}))
      .when(ceasePlan, { happenedOn: on, reason: 2 })
      .leadsTo({ type: 'PlanCeased', payload: { reason: 2 } }));
  test('it does not cease without it', () =>
    given(inForce)
      .when(ceasePlan, { happenedOn: on, reason: 2 })
      .isRefused(/cease-notice/));
  test('but where nobody is left to be told', () =>
    void given(inForce).when(ceasePlan, { happenedOn: on, reason: 8 }).leadsTo('PlanCeased'));
  test('it does not cease before the notice', () =>
    given(inForce, happened('CeaseNoticeSent', '2027-03-01', {}))
      .when(ceasePlan, { happenedOn: '2027-02-28', reason: 2 })
      .isRefused(/2027-03-01/));
});

describe('on a plan in force', () => {
  test('a reassessment is asked for', () =>
    void given(inForce)
      .when(linkReassessment, { happenedOn: on, case: id(6), askedBy: 'parent' })
      .leadsTo({ type: 'ReassessmentRequested', payload: { case: id(6), requestedBy: 'parent' } }));
  test('not once it has ceased', () =>
    given(ceased)
      .when(linkReassessment, { happenedOn: on, case: id(6) })
      .isRefused(/ceased/));
  test('details change', () =>
    void given(inForce)
      .when(changePlanDetails, { happenedOn: on, placements: [{ urn: '123456' }] })
      .leadsTo({ payload: { placements: [{ urn: '123456' }] } }));
  test('the family is contacted', () =>
    void given(inForce).when(contactFamilyOnPlan, { happenedOn: on, method: 'email' }).leadsTo('FamilyContacted'));
  test('a caseworker is assigned', () =>
    void given(inForce)
      .when(assignCaseworkerToPlan, { happenedOn: on, caseworker: 'b' })
      .leadsTo('CaseworkerAssigned'));
});
