import { describeRule } from './cases.js';

describeRule('B1_REASSESS_NOTIFY_15D', [
  {
    working: '20 May + 15: 11 to 31 May, 4 more',
    facts: { reassessmentRequestReceived: '2026-05-20' },
    answer: { due: '2026-06-04', count: 'EXD' },
  },
  {
    working: 'leap year: 20 February + 15: 9 to 29 February, 6 more',
    facts: { reassessmentRequestReceived: '2024-02-20' },
    answer: { due: '2024-03-06' },
  },
  {
    working: 'Christmas counts: 25 December + 15: 6 to 31 December, 9 more',
    facts: { reassessmentRequestReceived: '2026-12-25' },
    answer: { due: '2027-01-09' },
  },
  {
    working: 'the day of receipt as day 1',
    facts: { reassessmentRequestReceived: '2026-05-20' },
    settings: { receiptDay: 'day_1' },
    answer: { due: '2026-06-03' },
  },
]);

describeRule('B2_REASSESS_FINAL_14W', [
  {
    working: '5 January + 98: 26 to 31 January, 54 to 28 February, 85 to 31 March, 13 more',
    facts: { reassessmentNotified: '2026-01-05' },
    answer: { due: '2026-04-13', count: 'EXW' },
  },
  {
    working: 'leap year: 26, 55 to 29 February, 86 to 31 March, 12 more',
    facts: { reassessmentNotified: '2024-01-05' },
    answer: { due: '2024-04-12' },
  },
  {
    working: '1 October + 98: 30, 60 to 30 November, 91 to 31 December, 7 more',
    facts: { reassessmentNotified: '2025-10-01' },
    answer: { due: '2026-01-07' },
  },
  {
    working: 'nothing is received here: the switch for the day of receipt moves nothing',
    facts: { reassessmentNotified: '2025-10-01' },
    settings: { receiptDay: 'day_1' },
    answer: { due: '2026-01-07' },
  },
]);

describeRule('B3_REASSESS_NO_CHANGE', [
  {
    working: '5 January + 70: 26, 54 to 28 February, 16 more',
    facts: { reassessmentNotified: '2026-01-05' },
    answer: { due: '2026-03-16', count: 'EXW' },
  },
  {
    working: 'leap year: 26, 55 to 29 February, 15 more',
    facts: { reassessmentNotified: '2024-01-05' },
    answer: { due: '2024-03-15' },
  },
  {
    working: '1 December + 70: 30, 61 to 31 January, 9 more',
    facts: { reassessmentNotified: '2025-12-01' },
    answer: { due: '2026-02-09' },
  },
]);

describeRule('B4_REASSESS_BAR', [
  {
    working: '31 March + 6 months: September has no 31st, so the 30th; the bar holds on that day',
    facts: { requestReceived: '2026-09-30', lastAssessmentOn: '2026-03-31' },
    answer: { due: '2026-09-30', limit: 'applies', count: 'EXM' },
  },
  {
    working: 'and has ended the day after',
    facts: { requestReceived: '2026-10-01', lastAssessmentOn: '2026-03-31' },
    answer: { due: '2026-09-30', limit: 'ended' },
  },
  {
    working: '28 February + 6 months keeps its number: 28 August',
    facts: { requestReceived: '2026-03-01', lastAssessmentOn: '2026-02-28' },
    answer: { due: '2026-08-28', limit: 'applies' },
  },
]);
