import { COMMENCEMENT, type OtherRule } from './rule.js';

/** Rules that set no limit, but that the clock answers as well. */
export const WITHOUT_LIMIT: readonly OtherRule[] = [
  {
    gives: 'received',
    id: 'RECEIPT',
    plainName: 'The day on which a request is received',
    trigger: 'The request is sent or delivered',
    length: 'none',
    dutyHolder: 'none',
    authority: 'the regulations are silent; ipsea_deemed: IPSEA template letter 9 (advice, not law)',
    from: COMMENCEMENT,
    start: [],
    liftedBy: [],
  },
  {
    gives: 'advice',
    id: 'ADVICE_SET',
    plainName: 'The advice that an assessment needs',
    trigger: 'The decision to assess',
    length: 'none',
    dutyHolder: 'local authority (must seek)',
    authority: 'SEND Regulations 2014 reg 6(1), (2), (4)',
    unsure: 'the sub-limbs of reg 6(1)(b) are from memory',
    from: COMMENCEMENT,
    start: [],
    liftedBy: [],
  },
];
