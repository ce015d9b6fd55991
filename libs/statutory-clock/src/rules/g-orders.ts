import type { AgreementType, Facts } from '../facts.js';
import { COMMENCEMENT, type Limb, type TimetableRule, type Weeks } from './rule.js';

/** What reg 44(2) gives for the outcomes that an order, a concession and an agreement have in common, in weeks. */
export const ORDER_WEEKS: Readonly<Record<AgreementType, Weeks>> = {
  assess: { notify: 2, noPlan: 10, final: 14 },
  plan: { draft: 5, final: 11 },
  amend: { final: 5 },
  name: { final: 2 },
};

/** Reg 44(3), 45(7): any circumstance of reg 13(3) (X1 to X4, there called X6), and an absence of two weeks. */
const LIFTED_BY: readonly Limb[] = ['X1', 'X2', 'X3', 'X4', 'X4b'];

const LAST_DAY_OF_V1 = '2015-03-22';
const FIRST_DAY_OF_V2 = '2015-03-23';
const COMMENCEMENT_UNSURE = 'the date of commencement of SI 2015/359';

/** What orders have in common. */
const ORDER = {
  gives: 'dues',
  trigger: "The date of the Tribunal's order",
  dutyHolder: 'local authority',
  from: COMMENCEMENT,
  count: 'EXW',
  start: ['orderedOn'],
  optional: ['directed'],
  liftedBy: LIFTED_BY,
} as const;

/** What concessions have in common. */
const CONCESSION = {
  gives: 'dues',
  trigger: 'The authority notifies the Tribunal, before its response, that it will not oppose the appeal',
  dutyHolder: 'local authority',
  count: 'EXW',
  start: ['tribunalNotifiedOn'],
  liftedBy: LIFTED_BY,
} as const;

/** "Immediately" is the day of the order itself; an order to amend as well gives 5 weeks. */
function weeksToContinue({ amended }: Facts): Weeks {
  return { final: amended ? 5 : 0 };
}

/** Orders of the Tribunal (reg 44). A date that the order itself sets takes the place of the table's. */
export const ORDERS: readonly TimetableRule[] = [
  {
    ...ORDER,
    id: 'G_ORDER_ASSESS',
    plainName: 'Ordered to assess or reassess',
    length: 'notify 2 weeks; no plan 10 weeks; final plan 14 weeks',
    authority: 'SEND Regulations 2014 reg 44(2)(b), (3)',
    unsure: 'the wording of reg 44(3) is from memory',
    weeks: ORDER_WEEKS.assess,
  },
  {
    ...ORDER,
    id: 'G_ORDER_PLAN',
    plainName: 'Ordered to make a plan',
    length: 'draft 5 weeks; final plan 11 weeks',
    authority: 'SEND Regulations 2014 reg 44(2)(c), (3)',
    unsure: 'the wording of reg 44(3) is from memory',
    weeks: ORDER_WEEKS.plan,
  },
  {
    ...ORDER,
    id: 'G_ORDER_RECONSIDER',
    plainName: 'Ordered to consider the case again',
    length: '2 weeks to notify, to give notice of no plan or to send a draft',
    authority: 'SEND Regulations 2014 reg 44(2)(d), (3)',
    unsure: 'from memory and not verified',
    weeks: { notify: 2, noPlan: 2, draft: 2 },
  },
  {
    ...ORDER,
    id: 'G_ORDER_AMEND',
    plainName: 'Ordered to amend what the plan says',
    length: '5 weeks',
    authority: 'SEND Regulations 2014 reg 44(2)(e), (3)',
    unsure: 'reg 44(2)(e) and (3) are from memory',
    weeks: ORDER_WEEKS.amend,
  },
  {
    ...ORDER,
    id: 'G_ORDER_NAME',
    plainName: 'Ordered to name a setting (Section I alone)',
    length: '2 weeks',
    authority: 'SEND Regulations 2014 reg 44(2)(f), (3)',
    unsure: 'reg 44(2)(f) and (3) are from memory',
    weeks: ORDER_WEEKS.name,
  },
  {
    ...ORDER,
    id: 'G_ORDER_CONTINUE',
    plainName: 'Ordered to keep the plan',
    length: 'immediately; 5 weeks if it is to be amended',
    authority: 'SEND Regulations 2014 reg 44(2)(g), (h), (3)',
    unsure: 'reg 44(2)(g), (h) and (3) are from memory',
    optional: ['directed', 'amended'],
    weeks: weeksToContinue,
  },
  {
    ...ORDER,
    id: 'G_ORDER_DISMISS_CEASE',
    plainName: 'Appeal against ceasing dismissed: cease the plan',
    length: 'immediately',
    authority: 'SEND Regulations 2014 reg 44(2)(a)',
    weeks: { final: 0 },
  },
];

/**
 * Appeals that the authority does not oppose (reg 45). As made in 2014 three of them had other limits; those count
 * where every date found by them falls before SI 2015/359 came into force.
 */
export const CONCESSIONS: readonly TimetableRule[] = [
  {
    ...CONCESSION,
    id: 'G_CONCEDE_ASSESS',
    plainName: 'Conceded: assess or reassess',
    length: 'notify 4 weeks',
    authority: 'SEND Regulations 2014 reg 45(3) as made',
    unsure: COMMENCEMENT_UNSURE,
    from: COMMENCEMENT,
    until: LAST_DAY_OF_V1,
    weeks: { notify: 4 },
  },
  {
    ...CONCESSION,
    id: 'G_CONCEDE_ASSESS',
    plainName: 'Conceded: assess or reassess',
    length: 'notify 2 weeks; no plan 10 weeks; final plan 14 weeks',
    authority: 'SEND Regulations 2014 reg 45(3), (3A), (7), as amended by SI 2015/359 reg 8',
    unsure: COMMENCEMENT_UNSURE,
    from: FIRST_DAY_OF_V2,
    weeks: ORDER_WEEKS.assess,
  },
  {
    ...CONCESSION,
    id: 'G_CONCEDE_PLAN',
    plainName: 'Conceded: make a plan',
    length: 'draft 5 weeks; final plan 11 weeks',
    authority: 'SEND Regulations 2014 reg 45(6), (7), as amended by SI 2015/359 reg 8',
    unsure: COMMENCEMENT_UNSURE,
    from: COMMENCEMENT,
    weeks: ORDER_WEEKS.plan,
  },
  {
    ...CONCESSION,
    id: 'G_CONCEDE_AMEND',
    plainName: 'Conceded: amend what the plan says',
    length: '4 weeks',
    authority: 'SEND Regulations 2014 reg 45(4) as made',
    unsure: COMMENCEMENT_UNSURE,
    from: COMMENCEMENT,
    until: LAST_DAY_OF_V1,
    weeks: { final: 4 },
  },
  {
    ...CONCESSION,
    id: 'G_CONCEDE_AMEND',
    plainName: 'Conceded: amend what the plan says',
    length: '5 weeks',
    authority: 'SEND Regulations 2014 reg 45(4), (7), as amended by SI 2015/359 reg 8',
    unsure: COMMENCEMENT_UNSURE,
    from: FIRST_DAY_OF_V2,
    weeks: ORDER_WEEKS.amend,
  },
  {
    ...CONCESSION,
    id: 'G_CONCEDE_NAME',
    plainName: 'Conceded: name the setting (Section I alone)',
    length: '2 weeks',
    authority: 'SEND Regulations 2014 reg 45(5) as made',
    unsure: COMMENCEMENT_UNSURE,
    from: COMMENCEMENT,
    until: LAST_DAY_OF_V1,
    weeks: { final: 2 },
  },
  {
    ...CONCESSION,
    id: 'G_CONCEDE_NAME',
    plainName: 'Conceded: name the setting (Section I alone)',
    length: '2 weeks',
    authority: 'SEND Regulations 2014 reg 45(5), (7), as amended by SI 2015/359 reg 8',
    unsure: COMMENCEMENT_UNSURE,
    from: FIRST_DAY_OF_V2,
    weeks: ORDER_WEEKS.name,
  },
];
