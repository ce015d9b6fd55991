import type { TimetableRule } from './rule.js';

/** I: young people released from detention. */
export const DETAINED: readonly TimetableRule[] = [
  {
    gives: 'dues',
    id: 'I1_DETAINED',
    plainName: 'Finish an assessment that was started and not finished before release',
    trigger: "The person is brought to, or comes to, the authority's attention (s.71(4))",
    length: 'notify 6 weeks; no plan 16 weeks; final plan 20 weeks',
    dutyHolder: 'local authority',
    authority: 'SI 2015/62 reg 15',
    unsure: 'that the exceptions are those of the parent regulations, and the commencement, are from memory',
    from: '2015-04-01',
    count: 'EXW',
    weeks: { notify: 6, noPlan: 16, final: 20 },
    start: ['attentionOn'],
    liftedBy: ['X1', 'X2', 'X3', 'X4'],
  },
];
