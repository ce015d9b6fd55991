// 2 March 2026 is a Monday. Good Friday is 3 April, Easter Monday 6 April, early May 4 May.
import { describeRule } from './cases.js';

describeRule('E1_TRANSFER_15WD', [
  {
    working: 'told long before: the 15th working day from 2 March is 20 March, the move on 20 April is later',
    facts: { movedOn: '2026-04-20', awareOn: '2026-03-02' },
    answer: { due: '2026-04-20', count: 'WDI' },
  },
  {
    working: 'Wed 15 April is 1, 17 is 3, 24 is 8, 1 May is 13; 4 May a bank holiday; 5 is 14, 6 May is 15',
    facts: { movedOn: '2026-04-20', awareOn: '2026-04-15', transferredOn: '2026-05-07' },
    answer: { due: '2026-05-06', status: 'late', daysLate: 1 },
  },
  {
    working: 'aware on Saturday 6 June: Monday 8 is 1, 12 is 5, 19 is 10, 26 June is 15',
    facts: { movedOn: '2026-06-01', awareOn: '2026-06-06' },
    answer: { due: '2026-06-26' },
  },
  {
    working: 'the day itself counts if it is a working day: Monday 2 March is 1, 6 is 5, 13 is 10, 20 March is 15',
    facts: { movedOn: '2026-03-01', awareOn: '2026-03-02' },
    answer: { due: '2026-03-20' },
  },
  {
    working: 'a move on Saturday 18 April, told in February, moves with the switch to Monday 20',
    facts: { movedOn: '2026-04-18', awareOn: '2026-02-02' },
    settings: { rolloverNonworking: 'next' },
    answer: { due: '2026-04-20' },
  },
]);

describeRule('E2_NEWLA_INFORM_6W', [
  {
    working: '1 May + 42: 30, 12 more',
    facts: { transferredOn: '2026-05-01' },
    answer: { due: '2026-06-12', count: 'EXW' },
  },
  {
    working: 'leap year: 1 February + 42: 28 to 29 February, 14 more',
    facts: { transferredOn: '2024-02-01', familyInformed: '2024-03-14' },
    answer: { due: '2024-03-14', status: 'on_time' },
  },
  {
    working: '1 December + 42: 30, 12 more',
    facts: { transferredOn: '2026-12-01' },
    answer: { due: '2027-01-12' },
  },
]);

describeRule('E3_NEWLA_REVIEW', [
  {
    working: '12 months from 10 January end on 9 January 2027; 3 months from 1 March on 31 May: the later',
    facts: { lastReviewedOn: '2026-01-10', transferredOn: '2026-03-01' },
    answer: { due: '2027-01-09', count: 'INM' },
  },
  {
    working: '12 months from 10 April 2025 end on 9 April 2026; 3 months from 1 March on 31 May: the later',
    facts: { lastReviewedOn: '2025-04-10', transferredOn: '2026-03-01', reviewDecisionNotified: '2026-05-31' },
    answer: { due: '2026-05-31', status: 'on_time' },
  },
  {
    working: '3 months from 30 November: February has no 30th, so its last day, the 28th',
    facts: { lastReviewedOn: '2025-06-01', transferredOn: '2026-11-30' },
    answer: { due: '2027-02-28' },
  },
]);

describeRule('E4_ICB_NOTIFY_15WD', [
  {
    working: 'no move: 3 March is 1, 6 is 4, 13 is 9, 20 is 14, Monday 23 March is 15',
    facts: { awareOn: '2026-03-02' },
    answer: { due: '2026-03-23', count: 'WDE' },
  },
  {
    working: 'on a move as E1: the move on 20 April is later than 20 March',
    facts: { awareOn: '2026-03-02', movedOn: '2026-04-20' },
    answer: { due: '2026-04-20', count: 'WDE' },
  },
  {
    working: 'on a move as E1: the 15th working day beginning with 2 March is 20 March',
    facts: { awareOn: '2026-03-02', movedOn: '2026-03-05' },
    answer: { due: '2026-03-20', count: 'WDE' },
  },
]);

describeRule('E5_ICB_REQUEST_15WD', [
  {
    working: '3 March is 1, 6 is 4, 13 is 9, 20 is 14, Monday 23 March is 15',
    facts: { awareOn: '2026-03-02' },
    answer: { due: '2026-03-23', count: 'WDE' },
  },
  {
    working: 'over Easter: Thursday 2 April is 1, Tuesday 7 is 2, 10 is 5, 17 is 10, 24 April is 15',
    facts: { awareOn: '2026-04-01' },
    answer: { due: '2026-04-24' },
  },
  {
    working: 'over Christmas: 22 Dec is 1, 24 is 3, 29 is 4, 31 is 6, 2 Jan is 7, 9 is 12, Wednesday 14 January is 15',
    facts: { awareOn: '2025-12-19', requestedOn: '2026-01-15' },
    answer: { due: '2026-01-14', status: 'late', daysLate: 1 },
  },
]);
