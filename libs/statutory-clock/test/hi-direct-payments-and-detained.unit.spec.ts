import { describeRule } from './cases.js';

describeRule('H1_DP_REVIEW_3M', [
  {
    working: '1 January is the first day of the 3 months, so 31 March the last',
    facts: { firstPaymentOn: '2026-01-01', reviewedOn: '2026-04-01' },
    answer: { due: '2026-03-31', count: 'INM', status: 'late', daysLate: 1 },
  },
  {
    working: 'February has no 30th, so its last day',
    facts: { firstPaymentOn: '2026-11-30' },
    answer: { due: '2027-02-28' },
  },
  {
    working: 'leap year: the day before 1 March 2024',
    facts: { firstPaymentOn: '2023-12-01' },
    answer: { due: '2024-02-29' },
  },
  {
    working: 'June has no 31st, so its last day',
    facts: { firstPaymentOn: '2026-03-31' },
    answer: { due: '2026-06-30' },
  },
]);

describeRule('I1_DETAINED', [
  {
    working: '2 March + 42 is 13 April, + 112 is 22 June, + 140 is 20 July (as A1, A3, A5)',
    facts: { attentionOn: '2026-03-02' },
    answer: { dues: { notify: '2026-04-13', noPlan: '2026-06-22', final: '2026-07-20' }, count: 'EXW', due: undefined },
  },
  {
    working: 'leap year: 1 January + 42: 30, 12 more; + 112: 90 to 31 March, 22 more; + 140: 120 to 30 April, 20 more',
    facts: { attentionOn: '2024-01-01' },
    answer: { dues: { notify: '2024-02-12', noPlan: '2024-04-22', final: '2024-05-20' } },
  },
  {
    working: '1 September + 42: 29, 13 more; + 112: 60, 90 to 30 November, 22 more; + 140: 121 to 31 December, 19 more',
    facts: { attentionOn: '2025-09-01' },
    answer: { dues: { notify: '2025-10-13', noPlan: '2025-12-22', final: '2026-01-19' } },
  },
  {
    working: 'nothing is received here: the switch for the day of receipt moves nothing',
    facts: { attentionOn: '2026-03-02' },
    settings: { receiptDay: 'day_1' },
    answer: { dues: { notify: '2026-04-13', noPlan: '2026-06-22', final: '2026-07-20' } },
  },
]);
