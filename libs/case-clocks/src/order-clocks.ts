import type { CaseState } from '@ehc/pathway';
import type { RuleId, TimetableRuleId } from '@ehc/statutory-clock';
import type { ClockReading, Stopped } from './clock-reading.js';
import { readLimit, readTimetable, type TimetableClock, type Viewpoint } from './read-clock.js';

export type MadeOrder = CaseState['orders'][number];

interface OrderPayload {
  readonly order?: string;
  readonly concession?: string;
  readonly agreementType?: string;
  readonly agreedWeeks?: number;
  readonly directed?: object;
  readonly amended?: boolean;
}

/** The rule that sets the limits after an order, a concession or an agreement; null where nothing is due. */
const ruleOf = (made: MadeOrder): RuleId | null => {
  const { order, concession, agreementType } = made.payload as OrderPayload;
  switch (made.made) {
    case 'order':
      return order === 'dismissed' ? null : (`G_ORDER_${order!.toUpperCase()}` as TimetableRuleId);
    case 'concession':
      return `G_CONCEDE_${concession!.toUpperCase()}` as TimetableRuleId;
    case 'agreement':
      return agreementType === 'other' ? 'F8_AGREEMENT_OTHER_2W' : 'F7_AGREEMENT_APPEALABLE';
  }
};

/** Whether it closes the clocks of the request and sets its own in their place (statutory-rules.md §2.4). */
export const supersedes = (made: MadeOrder): boolean => {
  const { order, concession, agreementType } = made.payload as OrderPayload;
  return ['assess', 'plan', 'reconsider'].includes(order ?? concession ?? agreementType ?? '');
};

/** The clocks that an order, a concession or an agreement started. */
export const orderClocks = (
  made: MadeOrder,
  done: TimetableClock['done'],
  view: Viewpoint,
  stopped?: Stopped,
): ClockReading[] => {
  const rule = ruleOf(made);
  if (rule === null) return [];
  const { agreementType, agreedWeeks, directed, amended } = made.payload as OrderPayload;
  const day = made.made === 'order' ? 'orderedOn' : made.made === 'concession' ? 'tribunalNotifiedOn' : 'agreedOn';
  const clock = {
    rule,
    subject: { kind: 'order' as const, id: made.event },
    start: made.on,
    facts: { [day]: made.on, agreementType, agreedWeeks, directed, amended },
    stopped,
  };
  if (rule === 'F8_AGREEMENT_OTHER_2W') return [readLimit({ ...clock, done: ['doneOn', undefined] }, view)];
  return readTimetable({ ...clock, done }, view);
};
