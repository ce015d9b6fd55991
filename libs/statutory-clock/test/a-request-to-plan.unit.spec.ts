// 2 March 2026 is a Monday.
import { describeRule } from './cases.js';

describeRule('A1_DECIDE_ASSESS_6W', [
  {
    working: '2 March + 42 days: 29 to 31 March, 13 more',
    facts: { requestReceived: '2026-03-02' },
    answer: { due: '2026-04-13', actByWorkingDay: '2026-04-13', count: 'EXW', lawVersion: 'v5', limit: 'applies' },
  },
  {
    working: '1 May + 42: 30 to 31 May, 12 more (Barker: "six weeks from" 1 May is 12 June)',
    facts: { requestReceived: '2026-05-01' },
    answer: { due: '2026-06-12' },
  },
  {
    working: 'leap year: 1 February 2024 + 42: 28 to 29 February, 14 more',
    facts: { requestReceived: '2024-02-01' },
    answer: { due: '2024-03-14' },
  },
  {
    working: 'over the new year: 1 December + 42: 30 to 31 December, 12 more',
    facts: { requestReceived: '2026-12-01' },
    answer: { due: '2027-01-12' },
  },
  {
    working: 'the day of receipt as day 1: one day less than 13 April, a Sunday, so act by Friday 10 April',
    facts: { requestReceived: '2026-03-02' },
    settings: { receiptDay: 'day_1' },
    answer: { due: '2026-04-12', actByWorkingDay: '2026-04-10' },
  },
]);

describeRule('A2_ADVICE_6W', [
  {
    working: '1 May + 42: 30 to 31 May, 12 more',
    facts: { adviceRequestReceived: '2026-05-01', body: 'health' },
    answer: { due: '2026-06-12', count: 'EXW' },
  },
  {
    working: 'no leap year: 1 February 2023 + 42: 27 to 28 February, 15 more; the body may be left out',
    facts: { adviceRequestReceived: '2023-02-01' },
    answer: { due: '2023-03-15' },
  },
  {
    working:
      '20 November 2025 + 42: 10 to 30 November, 31 to 31 December, 1 more: New Year, so act by Wednesday 31 December',
    facts: { adviceRequestReceived: '2025-11-20', body: 'education' },
    answer: { due: '2026-01-01', actByWorkingDay: '2025-12-31' },
  },
  {
    working: 'the day of receipt as day 1',
    facts: { adviceRequestReceived: '2026-05-01' },
    settings: { receiptDay: 'day_1' },
    answer: { due: '2026-06-11' },
  },
]);

describeRule('A3_NO_PLAN_16W', [
  {
    working: '2 March + 112: 29 to 31 March, 59 to 30 April, 90 to 31 May, 22 more',
    facts: { requestReceived: '2026-03-02' },
    answer: { due: '2026-06-22', count: 'EXW' },
  },
  {
    working: '1 November 2023 + 112: 29 to 30 November, 60 to 31 December, 91 to 31 January, 21 more',
    facts: { requestReceived: '2023-11-01' },
    answer: { due: '2024-02-21' },
  },
  {
    working: '1 January 2024 + 112: 30 to 31 January, 59 to 29 February, 90 to 31 March, 22 more',
    facts: { requestReceived: '2024-01-01' },
    answer: { due: '2024-04-22' },
  },
  {
    working: 'the day of receipt as day 1: Sunday 21 June, act by Friday 19 June',
    facts: { requestReceived: '2026-03-02' },
    settings: { receiptDay: 'day_1' },
    answer: { due: '2026-06-21', actByWorkingDay: '2026-06-19' },
  },
]);

describeRule('A4_DRAFT_WINDOW_15D', [
  {
    working: '1 June is day 1, so 15 June is day 15',
    facts: { draftServed: '2026-06-01' },
    answer: {
      due: '2026-06-15',
      earliest: '2026-06-16',
      count: 'IND',
      limit: 'applies',
      status: undefined,
      actByWorkingDay: '2026-06-15',
    },
  },
  {
    working: '20 February is day 1, 28 February day 9, 6 March day 15',
    facts: { draftServed: '2026-02-20' },
    answer: { due: '2026-03-06', earliest: '2026-03-07' },
  },
  {
    working: 'leap year: 20 February is day 1, 29 February day 10, 5 March day 15',
    facts: { draftServed: '2028-02-20' },
    answer: { due: '2028-03-05', earliest: '2028-03-06' },
  },
  {
    working:
      'posted Thursday 2 April 2026 before Easter: served on Wednesday 8 April, the 2nd working day; day 15 is 22',
    facts: { draftServed: '2026-04-02' },
    settings: { serviceMode: 'post_plus_2wd' },
    answer: { due: '2026-04-22', earliest: '2026-04-23' },
  },
  {
    working: 'a window that ends on Sunday 14 June does not move with the switch for non-working days',
    facts: { draftServed: '2026-05-31' },
    settings: { rolloverNonworking: 'next' },
    answer: { due: '2026-06-14', earliest: '2026-06-15', actByWorkingDay: '2026-06-12' },
  },
]);

describeRule('A5_FINAL_20W', [
  {
    working: '2 March + 140: 90 to 31 May, 120 to 30 June, 20 more',
    facts: { requestReceived: '2026-03-02' },
    answer: { due: '2026-07-20', count: 'EXW' },
  },
  {
    working: '1 September 2025 + 140: 29 to 30 Sept, 60 to 31 Oct, 90 to 30 Nov, 121 to 31 Dec, 19 more',
    facts: { requestReceived: '2025-09-01' },
    answer: { due: '2026-01-19' },
  },
  {
    working:
      'Sunday 15 October 2023 + 140: 16, 46, 77, 108 to 31 January, 137 to 29 February, 3 more: Sunday, act by Friday 1',
    facts: { requestReceived: '2023-10-15' },
    answer: { due: '2024-03-03', actByWorkingDay: '2024-03-01' },
  },
  {
    working: 'the day of receipt as day 1',
    facts: { requestReceived: '2026-03-02' },
    settings: { receiptDay: 'day_1' },
    answer: { due: '2026-07-19' },
  },
]);

describeRule('A6_SETTING_RESPONSE_15D', [
  {
    working: '10 April + 15',
    facts: { consultationReceived: '2026-04-10' },
    answer: { due: '2026-04-25', count: 'EXD' },
  },
  {
    working: '20 February + 15: 8 to 28 February, 7 more',
    facts: { consultationReceived: '2026-02-20' },
    answer: { due: '2026-03-07' },
  },
  {
    working: '20 December + 15: 11 to 31 December, 4 more',
    facts: { consultationReceived: '2026-12-20' },
    answer: { due: '2027-01-04' },
  },
  {
    working: 'the day of receipt as day 1',
    facts: { consultationReceived: '2026-04-10' },
    settings: { receiptDay: 'day_1' },
    answer: { due: '2026-04-24' },
  },
]);

describeRule('A7_DRAFT_TARGET', [
  {
    working: '14 weeks by default: 2 March + 98: 90 to 31 May, 8 more',
    facts: { requestReceived: '2026-03-02' },
    answer: { due: '2026-06-08', count: 'EXW' },
  },
  {
    working: '1 November 2023 + 98: 91 to 31 January, 7 more',
    facts: { requestReceived: '2023-11-01' },
    answer: { due: '2024-02-07' },
  },
  {
    working: '16 weeks by setting: as A3',
    facts: { requestReceived: '2026-03-02' },
    settings: { draftTargetWeeks: 16 },
    answer: { due: '2026-06-22' },
  },
  {
    working: '0 weeks by setting: the day itself',
    facts: { requestReceived: '2026-03-02' },
    settings: { draftTargetWeeks: 0 },
    answer: { due: '2026-03-02' },
  },
  {
    working: 'the day of receipt as day 1',
    facts: { requestReceived: '2026-03-02' },
    settings: { receiptDay: 'day_1' },
    answer: { due: '2026-06-07' },
  },
]);

describeRule('A8_SIX_MONTH', [
  {
    working: '15 January + 6 months is 15 July; a request on that day is still barred',
    facts: { requestReceived: '2026-07-15', lastAssessmentOn: '2026-01-15' },
    answer: { due: '2026-07-15', limit: 'applies', count: 'EXM', status: undefined, earliest: undefined },
  },
  {
    working: 'a request on 16 July is not',
    facts: { requestReceived: '2026-07-16', lastAssessmentOn: '2026-01-15' },
    answer: { due: '2026-07-15', limit: 'ended' },
  },
  {
    working: '31 August + 6 months: February has no 31st, so its last day, Saturday 28; act by Friday 27',
    facts: { requestReceived: '2026-02-28', lastAssessmentOn: '2025-08-31' },
    answer: { due: '2026-02-28', limit: 'applies', actByWorkingDay: '2026-02-27' },
  },
  {
    working: '31 August 2023 + 6 months: 29 February 2024',
    facts: { requestReceived: '2024-03-01', lastAssessmentOn: '2023-08-31' },
    answer: { due: '2024-02-29', limit: 'ended' },
  },
  {
    working: 'a bar does not move with the switch for non-working days, nor does asOf judge it',
    facts: { requestReceived: '2026-02-01', lastAssessmentOn: '2025-08-31' },
    settings: { rolloverNonworking: 'next' },
    asOf: '2026-05-01',
    answer: { due: '2026-02-28', limit: 'applies' },
  },
]);
