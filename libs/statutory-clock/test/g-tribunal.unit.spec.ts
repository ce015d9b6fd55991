// 2 March 2026 is a Monday; 1 January 2027 a Friday.
import { describeRule } from './cases.js';

describeRule('G1_APPEAL_2M_1M', [
  {
    working: 'the corresponding date, Monday 1 December',
    facts: { decisionSent: '2025-10-01', appealReceived: '2025-12-02' },
    answer: { due: '2025-12-01', count: 'EXM', status: 'late', daysLate: 1 },
  },
  {
    working: '12 August is left out: the first working day after August, Tuesday 1 September',
    facts: { decisionSent: '2026-06-12' },
    answer: { due: '2026-09-01' },
  },
  {
    working:
      'by the certificate: 29 November + 1 month is 29 December, so Friday 2 January; by the decision Monday 3 November',
    facts: { decisionSent: '2025-09-01', certificateIssued: '2025-11-29' },
    answer: { due: '2026-01-02' },
  },
  {
    working: 'by the decision, the later: 1 September; the certificate of 20 June gives 20 July only',
    facts: { decisionSent: '2026-06-12', certificateIssued: '2026-06-20' },
    answer: { due: '2026-09-01' },
  },
  {
    working: '31 May + 2 months is Saturday 31 July 2027: the next ordinary working day, though in August',
    facts: { decisionSent: '2027-05-31' },
    answer: { due: '2027-08-02' },
  },
  {
    working: 'February has no 31st: 28 February 2027 is a Sunday, so Monday 1 March',
    facts: { decisionSent: '2026-12-31' },
    answer: { due: '2027-03-01' },
  },
  {
    working:
      '24 October 2022 + 2 months is Saturday 24 December: next ordinary working day Wednesday 28 (26, 27 holidays)',
    facts: { decisionSent: '2022-10-24' },
    answer: { due: '2022-12-28' },
  },
  {
    working: '1 November + 2 months is 1 January 2027, left out: after it Saturday 2, so Monday 4',
    facts: { decisionSent: '2026-11-01' },
    answer: { due: '2027-01-04' },
  },
  {
    working: 'skipping: 12 June + 61 days: 49 to 31 July, 12 in September: Saturday 12, so Monday 14',
    facts: { decisionSent: '2026-06-12' },
    settings: { appealAugust: 'skip_days' },
    answer: { due: '2026-09-14' },
  },
  {
    working: 'skipping: 28 October + 61 days: 3, 33, 57 to 24 December, 4 more from 2 January: Tuesday 5',
    facts: { decisionSent: '2026-10-28' },
    settings: { appealAugust: 'skip_days' },
    answer: { due: '2027-01-05' },
  },
  {
    working: 'rolling only, the same: 28 December, so Monday 4 January',
    facts: { decisionSent: '2026-10-28' },
    answer: { due: '2027-01-04' },
  },
  {
    working:
      'skipping in each limb: the certificate of 20 July + 31 days: 11 to 31 July, 20 more: Sunday 20, so 21 September',
    facts: { decisionSent: '2026-05-01', certificateIssued: '2026-07-20' },
    settings: { appealAugust: 'skip_days' },
    answer: { due: '2026-09-21' },
  },
  {
    working:
      'skipping, decided in August: 10 August + 61 days: none to 31 August, 30, 61 to 31 October, Saturday: 2 November',
    facts: { decisionSent: '2026-08-10' },
    settings: { appealAugust: 'skip_days' },
    answer: { due: '2026-11-02' },
  },
  {
    working: 'the switch for non-working days moves no Tribunal limit: Monday 1 March stays',
    facts: { decisionSent: '2026-12-31' },
    settings: { rolloverNonworking: 'previous' },
    answer: { due: '2027-03-01' },
  },
]);

describeRule('G2_APPEAL_I_ONLY', [
  {
    working: '12 August is left out',
    facts: { decisionSent: '2026-06-12' },
    answer: { due: '2026-09-01', count: 'EXM' },
  },
  {
    working: 'Sunday 10 May, so Monday 11',
    facts: { decisionSent: '2026-03-10', appealReceived: '2026-05-11' },
    answer: { due: '2026-05-11', status: 'on_time' },
  },
  { working: 'Thursday 24 December stands', facts: { decisionSent: '2026-10-24' }, answer: { due: '2026-12-24' } },
  {
    working: 'no certificate changes it',
    facts: { decisionSent: '2026-03-10', certificateIssued: '2026-05-10' },
    answer: { due: '2026-05-11' },
  },
  {
    working: 'skipping, as G1',
    facts: { decisionSent: '2026-06-12' },
    settings: { appealAugust: 'skip_days' },
    answer: { due: '2026-09-14' },
  },
]);

describeRule('G4_LA_RESPONSE_30WD', [
  {
    working: '3 March is 1; 6: 4, 13: 9, 20: 14, 27: 19, 2 April: 23; Easter; 7 April: 24, 10: 27, Wednesday 15: 30',
    facts: { appealSentToLa: '2026-03-02' },
    answer: { due: '2026-04-15', count: 'TRB' },
  },
  {
    working:
      '21 July is 1; 24: 4, 31: 9; August not counted; 1 Sept: 10, 4: 13, 11: 18, 18: 23, 25: 28, Tuesday 29: 30',
    facts: { appealSentToLa: '2026-07-20' },
    answer: { due: '2026-09-29' },
  },
  {
    working:
      '2 Dec is 1; 4: 3, 11: 8, 18: 13, 24: 17; to 1 January not counted; 4 Jan: 18, 8: 22, 15: 27, Wednesday 20: 30',
    facts: { appealSentToLa: '2026-12-01', responseSent: '2027-01-20' },
    answer: { due: '2027-01-20', status: 'on_time' },
  },
  {
    working: 'sent in August: 1 Sept is 1, 4: 4, 11: 9, 18: 14, 25: 19, 2 Oct: 24, 9: 29, Monday 12 October: 30',
    facts: { appealSentToLa: '2026-08-12' },
    answer: { due: '2026-10-12' },
  },
]);

describeRule('G5_RECS_RESPONSE_5W', [
  {
    working: '2 March + 35: 29 to 31 March, 6 more: Easter Monday, so act by Thursday 2 April',
    facts: { decidedOn: '2026-03-02' },
    answer: { due: '2026-04-06', actByWorkingDay: '2026-04-02', count: 'EXW' },
  },
  {
    working: 'leap year: 1 February + 35: 28, 7 more',
    facts: { decidedOn: '2024-02-01' },
    answer: { due: '2024-03-07' },
  },
  {
    working: 'no rule 12 here: 1 December + 35: 30, 5 more',
    facts: { decidedOn: '2026-12-01' },
    answer: { due: '2027-01-05' },
  },
]);

describeRule('G6_PERMISSION_UT', [
  {
    working: '2 March + 28, a Monday',
    facts: { decidedOn: '2026-03-02' },
    answer: { due: '2026-03-30', count: 'EXD' },
  },
  {
    working: '20 July: 11 to 31 July, 17 more from 1 September: Thursday 17',
    facts: { decidedOn: '2026-07-20' },
    answer: { due: '2026-09-17' },
  },
  {
    working: '10 December: 14 to 24 December, 14 more from 2 January: Friday 15',
    facts: { decidedOn: '2026-12-10' },
    answer: { due: '2027-01-15' },
  },
  {
    working: '6 March + 28 is Good Friday 3 April, so Tuesday 7 April',
    facts: { decidedOn: '2026-03-06', respondedOn: '2026-04-07' },
    answer: { due: '2026-04-07', status: 'on_time' },
  },
]);
