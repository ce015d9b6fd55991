import { maintainPendingAppeal } from './particular.js';
import { COMMENCEMENT, type LimitRule } from './rule.js';

/** D: ceasing to maintain a plan. */
export const CEASE: readonly LimitRule[] = [
  {
    gives: 'due',
    id: 'D2_MAINTAIN_PENDING_APPEAL',
    plainName: 'Keep the plan while an appeal against ceasing it may still be brought',
    trigger: 'The notice that the plan will cease is sent',
    length: '2 months (the appeal limit); longer while an appeal is pending',
    dutyHolder: 'local authority',
    authority: 'Children and Families Act 2014 s.45(4); HESC Tribunal Procedure Rules 2008 rr.12, 20',
    unsure: "rule 12 was seen in the Upper Tribunal's twin text, the rest of it is from memory",
    from: COMMENCEMENT,
    shape: 'tribunal',
    count: 'EXM',
    reckoning: { particular: maintainPendingAppeal },
    start: ['ceaseNoticeSent'],
    liftedBy: [],
  },
];
