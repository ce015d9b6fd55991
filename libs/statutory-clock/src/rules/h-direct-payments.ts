import { COMMENCEMENT, type LimitRule } from './rule.js';

/** H: personal budgets. */
export const DIRECT_PAYMENTS: readonly LimitRule[] = [
  {
    gives: 'due',
    id: 'H1_DP_REVIEW_3M',
    plainName: 'First review of direct payments',
    trigger: 'The first payment',
    length: 'within the first 3 months (then at each review or reassessment)',
    dutyHolder: 'local authority',
    authority: 'SI 2014/1652 reg 11',
    from: COMMENCEMENT,
    shape: 'limit',
    count: 'INM',
    reckoning: { monthsStartingWith: 3 },
    start: ['firstPaymentOn'],
    done: ['reviewedOn'],
    liftedBy: [],
  },
];
