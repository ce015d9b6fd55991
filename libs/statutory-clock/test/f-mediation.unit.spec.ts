// 5 March 2026 is a Thursday.
import { describeRule } from './cases.js';

describeRule('F1_CONTACT_ADVISER_2M', [
  {
    working: 'the corresponding date',
    facts: { decisionSent: '2025-10-01', adviserContacted: '2025-12-01' },
    answer: { due: '2025-12-01', count: 'EXM', status: 'on_time' },
  },
  {
    working: 'February has no 31st, so its last day',
    facts: { decisionSent: '2025-12-31' },
    answer: { due: '2026-02-28' },
  },
  {
    working: 'no limit before the Tribunal: August counts',
    facts: { decisionSent: '2026-06-12' },
    answer: { due: '2026-08-12' },
  },
  {
    working: '10 March + 2 months is Sunday 10 May; under the switch Monday 11',
    facts: { decisionSent: '2026-03-10' },
    settings: { rolloverNonworking: 'next' },
    answer: { due: '2026-05-11' },
  },
]);

describeRule('F2_CERT_3WD', [
  {
    working: 'Friday 6, Monday 9, Tuesday 10',
    facts: { toldOn: '2026-03-05' },
    answer: { due: '2026-03-10', count: 'WDE' },
  },
  {
    working: 'told on the Thursday before Easter: Tuesday 7, 8, 9 April',
    facts: { toldOn: '2026-04-02' },
    answer: { due: '2026-04-09' },
  },
  {
    working: 'told on Saturday 7 March: Monday 9, 10, 11',
    facts: { toldOn: '2026-03-07' },
    answer: { due: '2026-03-11' },
  },
]);

describeRule('F3_LA_TELLS_ICB_3WD', [
  {
    working: 'Friday 6, Monday 9, Tuesday 10',
    facts: { toldOn: '2026-03-05', doneOn: '2026-03-11' },
    answer: { due: '2026-03-10', count: 'WDE', status: 'late', daysLate: 1 },
  },
  {
    working: 'Thursday 24 December: Friday 25 and Monday 28 are holidays; 29, 30, 31',
    facts: { toldOn: '2026-12-24' },
    answer: { due: '2026-12-31' },
  },
  {
    working: '30, 31 December; Friday 1 January a holiday; Monday 4',
    facts: { toldOn: '2026-12-29' },
    answer: { due: '2027-01-04' },
  },
]);

describeRule('F4_ARRANGE_30D', [
  {
    working: '5 March + 30: 26 to 31 March, 4 more',
    facts: { toldOn: '2026-03-05' },
    answer: { due: '2026-04-04', count: 'EXD' },
  },
  {
    working: 'leap year: 1 February + 30: 28 to 29 February, 2 more',
    facts: { toldOn: '2024-02-01' },
    answer: { due: '2024-03-02' },
  },
  {
    working: '15 December + 30: 16 to 31 December, 14 more',
    facts: { toldOn: '2026-12-15' },
    answer: { due: '2027-01-14' },
  },
]);

describeRule('F5_DEEMED_CERT_3WD', [
  {
    working: 'Friday 1 May: Monday 4 a holiday; 5, 6, 7',
    facts: { toldOn: '2026-05-01' },
    answer: { due: '2026-05-07', count: 'WDE' },
  },
  {
    working: 'Friday 22 May: Monday 25 a holiday; 26, 27, 28',
    facts: { toldOn: '2026-05-22' },
    answer: { due: '2026-05-28' },
  },
  {
    working: 'Friday 28 August: Monday 31 a holiday; 1, 2, 3 September',
    facts: { toldOn: '2026-08-28' },
    answer: { due: '2026-09-03' },
  },
]);

describeRule('F6_CERT_AFTER_3WD', [
  {
    working: 'Wednesday 1 June 2022: Thursday and Friday holidays; Monday 6, 7, 8',
    facts: { mediationEnded: '2022-06-01' },
    answer: { due: '2022-06-08', count: 'WDE' },
  },
  {
    working: 'Friday 16 September 2022: Monday 19 the State funeral; 20, 21, 22',
    facts: { mediationEnded: '2022-09-16' },
    answer: { due: '2022-09-22' },
  },
  {
    working: 'Friday 5 May 2023: Monday 8 the Coronation; 9, 10, 11',
    facts: { mediationEnded: '2023-05-05', doneOn: '2023-05-11' },
    answer: { due: '2023-05-11', status: 'on_time' },
  },
]);

describeRule('F7_AGREEMENT_APPEALABLE', [
  {
    working: '2 February: + 14 is 16; + 70: 26, 57 to 31 March, 13 more; + 98: 57, 87 to 30 April, 11 more',
    facts: { agreedOn: '2026-02-02', agreementType: 'assess' },
    answer: {
      dues: { notify: '2026-02-16', noPlan: '2026-04-13', final: '2026-05-11' },
      count: 'EXW',
      due: undefined,
      status: undefined,
      actByWorkingDay: undefined,
    },
  },
  {
    working: '+ 35: 26, 9 more; + 77: 57 to 31 March, 20 more',
    facts: { agreedOn: '2026-02-02', agreementType: 'plan' },
    answer: { dues: { draft: '2026-03-09', final: '2026-04-20' } },
  },
  {
    working: '+ 35: 26, 9 more',
    facts: { agreedOn: '2026-02-02', agreementType: 'amend' },
    answer: { dues: { final: '2026-03-09' } },
  },
  {
    working: '+ 14',
    facts: { agreedOn: '2026-02-02', agreementType: 'name' },
    answer: { dues: { final: '2026-02-16' } },
  },
  {
    working: '8 weeks agreed in writing are the only limit: + 56: 26, 30 more',
    facts: { agreedOn: '2026-02-02', agreementType: 'assess', agreedWeeks: 8 },
    answer: { dues: { final: '2026-03-30' } },
  },
]);

describeRule('F8_AGREEMENT_OTHER_2W', [
  { working: '+ 14', facts: { agreedOn: '2026-02-02' }, answer: { due: '2026-02-16', count: 'EXW' } },
  {
    working: 'leap year: 20 February + 14: 9, 5 more',
    facts: { agreedOn: '2024-02-20', doneOn: '2024-03-05' },
    answer: { due: '2024-03-05', status: 'on_time' },
  },
  {
    working: '3 weeks agreed in writing: + 21',
    facts: { agreedOn: '2026-02-02', agreedWeeks: 3 },
    answer: { due: '2026-02-23' },
  },
]);

describeRule('F9_ICB_TELLS_LA_1W', [
  { working: '+ 7', facts: { agreedOn: '2026-02-02' }, answer: { due: '2026-02-09', count: 'EXW' } },
  {
    working: 'leap year: 25 February + 7: 4, 3 more',
    facts: { agreedOn: '2024-02-25' },
    answer: { due: '2024-03-03' },
  },
  { working: '28 December + 7: 3, 4 more', facts: { agreedOn: '2026-12-28' }, answer: { due: '2027-01-04' } },
]);
