import { defineStep, fact, firstRefusal, notBefore, type Of, OneOf, optional } from '@ehc/recording';
import { inForce, startOf } from '../order-of-steps/plan-order.js';
import { RequestDetails, type RequestForChild } from '../request-an-assessment/request-assessment.js';
import { caseStream } from '../streams/case-stream.js';
import { planStream } from '../streams/plan-stream.js';

const WHO = ['parent', 'young_person', 'setting', 'icb', 'authority'] as const;

export class RequestReassessment extends RequestDetails {
  @OneOf(WHO, 'Who asked (s.44(2)); "authority": its own motion (s.44(3)), decided in the same breath.', optional)
  askedBy?: Of<'ReassessmentRequested', 'requestedBy'>;
}

/** A reassessment was asked for: on the plan, the link to its case. */
export const linkReassessment = defineStep({
  stream: planStream,
  records: 'ReassessmentRequested',
  mayFollow: (state, event) =>
    firstRefusal(inForce(state), notBefore(event, startOf(state), 'the plan came into force here')),
  decide: (_, command: RequestReassessment & { case: string }) =>
    fact('ReassessmentRequested', command, { requestedBy: command.askedBy }),
});

/** The reassessment itself: a case of its own, with the clocks B1 to B3. */
export const openReassessment = defineStep({
  stream: caseStream,
  records: 'AssessmentRequested',
  begins: true,
  decide: (_, command: RequestForChild & { previousPlan: string }) =>
    fact('AssessmentRequested', command, { kind: 'reassessment' }),
});
