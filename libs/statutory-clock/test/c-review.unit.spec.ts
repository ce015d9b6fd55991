// 18 June 2026 is a Thursday.
import { describeRule } from './cases.js';

describeRule('C1_REVIEW_12M', [
  {
    working: '1 January is the first day of the 12 months, so 31 December the last',
    facts: { lastReviewedOn: '2019-01-01' },
    answer: { due: '2019-12-31', count: 'INM' },
  },
  {
    working: '29 February 2025 does not exist, so the last day of that month',
    facts: { lastReviewedOn: '2024-02-29' },
    answer: { due: '2025-02-28' },
  },
  {
    working: 'the day before 1 March 2024 is 29 February',
    facts: { lastReviewedOn: '2023-03-01' },
    answer: { due: '2024-02-29' },
  },
  {
    working: 'the day before 28 February 2024 is 27 February',
    facts: { lastReviewedOn: '2023-02-28' },
    answer: { due: '2024-02-27' },
  },
  {
    working: 'done by the decision: the meeting was in time, the decision 18 days late',
    facts: { lastReviewedOn: '2025-07-15', reviewMeetingOn: '2026-07-10', reviewDecisionNotified: '2026-08-01' },
    answer: { due: '2026-07-14', status: 'late', daysLate: 18 },
  },
  {
    working: 'done by the meeting, under the switch',
    facts: { lastReviewedOn: '2025-07-15', reviewMeetingOn: '2026-07-10', reviewDecisionNotified: '2026-08-01' },
    settings: { reviewCompleteOn: 'meeting' },
    answer: { due: '2026-07-14', status: 'on_time', daysLate: undefined },
  },
  {
    working: 'under the switch a decision without a meeting does not make it done',
    facts: { lastReviewedOn: '2025-07-15', reviewDecisionNotified: '2026-07-01' },
    settings: { reviewCompleteOn: 'meeting' },
    answer: { due: '2026-07-14', status: 'open' },
  },
]);

describeRule('C2_MEETING_NOTICE_2W', [
  {
    working: '18 June less 14 days',
    facts: { meetingOn: '2026-06-18', noticeGiven: '2026-06-05' },
    answer: { due: '2026-06-04', count: '-14d', status: 'late', daysLate: 1 },
  },
  {
    working: 'leap year: 10 March less 10 is 29 February, less 4 more',
    facts: { meetingOn: '2024-03-10', noticeGiven: '2024-02-25' },
    answer: { due: '2024-02-25', status: 'on_time' },
  },
  {
    working: '8 January less 8 is 31 December, less 6 more: Christmas Day, so act by Thursday 24',
    facts: { meetingOn: '2027-01-08' },
    answer: { due: '2026-12-25', actByWorkingDay: '2026-12-24' },
  },
]);

describeRule('C3_ADVICE_CIRC_2W', [
  {
    working: '18 June less 14 days',
    facts: { meetingOn: '2026-06-18', adviceCirculated: '2026-06-04' },
    answer: { due: '2026-06-04', count: '-14d', status: 'on_time' },
  },
  {
    working: 'no leap year: 10 March less 10 is 28 February, less 4 more',
    facts: { meetingOn: '2023-03-10' },
    answer: { due: '2023-02-24' },
  },
  { working: '14 May less 14 days', facts: { meetingOn: '2026-05-14' }, answer: { due: '2026-04-30' } },
]);

describeRule('C4_REPORT_2W', [
  {
    working: '18 June + 14: 12 to 30 June, 2 more',
    facts: { meetingOn: '2026-06-18', reportSent: '2026-07-02' },
    answer: { due: '2026-07-02', count: 'EXW', status: 'on_time' },
  },
  {
    working: 'leap year: 20 February + 14: 9 to 29 February, 5 more',
    facts: { meetingOn: '2024-02-20' },
    answer: { due: '2024-03-05' },
  },
  {
    working: '20 December + 14: 11 to 31 December, 3 more',
    facts: { meetingOn: '2026-12-20' },
    answer: { due: '2027-01-03' },
  },
]);

describeRule('C5_DECISION_4W', [
  {
    working: '18 June + 28: 12 to 30 June, 16 more',
    facts: { meetingOn: '2026-06-18', decisionNotified: '2026-07-17' },
    answer: { due: '2026-07-16', count: 'EXW', status: 'late', daysLate: 1 },
  },
  {
    working: 'leap year: 10 February + 28: 19 to 29 February, 9 more',
    facts: { meetingOn: '2024-02-10' },
    answer: { due: '2024-03-09' },
  },
  {
    working: '10 December + 28: 21 to 31 December, 7 more',
    facts: { meetingOn: '2026-12-10' },
    answer: { due: '2027-01-07' },
  },
]);

describeRule('C6_AMEND_NOTICE_4W', [
  {
    working: '18 June + 28: 12 to 30 June, 16 more',
    facts: { meetingOn: '2026-06-18', amendmentNoticeSent: '2026-07-16' },
    answer: { due: '2026-07-16', count: 'EXW', status: 'on_time' },
  },
  {
    working: 'holds for all years, also before the Devon judgment: 5 January 2015 + 28: 26 to 31 January, 2 more',
    facts: { meetingOn: '2015-01-05' },
    answer: { due: '2015-02-02', lawVersion: 'v1' },
  },
  {
    working: '10 February 2023 + 28: 18 to 28 February, 10 more',
    facts: { meetingOn: '2023-02-10' },
    answer: { due: '2023-03-10' },
  },
]);

describeRule('C7_AMEND_WINDOW_15D', [
  {
    working: '1 June is day 1',
    facts: { amendmentNoticeServed: '2026-06-01' },
    answer: { due: '2026-06-15', earliest: '2026-06-16', count: 'IND', status: undefined },
  },
  {
    working: 'leap year: 20 February is day 1, 29 February day 10',
    facts: { amendmentNoticeServed: '2024-02-20' },
    answer: { due: '2024-03-05', earliest: '2024-03-06' },
  },
  {
    working: '20 December is day 1, 31 December day 12',
    facts: { amendmentNoticeServed: '2026-12-20' },
    answer: { due: '2027-01-03', earliest: '2027-01-04' },
  },
  {
    working: 'posted on Friday 5 June: served on Tuesday 9 June, which is day 1',
    facts: { amendmentNoticeServed: '2026-06-05' },
    settings: { serviceMode: 'post_plus_2wd', rolloverNonworking: 'next' },
    answer: { due: '2026-06-23', earliest: '2026-06-24' },
  },
]);

describeRule('C8_FINAL_AMENDED_8W', [
  {
    working: '16 July + 56: 15 to 31 July, 46 to 31 August, 10 more',
    facts: { amendmentNoticeSent: '2026-07-16' },
    answer: { due: '2026-09-10', count: 'EXW' },
  },
  {
    working: 'notice in time: 1 July + 56 is 26 August, before meeting + 84 (10 September)',
    facts: { amendmentNoticeSent: '2026-07-01', meetingOn: '2026-06-18' },
    answer: { due: '2026-08-26' },
  },
  {
    working: 'late notice: 16 August + 56 is 11 October; meeting 18 June + 84: 12, 43, 74 to 31 August, 10 more',
    facts: { amendmentNoticeSent: '2026-08-16', meetingOn: '2026-06-18' },
    answer: { due: '2026-09-10' },
  },
  {
    working: 'the same without the outer limit: 15 to 31 August, 45 to 30 September, 11 more',
    facts: { amendmentNoticeSent: '2026-08-16', meetingOn: '2026-06-18' },
    settings: { devonOuter12w: false },
    answer: { due: '2026-10-11' },
  },
  {
    working: 'the outer limit holds for all years: meeting 1 October 2014 + 84 is 24 December',
    facts: { amendmentNoticeSent: '2014-11-20', meetingOn: '2014-10-01' },
    answer: { due: '2014-12-24', lawVersion: 'v1' },
  },
]);

describeRule('C9_DECIDE_NOT_AMEND_8W', [
  {
    working: '16 July + 56: 15, 46 to 31 August, 10 more',
    facts: { amendmentNoticeSent: '2026-07-16', notAmendingNotified: '2026-09-10' },
    answer: { due: '2026-09-10', count: 'EXW', status: 'on_time' },
  },
  {
    working: 'leap year: 10 January + 56: 21, 50 to 29 February, 6 more',
    facts: { amendmentNoticeSent: '2024-01-10' },
    answer: { due: '2024-03-06' },
  },
  {
    working: '10 November + 56: 20, 51 to 31 December, 5 more',
    facts: { amendmentNoticeSent: '2025-11-10' },
    answer: { due: '2026-01-05' },
  },
]);

describeRule('C10_OUTER_12W', [
  {
    working: '18 June + 84: 12, 43, 74 to 31 August, 10 more',
    facts: { meetingOn: '2026-06-18', amendedPlanFinalised: '2026-09-11' },
    answer: { due: '2026-09-10', count: 'EXW', status: 'late', daysLate: 1 },
  },
  {
    working: 'leap year: 1 December + 84: 30, 61 to 31 January, 23 more',
    facts: { meetingOn: '2023-12-01' },
    answer: { due: '2024-02-23' },
  },
  {
    working: 'for all years: 1 October 2014 + 84: 30, 60 to 30 November, 24 more',
    facts: { meetingOn: '2014-10-01' },
    answer: { due: '2014-12-24', lawVersion: 'v1' },
  },
]);

describeRule('C11_PHASE_15FEB', [
  {
    working: 'before 15 February: 14 February 2027, a Sunday; act by Friday 12',
    facts: { transferYear: 2027 },
    answer: { due: '2027-02-14', actByWorkingDay: '2027-02-12', count: 'BEF' },
  },
  {
    working: 'on or before, under the switch; sent on the day',
    facts: { transferYear: 2027, amendedPlanFinalised: '2027-02-15' },
    settings: { phaseBoundary: 'on_or_before' },
    answer: { due: '2027-02-15', status: 'on_time' },
  },
  {
    working: 'strictly, sent on 15 February is a day late',
    facts: { transferYear: 2024, amendedPlanFinalised: '2024-02-15' },
    answer: { due: '2024-02-14', status: 'late', daysLate: 1 },
  },
]);

describeRule('C12_PHASE_31MAR', [
  {
    working: 'before 31 March: 30 March 2027, the Tuesday after Easter',
    facts: { transferYear: 2027 },
    answer: { due: '2027-03-30', actByWorkingDay: '2027-03-30', count: 'BEF' },
  },
  {
    working: '30 March 2024 is the Saturday after Good Friday 29 March: act by Thursday 28',
    facts: { transferYear: 2024 },
    answer: { due: '2024-03-30', actByWorkingDay: '2024-03-28' },
  },
  {
    working: 'on or before, under the switch',
    facts: { transferYear: 2026 },
    settings: { phaseBoundary: 'on_or_before' },
    answer: { due: '2026-03-31' },
  },
]);

describeRule('C13_POST16_5M', [
  {
    working: 'the same date five months before 1 September',
    facts: { transferOn: '2026-09-01', amendedPlanFinalised: '2026-04-01' },
    answer: { due: '2026-04-01', count: '-5 months', status: 'on_time' },
  },
  {
    working: 'February 2026 has no 31st, so the 28th',
    facts: { transferOn: '2026-07-31' },
    answer: { due: '2026-02-28' },
  },
  {
    working: 'February 2028 has no 31st, so the 29th',
    facts: { transferOn: '2028-07-31' },
    answer: { due: '2028-02-29' },
  },
  {
    working: 'over the new year: 31 March less five months is 31 October',
    facts: { transferOn: '2027-03-31' },
    answer: { due: '2026-10-31' },
  },
]);

describeRule('C15_AMEND_NO_REVIEW', [
  {
    working: '1 June + 56: 29 to 30 June, 27 more; 15 days from 1 June end on the 15th',
    facts: { amendmentNoticeSent: '2026-06-01' },
    answer: { due: '2026-07-27', earliest: '2026-06-16', count: 'IND+EXW', status: 'open' },
  },
  {
    working: 'leap year: 20 February + 56: 9, 40 to 31 March, 16 more; the window ends on 5 March',
    facts: { amendmentNoticeSent: '2024-02-20', amendedPlanFinalised: '2024-04-17' },
    answer: { due: '2024-04-16', earliest: '2024-03-06', status: 'late', daysLate: 1 },
  },
  {
    working: 'either act does it: not amending, in time. 1 December + 56: 30, 26 more',
    facts: { amendmentNoticeSent: '2025-12-01', notAmendingNotified: '2026-01-26' },
    answer: { due: '2026-01-26', earliest: '2025-12-16', status: 'on_time' },
  },
  {
    working: 'posted on Monday 1 June, served on Wednesday 3: the window moves, the 8 weeks do not',
    facts: { amendmentNoticeSent: '2026-06-01' },
    settings: { serviceMode: 'post_plus_2wd' },
    answer: { due: '2026-07-27', earliest: '2026-06-18' },
  },
  {
    working: 'sent on Saturday 6 June: due Saturday 1 August, moved to Monday 3; the window (to 20 June) never moves',
    facts: { amendmentNoticeSent: '2026-06-06' },
    settings: { rolloverNonworking: 'next' },
    answer: { due: '2026-08-03', earliest: '2026-06-21' },
  },
]);
