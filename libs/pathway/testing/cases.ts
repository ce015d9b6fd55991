import { happened, id } from './happened.js';

/** Cases at each stage, for the tests of deciders: a request of 2 March 2026 and what followed. */
export const requested = happened('AssessmentRequested', '2026-03-02', { child: id(2), ncYear: 4 });
export const agreed = [requested, happened('DecidedToAssess', '2026-04-09', {})];
export const refused = [requested, happened('DecidedNotToAssess', '2026-04-09', {})];
export const toIssue = [...agreed, happened('DecidedToIssuePlan', '2026-06-02', {})];
export const notToIssue = [...agreed, happened('DecidedNotToIssuePlan', '2026-06-15', {})];
export const drafted = [...toIssue, happened('DraftPlanServed', '2026-06-08', { version: 1 })];
export const issued = [...drafted, happened('PlanFinalised', '2026-07-16', { plan: id(7) })];
export const withdrawn = [requested, happened('RequestWithdrawn', '2026-03-20', {})];
export const movedOut = [...agreed, happened('MovedOut', '2026-05-01', { to: '892' })];

/** A plan in force since 16 July 2026, and one whose review was decided to amend. */
export const inForce = [happened('PlanBroughtIntoForce', '2026-07-16', { child: id(2) })];
export const REVIEW = id(5);
export const reviewMet = [...inForce, happened('ReviewMeetingHeld', '2027-06-16', { review: REVIEW })];
export const toAmend = [
  ...reviewMet,
  happened('ReviewDecisionNotified', '2027-07-09', { review: REVIEW, outcome: 'amend' }),
];
export const noticed = [...toAmend, happened('AmendmentNoticeServed', '2027-07-09', { review: REVIEW })];
export const amended = [...noticed, happened('AmendedPlanFinalised', '2027-08-27', { review: REVIEW })];
export const ceased = [...inForce, happened('PlanCeased', '2027-01-04', { reason: 8 })];
