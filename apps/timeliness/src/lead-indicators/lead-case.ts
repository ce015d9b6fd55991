import type { PathwayEvent, Payload } from '@ehc/pathway';
import type { DayNumber, GivenException } from '@ehc/statutory-clock';
import type { DisputeDealing } from '../facts/case-with-disputes.js';
import type { OrderDealing } from '../facts/dealings-fact.js';
import type { Cells } from '../facts/packed-columns.js';
import type { CaseColumn } from '../measures/index.js';

export type AdviceBody = Payload<'AdviceRequested'>['body'];

/** A request for advice. Days are `NEVER` or `UNDATED` where there is none, or none known. */
export interface LeadAdvice {
  readonly id: string;
  readonly body: AdviceBody;
  readonly askedOn: DayNumber;
  /** Day 0 of its six weeks: the body received the request, or, where that is not known, was asked. */
  readonly startsOn: DayNumber;
  readonly answeredOn: DayNumber;
}

/** A setting that was consulted on being named. */
export interface LeadConsultation {
  readonly id: string;
  readonly consultedOn: DayNumber;
  /** Day 0 of its 15 days. */
  readonly startsOn: DayNumber;
  readonly repliedOn: DayNumber;
  readonly reply: string | null;
}

/** A step of an appeal or a mediation. */
export interface LeadDispute extends Omit<DisputeDealing, 'on'> {
  readonly on: DayNumber;
}

/** What was recorded of a case beyond its columns: all that tells its stage on any day, its duties, and who holds it. */
export interface LeadCase {
  readonly id: string;
  /** The need of rank 1; null where it is not known. */
  readonly need: string | null;
  readonly cells: Cells<CaseColumn>;
  readonly isDetainee: boolean;
  readonly drafts: readonly DayNumber[];
  readonly exceptions: readonly GivenException[];
  /** The same as they were recorded. */
  readonly recordedExceptions: readonly Extract<PathwayEvent, { type: 'ExceptionRecorded' }>['payload'][];
  readonly advice: readonly LeadAdvice[];
  readonly consultations: readonly LeadConsultation[];
  /** Days on which the family answered a draft. */
  readonly responses: readonly DayNumber[];
  readonly disputes: readonly LeadDispute[];
  readonly orders: readonly OrderDealing[];
}
